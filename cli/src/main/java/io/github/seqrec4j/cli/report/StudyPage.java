package io.github.seqrec4j.cli.report;

import io.github.seqrec4j.api.Branch;
import io.github.seqrec4j.study.AgainstBaseline;
import io.github.seqrec4j.study.StudyRow;
import io.github.seqrec4j.study.StudyTable;
import io.github.seqrec4j.study.StudyText;
import io.github.seqrec4j.training.RunRecord;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jspecify.annotations.Nullable;

/** Fills the template {@code study.html}; all text enters as text nodes. */
final class StudyPage {

  private final StudyTable study;
  private final @Nullable String obstacle;
  private int charts;

  private StudyPage(StudyTable study, @Nullable String obstacle) {
    this.study = study;
    this.obstacle = obstacle;
  }

  /**
   * The page of a study.
   *
   * @param obstacle why curves cannot be drawn here, or null if they can
   */
  static String of(String title, StudyTable study, @Nullable String obstacle) {
    Document page = PageResource.page("study.html");
    page.title(title + ": study");
    page.expectFirst("#title").text(title);
    int rows = study.tables().stream().mapToInt(table -> table.rows().size()).sum();
    int runs =
        study.tables().stream().flatMap(t -> t.rows().stream()).mapToInt(StudyPage::runs).sum();
    page.expectFirst("#summary")
        .text(
            Numbers.count(study.tables().size())
                + (study.tables().size() == 1 ? " comparison, " : " comparisons, ")
                + Numbers.count(rows)
                + " rows, "
                + Numbers.count(runs)
                + " finished runs in them.");
    StudyPage filled = new StudyPage(study, obstacle);
    Element comparisons = page.expectFirst("#comparisons");
    study.tables().forEach(table -> filled.comparison(comparisons, table));
    String note = StudyText.note(study);
    page.expectFirst("#note")
        .text(note.substring(0, 1).toUpperCase(java.util.Locale.ROOT) + note.substring(1) + ".");
    return page.outerHtml();
  }

  private static int runs(StudyRow row) {
    return row.runs().size();
  }

  private void comparison(Element main, StudyTable.Comparison table) {
    Element section = main.appendElement("section");
    section.appendElement("h2").text(table.title());
    Element scroll =
        section
            .appendElement("div")
            .addClass("scroll")
            .attr("role", "region")
            .attr("aria-label", table.title())
            .attr("tabindex", "0");
    Element body = scroll.appendElement("table").addClass("numbers");
    head(body.appendElement("thead"), table);
    Map<String, Double> scales = scales(table);
    Element rows = body.appendElement("tbody");
    table.rows().forEach(row -> row(rows.appendElement("tr"), table, row, scales));
    if (obstacle == null) {
      curves(section, table);
    } else {
      section
          .appendElement("p")
          .text("No curves: this Java found no fonts to draw with (" + obstacle + ").");
    }
  }

  private void head(Element thead, StudyTable.Comparison table) {
    Element row = thead.appendElement("tr");
    table.axes().forEach(axis -> column(row, axis).addClass("left"));
    column(row, "runs");
    column(row, "validation " + study.selectBy());
    for (String metric : study.metrics()) {
      column(row, table.part() + " " + metric);
      if (table.compares()) {
        column(row, "difference, 95 %").attr("colspan", "2");
        column(row, "p, Holm");
      }
    }
    column(row, "s a run");
    column(row, "MB");
    column(row, "").addClass("left");
  }

  private static Element column(Element row, String name) {
    return row.appendElement("th").attr("scope", "col").text(name);
  }

  /** Half the width of the forest of each metric. */
  private Map<String, Double> scales(StudyTable.Comparison table) {
    Map<String, Double> scales = new LinkedHashMap<>();
    for (StudyRow row : table.rows()) {
      row.against()
          .forEach((metric, against) -> scales.merge(metric, Forest.reach(against), Math::max));
    }
    return scales;
  }

  private void row(
      Element line, StudyTable.Comparison table, StudyRow row, Map<String, Double> scales) {
    if (row.best()) {
      line.addClass("best");
    }
    row.labels().values().forEach(label -> line.appendElement("td").addClass("left").text(label));
    cell(
        line,
        row.runs().size() == row.planned()
            ? "" + row.planned()
            : row.runs().size() + " of " + row.planned());
    cell(line, StudyText.figure(row.validation().get(study.selectBy()), " ± "));
    for (String metric : study.metrics()) {
      cell(line, StudyText.figure(row.told().get(metric), " ± "));
      if (table.compares()) {
        AgainstBaseline against = row.against().get(metric);
        Element forest = line.appendElement("td");
        if (against != null) {
          Forest.draw(forest, against, scales.getOrDefault(metric, 1.0));
        }
        cell(line, against == null ? Numbers.NONE : StudyText.difference(against));
        cell(line, against == null ? Numbers.NONE : StudyText.pValue(against.corrected()));
      }
    }
    cell(line, Numbers.format("%.1f", row.seconds()));
    cell(line, Numbers.megabytes(row.residentBytes()));
    String standing = row.standing() == StudyRow.Standing.BASELINE ? "baseline" : "";
    String best = row.best() ? "best on validation" : "";
    line.appendElement("td")
        .addClass("left")
        .text(standing + (standing.isEmpty() || best.isEmpty() ? "" : ", ") + best);
  }

  private static void cell(Element line, String text) {
    line.appendElement("td").text(text);
  }

  /** The metric that selects over the epochs, a chart for each dataset. */
  private void curves(Element section, StudyTable.Comparison table) {
    Map<String, Map<String, List<RunRecord>>> byData = new LinkedHashMap<>();
    for (StudyRow row : table.rows()) {
      if (!row.runs().isEmpty()) {
        List<RunRecord> runs = row.runs().stream().map(RunRecord::read).toList();
        byData
            .computeIfAbsent(data(runs.get(0)), data -> new LinkedHashMap<>())
            .put(String.join(", ", row.labels().values()), runs);
      }
    }
    Element figures = section.appendElement("div").addClass("figures");
    byData.forEach(
        (data, rows) ->
            ChartFigure.draw(
                figures,
                MeanCurves.chart(
                    "study-" + ++charts,
                    "Validation " + study.selectBy() + ", " + data,
                    rows,
                    Branch.ENSEMBLE,
                    study.selectBy())));
  }

  private static String data(RunRecord run) {
    return ReportPage.dataName(ConfigTable.value(run.metrics().config(), "data", "path"));
  }
}
