package io.github.seqrec4j.training;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.github.seqrec4j.api.TrainingEvent;
import io.github.seqrec4j.api.TrainingListener;
import io.github.seqrec4j.api.TrainingSpec;
import io.github.seqrec4j.api.UsageException;
import io.github.seqrec4j.api.config.SpecTree;
import io.github.seqrec4j.api.files.AtomicFiles;
import io.github.seqrec4j.api.files.FileBoundary;
import io.github.seqrec4j.api.files.ProcessLock;
import io.github.seqrec4j.api.files.WriteFailure;
import io.github.seqrec4j.data.Dataset;
import io.github.seqrec4j.data.SplitSummary;
import io.github.seqrec4j.data.ingest.DataSummary;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A training that leaves its results in a directory: {@code train.jsonl} (one line per epoch),
 * {@code metrics.json}, {@code checkpoint/}, from which it can go on, and {@code model/}, the
 * bundle. One run at a time works in a directory.
 */
public final class TrainingRun {

  private static final String EPOCHS = "train.jsonl";
  private static final String RESTART = "train into another directory";
  private static final String METRICS = "metrics.json";
  private static final String CHECKPOINT = "checkpoint";
  private static final String MODEL = "model";
  private static final String REFIT = "refit";

  private static final String LOCK = ".lock";
  private static final String ELSEWHERE = "choose another directory";

  /** What is to be in the directory when a run begins. */
  private enum Begin {
    NEW,
    RESUMED
  }

  private final Path directory;
  private final Begin begin;
  private final List<SaveOption> options;
  private final boolean refit;
  private final String title;

  private TrainingRun(
      Path directory, Begin begin, List<SaveOption> options, boolean refit, String title) {
    this.directory = directory;
    this.begin = begin;
    this.options = options;
    this.refit = refit;
    this.title = title;
  }

  /** This run, with its model saved by these options. */
  public TrainingRun saving(SaveOption... options) {
    return new TrainingRun(directory, begin, List.of(options), refit, title);
  }

  /**
   * This run, with a model that is trained once more, on all interactions, none held out, up to the
   * best epoch: see {@link Trainer#refit}. The metrics stay those of the training before.
   */
  public TrainingRun refitting() {
    return new TrainingRun(directory, begin, options, true, title);
  }

  /** This run, with a title of its report. */
  public TrainingRun titled(String title) {
    return new TrainingRun(directory, begin, options, refit, title);
  }

  /**
   * A run into a new directory, which is made when its training begins.
   *
   * @throws UsageException if the directory already holds a run, or is none, or a run is at work
   */
  public static TrainingRun create(Path directory) {
    if (Files.exists(directory) && !Files.isDirectory(directory)) {
      throw new UsageException(directory + " is a file; choose a directory for the run");
    }
    TrainingRun run = new TrainingRun(directory, Begin.NEW, List.of(), false, "");
    if (Files.exists(directory)) { // it is made when there is something to put in it
      run.lock().close();
      run.checkHoldsNone();
    }
    return run;
  }

  private void checkHoldsNone() {
    for (String name : List.of(MODEL, METRICS, EPOCHS, CHECKPOINT)) {
      if (Files.exists(directory.resolve(name))) {
        throw new UsageException(
            directory
                + " already holds a run ("
                + name
                + "); choose another directory, delete it, or go on with it by --resume");
      }
    }
  }

  /**
   * A run that goes on from its last checkpoint: one that was killed to its end, one that is
   * finished to more epochs, or to a refit. Without a checkpoint it starts anew.
   *
   * @throws UsageException if the directory does not exist, or a run is at work in it
   */
  public static TrainingRun resume(Path directory) {
    if (!Files.isDirectory(directory)) {
      throw new UsageException(
          directory + ": no such run to resume; train without --resume to begin it");
    }
    TrainingRun run = new TrainingRun(directory, Begin.RESUMED, List.of(), false, "");
    run.lock().close();
    return run;
  }

