package io.github.seqrec4j.data.encode;

import io.github.seqrec4j.api.DataException;
import io.github.seqrec4j.data.DataSpec;
import io.github.seqrec4j.data.ItemTable;
import io.github.seqrec4j.data.NpyWriter;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Writes item features into a dataset directory, row k for the k-th item of its items file, in
 * float16. Existing files of that name are replaced, in one step each.
 */
public final class FeatureEncoding {

  private static final int EXAMPLES = 5;

  private FeatureEncoding() {}

  /**
   * Writes {@code features/text.npy} from titles, with the columns named as by default.
   *
   * @throws DataException if the items file cannot be used or no item has a title
   */
  public static EncodingSummary encodeText(Path datasetDir) {
    return encodeText(datasetDir, new DataSpec());
  }

  /**
   * Writes {@code features/text.npy} from titles: hashed words and word pairs, 256 wide. An item
   * whose title has no word counts as missing.
   *
   * @param spec gives the names of the columns
   * @throws DataException if the items file cannot be used or no item has a title
   */
  public static EncodingSummary encodeText(Path datasetDir, DataSpec spec) {
    ItemTable items = ItemTable.read(datasetDir, spec, true);
    HashedTfIdfText encoder = new HashedTfIdfText(items.titles(), HashedTfIdfText.DEFAULT_WIDTH);
    Path file = datasetDir.resolve("features").resolve("text.npy");
    int encoded = 0;
    try (NpyWriter writer = open(file, items, encoder)) {
      for (String title : items.titles()) {
        float[] row = encoder.encode(title);
        writer.write(row);
        encoded += isZero(row) ? 0 : 1;
      }
      if (encoded == 0) {
        throw new DataException(
            datasetDir + ": no item has a word in column '" + spec.titleColumn() + "'");
      }
      writer.finish();
    }
    int missing = items.titles().size() - encoded;
    return new EncodingSummary(file, encoder.width(), encoded, missing, 0, List.of());
  }

  /**
   * Writes {@code features/image.npy} from pictures, with the columns named as by default.
   *
   * @throws DataException if the items file cannot be used or no item has a readable picture
   */
  public static EncodingSummary encodeImages(Path datasetDir) {
    return encodeImages(datasetDir, new DataSpec());
  }

  /**
   * Writes {@code features/image.npy} from {@code images/<item>.png}, {@code .jpg} or {@code
   * .jpeg}: colours and edges, 256 wide. Items without a picture, or with one that cannot be read,
   * are counted apart and have rows of zeros.
   *
   * @param spec gives the names of the columns
   * @throws DataException if the items file cannot be used or no item has a readable picture
   */
  public static EncodingSummary encodeImages(Path datasetDir, DataSpec spec) {
    ItemTable items = ItemTable.read(datasetDir, spec, false);
    PictureFiles pictures = new PictureFiles(datasetDir.resolve("images"));
    ColourShapeImage encoder = new ColourShapeImage();
    Path file = datasetDir.resolve("features").resolve("image.npy");
    int encoded = 0;
    int missing = 0;
    int unreadable = 0;
    List<String> examples = new ArrayList<>();
    try (NpyWriter writer = open(file, items, encoder)) {
      for (String item : items.ids()) {
        Optional<Path> picture = pictures.find(item);
        if (picture.isEmpty()) {
          missing++;
          writer.writeMissing();
          continue;
        }
        BufferedImage content;
        try {
          content = PictureFiles.read(picture.get());
        } catch (IOException e) { // told in the summary
          unreadable++;
          if (examples.size() < EXAMPLES) {
            examples.add(picture.get() + ": " + e.getMessage());
          }
          writer.writeMissing();
          continue;
        }
        writer.write(encoder.encode(content));
        encoded++;
      }
      if (encoded == 0) {
        throw new DataException(
            datasetDir.resolve("images")
                + ": none of "
                + items.ids().size()
                + " items has a readable picture; unreadable: "
                + unreadable
                + " "
                + examples);
      }
      writer.finish();
    }
    return new EncodingSummary(file, encoder.width(), encoded, missing, unreadable, examples);
  }

  private static NpyWriter open(Path file, ItemTable items, ContentEncoder<?> encoder) {
    return new NpyWriter(file, NpyWriter.Precision.FLOAT16, items.ids().size(), encoder.width());
  }

  private static boolean isZero(float[] row) {
    for (float value : row) {
      if (value != 0) {
        return false;
      }
    }
    return true;
  }
}
