package io.github.seqrec4j.data.table;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** A table whose library hands out text. */
abstract class TextRow extends TableReader {

  private final byte[][] fields;

  TextRow(Path file, int columns) {
    super(file);
    fields = new byte[columns][];
  }

  final void set(int column, String text) {
    fields[column] = text.getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public final byte[] bytes(int column) {
    return fields[column];
  }

  @Override
  public final int start(int column) {
    return 0;
  }

  @Override
  public final int end(int column) {
    return fields[column].length;
  }
}
