package io.github.seqrec4j.cli;

import io.github.seqrec4j.training.TrainingReport;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Metrics of several rankings, one line each. */
final class ResultTable {

  private final List<String> metrics;
  private final List<String> names = new ArrayList<>();
  private final List<Map<String, Double>> rows = new ArrayList<>();

  /** A table of the given metrics. */
  ResultTable(List<String> metrics) {
    this.metrics = List.copyOf(metrics);
  }

  /** A table of all metrics of a report, on test or, where nothing tests, on validation. */
  ResultTable(TrainingReport report) {
    this(
        List.copyOf(
            (report.test().isEmpty() ? report.validation() : report.test())
                .values()
                .iterator()
                .next()
                .keySet()));
  }

  ResultTable add(String name, Map<String, Double> values) {
    names.add(name);
    rows.add(values);
    return this;
  }

  /** The ensemble and, where there are several branches, each of them. */
  ResultTable addBranches(String prefix, Map<String, Map<String, Double>> byBranch) {
    byBranch.forEach(
        (branch, values) -> {
          if (byBranch.size() > 2 || names.isEmpty() || !names.get(names.size() - 1).isEmpty()) {
            add((prefix + " " + branch).strip(), values);
          }
        });
    return this;
  }

  @Override
  public String toString() {
    int first = names.stream().mapToInt(String::length).max().orElse(0);
    StringBuilder text = new StringBuilder();
    text.append(" ".repeat(first));
    metrics.forEach(m -> text.append(right(m, m)));
    text.append('\n');
    for (int i = 0; i < names.size(); i++) {
      text.append(names.get(i)).append(" ".repeat(first - names.get(i).length()));
      for (String metric : metrics) {
        Double value = rows.get(i).get(metric);
        text.append(right(value == null ? "-" : String.format(Locale.ROOT, "%.4f", value), metric));
      }
      text.append('\n');
    }
    return text.toString();
  }

  /** A cell of the column of a metric. */
  private static String right(String cell, String metric) {
    return "  " + " ".repeat(Math.max(8, metric.length()) - cell.length()) + cell;
  }
}
