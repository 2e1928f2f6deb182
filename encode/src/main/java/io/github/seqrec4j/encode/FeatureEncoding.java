package io.github.seqrec4j.encode;

import com.google.gson.JsonObject;
import io.github.seqrec4j.api.Component;
import io.github.seqrec4j.api.DataException;
import io.github.seqrec4j.api.Modality;
import io.github.seqrec4j.api.content.ContentModel;
import io.github.seqrec4j.api.content.ImageEncoder;
import io.github.seqrec4j.api.content.TextEncoder;
import io.github.seqrec4j.api.files.ProcessLock;
import io.github.seqrec4j.data.DataSpec;
import io.github.seqrec4j.data.ItemColumns;
import java.awt.image.BufferedImage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Writes item features into a dataset directory, row k for the k-th item of its items file, in
 * float16, and beside them how they were made, {@code features/<modality>.json}. Features that are
 * there and were made of the same are left alone; others of seqrec4j's are replaced once the new
 * ones are whole; features of another origin are refused. A run that was broken off is gone on with
 * by the same call, to the same features byte by byte; while one is at work, another is refused
 * with a {@link io.github.seqrec4j.api.UsageException}.
 */
public final class FeatureEncoding {

  private FeatureEncoding() {}

  /**
   * Writes {@code features/text.npy} from titles, with all defaults.
   *
   * @throws DataException if the items file cannot be used or no item has a title
   */
  public static EncodingSummary encodeText(Path datasetDir) {
    return encodeText(
        datasetDir, new DataSpec(), EncodeSpec.builder().build().text(), new EncodingOptions());
  }

  /**
   * Writes {@code features/text.npy} from columns of the items file. An item without text counts as
   * missing and has a row of zeros.
   *
   * @param data gives the names of the columns
   * @param text says what is encoded, and how
   * @throws DataException if the items file or the model cannot be used, or no item has a text
   */
  public static EncodingSummary encodeText(
      Path datasetDir, DataSpec data, TextFeatures text, EncodingOptions options) {
    Set<String> columns = ItemContents.columns(data, text);
    ItemColumns items = ItemColumns.read(datasetDir, data, columns);
    List<String> texts = ItemContents.texts(items, data, text);
    TextEncoder encoder = text.encoder();
    return encode(
        new FeatureFiles(datasetDir, Modality.TEXT),
        encoder,
        encoder.hash(),
        new ItemTexts(datasetDir + ", columns " + columns, texts, text.clean()),
        () -> encoder.open(texts),
        items.ids(),
        options);
  }

  /**
   * Writes {@code features/image.npy} from pictures, with all defaults.
   *
   * @throws DataException if the items file cannot be used or no item has a readable picture
   */
  public static EncodingSummary encodeImages(Path datasetDir) {
    return encodeImages(
        datasetDir, new DataSpec(), EncodeSpec.builder().build().image(), new EncodingOptions());
  }

  /**
   * Writes {@code features/image.npy} from pictures named after their items, {@code <item>.png},
   * {@code .jpg}, {@code .jpeg}, {@code .webp}, {@code .gif} or {@code .bmp}. Items without a
   * picture, or with one that cannot be read, are counted apart and have rows of zeros.
   *
   * @param data gives the name of the column with the item
   * @param image says where the pictures are, and how they are encoded
   * @throws DataException if the items file or the model cannot be used, or no item has a readable
   *     picture
   */
  public static EncodingSummary encodeImages(
      Path datasetDir, DataSpec data, ImageFeatures image, EncodingOptions options) {
    List<String> ids = ItemColumns.read(datasetDir, data, Set.of()).ids();
    Path folder = datasetDir.resolve(image.folder());
    PictureFiles pictures = new PictureFiles(folder);
    pictures.checkNames(ids);
    ImageEncoder encoder = image.encoder();
    Contents<BufferedImage> contents = new Images(ids, folder, pictures);
    return encode(
        new FeatureFiles(datasetDir, Modality.IMAGE),
        encoder,
        encoder.hash(),
        contents,
        encoder::open,
        ids,
        options);
  }

  @SuppressWarnings("try") // the lock is held, not used
  private static <T> EncodingSummary encode(
      FeatureFiles files,
      Component encoder,
      String modelHash,
      Contents<T> contents,
      Supplier<ContentModel<T>> opening,
      List<String> ids,
      EncodingOptions options) {
    int items = ids.size();
    JsonObject key = FeatureProvenance.key(encoder, modelHash, contents, items);
    try (ProcessLock lock = files.lock();
        Journal journal = Journal.open(files.features())) {
      Optional<FeatureProvenance> there =
          Files.isRegularFile(files.features())
              ? FeatureProvenance.read(files.provenance())
              : Optional.empty();
      if (options.redo() == Redo.ALWAYS) {
        journal.start(key);
      } else if (there.isEmpty() && journal.key() == null && Files.exists(files.features())) {
        throw files.foreign();
      } else if (there.isPresent() && there.get().key().equals(key)) {
        journal.delete();
        return there.get().summary(files.features(), EncodingSummary.State.UP_TO_DATE);
      }
      FeatureProvenance made;
      try (ContentModel<T> model = opening.get()) {
        String reason = reason(options.redo(), there, journal, key);
        Counts counts =
            new EncodingRun<>(files, journal, contents, model, items, options).run(key, reason);
        made = new FeatureProvenance(key, model.shape(), counts, ItemColumns.hash(ids));
      }
      if (made.counts().encoded() == 0) {
        files.discard();
        journal.delete();
        throw made.counts().nothing(contents.where());
      }
      files.publish(made.write(Instant.now().truncatedTo(ChronoUnit.SECONDS).toString()));
      journal.delete();
      return made.summary(files.features(), EncodingSummary.State.WRITTEN);
    }
  }

  /** Why what is there is not used. */
  private static String reason(
      Redo redo, Optional<FeatureProvenance> there, Journal journal, JsonObject key) {
    if (redo == Redo.ALWAYS) {
      return there.isPresent() ? "as told" : "";
    }
    JsonObject brokenOff = journal.key();
    if (brokenOff != null && !brokenOff.equals(key)) {
      return "a run that was broken off had " + FeatureProvenance.difference(brokenOff, key);
    }
    return there
        .map(old -> "those there have " + FeatureProvenance.difference(old.key(), key))
        .orElse("");
  }
}
