package io.github.seqrec4j.data.encode;

import io.github.seqrec4j.api.DataException;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.FileImageInputStream;

/** Pictures of items: {@code <item>.png}, {@code .jpg} or {@code .jpeg} in one folder. */
final class PictureFiles {

  private static final List<String> ENDINGS = List.of(".png", ".jpg", ".jpeg");
  private static final long MOST_POINTS = 100_000_000; // about 400 MB once decoded

  private final Path folder;

  /**
   * Of a folder.
   *
   * @throws DataException if there is none
   */
  PictureFiles(Path folder) {
    this.folder = folder.toAbsolutePath().normalize();
    if (!Files.isDirectory(folder)) {
      throw new DataException(
          folder + ": no such folder; it must hold pictures, <item>.png or <item>.jpg");
    }
  }

  /** The picture file of an item, if there is one. */
  Optional<Path> find(String item) {
    for (String ending : ENDINGS) {
      Path file;
      try {
        file = folder.resolve(item + ending).normalize();
      } catch (InvalidPathException e) {
        return Optional.empty(); // such an identifier cannot name a file
      }
      if (folder.equals(file.getParent()) && Files.isRegularFile(file)) {
        return Optional.of(file);
      }
    }
    return Optional.empty();
  }

  /**
   * Reads a picture.
   *
   * @throws IOException if it is damaged, of no known format or larger than 100 million points
   */
  static BufferedImage read(Path file) throws IOException {
    try (FileImageInputStream in = new FileImageInputStream(file.toFile())) {
      Iterator<ImageReader> readers = ImageIO.getImageReaders(in);
      if (!readers.hasNext()) {
        throw new IOException("not a picture in a known format");
      }
      ImageReader reader = readers.next();
      try {
        reader.setInput(in, true, true);
        long points = (long) reader.getWidth(0) * reader.getHeight(0);
        if (points > MOST_POINTS) {
          throw new IOException(points + " points, more than " + MOST_POINTS);
        }
        return reader.read(0);
      } catch (RuntimeException e) { // what the decoders of the JDK throw at some damaged files
        throw new IOException("damaged: " + e, e);
      } finally {
        reader.dispose();
      }
    }
  }
}