  private ProcessLock lock() {
    try {
      return ProcessLock.take(
          directory.resolve(LOCK),
          holder ->
              directory
                  + ": a run is at work in it, of "
                  + holder
                  + "; wait for it, end it, or choose another directory");
    } catch (IOException e) {
      throw WriteFailure.of(directory, e, ELSEWHERE);
    }
  }

  /** That there is something left to do. */
  private void checkUnfinished(RunSpec run) throws IOException {
    Path metrics = directory.resolve(METRICS);
    if (!Files.exists(model()) || !Files.exists(metrics)) {
      return;
    }
    Path checkpoint = directory.resolve(CHECKPOINT);
    Progress done = new Checkpoints(checkpoint).newestProgress();
    if (done == null) {
      throw new UsageException(
          directory
              + ": this run is finished, and its checkpoint is gone: it cannot go on; train into"
              + " another directory");
    }
    JsonObject written =
        FileBoundary.read(
            metrics,
            RESTART,
            () -> JsonParser.parseString(Files.readString(metrics)).getAsJsonObject());
    boolean whole =
        written.get("lastEpoch").getAsInt() == done.epoch() // else killed before they were written
            && (!refit || written.has(REFIT));
    TrainingSpec training = run.recommender().training();
    if (whole && !done.goesOn(training, training.epochs())) {
      throw new UsageException(
          directory
              + ": this run is finished, after "
              + done.epoch()
              + " epochs; it goes on with more of seqrec4j.training.epochs, now "
              + training.epochs()
              + ", or of seqrec4j.training.patience, now "
              + training.patience());
    }
  }

  /** Where the model bundle is written. */
  public Path model() {
    return directory.resolve(MODEL);
  }

  /**
   * Trains, evaluates, writes everything, and returns the recommender, which the caller closes.
   *
   * @throws io.github.seqrec4j.api.SeqrecException if data, configuration or training fail
   * @throws UncheckedIOException if a file cannot be written
   */
  public TrainedRecommender execute(RunSpec run, Dataset dataset, TrainingListener listener) {
    ProcessLock lock = lock();
    try (lock) {
      return locked(run, dataset, listener);
    } catch (RuntimeException e) { // the lock is let go of by now
      removeIfEmpty();
      throw e;
    }
  }

