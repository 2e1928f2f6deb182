package io.github.seqrec4j.study;

import io.github.seqrec4j.api.Branch;
import io.github.seqrec4j.api.UsageException;
import io.github.seqrec4j.evaluation.PairedDifference;
import io.github.seqrec4j.evaluation.PairedTest;
import io.github.seqrec4j.evaluation.Ranking;
import io.github.seqrec4j.training.RunRecord;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Finished runs side by side, the first of them the baseline: settings that differ, metrics of the
 * ensembles, and differences on the same users, as in a {@link StudyTable} but for one run each.
 *
 * @param names of the runs, as short as tells them apart
 * @param runs what they wrote down, the baseline first
 * @param settings values by key, one per run, where they are not all the same; in parentheses what
 *     is no option
 * @param part that metrics and differences are of: {@code test}, or {@code validation} where a run
 *     has no test
 * @param metrics values by name, one per run
 * @param against by name of the metric, one per run but the first
 * @param notes on what is compared
 */
public record RunComparison(
    List<String> names,
    List<RunRecord> runs,
    Map<String, List<String>> settings,
    String part,
    Map<String, List<Double>> metrics,
    Map<String, List<AgainstBaseline>> against,
    List<String> notes) {

  private static final double LEVEL = 0.95;
  private static final int DRAWS = 2000;
  private static final long SEED = 20_230_816;

  /** Copies, maps in their order. */
  public RunComparison {
    names = List.copyOf(names);
    runs = List.copyOf(runs);
    settings = Collections.unmodifiableMap(new LinkedHashMap<>(settings));
    metrics = Collections.unmodifiableMap(new LinkedHashMap<>(metrics));
    against = Collections.unmodifiableMap(new LinkedHashMap<>(against));
    notes = List.copyOf(notes);
  }

  /**
   * Compares runs. Ranks of targets that a run's folder does not hold are made from its model and
   * data, and kept there.
   *
   * @param directories of two finished runs or more, the baseline first
   * @throws UsageException if there are fewer, or one stands twice, or they rank other targets
   * @throws io.github.seqrec4j.api.DataException if a file is missing or damaged, or the data is no
   *     longer what a run was trained on
   */
  public static RunComparison of(List<Path> directories) {
    if (directories.size() < 2) {
      throw new UsageException("a comparison takes two runs or more, the baseline first");
    }
    List<FinishedRun> finished = new ArrayList<>();
    for (Path directory : directories) {
      RunRecord.read(directory); // its message is about the run, not about its model
      TargetRanking.complete(directory);
      finished.add(FinishedRun.read(directory));
    }
    List<String> names = names(directories);
    boolean tests = finished.stream().allMatch(run -> run.test() != null);
    List<TargetRankFile> ranks =
        finished.stream().map(run -> tests ? run.compared() : run.validation()).toList();
    for (int run = 1; run < ranks.size(); run++) {
      ranks.get(run).checkSame(names.get(run), ranks.get(0), names.get(0));
    }
    List<Ranking> rankings = ranks.stream().map(FinishedRun::ensemble).toList();
    Map<String, List<Double>> metrics = new LinkedHashMap<>();
    Map<String, List<AgainstBaseline>> against = new LinkedHashMap<>();
    for (String metric : metricsOf(finished)) {
      metrics.put(metric, rankings.stream().map(ranking -> ranking.metric(metric)).toList());
      against.put(metric, against(rankings, metric));
    }
    List<RunRecord> records = finished.stream().map(FinishedRun::record).toList();
    return new RunComparison(
        names,
        records,
        RunDifferences.of(records),
        tests ? "test" : "validation",
        metrics,
        against,
        notes(ranks, tests, finished));
  }

  /** Those that all of them measured. */
  private static List<String> metricsOf(List<FinishedRun> runs) {
    List<Set<String>> measured =
        runs.stream()
            .map(run -> run.record().metrics().result().getOrDefault(Branch.ENSEMBLE, Map.of()))
            .map(Map::keySet)
            .toList();
    return measured.get(0).stream()
        .filter(metric -> measured.stream().allMatch(each -> each.contains(metric)))
        .toList();
  }

  private static List<AgainstBaseline> against(List<Ranking> rankings, String metric) {
    List<PairedDifference> differences = new ArrayList<>();
    for (Ranking other : rankings.subList(1, rankings.size())) {
      differences.add(
          PairedDifference.of(
              List.of(other), List.of(rankings.get(0)), metric, LEVEL, DRAWS, SEED));
    }
    double[] corrected =
        PairedTest.holm(differences.stream().mapToDouble(PairedDifference::pValue).toArray());
    List<AgainstBaseline> against = new ArrayList<>();
    for (int i = 0; i < corrected.length; i++) {
      against.add(AgainstBaseline.of(differences.get(i), corrected[i]));
    }
    return against;
  }

  private static List<String> notes(
      List<TargetRankFile> ranks, boolean tests, List<FinishedRun> finished) {
    List<String> notes = new ArrayList<>();
    if (ranks.stream().map(TargetRankFile::dataHash).distinct().count() > 1) {
      notes.add(
          "the data differ (features, texts or files), the targets do not: each user is ranked on the"
              + " same item in all of them");
    }
    if (!tests) {
      boolean some = finished.stream().anyMatch(run -> run.test() != null);
      notes.add(
          (some ? "some runs have" : "the runs have")
              + " no test: compared on validation, which chose their epochs");
    }
    notes.add(
        "one run each: a difference that is significant among users may still be that of a seed; a"
            + " study with several seeds tells");
    return notes;
  }

  /** The last parts of the paths, as many as tell them apart. */
  static List<String> names(List<Path> directories) {
    List<Path> whole = directories.stream().map(d -> d.toAbsolutePath().normalize()).toList();
    if (whole.stream().distinct().count() < whole.size()) {
      throw new UsageException("a run stands twice among those to be compared: " + directories);
    }
    int longest = whole.stream().mapToInt(Path::getNameCount).max().orElse(1);
    for (int parts = 1; parts < longest; parts++) {
      int last = parts;
      List<String> names =
          whole.stream()
              .map(p -> p.subpath(Math.max(0, p.getNameCount() - last), p.getNameCount()))
              .map(Path::toString)
              .toList();
      if (names.stream().distinct().count() == names.size()) {
        return names;
      }
    }
    return whole.stream().map(Path::toString).toList();
  }

  /**
   * A run against the first.
   *
   * @param run its place, at least 1
   */
  public AgainstBaseline against(String metric, int run) {
    return against.getOrDefault(metric, List.of()).get(run - 1);
  }

  /** For a terminal. */
  public String text() {
    StringBuilder text = new StringBuilder("settings that differ\n");
    List<List<String>> rows = new ArrayList<>();
    rows.add(row("", names));
    settings.forEach((key, values) -> rows.add(row(key, values)));
    text.append(AlignedText.of(rows, names.size() + 1)).append("\n").append(part).append('\n');
    rows.clear();
    List<String> head = new ArrayList<>(List.of("", names.get(0)));
    for (String name : names.subList(1, names.size())) {
      head.addAll(List.of(name, "difference", "p"));
    }
    head.add("");
    rows.add(head);
    metrics.forEach(
        (metric, values) -> {
          List<String> row = new ArrayList<>(List.of(metric, StudyText.number(values.get(0))));
          for (int run = 1; run < values.size(); run++) {
            AgainstBaseline difference = against(metric, run);
            row.add(StudyText.number(values.get(run)));
            row.add(StudyText.difference(difference));
            row.add(StudyText.pValue(difference.corrected()));
          }
          row.add("");
          rows.add(row);
        });
    text.append(AlignedText.of(rows, 1));
    text.append("\ndifference from ")
        .append(names.get(0))
        .append(
            " on the same users with its 95 % bootstrap interval, p by a randomisation test, corrected"
                + " by Holm's method over the runs\n");
    notes.forEach(note -> text.append("note: ").append(note).append('\n'));
    return text.toString();
  }

  private static List<String> row(String first, List<String> others) {
    List<String> row = new ArrayList<>(List.of(first));
    row.addAll(others);
    return row;
  }
}
