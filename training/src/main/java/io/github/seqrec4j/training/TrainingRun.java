package io.github.seqrec4j.training;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.github.seqrec4j.api.TrainingEvent;
import io.github.seqrec4j.api.TrainingListener;
import io.github.seqrec4j.api.TrainingSpec;
import io.github.seqrec4j.api.UsageException;
import io.github.seqrec4j.api.files.AtomicFiles;
import io.github.seqrec4j.api.files.FileBoundary;
import io.github.seqrec4j.api.files.ProcessLock;
import io.github.seqrec4j.api.files.WriteFailure;
import io.github.seqrec4j.data.Dataset;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A training that leaves its results in a directory: {@code train.jsonl} (one line per epoch),
 * {@code metrics.json}, {@code checkpoint/}, from which it can go on, and {@code model/}, the
 * bundle. One run at a time works in a directory.
 */
public final class TrainingRun {

  static final String RESTART = "train into another directory";
  private static final String METRICS = "metrics.json";
  private static final String CHECKPOINT = "checkpoint";
  private static final String MODEL = "model";
  private static final String TENSOR_BOARD = "tensorboard";
  static final String REFIT = "refit";

  private static final String LOCK = ".lock";
  static final String ELSEWHERE = "choose another directory";

  /** What is to be in the directory when a run begins. */
  private enum Begin {
    NEW,
    RESUMED
  }

  private final Path directory;
  private final Begin begin;
  private final RunWishes wishes;

  private TrainingRun(Path directory, Begin begin, RunWishes wishes) {
    this.directory = directory;
    this.begin = begin;
    this.wishes = wishes;
  }

  /** This run, with its model saved by these options. */
  public TrainingRun saving(SaveOption... options) {
    return with(wishes.saving(List.of(options)));
  }

  /**
   * This run, with a model that is trained once more, on all interactions, none held out, up to the
   * best epoch: see {@link Trainer#refit}. The metrics stay those of the training before.
   */
  public TrainingRun refitting() {
    return with(wishes.refitting());
  }

  /** This run, with a title of its report. */
  public TrainingRun titled(String title) {
    return with(wishes.titled(title));
  }

  /**
   * This run, with its scalars in {@code tensorboard/} too, in the format that TensorBoard shows:
   * losses and gradient norm of every step, and what {@code train.jsonl} holds of every epoch.
   */
  public TrainingRun withTensorBoard() {
    return with(wishes.withTensorBoard());
  }

  /** This run, with the weights of a trained model as the first ones: see {@link Trainer#from}. */
  public TrainingRun from(Path model) {
    return with(wishes.from(model));
  }

  /** This run, without a final test: see {@link Trainer#withoutTest}. */
  public TrainingRun withoutTest() {
    return with(wishes.withoutTest());
  }

  private TrainingRun with(RunWishes others) {
    return new TrainingRun(directory, begin, others);
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
    TrainingRun run = new TrainingRun(directory, Begin.NEW, RunWishes.NONE);
    if (Files.exists(directory)) { // it is made when there is something to put in it
      run.lock().close();
      run.checkHoldsNone();
    }
    return run;
  }

  private void checkHoldsNone() {
    for (String name : List.of(MODEL, METRICS, EpochLines.NAME, CHECKPOINT)) {
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
    TrainingRun run = new TrainingRun(directory, Begin.RESUMED, RunWishes.NONE);
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
            && (!wishes.refit() || written.has(REFIT));
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

  private TrainedRecommender fit(
      RunSpec run,
      Dataset dataset,
      Path checkpoint,
      Map<Class<?>, TrainingEvent> told,
      TrainingListener listener) {
    Trainer trainer = trainer(checkpoint);
    EpochLines lines = new EpochLines(directory);
    TrainingListener written =
        event -> {
          lines.onEvent(event);
          if (event instanceof TrainingEvent.Estimated
              || event instanceof TrainingEvent.WarmStarted) {
            told.put(event.getClass(), event);
          }
          listener.onEvent(event);
        };
    if (!wishes.tensorBoard()) {
      return trainer.fit(run.recommender(), dataset, written);
    }
    try (TensorBoardEvents scalars = new TensorBoardEvents(directory.resolve(TENSOR_BOARD))) {
      return trainer.fit(
          run.recommender(),
          dataset,
          event -> {
            scalars.onEvent(event);
            written.onEvent(event);
          });
    }
  }

  private Trainer trainer(Path checkpoint) {
    Trainer trainer = Trainer.withCheckpoints(checkpoint);
    if (!wishes.test()) {
      trainer = trainer.withoutTest();
    }
    return wishes.from() == null ? trainer : trainer.from(wishes.from());
  }

  private TrainedRecommender locked(RunSpec run, Dataset dataset, TrainingListener listener) {
    try {
      if (begin == Begin.NEW) {
        checkHoldsNone();
      } else {
        checkUnfinished(run);
      }
      Path checkpoint = directory.resolve(CHECKPOINT);
      Map<Class<?>, TrainingEvent> told = new HashMap<>();
      TrainedRecommender recommender = fit(run, dataset, checkpoint, told, listener);
      Path refitted = checkpoint.resolve(REFIT + "-" + recommender.report().bestEpoch());
      if (wishes.refit()) {
        recommender.close();
        recommender =
            trainer(refitted).refit(run.recommender(), dataset, recommender.report(), listener);
      }
      try {
        AtomicFiles.deleteTree(model()); // of a run killed between model and metrics
        recommender.save(model(), wishes.options().toArray(SaveOption[]::new));
        AtomicFiles.write(
            directory.resolve(METRICS),
            RunMetrics.of(run, dataset, recommender.report(), told, wishes.title()));
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
}
