package io.github.seqrec4j.cli.report;

import io.github.seqrec4j.cli.report.LineChart.Floor;
import io.github.seqrec4j.cli.report.LineChart.Line;
import io.github.seqrec4j.data.SplitSummary;
import io.github.seqrec4j.training.RunRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.jsoup.nodes.Element;

/** Everything over the epochs: figures, and all of it once more as a table. */
final class Curves {

  private final RunRecord run;
  private final List<String> rankings;
  private final List<LineChart> charts = new ArrayList<>();

  /**
   * Of a run.
   *
   * @param metrics validation metrics to draw
   */
  Curves(RunRecord run, List<String> metrics) {
    this.run = run;
    rankings = MetricTables.rankings(run.metrics().validation());
    List<RunRecord.Epoch> validated =
        run.epochs().stream().filter(RunRecord.Epoch::isValidated).toList();
    for (String metric : metrics) {
      List<Line> lines = new ArrayList<>();
      for (String ranking : rankings) {
        lines.add(line(ranking, validated, e -> RunRecord.value(e.validation(), ranking, metric)));
      }
      add("Validation " + metric + sample(validated), lines, Floor.ZERO, validated);
    }
    List<Line> losses = new ArrayList<>();
    losses.add(line("loss, all branches", RunRecord.Epoch::crossEntropy));
    boolean distilled = run.epochs().stream().anyMatch(e -> e.distillationWeight() > 0);
    if (distilled) {
      losses.add(line("weighted distillation", RunRecord.Epoch::distillation));
    }
    add("Training loss", losses, Floor.LEAST_VALUE);
    if (distilled) {
      add(
          "Distillation weight",
          List.of(line("weight", RunRecord.Epoch::distillationWeight)),
          Floor.ZERO);
    }
    add(
        "Seconds per epoch",
        List.of(
            line("training", e -> e.seconds().train()),
            line("validation", e -> e.seconds().evaluate())),
        Floor.ZERO);
    if (run.epochs().stream().allMatch(e -> e.residentBytes() >= 0)) {
      add(
          "Resident memory after the epoch, MB",
          List.of(line("resident", e -> e.residentBytes() / 1e6)),
          Floor.ZERO);
    }
  }

  /** On whom, where it was a sample. */
  private String sample(List<RunRecord.Epoch> validated) {
    Integer users = validated.isEmpty() ? null : validated.get(0).validationUsers();
    SplitSummary split = run.metrics().data().split();
    if (users == null || split == null) {
      return "";
    }
    int all = run.metrics().data().users() - split.usersNotValidated();
    return users < all ? ", of " + Numbers.count(users) + " users" : "";
  }

  private void add(String title, List<Line> lines, Floor floor) {
    add(title, lines, floor, run.epochs());
  }

  private void add(String title, List<Line> lines, Floor floor, List<RunRecord.Epoch> of) {
    double[] epochs = of.stream().mapToDouble(RunRecord.Epoch::epoch).toArray();
    String id = "figure-" + (charts.size() + 1);
    charts.add(new LineChart(id, title, epochs, lines, run.metrics().bestEpoch(), floor));
  }

  private Line line(String name, ToDoubleFunction<RunRecord.Epoch> value) {
    return line(name, run.epochs(), value);
  }

  private static Line line(
      String name, List<RunRecord.Epoch> of, ToDoubleFunction<RunRecord.Epoch> value) {
    return new Line(name, of.stream().mapToDouble(value).toArray());
  }

  /** Draws the figures. */
  void draw(Element figures) {
    charts.forEach(chart -> ChartFigure.draw(figures, chart));
  }

  /** Fills the table of all epochs. */
  void tabulate(Element table, List<String> metrics) {
    Element head = table.appendElement("thead").appendElement("tr");
    List<String> names = new ArrayList<>(List.of("epoch", "loss", "distillation"));
    names.addAll(List.of("its weight", "gradient norm"));
    for (String metric : metrics) {
      rankings.forEach(ranking -> names.add(ranking + " " + metric));
    }
    names.addAll(List.of("training s", "validation s", "memory MB"));
    names.forEach(name -> head.appendElement("th").attr("scope", "col").text(name));
    Element body = table.appendElement("tbody");
    for (RunRecord.Epoch epoch : run.epochs()) {
      boolean best = epoch.epoch() == run.metrics().bestEpoch();
      Element row = body.appendElement("tr");
      if (best) {
        row.addClass("best");
      }
      row.appendElement("th").attr("scope", "row").text(epoch.epoch() + (best ? " (kept)" : ""));
      cell(row, "%.4f", epoch.crossEntropy());
      cell(row, "%.4f", epoch.distillation());
      cell(row, "%.4f", epoch.distillationWeight());
      cell(row, "%.3f", epoch.gradientNorm());
      for (String metric : metrics) {
        for (String ranking : rankings) {
          cell(row, "%.4f", RunRecord.value(epoch.validation(), ranking, metric));
        }
      }
      cell(row, "%.1f", epoch.seconds().train());
      cell(row, "%.1f", epoch.seconds().evaluate());
      row.appendElement("td").text(Numbers.megabytes(epoch.residentBytes()));
    }
  }

  private static void cell(Element row, String format, double value) {
    row.appendElement("td").text(Numbers.format(format, value));
  }
}
