package io.github.seqrec4j.encode;

import io.github.seqrec4j.api.Component;
import io.github.seqrec4j.api.DataException;
import io.github.seqrec4j.api.Internal;
import io.github.seqrec4j.api.Modality;
import io.github.seqrec4j.api.content.FeatureShape;
import io.github.seqrec4j.api.content.ImageEncoder;
import io.github.seqrec4j.api.files.ProcessLock;
import io.github.seqrec4j.api.files.Sha256;
import io.github.seqrec4j.data.DataSpec;
import io.github.seqrec4j.data.ItemColumns;
import io.github.seqrec4j.data.NpyWriter;
import io.github.seqrec4j.encode.EncodedChunk.Item;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Writes features that were encoded elsewhere, chunk by chunk, into a dataset directory: the files
 * of {@link FeatureEncoding}, byte by byte, and how they were made, so that it leaves them alone.
 */
@Internal
public final class ChunkedFeatures {

  private final Path datasetDir;
  private final DataSpec data;
  private final FeatureShape shape;
  private final String model;
  private final Redo redo;

  /**
   * For features of a shape.
   *
   * @param data gives the name of the column with the item
   * @param model hash of the encoder's model
   * @param redo {@code ALWAYS} to replace features of another origin too
   */
  public ChunkedFeatures(
      Path datasetDir, DataSpec data, FeatureShape shape, String model, Redo redo) {
    this.datasetDir = datasetDir;
    this.data = data;
    this.shape = shape;
    this.model = model;
    this.redo = redo;
  }

  /**
   * Writes {@code features/text.npy}.
   *
   * @param chunks of all items of the directory, in their order
   * @throws DataException if they are of other items, or none has a text
   */
  public EncodingSummary writeTexts(TextFeatures text, Iterator<EncodedChunk> chunks) {
    return write(Modality.TEXT, text.encoder(), Map.of("clean", text.clean()), chunks);
  }

  /**
   * Writes {@code features/image.npy}.
   *
   * @param chunks of all items of the directory, in their order
   * @throws DataException if they are of other items, or none has a readable picture
   */
  public EncodingSummary writePictures(ImageEncoder encoder, Iterator<EncodedChunk> chunks) {
    return write(Modality.IMAGE, encoder, Map.of(), chunks);
  }

  @SuppressWarnings("try") // the lock is held, not used
  private EncodingSummary write(
      Modality modality,
      Component encoder,
      Map<String, Boolean> preparation,
      Iterator<EncodedChunk> chunks) {
    FeatureFiles files = new FeatureFiles(datasetDir, modality);
    List<String> ids = ItemColumns.read(datasetDir, data, Set.of()).ids();
    try (ProcessLock lock = files.lock();
        Journal journal = Journal.open(files.features())) {
      if (redo == Redo.IF_CHANGED
          && journal.key() == null
          && Files.exists(files.features())
          && !Files.exists(files.provenance())) {
        throw files.foreign();
      }
      journal.delete(); // of a run whose rows are about to be written over
      MessageDigest content = Sha256.digest();
      Counts counts;
      try (NpyWriter features = files.features(ids.size(), shape, null);
          NpyWriter mask = files.mask(ids.size(), shape, null)) {
        counts = write(ids, chunks, features, mask, content);
        features.suspend();
        if (mask != null) {
          mask.suspend();
        }
      }
      FeatureProvenance made =
          new FeatureProvenance(
              FeatureProvenance.key(encoder, model, Sha256.of(content), preparation, ids.size()),
              shape,
              counts,
              ItemColumns.hash(ids));
      files.publish(made.write(Instant.now().truncatedTo(ChronoUnit.SECONDS).toString()));
      return made.summary(files.features(), EncodingSummary.State.WRITTEN);
    }
  }

  private Counts write(
      List<String> ids,
      Iterator<EncodedChunk> chunks,
      NpyWriter features,
      @Nullable NpyWriter mask,
      MessageDigest content) {
    Counts counts = Counts.NONE;
    int row = 0;
    while (chunks.hasNext()) {
      EncodedChunk chunk = chunks.next();
      for (Item item : chunk.items()) {
        String there = row < ids.size() ? "item '" + ids.get(row) + "'" : "no further item";
        if (row == ids.size() || !ids.get(row).equals(item.id())) {
          throw new DataException(
              "row "
                  + (row + 1)
                  + " of the features is of item '"
                  + item.id()
                  + "', where "
                  + datasetDir
                  + " has "
                  + there
                  + "; encode its items, in its order");
        }
        FeatureFiles.write(item.features(), shape, features, mask);
        Sha256.addPart(content, item.content());
        row++;
      }
      counts = counts.plus(chunk.counts());
    }
    if (row < ids.size()) {
      throw new DataException(
          datasetDir
              + ": features of "
              + row
              + " of its "
              + ids.size()
              + " items; item '"
              + ids.get(row)
              + "' has none; encode all of its items, in its order");
    }
    if (counts.encoded() == 0) {
      throw counts.nothing(datasetDir.toString());
    }
    return counts;
  }
}
