package io.github.seqrec4j.cli.report;

import io.github.seqrec4j.api.Branch;
import io.github.seqrec4j.study.AgainstBaseline;
import io.github.seqrec4j.study.RunComparison;
import io.github.seqrec4j.study.StudyText;
import io.github.seqrec4j.training.RunRecord;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jspecify.annotations.Nullable;

/** Fills the template {@code compare.html}; all text enters as text nodes. */
final class ComparisonPage {

  private final RunComparison comparison;

  private ComparisonPage(RunComparison comparison) {
    this.comparison = comparison;
  }

  /**
   * The page.
   *
   * @param obstacle why curves cannot be drawn here, or null if they can
   */
  static String of(RunComparison comparison, @Nullable String obstacle) {
    Document page = PageResource.page("compare.html");
    String title = String.join(", ", comparison.names());
    page.title(title + ": compared");
    page.expectFirst("#title").text(title);
    page.expectFirst("#summary")
        .text(
            comparison.names().size()
                + " runs; the first, "
                + comparison.names().get(0)
                + ", is the baseline.");
    ComparisonPage filled = new ComparisonPage(comparison);
    filled.metrics(page.expectFirst("#metrics"));
    comparison.notes().forEach(note -> page.expectFirst("#notes").appendElement("li").text(note));
    filled.settings(page.expectFirst("#settings"));
    Element figures = page.expectFirst("#figures");
    if (obstacle == null) {
      filled.curves(figures);
    } else {
      figures
          .appendElement("p")
          .text("No curves: this Java found no fonts to draw with (" + obstacle + ").");
    }
    filled.cost(page.expectFirst("#cost"));
    return page.outerHtml();
  }

  private void metrics(Element table) {
    Element head = table.appendElement("thead").appendElement("tr");
    head.appendElement("th").attr("scope", "col").text(comparison.part());
    for (int run = 0; run < comparison.names().size(); run++) {
      column(head, comparison.names().get(run));
      if (run > 0) {
        column(head, "difference, 95 %").attr("colspan", "2");
        column(head, "p, Holm");
      }
    }
    Element body = table.appendElement("tbody");
    comparison
        .metrics()
        .forEach((metric, values) -> metric(body.appendElement("tr"), metric, values));
  }

  private void metric(Element row, String metric, List<Double> values) {
    row.appendElement("th").attr("scope", "row").text(metric);
    double scale = 0;
    for (int run = 1; run < values.size(); run++) {
      scale = Math.max(scale, Forest.reach(comparison.against(metric, run)));
    }
    for (int run = 0; run < values.size(); run++) {
      row.appendElement("td").text(Numbers.metric(values.get(run)));
      if (run > 0) {
        AgainstBaseline against = comparison.against(metric, run);
        Forest.draw(row.appendElement("td"), against, scale);
        row.appendElement("td").text(StudyText.difference(against));
        row.appendElement("td").text(StudyText.pValue(against.corrected()));
      }
    }
  }

  private static Element column(Element head, String name) {
    return head.appendElement("th").attr("scope", "col").text(name);
  }

  private void settings(Element table) {
    if (comparison.settings().isEmpty()) {
      table.appendElement("caption").text("None: all settings are the same.");
      return;
    }
    Element head = table.appendElement("thead").appendElement("tr");
    column(head, "key");
    comparison.names().forEach(name -> column(head, name).addClass("left"));
    Element body = table.appendElement("tbody");
    comparison
        .settings()
        .forEach(
            (key, values) -> {
              Element row = body.appendElement("tr");
              row.appendElement("th").attr("scope", "row").text(key);
              values.forEach(value -> row.appendElement("td").addClass("left").text(value));
            });
  }

  private void curves(Element figures) {
    Map<String, List<RunRecord>> runs = new LinkedHashMap<>();
    for (int run = 0; run < comparison.names().size(); run++) {
      runs.put(comparison.names().get(run), List.of(comparison.runs().get(run)));
    }
    int chart = 0;
    for (String metric : HeadlineMetrics.of(comparison.metrics().keySet())) {
      ChartFigure.draw(
          figures,
          MeanCurves.chart(
              "compare-" + ++chart, "Validation " + metric, runs, Branch.ENSEMBLE, metric));
    }
  }

  private void cost(Element table) {
    Element head = table.appendElement("thead").appendElement("tr");
    for (String name :
        List.of("run", "best epoch", "epochs", "training", "evaluation", "memory MB")) {
      column(head, name);
    }
    Element body = table.appendElement("tbody");
    for (int i = 0; i < comparison.names().size(); i++) {
      RunRecord run = comparison.runs().get(i);
      Element row = body.appendElement("tr");
      row.appendElement("th").attr("scope", "row").text(comparison.names().get(i));
      row.appendElement("td").text(String.valueOf(run.metrics().bestEpoch()));
      row.appendElement("td").text(String.valueOf(run.metrics().lastEpoch()));
      row.appendElement("td").text(Numbers.duration(run.metrics().seconds().train()));
      row.appendElement("td").text(Numbers.duration(run.metrics().seconds().evaluate()));
      long most = run.epochs().stream().mapToLong(RunRecord.Epoch::residentBytes).max().orElse(-1);
      row.appendElement("td").text(Numbers.megabytes(most));
    }
  }
}
