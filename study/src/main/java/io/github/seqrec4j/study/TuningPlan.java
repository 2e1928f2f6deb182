package io.github.seqrec4j.study;

import io.github.seqrec4j.api.ConfigException;
import io.github.seqrec4j.api.config.ConfigSource;
import io.github.seqrec4j.api.config.SettingValue;
import io.github.seqrec4j.api.config.Settings;
import io.github.seqrec4j.training.RunSpec;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * All trials of a tuning, drawn beforehand: the same file has the same trials, so that a tuning
 * that was broken off goes on with them, and one with more trials begins with those of one with
 * fewer.
 */
public final class TuningPlan {

  /** Draws for each trial wanted, after which no more are made: small spaces have few. */
  private static final int DRAWS = 50;

  private final TuneSpec spec;
  private final List<HalvingSchedule.Rung> rungs;
  private final List<PlannedTrial> trials;
  private final int refused;
  private final String reason;

  private TuningPlan(
      TuneSpec spec,
      List<HalvingSchedule.Rung> rungs,
      List<PlannedTrial> trials,
      int refused,
      String reason) {
    this.spec = spec;
    this.rungs = rungs;
    this.trials = trials;
    this.refused = refused;
    this.reason = reason;
  }

  /**
   * Reads a file and draws its trials.
   *
   * @param overrides {@code key=value} each, as of {@link RunSpec#load}
   * @throws ConfigException naming every problem, with file and line
   */
  public static TuningPlan load(Path file, List<String> overrides) {
    ConfigSource source = ConfigSource.load(file, RunSpec.ROOT, overrides);
    RunSpec base = source.bind(RunSpec.ROOT, RunSpec.class);
    TuneSpec spec = source.section(RunSpec.ROOT, TuneSection.KEY, TuneSpec.class);
    List<String> problems = new ArrayList<>();
    if (spec.options().isEmpty()) {
      problems.add(
          file
              + ": nothing to tune: its options stand in seqrec4j.tune.options, as in [{ option ="
              + " training.batch-size, kind = choice, choices = [64, 128] }]");
    }
    if (base.data().path() == null) {
      problems.add(file + ": no dataset: set seqrec4j.data.path");
    }
    checkMetric(file, base, spec, problems);
    List<HalvingSchedule.Rung> rungs = HalvingSchedule.rungs(spec, base.recommender().training());
    Draws draws = new Draws();
    if (problems.isEmpty()) {
      draws.all(source, spec, file + ": seqrec4j.tune.options: ");
      if (draws.trials.isEmpty()) {
        problems.addAll(draws.problems);
      }
    }
    for (PlannedTrial trial : draws.trials) {
      if (problems.isEmpty()
          && !HalvingSchedule.canPromote(trial.run().spec().recommender().training(), rungs)) {
        problems.add(
            file
                + ": the step sizes of training.schedule '"
                + trial.run().spec().recommender().training().schedule().type()
                + "' depend on the number of epochs, so that a trial of few cannot go on to more; say"
                + " seqrec4j.tune.method = random, or schedule.type = constant");
      }
    }
    if (!problems.isEmpty()) {
      throw new ConfigException(problems);
    }
    String reason = draws.problems.isEmpty() ? "" : draws.problems.iterator().next();
    return new TuningPlan(spec, rungs, List.copyOf(draws.trials), draws.refused, reason);
  }

  /** The metric must be among those that are validated. */
  private static void checkMetric(Path file, RunSpec base, TuneSpec spec, List<String> problems) {
    int at = spec.selectBy().indexOf('@');
    List<Integer> cutoffs = base.recommender().evaluation().cutoffs();
    if (at >= 0 && !cutoffs.contains(Integer.valueOf(spec.selectBy().substring(at + 1)))) {
      problems.add(
          file
              + ": seqrec4j.tune.select-by is "
              + spec.selectBy()
              + ", but seqrec4j.evaluation.cutoffs are "
              + cutoffs
              + "; have its cut-off among them");
    }
  }

  /** Trials as they are drawn. */
  private static final class Draws {

    private final List<PlannedTrial> trials = new ArrayList<>();
    private final Set<String> ids = new LinkedHashSet<>();
    private final Set<String> problems = new LinkedHashSet<>();
    private int refused;

    private void all(ConfigSource source, TuneSpec spec, String place) {
      SplittableRandom random = new SplittableRandom(spec.seed());
      long most = (long) DRAWS * spec.trials();
      for (long draw = 0; draw < most && trials.size() < spec.trials(); draw++) {
        Map<String, SettingValue> values = new LinkedHashMap<>();
        Settings settings = Settings.NONE;
        for (RangeSpec range : spec.options()) {
          SettingValue value = range.draw(random, place + range.option());
          values.put(range.option(), value);
          settings = settings.with(range.setting(value));
        }
        try {
          RunSpec run = source.with(RunSpec.ROOT, settings).bind(RunSpec.ROOT, RunSpec.class);
          int number = trials.size() + 1;
          PlannedRun planned = PlannedRun.of("trial " + number, run, spec.threads());
          if (ids.add(planned.id())) {
            trials.add(new PlannedTrial(number, values, planned));
          }
        } catch (ConfigException e) {
          refused++;
          problems.addAll(e.problems());
        }
      }
    }
  }

  /** The section of the file. */
  public TuneSpec spec() {
    return spec;
  }

  /** Number of trials: as many as asked for, or as there are. */
  public int size() {
    return trials.size();
  }

  /** What the user should know before it begins, such as draws that no model can be made of. */
  public List<String> notes() {
    List<String> notes = new ArrayList<>();
    if (refused > 0) {
      notes.add(
          refused + " draws were refused, and others made in their place; a reason: " + reason);
    }
    if (trials.size() < spec.trials()) {
      notes.add(
          "there are no more than "
              + trials.size()
              + " different combinations, of "
              + spec.trials()
              + " trials asked for");
    }
    return notes;
  }

  List<HalvingSchedule.Rung> rungs() {
    return rungs;
  }

  List<PlannedTrial> trials() {
    return trials;
  }
}
