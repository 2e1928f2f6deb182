package io.github.seqrec4j.cli.export;

import io.github.seqrec4j.lucene.ItemIndexWriter;
import java.nio.file.Path;

/** An index as {@code seqrec4j-lucene} searches it. */
public final class LuceneSink implements VectorSink {

  private final ItemIndexWriter writer;
  private final ExportTask task;

  /** Starts an index, in place of one that is there. */
  public LuceneSink(Path directory, ExportTask task) {
    writer = ItemIndexWriter.open(directory, task.index(), task.attributes());
    this.task = task;
  }

  @Override
  public void add(String id, String title, float[] vector) {
    writer.add(id, title, vector);
  }

  @Override
  public void finish() {
    writer.commit(task.model());
  }

  @Override
  public void close() {
    writer.close();
  }
}
