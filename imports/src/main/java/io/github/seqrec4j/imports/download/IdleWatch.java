package io.github.seqrec4j.imports.download;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Closes a stream that brings nothing for too long, so that a read of it fails and is retried. */
final class IdleWatch implements AutoCloseable {

  private final InputStream watched;
  private final long patience; // nanoseconds
  private final ScheduledExecutorService clock =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "seqrec4j-idle-watch");
            thread.setDaemon(true);
            return thread;
          });
  private volatile long last = System.nanoTime();
  private volatile boolean expired;

  IdleWatch(InputStream watched, Duration patience) {
    this.watched = watched;
    this.patience = patience.toNanos();
    long step = Math.max(1, patience.toMillis() / 4);
    var unused = clock.scheduleAtFixedRate(this::check, step, step, TimeUnit.MILLISECONDS);
  }

  private void check() {
    if (System.nanoTime() - last < patience || expired) {
      return;
    }
    expired = true;
    try {
      watched.close();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e); // ends the watch; the read fails all the same
    }
  }

  /** Something came. */
  void touch() {
    last = System.nanoTime();
  }

  /** Whether it was closed for bringing nothing. */
  boolean expired() {
    return expired;
  }

  @Override
  public void close() {
    clock.shutdownNow();
  }
}
