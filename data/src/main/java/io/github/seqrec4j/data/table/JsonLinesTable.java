package io.github.seqrec4j.data.table;

import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import com.google.gson.stream.MalformedJsonException;
import io.github.seqrec4j.api.DataException;
import io.github.seqrec4j.api.files.ByteProgress;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An object a line. Values are text, or numbers as they are written; null is an empty field. */
final class JsonLinesTable extends TextRow {

  private final LineReader lines;
  private final Problems problems;
  private final List<Column> columns;
  private final @Nullable String[] values;
  private final boolean[] has;
  private boolean ahead; // the first row was read already

  /** What is wrong with a line. */
  private static final class Refused extends Exception {
    private static final long serialVersionUID = 1;

    Refused(String message) {
      super(message);
    }
  }

  JsonLinesTable(Path file, List<Column> columns, Problems problems, ByteProgress progress) {
    super(file, columns.size());
    this.problems = problems;
    this.columns = List.copyOf(columns);
    values = new String[columns.size()];
    has = new boolean[columns.size()];
    Arrays.fill(has, true);
    lines = new LineReader(file, progress);
    try {
      ahead = advance(true);
      if (!ahead && problems.count() == 0) {
        throw new DataException(file + ": 1: the file is empty; it must hold one object a line");
      }
    } catch (RuntimeException e) {
      lines.close();
      throw e;
    }
  }

  @Override
  public boolean has(int column) {
    return has[column];
  }

  @Override
  public boolean next() {
    if (ahead) {
      ahead = false;
      return true;
    }
    return advance(false);
  }

  private boolean advance(boolean first) {
    while (lines.next()) {
      String text;
      try {
        text = lines.text(lines.start(), lines.end());
      } catch (CharacterCodingException e) {
        problems.add(Reason.ENCODING, lines.line(), "not valid UTF-8; convert the file to UTF-8");
        continue;
      }
      if (text.isBlank()) {
        continue;
      }
      try {
        parse(text);
        take(first);
        return true;
      } catch (Refused e) {
        problems.add(
            Reason.JSON, lines.line(), e.getMessage() + ": '" + Problems.shown(text) + "'");
      }
    }
    return false;
  }

  private void take(boolean first) throws Refused {
    for (int c = 0; c < values.length; c++) {
      Column column = columns.get(c);
      String value = values[c];
      if (value == null) {
        if (column.need() == Column.Need.REQUIRED) {
          throw new Refused("no '" + column.name() + "'; add it or set " + column.setting());
        }
        has[c] &= !first || column.need() != Column.Need.OPTIONAL;
        set(c, "");
      } else if (!has[c]) {
        throw new Refused("a '" + column.name() + "', which the first line has not");
      } else if (!StandardCharsets.UTF_8.newEncoder().canEncode(value)) {
        throw new Refused("half of a character in '" + column.name() + "'");
      } else {
        set(c, value);
      }
    }
  }

  private void parse(String text) throws Refused {
    Arrays.fill(values, null);
    try (JsonReader json = new JsonReader(new StringReader(text))) {
      json.setStrictness(Strictness.STRICT);
      if (json.peek() != JsonToken.BEGIN_OBJECT) {
        throw new Refused("expected an object { ... }");
      }
      json.beginObject();
      while (json.hasNext()) {
        int column = column(json.nextName());
        if (column < 0) {
          json.skipValue();
        } else if (values[column] != null) {
          throw new Refused("'" + columns.get(column).name() + "' twice");
        } else {
          values[column] = value(json, columns.get(column));
        }
      }
      json.endObject();
      if (json.peek() != JsonToken.END_DOCUMENT) {
        throw new Refused("more than one value");
      }
    } catch (MalformedJsonException e) {
      throw new Refused("no JSON");
    } catch (IOException | IllegalStateException | NumberFormatException e) {
      throw new Refused("no JSON, or cut short");
    }
  }

  private static String value(JsonReader json, Column column) throws IOException, Refused {
    switch (json.peek()) {
      case STRING, NUMBER -> {
        return json.nextString();
      }
      case NULL -> {
        json.nextNull();
        return "";
      }
      default -> throw new Refused("'" + column.name() + "' must be text or a number");
    }
  }

  private int column(String name) {
    for (int c = 0; c < columns.size(); c++) {
      if (columns.get(c).name().equals(name)) {
        return c;
      }
    }
    return -1;
  }

  @Override
  public long line() {
    return lines.line();
  }

  @Override
  public void close() {
    lines.close();
  }
}
