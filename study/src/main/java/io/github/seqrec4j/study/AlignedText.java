package io.github.seqrec4j.study;

import java.util.List;

/** Columns apart by two spaces. */
final class AlignedText {

  private AlignedText() {}

  /**
   * Rows of as many cells each as lines.
   *
   * @param left how many of the first columns begin at the left; the others end at the right, but
   *     for the last one
   */
  static String of(List<List<String>> rows, int left) {
    int columns = rows.get(0).size();
    int[] widths = new int[columns];
    for (List<String> row : rows) {
      for (int i = 0; i < columns; i++) {
        widths[i] = Math.max(widths[i], row.get(i).length());
      }
    }
    StringBuilder text = new StringBuilder();
    for (List<String> row : rows) {
      StringBuilder line = new StringBuilder();
      for (int i = 0; i < columns; i++) {
        String space = " ".repeat(widths[i] - row.get(i).length());
        boolean atLeft = i < left || i == columns - 1;
        line.append(i == 0 ? "" : "  ");
        line.append(atLeft ? row.get(i) + space : space + row.get(i));
      }
      text.append(line.toString().stripTrailing()).append('\n');
    }
    return text.toString();
  }
}
