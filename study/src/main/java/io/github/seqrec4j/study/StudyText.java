package io.github.seqrec4j.study;

import de.siegmar.fastcsv.writer.CsvWriter;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The tables of a study as text, CSV and LaTeX. */
public final class StudyText {

  private static final String NONE = "-";
  private static final double ALPHA = 0.05;

  private StudyText() {}

  /** For a terminal: columns apart by spaces. */
  public static String plain(StudyTable study) {
    StringBuilder text = new StringBuilder();
    for (StudyTable.Comparison table : study.tables()) {
      text.append(text.length() == 0 ? "" : "\n").append(table.title());
      text.append(" (").append(table.part()).append(")\n");
      List<List<String>> rows = new ArrayList<>();
      rows.add(head(study, table));
      table.rows().forEach(row -> rows.add(cells(study, table, row)));
      text.append(AlignedText.of(rows, table.axes().size()));
    }
    return text.append('\n').append(note(study)).append('\n').toString();
  }

  private static List<String> head(StudyTable study, StudyTable.Comparison table) {
    List<String> head = new ArrayList<>(table.axes());
    head.add("runs");
    for (String metric : study.metrics()) {
      head.add(metric);
      if (table.compares()) {
        head.add("difference");
        head.add("p");
      }
    }
    head.addAll(List.of("seconds", "MB", ""));
    return head;
  }

  private static List<String> cells(StudyTable study, StudyTable.Comparison table, StudyRow row) {
    List<String> cells = new ArrayList<>(row.labels().values());
    cells.add(
        row.runs().size() == row.planned()
            ? String.valueOf(row.planned())
            : row.runs().size() + " of " + row.planned());
    for (String metric : study.metrics()) {
      cells.add(figure(row.told().get(metric), " ± "));
      if (table.compares()) {
        AgainstBaseline against = row.against().get(metric);
        cells.add(against == null ? NONE : difference(against));
        cells.add(against == null ? NONE : pValue(against.corrected()));
      }
    }
    cells.add(row.runs().isEmpty() ? NONE : String.format(Locale.ROOT, "%.1f", row.seconds()));
    cells.add(
        row.residentBytes() < 0
            ? NONE
            : String.format(Locale.ROOT, "%.0f", row.residentBytes() / 1e6));
    List<String> marks = new ArrayList<>();
    if (row.standing() == StudyRow.Standing.BASELINE) {
      marks.add("baseline");
    }
    if (row.best()) {
      marks.add("best on validation");
    }
    cells.add(String.join(", ", marks));
    return cells;
  }

  /** What the columns mean. */
  public static String note(StudyTable study) {
    return "mean ± deviation over the seeds; difference from the baseline on the same users with its"
        + " 95 % bootstrap interval, p by a randomisation test, corrected by Holm's method over the"
        + " rows; seconds a run, largest resident memory; best on validation by "
        + study.selectBy();
  }

  /** As in {@code 0.1523 ± 0.0021}; a dash where there is none. */
  public static String figure(@org.jspecify.annotations.Nullable Figure figure, String between) {
    if (figure == null) {
      return NONE;
    }
    return number(figure.mean())
        + (Double.isNaN(figure.deviation()) ? "" : between + number(figure.deviation()));
  }

  /** As in {@code +0.0093 [0.0061, 0.0127]}. */
  public static String difference(AgainstBaseline against) {
    return String.format(
        Locale.ROOT, "%+.4f [%.4f, %.4f]", against.difference(), against.lower(), against.upper());
  }

  /** As in {@code 0.0312}, or {@code <0.001}. */
  public static String pValue(double value) {
    return value < 0.001 ? "<0.001" : String.format(Locale.ROOT, "%.3f", value);
  }

  static String number(double value) {
    return String.format(Locale.ROOT, "%.4f", value);
  }

