package io.github.seqrec4j.study;

import io.github.seqrec4j.api.ConfigException;
import io.github.seqrec4j.api.Internal;
import io.github.seqrec4j.api.SeqrecException;
import io.github.seqrec4j.api.UsageException;
import io.github.seqrec4j.api.files.ProcessLock;
import io.github.seqrec4j.data.Dataset;
import io.github.seqrec4j.training.RunSpec;
import io.github.seqrec4j.training.TrainedRecommender;
import io.github.seqrec4j.training.TrainingRun;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The process of one run of a study or tuning: trains what its folder says, from the last
 * checkpoint where there is one. It ends after the step in flight, with its state saved, when it is
 * told to or when the process that started it is gone, however that ended.
 */
@Internal
public final class StudyWorker {

  private static final Logger LOG = LoggerFactory.getLogger(StudyWorker.class);

  /** Exit status of a run that failed; its folder says why. */
  static final int FAILED = 1;

  /** Exit status of a run that was broken off with its state saved. */
  static final int STOPPED = 4;

  private StudyWorker() {}

  /** Called by {@link WorkerProcess}. */
  public static void main(String[] arguments) {
    Locale.setDefault(Locale.Category.FORMAT, Locale.ROOT);
    WorkOrder order = WorkOrder.parse(arguments);
    RunFolder folder = new RunFolder(order.directory());
    int status = 0;
    try (WorkerStop stop = WorkerStop.watch(order.parent())) {
      try (ProcessLock alone =
          ProcessLock.await( // another one of this run may be ending, its study killed
              order.directory().resolve(".worker"), holder -> LOG.info("waiting for {}", holder))) {
        LOG.debug("alone: {}", alone.exclusive());
        work(order, folder, stop);
      } catch (IOException e) {
        folder.fail(order.directory() + ": " + e.getMessage());
        status = FAILED;
      } catch (WorkerStop.Stopped e) {
        status = STOPPED;
      } catch (RuntimeException | Error e) {
        LOG.error("the run failed", e);
        folder.fail(message(e));
        status = FAILED;
      }
    }
    System.exit(status); // DJL leaves threads that would keep the process
  }

  private static String message(Throwable e) {
    boolean told =
        e instanceof SeqrecException
            || e instanceof UsageException
            || e instanceof ConfigException
            || e instanceof UncheckedIOException;
    return told ? String.valueOf(e.getMessage()) : e.toString();
  }

  private static void work(WorkOrder order, RunFolder folder, WorkerStop stop) {
    RunSpec whole = RunSpec.load(folder.config(), List.of());
    if (!PlannedRun.id(whole, order.threads()).equals(order.id())) {
      throw new UsageException(
          folder.config()
              + ": was changed, or written by another version: it is no longer what the folder is"
              + " named after; delete the folder, and the run is done anew");
    }
    RunSpec spec =
        order.epochs() == 0
            ? whole
            : RunSpec.load(
                folder.config(), List.of(RunSpec.ROOT + ".training.epochs=" + order.epochs()));
    if (order.kind() == WorkOrder.Kind.TRIAL) {
      train(TrainingRun.resume(order.directory()).withoutTest(), spec, stop);
      return;
    }
    if (!folder.isTrained()) {
      train(TrainingRun.resume(order.directory()), spec, stop);
    }
    TargetRanking.complete(order.directory());
    folder.deleteCheckpoints();
  }

  private static void train(TrainingRun run, RunSpec spec, WorkerStop stop) {
    try (Dataset dataset =
            Dataset.open(Objects.requireNonNull(spec.data().path(), "planned"), spec.data());
        TrainedRecommender recommender = run.execute(spec, dataset, stop.listener())) {
      LOG.info("best epoch {}", recommender.report().bestEpoch());
    }
  }
}
