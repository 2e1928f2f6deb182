package io.github.seqrec4j.study;

import com.google.gson.JsonObject;
import io.github.seqrec4j.api.Branch;
import io.github.seqrec4j.api.SeqrecException;
import io.github.seqrec4j.api.UsageException;
import io.github.seqrec4j.api.files.AtomicFiles;
import io.github.seqrec4j.api.files.ProcessLock;
import io.github.seqrec4j.api.files.WriteFailure;
import io.github.seqrec4j.training.RunRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Tries what a plan has drawn, in a directory with a folder for each trial, and writes the best of
 * it down. Trials are ranked by validation; their trainings end without a test, so that there is no
 * test figure to look at. What was tried is not tried again, what was broken off goes on, and a
 * trial that is promoted goes on from its checkpoint, to the model of an unbroken training.
 */
public final class Tuning {

  private static final String TRIALS = "trials";
  private static final String BEST = "best.conf";
  private static final String REMEDY = "choose another directory";

  private final TuningPlan plan;
  private final Path directory;

  /**
   * A tuning.
   *
   * @param directory of all its trials, made when needed
   */
  public Tuning(TuningPlan plan, Path directory) {
    this.plan = plan;
    this.directory = directory;
  }

  /** The best configuration, as {@code seqrec train} takes it, once a tuning is over. */
  public Path best() {
    return directory.resolve(BEST);
  }

  /**
   * Does all rungs. A trial that fails, such as one that diverges, is out of the race.
   *
   * @param cores that may be used
   * @return all trials, the best first
   * @throws UsageException if another process tunes in this directory, or there are fewer cores
   *     than threads of a trial
   * @throws SeqrecException if all trials fail
   */
  public TuningResult run(int cores, StudyListener listener) {
    if (Files.exists(directory) && !Files.isDirectory(directory)) {
      throw new UsageException(directory + " is a file; choose a directory for the tuning");
    }
    try (WorkerPool pool = new WorkerPool(cores, plan.spec().threads(), listener)) {
      ProcessLock lock =
          ProcessLock.take(
              directory.resolve(".lock"),
              holder -> directory + ": a tuning is at work in it, of " + holder);
      try (lock) {
        return locked(pool);
      }
    } catch (IOException e) {
      throw WriteFailure.of(directory, e, REMEDY);
    }
  }

  private TuningResult locked(WorkerPool pool) throws IOException {
    Map<PlannedTrial, Integer> reached = rungs(pool);
    TuningResult result = result(reached);
    PlannedTrial best = plan.trials().get(result.best().number() - 1);
    AtomicFiles.write(best(), config(best, result.best()));
    return result;
  }

  /** The rung that each trial reached; 0 where it failed. */
  private Map<PlannedTrial, Integer> rungs(WorkerPool pool) {
    Map<PlannedTrial, Integer> reached = new LinkedHashMap<>();
    plan.trials().forEach(trial -> reached.put(trial, 0));
    List<PlannedTrial> running = plan.trials();
    for (int rung = 0; rung < plan.rungs().size(); rung++) {
      int epochs = plan.rungs().get(rung).epochs();
      Set<String> failed = train(pool, running, epochs);
      List<PlannedTrial> alive =
          new ArrayList<>(running.stream().filter(t -> !failed.contains(t.run().id())).toList());
      if (alive.isEmpty()) {
        throw new SeqrecException(
            "all "
                + running.size()
                + " trials failed, the first in "
                + folder(running.get(0))
                + "; its log.txt says why");
      }
      int number = rung + 1;
      alive.forEach(trial -> reached.put(trial, number));
      if (number < plan.rungs().size()) {
        Map<PlannedTrial, Double> values = new HashMap<>();
        alive.forEach(trial -> values.put(trial, value(trial, epochs)));
        alive.sort(
            Comparator.comparingDouble((PlannedTrial t) -> values.getOrDefault(t, Double.NaN))
                .reversed()
                .thenComparingInt(PlannedTrial::number));
        running =
            List.copyOf(
                alive.subList(0, Math.min(alive.size(), plan.rungs().get(number).trials())));
      }
    }
    return reached;
  }

  /**
   * Trains those that have fewer epochs and are not at their end; returns the ids of the failed.
   */
  private Set<String> train(WorkerPool pool, List<PlannedTrial> trials, int epochs) {
    List<WorkerPool.Job> jobs = new ArrayList<>();
    for (PlannedTrial trial : trials) {
      if (goesOn(new RunFolder(folder(trial)), epochs)) {
        jobs.add(new WorkerPool.Job(trial.run(), folder(trial), WorkOrder.Kind.TRIAL, epochs));
      }
    }
    pool.tell(new StudyEvent.Started(trials.size(), trials.size() - jobs.size(), pool.parallel()));
    Set<String> failed = new HashSet<>();
    pool.run(jobs).forEach(job -> failed.add(job.run().id()));
    return failed;
  }

  /** Not so where patience ended it before, or it has as many epochs. */
  private static boolean goesOn(RunFolder folder, int epochs) {
    if (!folder.isTrained()) {
      return true;
    }
    RunRecord.Metrics metrics = folder.record().metrics();
    JsonObject training = metrics.config().getAsJsonObject("training");
    int asked = training.get("epochs").getAsInt();
    int patience = training.get("patience").getAsInt();
    int waited =
        metrics.lastEpoch() % training.get("validate-every").getAsInt() == 0
            ? metrics.lastEpoch() - metrics.bestEpoch()
            : 0;
    boolean ended = metrics.lastEpoch() < asked || (patience > 0 && waited >= patience);
    return !ended && asked < epochs;
  }

  private Path folder(PlannedTrial trial) {
    return directory.resolve(TRIALS).resolve(trial.run().id());
  }

  /** The best of the metric that ranks within so many epochs. */
  private double value(PlannedTrial trial, int epochs) {
    return new RunFolder(folder(trial))
        .record().epochs().stream()
            .filter(epoch -> epoch.epoch() <= epochs && epoch.isValidated())
            .mapToDouble(
                epoch ->
                    RunRecord.value(epoch.validation(), Branch.ENSEMBLE, plan.spec().selectBy()))
            .max()
            .orElse(Double.NaN);
  }

  private TuningResult result(Map<PlannedTrial, Integer> reached) {
    List<TrialResult> results = new ArrayList<>();
    int first = plan.rungs().get(0).epochs();
    reached.forEach(
        (trial, rung) -> {
          Map<String, String> values = new LinkedHashMap<>();
          trial.values().forEach((option, value) -> values.put(option, value.toString()));
          int epochs = rung == 0 ? 0 : plan.rungs().get(rung - 1).epochs();
          results.add(
              new TrialResult(
                  trial.number(),
                  values,
                  folder(trial),
                  rung,
                  rung == 0 ? 0 : new RunFolder(folder(trial)).record().metrics().lastEpoch(),
                  rung == 0 ? Double.NaN : value(trial, epochs),
                  rung == 0 ? Double.NaN : value(trial, first)));
        });
    return TuningResult.of(plan, results);
  }

  private String config(PlannedTrial trial, TrialResult best) {
    StringBuilder text = new StringBuilder("# The best of ");
    text.append(plan.size()).append(" trials by validation ").append(plan.spec().selectBy());
    text.append(": ").append(StudyText.number(best.value())).append(", trial ");
    text.append(trial.number()).append(". Tuned were:\n");
    best.values()
        .forEach(
            (option, value) ->
                text.append("#   ").append(option).append(" = ").append(value).append('\n'));
    return text.append(trial.run().config()).toString();
  }
}