  /** A training that never began leaves no directory behind. */
  private void removeIfEmpty() {
    if (!Files.isDirectory(directory)) {
      return;
    }
    try (Stream<Path> files = Files.list(directory)) {
      if (files.allMatch(file -> file.getFileName().toString().equals(LOCK))) {
        AtomicFiles.deleteTree(directory);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(directory + ": " + e.getMessage(), e);
    }
  }

  private TrainedRecommender locked(RunSpec run, Dataset dataset, TrainingListener listener) {
    try {
      if (begin == Begin.NEW) {
        checkHoldsNone();
      } else {
        checkUnfinished(run);
      }
      Path checkpoint = directory.resolve(CHECKPOINT);
      TrainedRecommender recommender =
          Trainer.withCheckpoints(checkpoint)
              .fit(
                  run.recommender(),
                  dataset,
                  event -> {
                    record(event);
                    listener.onEvent(event);
                  });
      Path refitted = checkpoint.resolve(REFIT + "-" + recommender.report().bestEpoch());
      if (refit) {
        recommender.close();
        recommender =
            Trainer.withCheckpoints(refitted)
                .refit(run.recommender(), dataset, recommender.report(), listener);
      }
      try {
        AtomicFiles.deleteTree(model()); // of a run killed between model and metrics
        recommender.save(model(), options.toArray(SaveOption[]::new));
        AtomicFiles.write(
            directory.resolve(METRICS), json(metrics(run, dataset, recommender.report())) + "\n");
        AtomicFiles.deleteTree(refitted);
        return recommender;
      } catch (IOException | RuntimeException e) {
        recommender.close();
        throw e;
      }
    } catch (IOException e) {
      throw WriteFailure.of(directory, e, "see to it that it can be written, and resume it");
    }
  }

  private void record(TrainingEvent event) {
    try {
      Path file = directory.resolve(EPOCHS);
      if (event instanceof TrainingEvent.Started started) {
        Files.createDirectories(directory);
        AtomicFiles.write(file, epochsBefore(file, started.firstEpoch()));
      } else if (event instanceof TrainingEvent.EpochFinished epoch) {
        Files.writeString(
            file,
            new Gson().toJson(line(epoch)) + "\n",
            StandardCharsets.UTF_8,
            StandardOpenOption.APPEND);
      }
    } catch (IOException e) {
      throw WriteFailure.of(directory, e, ELSEWHERE);
    }
  }

  /** The whole lines of epochs before the one a resumed run begins with. */
  private static String epochsBefore(Path file, int firstEpoch) throws IOException {
    StringBuilder kept = new StringBuilder();
    if (firstEpoch > 1 && Files.exists(file)) {
      String text = FileBoundary.read(file, RESTART, () -> Files.readString(file));
      // A kill may have cut the last line short; its epoch has no checkpoint and is trained again.
      String whole = text.substring(0, text.lastIndexOf('\n') + 1);
      for (String line : whole.lines().toList()) {
        if (FileBoundary.read(file, RESTART, () -> number(line)) < firstEpoch) {
          kept.append(line).append('\n');
        }
      }
    }
    return kept.toString();
  }

  /** Which epoch a line is of. */
  private static int number(String line) {
    return JsonParser.parseString(line).getAsJsonObject().get("epoch").getAsInt();
  }

  private static Map<String, Object> line(TrainingEvent.EpochFinished epoch) {
    Map<String, Object> line = new LinkedHashMap<>();
    line.put("epoch", epoch.epoch());
    line.put("crossEntropy", epoch.crossEntropy());
    line.put("distillation", epoch.distillation());
    line.put("distillationWeight", epoch.distillationWeight());
    line.put("gradientNorm", epoch.gradientNorm());
    line.put("validation", epoch.validation());
    line.put("best", epoch.best());
    line.put("seconds", Map.of("train", epoch.trainSeconds(), "evaluate", epoch.evaluateSeconds()));
    line.put("residentBytes", epoch.residentBytes());
    return line;
  }

  private Map<String, Object> metrics(RunSpec run, Dataset dataset, TrainingReport report) {
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("hash", report.dataHash());
    data.put("users", report.users());
    data.put("items", report.items());
    data.put("interactions", report.interactions());
    DataSummary summary = dataset.summary();
    data.put("interactionsRead", summary.interactionsRead());
    data.put("usersRead", summary.usersRead());
    data.put("rejected", summary.rejected());
    data.put("dropped", summary.dropped());
    SplitSummary split = dataset.split(run.recommender()).summary();
    data.put("split", split);
    List<String> warnings = new ArrayList<>(summary.warnings());
    warnings.addAll(split.warnings(run.recommender().evaluation()));
    data.put("warnings", warnings);
    Map<String, Object> seconds = new LinkedHashMap<>();
    seconds.put("train", report.trainSeconds());
    seconds.put("evaluate", report.evaluateSeconds());
    Map<String, Object> metrics = new LinkedHashMap<>();
    if (!title.isEmpty()) {
      metrics.put("title", title);
    }
    metrics.put(
        "config",
        SpecTree.of(RunSpec.builder().data(dataset.spec()).recommender(run.recommender()).build()));
    metrics.put("data", data);
    metrics.put("bestEpoch", report.bestEpoch());
    metrics.put("lastEpoch", report.lastEpoch());
    metrics.put("validation", report.validation());
    metrics.put("test", report.test());
    metrics.put("standardErrors", report.standardErrors());
    metrics.put("baselines", report.baselines());
    if (report.refit() != null) {
      metrics.put(REFIT, report.refit());
    }
    metrics.put("seconds", seconds);
    metrics.put("seed", run.recommender().training().seed());
    metrics.put("environment", Environment.current());
    return metrics;
  }

  private static String json(Object value) {
    return new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create().toJson(value);
  }
}
