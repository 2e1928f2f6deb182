package io.github.seqrec4j.encode;

import io.github.seqrec4j.api.Internal;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** Threads that encode; closing them waits for what is at work, as its model is closed next. */
@Internal
public final class EncodingThreads implements AutoCloseable {

  private final ExecutorService threads;

  /** So many, at least 1. */
  public EncodingThreads(int number) {
    threads = Executors.newFixedThreadPool(number);
  }

  ExecutorService service() {
    return threads;
  }

  @Override
  public void close() {
    threads.shutdownNow();
    boolean interrupted = false;
    while (!threads.isTerminated()) {
      try {
        threads.awaitTermination(1, TimeUnit.MINUTES);
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
