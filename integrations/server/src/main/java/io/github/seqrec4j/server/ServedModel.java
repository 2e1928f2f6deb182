package io.github.seqrec4j.server;

import io.github.seqrec4j.api.SeqrecException;
import io.github.seqrec4j.runtime.ReloadableRecommender;
import io.github.seqrec4j.runtime.SequentialRecommender;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.WeakHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The model of a bundle that serves, whatever becomes of the bundle. */
final class ServedModel implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(ServedModel.class);

  private final Path bundle;
  private final ReloadableRecommender serving;

  /** Of models in use; holds none of them in memory. */
  private final Map<SequentialRecommender, Loaded> loaded =
      Collections.synchronizedMap(new WeakHashMap<>());

  private final AtomicLong reloads = new AtomicLong();
  private final AtomicLong failures = new AtomicLong();
  private volatile Instant since;
  private volatile @Nullable Instant failed;

  /**
   * What was made of a model when it was loaded.
   *
   * @param since when that was
   */
  record Loaded(ItemSearch items, Instant since) {}

  /**
   * Loads a bundle.
   *
   * @throws io.github.seqrec4j.api.DataException if it is missing, incomplete or damaged
   */
  ServedModel(Path bundle) {
    this.bundle = bundle;
    SequentialRecommender first = SequentialRecommender.load(bundle);
    since = hold(first);
    serving = ReloadableRecommender.of(first);
  }

  private Instant hold(SequentialRecommender model) {
    Instant now = Instant.now();
    loaded.put(model, new Loaded(new ItemSearch(model), now));
    return now;
  }

  /** Runs calls on one model and what belongs to it; both stay until they return. */
  <T> T read(BiFunction<SequentialRecommender, Loaded, T> calls) {
    return serving.read(
        model -> calls.apply(model, Objects.requireNonNull(loaded.get(model), "of each model")));
  }

  /**
   * Loads the bundle as it is now and serves it from the next request on.
   *
   * @throws SeqrecException if it cannot be loaded; the model before goes on
   */
  synchronized void reload() {
    try {
      SequentialRecommender next = SequentialRecommender.load(bundle);
      Instant now = hold(next);
      serving.replace(next);
      since = now;
      failed = null;
      reloads.incrementAndGet();
      log.info("{}: loaded anew, {} items", bundle, next.items().size());
    } catch (RuntimeException e) { // of whatever a plug-in throws too
      failed = Instant.now();
      failures.incrementAndGet();
      log.warn("{}: cannot be loaded, the model before goes on: {}", bundle, e.getMessage());
      throw e instanceof SeqrecException told
          ? told
          : new SeqrecException(bundle + ": cannot be loaded: " + e, e);
    }
  }

  /** When the model that serves was loaded. */
  Instant since() {
    return since;
  }

  /** When loading failed last, if no bundle was loaded since. */
  @Nullable Instant failed() {
    return failed;
  }

  /** How often a bundle was loaded after the first. */
  long reloads() {
    return reloads.get();
  }

  /** How often loading failed. */
  long failures() {
    return failures.get();
  }

  @Override
  public void close() {
    serving.close();
  }
}