  /** All tables as one, a line per row and metric, with all digits. */
  public static String csv(StudyTable study) {
    StringWriter text = new StringWriter();
    try (CsvWriter csv = CsvWriter.builder().build(text)) {
      csv.writeRecord(
          "comparison",
          "row",
          "standing",
          "best",
          "runs",
          "planned",
          "metric",
          "validation_mean",
          "validation_deviation",
          "test_mean",
          "test_deviation",
          "part_compared",
          "difference",
          "lower",
          "upper",
          "p",
          "p_holm",
          "seconds",
          "resident_bytes",
          "folders");
      for (StudyTable.Comparison table : study.tables()) {
        for (StudyRow row : table.rows()) {
          for (String metric : study.metrics()) {
            csv.writeRecord(record(table, row, metric));
          }
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write into memory", e);
    }
    return text.toString();
  }

  private static List<String> record(StudyTable.Comparison table, StudyRow row, String metric) {
    List<String> cells = new ArrayList<>();
    cells.add(table.name());
    cells.add(Combination.words(row.labels()));
    cells.add(row.standing().name().toLowerCase(Locale.ROOT));
    cells.add(String.valueOf(row.best()));
    cells.add(String.valueOf(row.runs().size()));
    cells.add(String.valueOf(row.planned()));
    cells.add(metric);
    for (Figure figure : new Figure[] {row.validation().get(metric), row.test().get(metric)}) {
      cells.add(figure == null ? "" : exact(figure.mean()));
      cells.add(figure == null ? "" : exact(figure.deviation()));
    }
    AgainstBaseline against = row.against().get(metric);
    cells.add(against == null ? "" : table.part());
    cells.add(against == null ? "" : exact(against.difference()));
    cells.add(against == null ? "" : exact(against.lower()));
    cells.add(against == null ? "" : exact(against.upper()));
    cells.add(against == null ? "" : exact(against.pValue()));
    cells.add(against == null ? "" : exact(against.corrected()));
    cells.add(exact(row.seconds()));
    cells.add(row.residentBytes() < 0 ? "" : String.valueOf(row.residentBytes()));
    cells.add(String.join(" ", row.runs().stream().map(Object::toString).toList()));
    return cells;
  }

  private static String exact(double value) {
    return Double.isNaN(value) ? "" : String.valueOf(value);
  }

  /**
   * As LaTeX, a {@code table} per comparison with the rules of the package {@code booktabs}; what
   * is significant at 0.05 after the correction has a star.
   */
  public static String latex(StudyTable study) {
    StringBuilder text = new StringBuilder("% needs \\usepackage{booktabs}\n");
    for (StudyTable.Comparison table : study.tables()) {
      text.append("\\begin{table}\n\\centering\n\\caption{").append(escaped(table.title()));
      text.append(" (").append(table.part()).append(")}\n\\begin{tabular}{");
      text.append("l".repeat(table.axes().size()));
      text.append("r".repeat(study.metrics().size())).append("}\n\\toprule\n");
      List<String> head = new ArrayList<>(table.axes());
      head.addAll(study.metrics());
      line(text, head.stream().map(StudyText::escaped).toList());
      text.append("\\midrule\n");
      for (StudyRow row : table.rows()) {
        List<String> cells =
            new ArrayList<>(row.labels().values().stream().map(StudyText::escaped).toList());
        for (String metric : study.metrics()) {
          AgainstBaseline against = row.against().get(metric);
          boolean significant = against != null && against.corrected() < ALPHA;
          String value = figure(row.told().get(metric), " \\pm ");
          cells.add("$" + (value.equals(NONE) ? "-" : value + (significant ? "^{*}" : "")) + "$");
        }
        line(text, cells);
      }
      text.append("\\bottomrule\n\\end{tabular}\n\\end{table}\n");
    }
    return text.toString();
  }

  private static void line(StringBuilder text, List<String> cells) {
    text.append(String.join(" & ", cells)).append(" \\\\\n");
  }

  /** Text with what LaTeX takes for commands written out. */
  static String escaped(String text) {
    StringBuilder escaped = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '\\' -> escaped.append("\\textbackslash{}");
        case '~' -> escaped.append("\\textasciitilde{}");
        case '^' -> escaped.append("\\textasciicircum{}");
        case '&', '%', '$', '#', '_', '{', '}' -> escaped.append('\\').append(c);
        default -> escaped.append(c);
      }
    }
    return escaped.toString();
  }
}
