package io.github.seqrec4j.cli;

import io.github.seqrec4j.api.Branch;
import io.github.seqrec4j.api.EvaluationSpec;
import io.github.seqrec4j.api.RecommenderSpec;
import io.github.seqrec4j.data.Dataset;
import io.github.seqrec4j.data.EvaluationSet;
import io.github.seqrec4j.data.Split;
import io.github.seqrec4j.evaluation.BootstrapInterval;
import io.github.seqrec4j.evaluation.ListReport;
import io.github.seqrec4j.evaluation.Ranking;
import io.github.seqrec4j.evaluation.Slices;
import io.github.seqrec4j.runtime.SequentialRecommender;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/**
 * All of an evaluation: metrics with bootstrap intervals, metrics of slices, and of the lists.
 *
 * @param text for people
 * @param json the same and more, for programs
 */
record EvaluationDetails(String text, Map<String, Object> json) {

  private static final double LEVEL = 0.95;
  private static final int DRAWS = 1000;

  static EvaluationDetails of(
      SequentialRecommender recommender,
      Dataset dataset,
      Split split,
      EvaluationSet set,
      RecommenderSpec spec,
      Map<String, Ranking> rankings) {
    EvaluationSpec evaluation = spec.evaluation();
    Map<String, Map<String, Double>> lists =
        ListReport.of(recommender, dataset, split, set, evaluation);
    Map<String, int[]> slices = Slices.of(split, set);
    Ranking ensemble = Objects.requireNonNull(rankings.get(Branch.ENSEMBLE));
    ResultTable bySlice =
        new ResultTable(List.copyOf(ensemble.metrics(evaluation.cutoffs()).keySet()));
    slices.forEach(
        (name, targets) ->
            bySlice.add(
                String.format(Locale.ROOT, "%s (%,d)", name, targets.length),
                ensemble.part(targets).metrics(evaluation.cutoffs())));
    // A line per metric: there are many, and few rankings.
    ResultTable ofLists = new ResultTable(List.copyOf(lists.keySet()));
    Objects.requireNonNull(lists.get(Branch.ENSEMBLE))
        .keySet()
        .forEach(metric -> ofLists.add(metric, ofMetric(metric, lists)));
    String text =
        "\nThe ensemble by slices of the targets (number of them)\n"
            + bySlice
            + "\nWhat the lists are beside right\n"
            + ofLists;
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("metrics", relevance(rankings, evaluation, spec.training().seed()));
    json.put("lists", lists);
    json.put("slices", slices(rankings, slices, evaluation));
    return new EvaluationDetails(text, json);
  }

  /** Values of one metric by ranking. */
  private static Map<String, Double> ofMetric(
      String metric, Map<String, Map<String, Double>> byRanking) {
    Map<String, Double> values = new LinkedHashMap<>();
    byRanking.forEach(
        (ranking, metrics) -> {
          Double value = metrics.get(metric);
          if (value != null) {
            values.put(ranking, value);
          }
        });
    return values;
  }

  /** A metric with its interval. */
  private record Estimate(double value, double lower, double upper) {}

  private static Map<String, Map<String, Estimate>> relevance(
      Map<String, Ranking> rankings, EvaluationSpec spec, long seed) {
    Map<String, Map<String, Estimate>> all = new LinkedHashMap<>();
    rankings.forEach(
        (name, ranking) -> {
          Map<String, Estimate> estimates = new LinkedHashMap<>();
          ranking
              .metrics(spec.cutoffs())
              .forEach(
                  (metric, value) -> {
                    BootstrapInterval interval =
                        BootstrapInterval.of(ranking, metric, LEVEL, DRAWS, seed);
                    estimates.put(metric, new Estimate(value, interval.lower(), interval.upper()));
                  });
          all.put(name, estimates);
        });
    return all;
  }

  /** The metrics of one slice by ranking. */
  private record Slice(int targets, Map<String, Map<String, Double>> metrics) {}

  private static Map<String, Slice> slices(
      Map<String, Ranking> rankings, Map<String, int[]> slices, EvaluationSpec spec) {
    Map<String, Slice> all = new LinkedHashMap<>();
    slices.forEach(
        (name, targets) -> {
          Map<String, Map<String, Double>> metrics = new LinkedHashMap<>();
          rankings.forEach(
              (ranking, of) -> metrics.put(ranking, of.part(targets).metrics(spec.cutoffs())));
          all.put(name, new Slice(targets.length, metrics));
        });
    return all;
  }
}
