package io.github.seqrec4j.cli.report;

import io.github.seqrec4j.api.Branch;
import io.github.seqrec4j.training.RunRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jsoup.nodes.Element;

/** Metrics by row, rankings by column, each value with its interval. */
final class MetricTables {

  private MetricTables() {}

  /** Ensemble and branches; the ensemble alone where it has one branch only and is the same. */
  static List<String> rankings(Map<String, ?> byRanking) {
    return byRanking.size() == 2 && byRanking.containsKey(Branch.ENSEMBLE)
        ? List.of(Branch.ENSEMBLE)
        : List.copyOf(byRanking.keySet());
  }

  /** The metrics on test, with the baselines beside them. */
  static void test(Element table, RunRecord.Metrics run) {
    if (run.test().isEmpty()) {
      table.appendElement("caption").text("The split holds nothing out for a test.");
      return;
    }
    List<Column> columns = columns(run.test(), run.standardErrors().test());
    run.baselines()
        .keySet()
        .forEach(
            name ->
                columns.add(new Column(name, run.baselines(), run.standardErrors().baselines())));
    fill(table, columns);
  }

  /** The metrics on validation. */
  static void validation(Element table, RunRecord.Metrics run) {
    fill(table, columns(run.validation(), run.standardErrors().validation()));
  }

  /** How items that training never saw are found, by ranking. */
  static void cold(
      Element table,
      Map<String, Map<String, Double>> metrics,
      Map<String, Map<String, Double>> errors) {
    List<Column> columns = new ArrayList<>();
    metrics.keySet().forEach(ranking -> columns.add(new Column(ranking, metrics, errors)));
    fill(table, columns);
  }

  /** One ranking and where its numbers are. */
  private record Column(
      String ranking,
      Map<String, Map<String, Double>> values,
      Map<String, Map<String, Double>> errors) {}

  private static List<Column> columns(
      Map<String, Map<String, Double>> values, Map<String, Map<String, Double>> errors) {
    List<Column> columns = new ArrayList<>();
    rankings(values).forEach(ranking -> columns.add(new Column(ranking, values, errors)));
    return columns;
  }

  private static void fill(Element table, List<Column> columns) {
    Element head = table.appendElement("thead").appendElement("tr");
    head.appendElement("td");
    for (Column column : columns) {
      head.appendElement("th").attr("scope", "col").text(column.ranking());
    }
    Element body = table.appendElement("tbody");
    Column first = columns.get(0);
    Set<String> metrics = first.values().getOrDefault(first.ranking(), Map.of()).keySet();
    for (String metric : metrics) {
      Element row = body.appendElement("tr");
      row.appendElement("th").attr("scope", "row").text(metric);
      for (Column column : columns) {
        double error = RunRecord.value(column.errors(), column.ranking(), metric);
        Element cell = row.appendElement("td");
        cell.appendElement("span")
            .text(Numbers.metric(RunRecord.value(column.values(), column.ranking(), metric)));
        if (!Double.isNaN(error)) {
          cell.appendText(" ");
          cell.appendElement("span")
              .addClass("margin")
              .text("± " + Numbers.metric(Numbers.margin(error)));
        }
      }
    }
  }
}
