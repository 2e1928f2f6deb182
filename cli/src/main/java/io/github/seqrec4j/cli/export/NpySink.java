package io.github.seqrec4j.cli.export;

import io.github.seqrec4j.data.NpyWriter;
import java.nio.file.Path;

/** A NumPy array of float32, (rows, MD), and the identifiers of its rows as CSV beside it. */
public final class NpySink implements VectorSink {

  private final NpyWriter vectors;
  private final TextSink names;

  /** Starts {@code items.npy} and {@code items.csv}, or those of users. */
  public NpySink(Path directory, ExportTask task) {
    names = new TextSink(directory, task, TextSink.Vectors.ELSEWHERE);
    vectors =
        new NpyWriter(
            directory.resolve(task.kind().key() + "s.npy"),
            NpyWriter.Precision.FLOAT32,
            task.rows(),
            task.dimension());
  }

  @Override
  public void add(String id, String title, float[] vector) {
    names.add(id, title, vector);
    vectors.write(vector);
  }

  @Override
  public void finish() {
    names.finish();
    vectors.finish();
  }

  @Override
  public void close() {
    try (names) {
      vectors.close();
    }
  }
}
