package io.github.seqrec4j.cli.report;

import io.github.seqrec4j.api.Branch;
import io.github.seqrec4j.training.RunRecord;
import io.github.seqrec4j.training.TrainingReport;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jsoup.nodes.Element;

/**
 * The result in a few cards: the test metrics of the ensemble against the best baseline, and its
 * cost.
 */
final class Headline {

  private final RunRecord.Metrics run;
  private final Element cards;

  private Headline(RunRecord.Metrics run, Element cards) {
    this.run = run;
    this.cards = cards;
  }

  static void fill(Element cards, RunRecord run, List<String> metrics) {
    Headline headline = new Headline(run.metrics(), cards);
    metrics.forEach(headline::metric);
    headline.epoch();
    headline.cost(run.epochs());
  }

  private void metric(String metric) {
    double value = RunRecord.value(run.result(), Branch.ENSEMBLE, metric);
    double error = RunRecord.value(run.resultErrors(), Branch.ENSEMBLE, metric);
    String best = bestBaseline(metric);
    double floor = RunRecord.value(run.baselines(), best, metric);
    double floorError = RunRecord.value(run.standardErrors().baselines(), best, metric);
    Element card = card(metric + " on " + run.part(), Numbers.metric(value));
    card.appendElement("p").text(interval(value, error));
    if (run.test().isEmpty()) {
      card.appendElement("p").addClass("note").text("It chose the epoch: too good. Nothing tests.");
      return;
    }
    double scale = Math.max(Numbers.upper(value, error), Numbers.upper(floor, floorError));
    Element bars = card.appendElement("div").addClass("bars").attr("aria-hidden", "true");
    bar(bars, "ensemble", value, error, scale);
    bar(bars, "baseline", floor, floorError, scale);
    card.appendElement("p")
        .addClass("note")
        .text(
            "Best baseline, "
                + best
                + ": "
                + Numbers.metric(floor)
                + ", "
                + interval(floor, floorError)
                + ". "
                + comparison(value, error, floor, floorError));
  }

  /** The baseline that does best by a metric, the first of equals. */
  private String bestBaseline(String metric) {
    String best = TrainingReport.POPULARITY;
    for (String name : run.baselines().keySet()) {
      double value = RunRecord.value(run.baselines(), name, metric);
      best = value > RunRecord.value(run.baselines(), best, metric) ? name : best;
    }
    return best;
  }

  private static String interval(double value, double error) {
    return Double.isNaN(error)
        ? "no interval"
        : "95 % interval "
            + Numbers.metric(Numbers.lower(value, error))
            + " to "
            + Numbers.metric(Numbers.upper(value, error));
  }

  private static String comparison(double value, double error, double floor, double floorError) {
    if (Double.isNaN(error) || Double.isNaN(floorError)) {
      return "";
    }
    if (Numbers.lower(value, error) > Numbers.upper(floor, floorError)) {
      return floor > 0
          ? String.format(Locale.ROOT, "The ensemble reaches %.1f times that.", value / floor)
          : "The ensemble is above it.";
    }
    return Numbers.upper(value, error) < Numbers.lower(floor, floorError)
        ? "The ensemble is below it."
        : "The intervals overlap: no clear difference.";
  }

  private static void bar(Element bars, String name, double value, double error, double scale) {
    if (Double.isNaN(value) || Double.isNaN(scale) || scale <= 0) {
      return;
    }
    Element bar = bars.appendElement("div").addClass("bar").addClass(name);
    bar.appendElement("span").addClass("length").attr("style", "width:" + percent(value / scale));
    double from = Numbers.lower(value, error) / scale;
    double to = Numbers.upper(value, error) / scale;
    bar.appendElement("span")
        .addClass("interval")
        .attr("style", "left:" + percent(from) + ";width:" + percent(to - from));
  }

  private static String percent(double share) {
    return String.format(Locale.ROOT, "%.2f%%", 100 * share);
  }

  private void epoch() {
    Element card = card("best epoch", String.valueOf(run.bestEpoch()));
    card.appendElement("p").text("of " + run.lastEpoch() + " trained");
    if (run.refit() != null) {
      card.appendElement("p")
          .text(
              "The saved model was then trained anew on all "
                  + Numbers.count(run.refit().interactions())
                  + " interactions for "
                  + run.refit().epochs()
                  + (run.refit().epochs() == 1 ? " epoch" : " epochs")
                  + ", nothing held out; all metrics are of the model before.");
    }
    card.appendElement("p")
        .addClass("note")
        .text(
            "Chosen by "
                + ConfigTable.value(run.config(), "training", "select-by")
                + " of the ensemble on validation, never on test."
                + weights());
  }

  /** How the branches count where they differ; nothing where the ensemble is their mean. */
  private String weights() {
    Map<String, Double> weights = run.ensemble();
    if (weights == null || Set.copyOf(weights.values()).size() < 2) {
      return "";
    }
    return weights.entrySet().stream()
        .map(branch -> branch.getKey() + " " + Numbers.metric(branch.getValue()))
        .collect(Collectors.joining(", ", " So are the branches' weights: ", "."));
  }

  private void cost(List<RunRecord.Epoch> epochs) {
    Element card = card("training time", Numbers.duration(run.seconds().train()));
    card.appendElement("p")
        .text("and " + Numbers.duration(run.seconds().evaluate()) + " evaluating");
    long most = epochs.stream().mapToLong(RunRecord.Epoch::residentBytes).max().orElse(-1);
    if (most >= 0) {
      card.appendElement("p")
          .addClass("note")
          .text("Largest resident memory after an epoch: " + Numbers.megabytes(most) + " MB.");
    }
  }

  private Element card(String label, String value) {
    Element card = cards.appendElement("div").addClass("card");
    card.appendElement("h3").text(label);
    card.appendElement("p").addClass("value").text(value);
    return card;
  }
}
