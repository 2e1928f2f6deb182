package io.github.seqrec4j.cli;

import io.github.seqrec4j.api.TrainingEvent;
import io.github.seqrec4j.api.TrainingListener;
import io.github.seqrec4j.encode.EncodingListener;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/**
 * Lets a training or an encoding be interrupted, by Ctrl-C or a termination signal: the step or
 * batch in flight ends, and the process with it. Without this native memory is torn down under a
 * running computation, which crashes the process.
 */
final class Interruption implements AutoCloseable {

  /** Longest wait for what is in flight, in seconds. */
  private static final int PATIENCE = 30;

  private final CountDownLatch paused = new CountDownLatch(1);
  private final Thread hook;
  private volatile boolean requested;
  private volatile boolean over;

  private Interruption(Console console, String message) {
    hook =
        new Thread(
            () -> {
              if (over) {
                return;
              }
              requested = true;
              try {
                if (paused.await(PATIENCE, TimeUnit.SECONDS)) {
                  console.say("seqrec: %s", message);
                } else {
                  console.say(
                      "seqrec: ended in the middle of what took longer than %d s; what was written"
                          + " before it is whole",
                      PATIENCE);
                }
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt(); // the process ends anyway
              }
            },
            "seqrec-interruption");
    Runtime.getRuntime().addShutdownHook(hook);
  }

  /**
   * Watches until closed.
   *
   * @param message what is said when something was interrupted
   */
  static Interruption watch(Console console, String message) {
    return new Interruption(console, message);
  }

  /**
   * A listener that breaks a training off after a step once it is to end; the training writes a
   * checkpoint then.
   */
  TrainingListener breakingOffSteps(TrainingListener next) {
    return event -> {
      next.onEvent(event);
      boolean between =
          event instanceof TrainingEvent.Started
              || event instanceof TrainingEvent.StepFinished
              || event instanceof TrainingEvent.Finished;
      if (requested && between) {
        throw new BrokenOff();
      }
    };
  }

  /** A listener that breaks an encoding off between two events once it is to end. */
  EncodingListener breakingOff(EncodingListener next) {
    return event -> {
      check();
      next.onEvent(event);
    };
  }

  /** Breaks what {@link #run} runs off here, once it is to end. */
  void check() {
    if (requested) {
      throw new BrokenOff();
    }
  }

  /**
   * Runs a training or an encoding that a listener may break off; then all its threads have ended,
   * its native memory is given back, and this thread ends too.
   */
  <T> T run(Supplier<T> work) {
    try {
      return work.get();
    } catch (BrokenOff end) {
      throw pause();
    }
  }

  /** Never returns: the process is ending, and this thread must not enter native code again. */
  private IllegalStateException pause() {
    paused.countDown();
    while (requested) {
      LockSupport.park(this);
    }
    return new IllegalStateException("the end of a process is never taken back");
  }

  /** Unwinds a training or an encoding. */
  private static final class BrokenOff extends RuntimeException {
    private static final long serialVersionUID = 1L;

    BrokenOff() {
      super("interrupted", null, false, false);
    }
  }

  @Override
  public void close() {
    over = true;
    if (!requested) {
      Runtime.getRuntime().removeShutdownHook(hook);
    }
  }
}
