package io.github.seqrec4j.data.table;

import io.github.seqrec4j.api.files.ByteProgress;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** Fields apart by tabs, no quoting. */
final class TsvTable extends TableReader {

  private final LineReader lines;
  private final Problems problems;
  private final Header header;
  private final int[] places;
  private final int[] starts; // of the fields of a row, and of one more
  private boolean ascii;

  TsvTable(Path file, List<Column> columns, Problems problems, ByteProgress progress) {
    super(file);
    this.problems = problems;
    lines = new LineReader(file, progress);
    try {
      if (!lines.next()) {
        throw Header.empty(file);
      }
      header = new Header(file, List.of(line(lines).split("\t", -1)));
      places = header.places(columns);
      starts = new int[header.size() + 1];
    } catch (CharacterCodingException e) {
      lines.close();
      throw Input.failure(file, 1, e);
    } catch (RuntimeException e) {
      lines.close();
      throw e;
    }
  }

  private String line(LineReader of) throws CharacterCodingException {
    return of.text(of.start(), of.end());
  }

  @Override
  public boolean has(int column) {
    return places[column] >= 0;
  }

  @Override
  public boolean next() {
    while (lines.next()) {
      int fields = split();
      if (fields == 1 && isBlankLine()) {
        continue;
      }
      if (!ascii && !isText()) {
        problems.add(
            Reason.ENCODING,
            lines.line(),
            "not valid UTF-8: '" + Problems.shown(lossy()) + "'; convert the file to UTF-8");
        continue;
      }
      if (fields == header.size()) {
        return true;
      }
      header.wrongWidth(problems, lines.line(), Arrays.asList(lossy().split("\t", -1)));
    }
    return false;
  }

  /** Notes where the fields begin; returns their number. */
  private int split() {
    byte[] bytes = lines.buffer();
    int to = lines.end();
    int fields = 1;
    starts[0] = lines.start();
    int or = 0;
    for (int i = lines.start(); i < to; i++) {
      byte b = bytes[i];
      or |= b;
      if (b == '\t') {
        if (fields < starts.length) {
          starts[fields] = i + 1;
        }
        fields++;
      }
    }
    ascii = or >= 0;
    if (fields < starts.length) {
      starts[fields] = to + 1;
    }
    return fields;
  }

  private boolean isBlankLine() {
    return lossy().isBlank();
  }

  private boolean isText() {
    try {
      line(lines);
      return true;
    } catch (CharacterCodingException e) {
      return false; // the caller's to report, with its place
    }
  }

  private String lossy() {
    return new String(
        lines.buffer(), lines.start(), lines.end() - lines.start(), StandardCharsets.UTF_8);
  }

  @Override
  public long line() {
    return lines.line();
  }

  @Override
  public byte[] bytes(int column) {
    return lines.buffer();
  }

  @Override
  public int start(int column) {
    return starts[places[column]];
  }

  @Override
  public int end(int column) {
    return starts[places[column] + 1] - 1;
  }

  @Override
  public void close() {
    lines.close();
  }
}
