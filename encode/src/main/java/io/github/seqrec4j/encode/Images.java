package io.github.seqrec4j.encode;

import io.github.seqrec4j.api.files.Sha256;
import io.github.seqrec4j.encode.pictures.Pictures;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * The pictures of a catalogue.
 *
 * @param ids the items
 * @param folder where the pictures are
 * @param files their pictures
 */
record Images(List<String> ids, Path folder, PictureFiles files)
    implements Contents<BufferedImage> {

  static final int SIDE = 8; // decoded pictures at a time, for each thread

  @Override
  public Found<BufferedImage> load(int item) {
    List<Path> found = files.of(ids.get(item));
    if (found.isEmpty()) {
      return new Missing<>();
    }
    Path file = found.get(0);
    if (found.size() > 1) {
      return new Unreadable<>(file + ": and " + found.get(1).getFileName() + "; keep one of them");
    }
    try {
      return new Present<>(Pictures.read(file));
    } catch (IOException e) {
      return new Unreadable<>(file + ": " + e.getMessage());
    }
  }

  @Override
  public int weight(int item) {
    return 0;
  }

  @Override
  public int side() {
    return SIDE;
  }

  @Override
  public String where() {
    return folder.toString();
  }

  @Override
  public String hash() {
    return Sha256.ofParts(ids.parallelStream().map(this::hash).toList());
  }

  private String hash(String item) {
    StringBuilder hash = new StringBuilder(item);
    for (Path file : files.of(item)) {
      String name = file.getFileName().toString();
      try {
        hash.append(part(name, Sha256.ofFile(file)));
      } catch (IOException e) {
        hash.append(part(name, e.getClass().getName())); // counted as unreadable when it is encoded
      }
    }
    return hash.toString();
  }

  /** What a file adds to the hash of its item. */
  static String part(String name, String hash) {
    return '\n' + name + ' ' + hash;
  }
}
