package io.github.seqrec4j.study;

import io.github.seqrec4j.evaluation.PairedDifference;
import io.github.seqrec4j.evaluation.PairedTest;
import io.github.seqrec4j.evaluation.Ranking;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a study came to, one table per comparison. Figures are means and deviations over the seeds;
 * differences from the baseline are of the same users, seeds averaged ({@link PairedDifference}),
 * their p-values corrected by Holm's method over all rows of the table.
 *
 * @param metrics shown
 * @param selectBy validation metric that names the best row of each dataset
 * @param tables in the order of the file
 */
public record StudyTable(List<String> metrics, String selectBy, List<Comparison> tables) {

  private static final double LEVEL = 0.95;

  /** Start of the draws of intervals and tests, so that a table is the same each time. */
  private static final long SEED = 20_230_816;

  /**
   * One comparison.
   *
   * @param name unique
   * @param title heading
   * @param axes names of the columns of labels
   * @param part that the differences are of, {@code test} or {@code validation}
   * @param rows in the order of the plan
   */
  public record Comparison(
      String name, String title, List<String> axes, String part, List<StudyRow> rows) {

    /** Copies. */
    public Comparison {
      axes = List.copyOf(axes);
      rows = List.copyOf(rows);
    }

    /** Whether any row is compared with another. */
    public boolean compares() {
      return rows.stream().anyMatch(row -> !row.against().isEmpty());
    }
  }

  /** Copies. */
  public StudyTable {
    metrics = List.copyOf(metrics);
    tables = List.copyOf(tables);
  }

  /**
   * The tables of the runs that are finished.
   *
   * @param finished by the id of the run
   */
  static StudyTable of(StudyPlan plan, Map<String, FinishedRun> finished) {
    return new StudyTable(
        plan.spec().metrics(),
        plan.spec().selectBy(),
        plan.comparisons().stream()
            .map(comparison -> comparison(plan.spec(), comparison, finished))
            .toList());
  }

  private static Comparison comparison(
      StudySpec spec, PlannedComparison planned, Map<String, FinishedRun> finished) {
    Map<PlannedRow, Map<String, AgainstBaseline>> against = against(spec, planned, finished);
    Map<String, Double> highest = new HashMap<>();
    for (PlannedRow row : planned.rows()) {
      List<FinishedRun> runs = runs(row, finished);
      if (!runs.isEmpty()) {
        highest.merge(dataset(runs), selected(spec, runs), Math::max);
      }
    }
    List<StudyRow> rows = new ArrayList<>();
    boolean tests = false;
    for (PlannedRow row : planned.rows()) {
      List<FinishedRun> runs = runs(row, finished);
      boolean tested = !runs.isEmpty() && runs.stream().allMatch(run -> run.test() != null);
      tests |= tested;
      boolean baseline =
          planned.rows().stream().anyMatch(other -> row.equals(planned.baseline(other)));
      rows.add(
          new StudyRow(
              row.labels(),
              runs.stream().map(run -> run.record().directory()).toList(),
              row.runs().size(),
              baseline ? StudyRow.Standing.BASELINE : StudyRow.Standing.CHALLENGER,
              !runs.isEmpty()
                  && selected(spec, runs) >= highest.getOrDefault(dataset(runs), Double.NaN),
              figures(spec, runs.stream().map(FinishedRun::validation).toList()),
              tested ? figures(spec, runs.stream().map(FinishedRun::compared).toList()) : Map.of(),
              against.getOrDefault(row, Map.of()),
              runs.stream().mapToDouble(FinishedRun::seconds).average().orElse(Double.NaN),
              runs.stream().mapToLong(FinishedRun::residentBytes).max().orElse(-1)));
    }
    return new Comparison(
        planned.spec().name(),
        planned.spec().heading(),
        planned.axes(),
        tests ? "test" : "validation",
        rows);
  }

  private static List<FinishedRun> runs(PlannedRow row, Map<String, FinishedRun> finished) {
    List<FinishedRun> runs = new ArrayList<>();
    for (PlannedRun run : row.runs()) {
      FinishedRun done = finished.get(run.id());
      if (done != null) {
        runs.add(done);
      }
    }
    return runs;
  }

  private static String dataset(List<FinishedRun> runs) {
    return runs.get(0).validation().dataHash();
  }

  private static double selected(StudySpec spec, List<FinishedRun> runs) {
    return figure(spec.selectBy(), runs.stream().map(FinishedRun::validation).toList()).mean();
  }

  private static Map<String, Figure> figures(StudySpec spec, List<TargetRankFile> ranks) {
    Map<String, Figure> figures = new LinkedHashMap<>();
    if (!ranks.isEmpty()) {
      spec.metrics().forEach(metric -> figures.put(metric, figure(metric, ranks)));
    }
    return figures;
  }

  private static Figure figure(String metric, List<TargetRankFile> ranks) {
    return Figure.of(
        ranks.stream().map(each -> FinishedRun.ensemble(each).metric(metric)).toList());
  }

  /** Each row that has a baseline against it, by metric. */
  private static Map<PlannedRow, Map<String, AgainstBaseline>> against(
      StudySpec spec, PlannedComparison planned, Map<String, FinishedRun> finished) {
    Map<PlannedRow, Map<String, AgainstBaseline>> against = new HashMap<>();
    for (String metric : spec.metrics()) {
      Map<PlannedRow, PairedDifference> differences = new LinkedHashMap<>();
      for (PlannedRow row : planned.rows()) {
        PlannedRow baseline = planned.baseline(row);
        PairedDifference difference =
            baseline == null ? null : difference(spec, metric, row, baseline, finished);
        if (difference != null) {
          differences.put(row, difference);
        }
      }
      double[] corrected =
          PairedTest.holm(
              differences.values().stream().mapToDouble(PairedDifference::pValue).toArray());
      int i = 0;
      for (Map.Entry<PlannedRow, PairedDifference> each : differences.entrySet()) {
        against
            .computeIfAbsent(each.getKey(), row -> new LinkedHashMap<>())
            .put(metric, AgainstBaseline.of(each.getValue(), corrected[i++]));
      }
    }
    return against;
  }

  /** Over the seeds that both have finished; null if there is none. */
  private static @Nullable PairedDifference difference(
      StudySpec spec,
      String metric,
      PlannedRow row,
      PlannedRow baseline,
      Map<String, FinishedRun> finished) {
    List<Ranking> one = new ArrayList<>();
    List<Ranking> other = new ArrayList<>();
    TargetRankFile first = null;
    String name = "";
    for (int seed = 0; seed < row.runs().size(); seed++) {
      FinishedRun left = finished.get(row.runs().get(seed).id());
      FinishedRun right = finished.get(baseline.runs().get(seed).id());
      if (left == null || right == null) {
        continue;
      }
      for (FinishedRun run : List.of(left, right)) {
        TargetRankFile ranks = run.compared();
        Path directory = run.record().directory();
        if (first == null) {
          first = ranks;
          name = directory.toString();
        } else {
          ranks.checkSame(directory.toString(), first, name);
        }
      }
      one.add(FinishedRun.ensemble(left.compared()));
      other.add(FinishedRun.ensemble(right.compared()));
    }
    return one.isEmpty()
        ? null
        : PairedDifference.of(one, other, metric, LEVEL, spec.draws(), SEED);
  }
}
