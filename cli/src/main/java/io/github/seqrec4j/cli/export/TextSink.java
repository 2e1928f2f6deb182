package io.github.seqrec4j.cli.export;

import de.siegmar.fastcsv.writer.CsvWriter;
import io.github.seqrec4j.api.files.WriteFailure;
import io.github.seqrec4j.lucene.ItemAttribute;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * A CSV file (RFC 4180): identifier, of items title and attributes, and, where asked for, the
 * vector as {@code [0.1,-2.5]}, which pgvector reads.
 */
public final class TextSink implements VectorSink {

  /** Whether vectors stand in the file. */
  public enum Vectors {
    /** In the last column. */
    IN_FILE,
    /** In another file, in the order of the lines. */
    ELSEWHERE
  }

  private final Path file;
  private final ExportTask task;
  private final Vectors vectors;
  private final CsvWriter csv;
  private boolean closed;

  /** Starts {@code items.csv} or {@code users.csv}. */
  public TextSink(Path directory, ExportTask task, Vectors vectors) {
    this.task = task;
    this.vectors = vectors;
    file = directory.resolve(task.kind().key() + "s.csv");
    try {
      csv = CsvWriter.builder().build(file);
    } catch (IOException e) {
      throw failure(e);
    }
    List<String> names = new ArrayList<>(List.of(task.kind().key()));
    if (task.kind() == ExportTask.Kind.ITEM) {
      names.add("title");
    }
    task.attributes().forEach(attribute -> names.add(attribute.name()));
    if (vectors == Vectors.IN_FILE) {
      names.add("vector");
    }
    csv.writeRecord(names);
  }

  @Override
  public void add(String id, String title, float[] vector) {
    List<String> row = new ArrayList<>(List.of(id));
    if (task.kind() == ExportTask.Kind.ITEM) {
      row.add(title);
    }
    for (ItemAttribute attribute : task.attributes()) {
      row.add(Objects.toString(attribute.value(id), ""));
    }
    if (vectors == Vectors.IN_FILE) {
      row.add(Arrays.toString(vector).replace(" ", ""));
    }
    csv.writeRecord(row);
  }

  @Override
  public void finish() {
    close();
  }

  @Override
  public void close() {
    if (closed) {
      return;
    }
    closed = true;
    try {
      csv.close();
    } catch (IOException e) {
      throw failure(e);
    }
  }

  private RuntimeException failure(IOException e) {
    return WriteFailure.of(file, e, "choose another directory");
  }
}
