package io.github.seqrec4j.cli.export;

import io.github.seqrec4j.data.table.ParquetWriter;
import io.github.seqrec4j.data.table.ParquetWriter.ColumnType;
import io.github.seqrec4j.data.table.ParquetWriter.Field;
import io.github.seqrec4j.lucene.ItemAttribute;
import io.github.seqrec4j.lucene.ItemAttribute.Kind;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A Parquet file: identifier, of items title and attributes, and the vector, a list of floats. */
public final class ParquetSink implements VectorSink {

  private final ParquetWriter writer;
  private final ExportTask task;

  /** Starts {@code items.parquet} or {@code users.parquet}. */
  public ParquetSink(Path directory, ExportTask task) {
    this.task = task;
    List<Field> fields = new ArrayList<>();
    fields.add(new Field(task.kind().key(), ColumnType.TEXT));
    if (task.kind() == ExportTask.Kind.ITEM) {
      fields.add(new Field("title", ColumnType.TEXT));
    }
    for (ItemAttribute attribute : task.attributes()) {
      fields.add(
          new Field(
              attribute.name(),
              attribute.kind() == Kind.NUMBER ? ColumnType.DOUBLE : ColumnType.TEXT));
    }
    fields.add(new Field("vector", ColumnType.VECTOR));
    writer = new ParquetWriter(directory.resolve(task.kind().key() + "s.parquet"), fields);
  }

  @Override
  public void add(String id, String title, float[] vector) {
    List<Object> row = new ArrayList<>();
    row.add(id);
    if (task.kind() == ExportTask.Kind.ITEM) {
      row.add(title);
    }
    for (ItemAttribute attribute : task.attributes()) {
      row.add(attribute.value(id));
    }
    row.add(vector);
    writer.add(row.toArray());
  }

  @Override
  public void finish() {
    writer.finish();
  }

  @Override
  public void close() {
    writer.close();
  }
}
