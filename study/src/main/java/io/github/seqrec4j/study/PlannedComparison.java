package io.github.seqrec4j.study;

import io.github.seqrec4j.api.ConfigException;
import io.github.seqrec4j.api.config.ConfigSource;
import io.github.seqrec4j.api.config.SettingValue;
import io.github.seqrec4j.api.config.Settings;
import io.github.seqrec4j.training.RunSpec;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One comparison of a study with all its rows.
 *
 * @param spec what it asks
 * @param axes names of all its axes, in the order of the columns
 * @param rows in the order of the axes, the last one varying fastest
 */
public record PlannedComparison(ComparisonSpec spec, List<String> axes, List<PlannedRow> rows) {

  private static final String SEED = "training.seed";

  /** Copies. */
  public PlannedComparison {
    axes = List.copyOf(axes);
    rows = List.copyOf(rows);
  }

  /** The row that a row is compared with; null where none is, or it is the row itself. */
  public @Nullable PlannedRow baseline(PlannedRow row) {
    if (spec.baseline().isEmpty()) {
      return null;
    }
    Map<String, String> labels =
        new Combination(row.labels(), Settings.NONE).labelsOfBaseline(spec.baseline());
    return labels.equals(row.labels())
        ? null
        : rows.stream().filter(other -> other.labels().equals(labels)).findFirst().orElse(null);
  }

  /**
   * Expands a comparison.
   *
   * @param source the configuration around it
   * @param file for messages
   * @param problems to which all that is wrong is added
   */
  static PlannedComparison of(
      ConfigSource source,
      String file,
      StudySpec study,
      ComparisonSpec comparison,
      List<String> problems) {
    List<AxisSpec> axes = new ArrayList<>(study.axes());
    axes.addAll(comparison.axes());
    try {
      AxisSpec.distinct("axes", axes.stream().map(AxisSpec::name).toList());
    } catch (IllegalArgumentException e) {
      Combination.problem(
          problems, file + ": comparison '" + comparison.name() + "': " + e.getMessage());
    }
    int before = problems.size();
    Combination.check("baseline", comparison.baseline(), 1, axes, problems);
    comparison
        .exclude()
        .forEach(
            exclusion ->
                Combination.check("exclude", exclusion, Integer.MAX_VALUE, axes, problems));
    List<Combination> own = Combination.all(comparison.axes(), problems);
    List<Combination> combinations =
        Combination.all(study.axes(), problems).stream()
            .flatMap(each -> each.with(comparison.set(), own).stream())
            .filter(each -> study.exclude().stream().noneMatch(each::matches))
            .filter(each -> comparison.exclude().stream().noneMatch(each::matches))
            .toList();
    List<PlannedRow> rows = new ArrayList<>();
    Map<String, Combination> byRun = new HashMap<>();
    for (Combination each : combinations) {
      List<PlannedRun> runs = new ArrayList<>();
      for (long seed : study.seeds()) {
        PlannedRun run = run(source, study, comparison, each, seed, problems);
        if (run != null) {
          Combination same = byRun.putIfAbsent(run.id(), each);
          if (same != null) {
            Combination.problem(
                problems,
                file
                    + ": comparison '"
                    + comparison.name()
                    + "': "
                    + same
                    + " and "
                    + each
                    + " are the same settings; exclude one of them");
          }
          runs.add(run);
        }
      }
      rows.add(new PlannedRow(each.labels(), runs));
    }
    PlannedComparison planned =
        new PlannedComparison(comparison, axes.stream().map(AxisSpec::name).toList(), rows);
    if (problems.size() == before) {
      planned.checkBaselines(file, combinations, problems);
    }
    return planned;
  }

  private void checkBaselines(String file, List<Combination> combinations, List<String> problems) {
    if (rows.isEmpty()) {
      problems.add(file + ": comparison '" + spec.name() + "': all of it is excluded");
    }
    List<Map<String, String>> known = combinations.stream().map(Combination::labels).toList();
    for (Combination each : combinations) {
      Map<String, String> wanted = each.labelsOfBaseline(spec.baseline());
      if (!known.contains(wanted)) {
        problems.add(
            spec.baseline().place()
                + ": baseline: "
                + each
                + " is to be compared with "
                + Combination.words(wanted)
                + ", which is excluded");
      }
    }
  }

  private static @Nullable PlannedRun run(
      ConfigSource source,
      StudySpec study,
      ComparisonSpec comparison,
      Combination combination,
      long seed,
      List<String> problems) {
    Settings settings = combination.settings();
    if (settings.flat().containsKey(SEED)) {
      Combination.problem(
          problems,
          settings.place(SEED) + ": " + SEED + " is set by the study's seeds; leave it out here");
      return null;
    }
    try {
      RunSpec spec =
          source
              .with(
                  RunSpec.ROOT,
                  settings.with(Settings.of(SEED, SettingValue.of(seed, "study.seeds"))))
              .bind(RunSpec.ROOT, RunSpec.class);
      if (spec.data().path() == null) {
        Combination.problem(
            problems,
            "comparison '"
                + comparison.name()
                + "': no dataset: set seqrec4j.data.path, in the file or by an axis");
        return null;
      }
      return PlannedRun.of(
          comparison.name() + ": " + combination + ", seed " + seed, spec, study.threads());
    } catch (ConfigException e) {
      Combination.problems(problems, e);
      return null;
    }
  }
}
