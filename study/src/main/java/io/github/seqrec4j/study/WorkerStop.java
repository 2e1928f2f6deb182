package io.github.seqrec4j.study;

import io.github.seqrec4j.api.TrainingEvent;
import io.github.seqrec4j.api.TrainingListener;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends a training after the step in flight: on a termination signal, and when the process that
 * wants it is gone. Its state is saved then, and native memory is not torn down under a
 * computation.
 */
final class WorkerStop implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(WorkerStop.class);

  /** Longest wait for what is in flight, in seconds. */
  private static final int PATIENCE = 60;

  private final CountDownLatch ended = new CountDownLatch(1);
  private volatile boolean requested;

  private WorkerStop() {}

  /**
   * Watches until closed.
   *
   * @param parent number of the process without which there is nothing to do
   */
  static WorkerStop watch(long parent) {
    WorkerStop stop = new WorkerStop();
    Runtime.getRuntime().addShutdownHook(new Thread(stop::await, "study-stop"));
    ProcessHandle.of(parent)
        .map(ProcessHandle::onExit)
        .ifPresentOrElse(
            exit -> {
              CompletableFuture<Void> unused = exit.thenRun(stop::orphaned);
            },
            stop::orphaned);
    return stop;
  }

  private void orphaned() {
    requested = true;
    Thread halt =
        new Thread(
            () -> {
              await();
              Runtime.getRuntime().halt(StudyWorker.STOPPED);
            },
            "study-orphan");
    halt.setDaemon(true);
    halt.start();
  }

  /** Waits for the step in flight. */
  private void await() {
    requested = true;
    try {
      if (!ended.await(PATIENCE, TimeUnit.SECONDS)) {
        LOG.warn("ended in the middle of what took longer than {} s", PATIENCE);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // the process ends anyway
    }
  }

  /** Breaks a training off where it saves its state. */
  TrainingListener listener() {
    return event -> {
      boolean between =
          event instanceof TrainingEvent.Started
              || event instanceof TrainingEvent.StepFinished
              || event instanceof TrainingEvent.Finished;
      if (requested && between) {
        throw new Stopped();
      }
    };
  }

  @Override
  public void close() {
    ended.countDown();
  }

  /** Unwinds a training. */
  static final class Stopped extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Stopped() {
      super("stopped", null, false, false);
    }
  }
}
