package io.github.seqrec4j.spring;

import io.github.seqrec4j.api.SeqrecException;
import io.github.seqrec4j.runtime.ReloadableRecommender;
import io.github.seqrec4j.runtime.SequentialRecommender;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Loads the model of {@code seqrec4j.model} anew: when its files change, or on demand. The model
 * that serves stays until the next one is loaded whole; where that fails, it stays for good.
 *
 * <p>It looks on one daemon thread of its own, from the end of the application's start to its stop,
 * before the web server's, so that no look begins while requests drain.
 */
public final class ModelReloader implements SmartLifecycle {

  private static final Logger log = LoggerFactory.getLogger(ModelReloader.class);

  private final ReloadableRecommender serving;
  private final ModelSource source;
  private final Duration interval;
  private final Clock clock;
  private final ReentrantLock oneAtATime = new ReentrantLock();
  private volatile Attempts attempts = new Attempts(0, 0, null, null);
  private volatile @Nullable ScheduledExecutorService thread;

  /**
   * What became of the reloads.
   *
   * @param loaded how many models took over
   * @param failed how many could not be loaded
   * @param last time of the last reload, or null before the first
   * @param error why the last one failed, or left the journal as it was; null if it did neither
   */
  record Attempts(long loaded, long failed, @Nullable Instant last, @Nullable String error) {}

  ModelReloader(ReloadableRecommender serving, ModelSource source, Duration interval, Clock clock) {
    this.serving = serving;
    this.source = source;
    this.interval = interval;
    this.clock = clock;
  }

  /**
   * Loads the model as it is now and serves it from the next request on, with the changes of a live
   * catalogue.
   *
   * @throws UncheckedIOException if the journal of those cannot be written anew, which then holds
   *     them as they were made to the model before; the next one serves with all of them
   * @throws RuntimeException as {@link SequentialRecommender#load(java.nio.file.Path)} does; the
   *     model before goes on
   * @throws IllegalStateException if the application is closed
   */
  public void reload() {
    UncheckedIOException unkept = load();
    if (unkept != null) {
      throw unkept;
    }
  }

  /** Loads and serves; says why a journal could not be written, if that is all that failed. */
  private @Nullable UncheckedIOException load() {
    oneAtATime.lock();
    try {
      UncheckedIOException unkept = serve(source.load());
      attempts =
          new Attempts(
              attempts.loaded + 1,
              attempts.failed,
              clock.instant(),
              unkept == null ? null : unkept.getMessage());
      return unkept;
    } catch (RuntimeException | Error e) { // of whatever a plug-in throws, or of too little memory
      String message = e.getMessage() == null ? e.getClass().getName() : e.getMessage();
      attempts = new Attempts(attempts.loaded, attempts.failed + 1, clock.instant(), message);
      throw e;
    } finally {
      oneAtATime.unlock();
    }
  }

  private @Nullable UncheckedIOException serve(SequentialRecommender next) {
    try {
      serving.replace(next);
      return null;
    } catch (RuntimeException e) {
      if (serves(next) && e instanceof UncheckedIOException unkept) {
        return unkept;
      }
      if (!serves(next)) {
        next.close();
      }
      throw e;
    }
  }

  private boolean serves(SequentialRecommender model) {
    try {
      return serving.read(now -> now == model);
    } catch (IllegalStateException closed) {
      return false;
    }
  }

  /** Looks once for another model, and loads it if it is there. A task that throws ends all. */
  void look() {
    try {
      if (source.look()) {
        UncheckedIOException unkept = load();
        log.info("{}: loaded anew", source.configured());
        if (unkept != null) {
          log.warn("the journal of its items is as before: {}", unkept.getMessage());
        }
      }
    } catch (RuntimeException | Error e) {
      if (!isRunning()) {
        log.debug("{}: the application ended while it was loaded", source.configured(), e);
      } else if (e instanceof SeqrecException) { // whose message says all
        log.warn(
            "{}: cannot be loaded, the model before goes on: {}",
            source.configured(),
            e.getMessage());
      } else {
        log.error("{}: cannot be loaded, the model before goes on", source.configured(), e);
      }
    }
  }

  /** What became of the reloads up to now. */
  Attempts attempts() {
    return attempts;
  }

  /** Where the model comes from. */
  ModelSource source() {
    return source;
  }

  /** Begins to look, unless the interval is 0 or the model cannot change. */
  @Override
  public synchronized void start() {
    if (thread != null || interval.isZero() || !source.isWatchable()) {
      return;
    }
    ScheduledThreadPoolExecutor one =
        new ScheduledThreadPoolExecutor(
            1,
            task -> {
              Thread made = new Thread(task, "seqrec4j-reload");
              made.setDaemon(true);
              return made;
            });
    long nanos = interval.toNanos();
    var unused = one.scheduleWithFixedDelay(this::look, nanos, nanos, TimeUnit.NANOSECONDS);
    thread = one;
  }

  /** Looks no more. A model that is just being loaded is closed once it is there. */
  @Override
  public synchronized void stop() {
    ScheduledExecutorService looking = thread;
    thread = null;
    if (looking != null) {
      looking.shutdown();
    }
  }

  @Override
  public boolean isRunning() {
    return thread != null;
  }
}
