package io.github.seqrec4j.server;

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Pictures of items, {@code FOLDER/<item>.jpg} and the like. What a name says is not trusted. */
final class PictureFolder {

  /** Where they are on the server. */
  static final String PATH = "/images/";

  private static final Map<String, String> TYPES = new LinkedHashMap<>();

  static {
    TYPES.put(".jpg", "image/jpeg");
    TYPES.put(".jpeg", "image/jpeg");
    TYPES.put(".png", "image/png");
    TYPES.put(".webp", "image/webp");
  }

  private final @Nullable Path folder;

  /** Of a folder, or none. */
  PictureFolder(@Nullable Path folder) {
    this.folder = folder == null ? null : folder.toAbsolutePath().normalize();
  }

  /** Address of the picture of an item, if there is one. */
  @Nullable String address(String item) {
    return find(item) == null ? null : PATH + encoded(item);
  }

  private static String encoded(String item) {
    return URLEncoder.encode(item, StandardCharsets.UTF_8).replace("+", "%20");
  }

  private @Nullable Path find(String item) {
    if (folder == null) {
      return null;
    }
    for (String extension : TYPES.keySet()) {
      Path file;
      try {
        file = folder.resolve(item + extension).normalize();
      } catch (InvalidPathException e) {
        return null; // no file can have such a name
      }
      if (folder.equals(file.getParent()) && Files.isRegularFile(file)) {
        return file;
      }
    }
    return null;
  }

  /** The picture of an item, if there is one. */
  @Nullable Reply reply(String item) throws IOException {
    Path file = find(item);
    if (file == null) {
      return null;
    }
    String name = file.toString();
    String type = String.valueOf(TYPES.get(name.substring(name.lastIndexOf('.'))));
    return new Reply(200, type, Map.of("Cache-Control", "max-age=300"), Files.readAllBytes(file));
  }
}
