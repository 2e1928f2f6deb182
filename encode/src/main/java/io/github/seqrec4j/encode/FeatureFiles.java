package io.github.seqrec4j.encode;

import io.github.seqrec4j.api.DataException;
import io.github.seqrec4j.api.Modality;
import io.github.seqrec4j.api.UsageException;
import io.github.seqrec4j.api.content.FeatureRow;
import io.github.seqrec4j.api.content.FeatureShape;
import io.github.seqrec4j.api.files.AtomicFiles;
import io.github.seqrec4j.api.files.ProcessLock;
import io.github.seqrec4j.api.files.WriteFailure;
import io.github.seqrec4j.data.NpyWriter;
import io.github.seqrec4j.data.NpyWriter.Precision;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The files of one modality in the folder {@code features} of a dataset directory. */
final class FeatureFiles {

  /** What to do where features cannot be written. */
  static final String ELSEWHERE =
      "copy the dataset to a folder that can be written: features go beside the items";

  private final Path features;
  private final Path mask;
  private final Path provenance;
  private final Path lock;

  FeatureFiles(Path datasetDir, Modality modality) {
    Path folder = datasetDir.resolve("features");
    features = folder.resolve(modality + ".npy");
    mask = folder.resolve(modality + ".mask.npy");
    provenance = folder.resolve(modality + ".json");
    lock = folder.resolve("." + modality + ".lock");
  }

  /**
   * Keeps these files to the one that makes them.
   *
   * @throws UsageException if another makes them now
   */
  ProcessLock lock() {
    try {
      return ProcessLock.take(
          lock,
          holder ->
              features
                  + ": these features are being made by "
                  + holder
                  + "; wait for it, or end it");
    } catch (IOException e) {
      throw WriteFailure.of(lock, e, ELSEWHERE);
    }
  }

  /** That those there are of another origin. */
  DataException foreign() {
    return new DataException(
        features
            + ": these features are not of seqrec4j, as "
            + provenance.getFileName()
            + " is missing; move them away, or replace them (--force, Redo.ALWAYS)");
  }

  Path features() {
    return features;
  }

  Path provenance() {
    return provenance;
  }

  /** Begins the feature file, or goes on behind a mark. */
  NpyWriter features(int items, FeatureShape shape, Journal.@Nullable Mark mark) {
    return mark == null
        ? new NpyWriter(features, Precision.FLOAT16, items, row(shape))
        : resume(features, Precision.FLOAT16, items, row(shape), mark, mark.checksum());
  }

  /** Likewise the mask, or null if there is to be none. */
  @Nullable NpyWriter mask(int items, FeatureShape shape, Journal.@Nullable Mark mark) {
    if (shape.isPooled()) {
      delete(NpyWriter.partial(mask)); // of a run with tokens
      return null;
    }
    int[] row = {shape.tokens()};
    return mark == null
        ? new NpyWriter(mask, Precision.UINT8, items, row)
        : resume(mask, Precision.UINT8, items, row, mark, mark.maskChecksum());
  }

  /** Writes the next row of both. */
  static void write(
      @Nullable FeatureRow row, FeatureShape shape, NpyWriter features, @Nullable NpyWriter mask) {
    if (row == null) {
      features.writeMissing();
    } else {
      features.write(row.values());
    }
    if (mask != null) {
      float[] real = new float[shape.tokens()];
      Arrays.fill(real, 0, row == null ? 0 : row.tokens(), 1);
      mask.write(real);
    }
  }

  private static int[] row(FeatureShape shape) {
    return shape.dimensions().stream().mapToInt(Integer::intValue).toArray();
  }

  private static NpyWriter resume(
      Path file, Precision precision, int items, int[] row, Journal.Mark mark, long checksum) {
    try {
      return NpyWriter.resume(file, precision, items, row, mark.counts().items(), checksum);
    } catch (DataException e) {
      throw new DataException(
          e.getMessage() + "; or make all of it anew (--force, Redo.ALWAYS)", e);
    }
  }

  /**
   * Gives the files their names. Each step may have been done before by a run that was broken off
   * after it.
   *
   * @param text content of the file of provenance
   */
  void publish(String text) {
    delete(provenance); // it tells of features that are about to go
    try {
      if (Files.exists(NpyWriter.partial(features))) {
        delete(mask); // of these features
        AtomicFiles.publish(NpyWriter.partial(features), features);
      }
      if (Files.exists(NpyWriter.partial(mask))) {
        AtomicFiles.publish(NpyWriter.partial(mask), mask);
      }
      AtomicFiles.write(provenance, text);
    } catch (IOException e) {
      throw WriteFailure.of(features, e, ELSEWHERE);
    }
  }

  /** Removes what a run left that made nothing. */
  void discard() {
    delete(NpyWriter.partial(features));
    delete(NpyWriter.partial(mask));
  }

  private static void delete(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw WriteFailure.of(file, e, ELSEWHERE);
    }
  }
}
