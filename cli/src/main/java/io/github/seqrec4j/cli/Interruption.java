package io.github.seqrec4j.cli;

import io.github.seqrec4j.api.TrainingListener;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Lets a training be interrupted, by Ctrl-C or a termination signal: the step in flight ends, and
 * the process with it. Without this the engine's native memory is torn down under a running step,
 * which crashes the process.
 */
final class Interruption implements AutoCloseable {

  /** Longest wait for the step in flight, in seconds. */
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
   * @param message what is said when a training was interrupted
   */
  static Interruption watch(Console console, String message) {
    return new Interruption(console, message);
  }

  /** A listener that stops the training's thread between two events once it is to end. */
  TrainingListener before(TrainingListener next) {
    return event -> {
      while (requested) { // the process is ending: this thread must not enter the engine again
        paused.countDown();
        LockSupport.park(this);
      }
      next.onEvent(event);
    };
  }

  @Override
  public void close() {
    over = true;
    if (!requested) {
      Runtime.getRuntime().removeShutdownHook(hook);
    }
  }
}
