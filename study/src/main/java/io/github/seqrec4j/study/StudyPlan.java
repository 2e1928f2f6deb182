package io.github.seqrec4j.study;

import io.github.seqrec4j.api.ConfigException;
import io.github.seqrec4j.api.config.ConfigSource;
import io.github.seqrec4j.training.RunSpec;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * All that a study is to do: its comparisons, and its runs, each once, however many comparisons it
 * stands in.
 *
 * @param spec the section of the file
 * @param comparisons in the order of the file
 */
public record StudyPlan(StudySpec spec, List<PlannedComparison> comparisons) {

  /** Copies. */
  public StudyPlan {
    comparisons = List.copyOf(comparisons);
  }

  /**
   * Reads a file, expands it, and checks every combination.
   *
   * @param overrides {@code key=value} each, as of {@link RunSpec#load}
   * @throws ConfigException naming every problem, with file and line
   */
  public static StudyPlan load(Path file, List<String> overrides) {
    ConfigSource source = ConfigSource.load(file, RunSpec.ROOT, overrides);
    source.bind(RunSpec.ROOT, RunSpec.class);
    StudySpec spec = source.section(RunSpec.ROOT, StudySection.KEY, StudySpec.class);
    List<String> problems = new ArrayList<>();
    if (spec.comparisons().isEmpty()) {
      problems.add(
          file
              + ": nothing to compare: a study has its questions in seqrec4j.study.comparisons, as in"
              + " [{ name = backbones, axes = [...] }]");
    }
    spec.exclude()
        .forEach(
            each -> Combination.check("exclude", each, Integer.MAX_VALUE, spec.axes(), problems));
    List<PlannedComparison> comparisons = new ArrayList<>();
    for (ComparisonSpec comparison : spec.comparisons()) {
      comparisons.add(PlannedComparison.of(source, file.toString(), spec, comparison, problems));
    }
    if (!problems.isEmpty()) {
      throw new ConfigException(problems);
    }
    return new StudyPlan(spec, comparisons);
  }

  /** All runs, each once, a seed of all combinations before the next seed. */
  public List<PlannedRun> runs() {
    Map<String, PlannedRun> runs = new LinkedHashMap<>();
    for (int seed = 0; seed < spec.seeds().size(); seed++) {
      for (PlannedComparison comparison : comparisons) {
        for (PlannedRow row : comparison.rows()) {
          runs.putIfAbsent(row.runs().get(seed).id(), row.runs().get(seed));
        }
      }
    }
    return List.copyOf(runs.values());
  }
}
