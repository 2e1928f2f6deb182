package io.github.seqrec4j.encode;

import io.github.seqrec4j.api.UsageException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * Joins columns to one text, such as {@code {title}. {brand}}. Text before the first column and
 * behind the last stands wherever any column has a value. Text between two columns belongs to the
 * later one: it is left out with it where that is blank, and where no column before it has a value.
 * Doubled braces are braces.
 */
final class TextTemplate {

  private final List<String> literals; // literal i stands before column i; one more at the end
  private final List<String> columns;

  private TextTemplate(List<String> literals, List<String> columns) {
    this.literals = literals;
    this.columns = columns;
  }

  /**
   * Reads a template.
   *
   * @throws UsageException if it names no column, or its braces do not match
   */
  static TextTemplate parse(String template) {
    List<String> literals = new ArrayList<>();
    List<String> columns = new ArrayList<>();
    StringBuilder text = new StringBuilder();
    int open = -1;
    for (int i = 0; i < template.length(); i++) {
      char c = template.charAt(i);
      boolean doubled = i + 1 < template.length() && template.charAt(i + 1) == c;
      if (open < 0 && (c == '{' || c == '}') && doubled) {
        text.append(c);
        i++;
      } else if (open < 0 && c == '{') {
        open = i;
        literals.add(text.toString());
        text.setLength(0);
      } else if (open >= 0 && c == '}' && !text.toString().isBlank()) {
        open = -1;
        columns.add(text.toString());
        text.setLength(0);
      } else if (c == '{' || c == '}') {
        throw new UsageException(
            "template must have columns in braces, as in {title}; a brace itself is doubled: '"
                + template
                + "', at character "
                + (i + 1));
      } else {
        text.append(c);
      }
    }
    if (open >= 0 || columns.isEmpty()) {
      throw new UsageException(
          "template must "
              + (open >= 0 ? "close the brace of each column" : "name a column, as in {title}")
              + ": '"
              + template
              + "'");
    }
    literals.add(text.toString());
    return new TextTemplate(literals, columns);
  }

  /** The columns it names, each once. */
  Set<String> columns() {
    return new LinkedHashSet<>(columns);
  }

  /**
   * The text of an item, empty where all columns are blank.
   *
   * @param values the value of each column
   */
  String render(UnaryOperator<String> values) {
    StringBuilder text = new StringBuilder();
    boolean any = false;
    for (int i = 0; i < columns.size(); i++) {
      String value = values.apply(columns.get(i)).strip();
      if (!value.isEmpty()) {
        text.append(any ? literals.get(i) : "").append(value);
        any = true;
      }
    }
    return any ? literals.get(0) + text + literals.get(columns.size()) : "";
  }
}
