package io.github.seqrec4j.runtime;

import io.github.seqrec4j.api.Branch;
import io.github.seqrec4j.api.RecommendRequest;
import io.github.seqrec4j.api.Recommendations;
import io.github.seqrec4j.api.Recommender;
import io.github.seqrec4j.api.UsageException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A recommender whose model is replaced while it serves: every request is answered whole by one
 * model, none is refused, and a replaced model is closed when the last request to it ends. Calls
 * that belong together, such as a recommendation and the titles of its items, go through {@link
 * #read}.
 */
public final class ReloadableRecommender implements Recommender {

  private final ServingEngine engine;
  private final AtomicReference<@Nullable Serving> current;
  private @Nullable LiveCatalogue live; // guarded by this

  private ReloadableRecommender(SequentialRecommender first, ServingEngine engine) {
    this.engine = engine;
    current = new AtomicReference<>(new Serving(first));
  }

  /** A model with the number of those who use it: this handle, and each request under way. */
  private static final class Serving {
    private final SequentialRecommender model;
    private final AtomicInteger holders = new AtomicInteger(1);

    Serving(SequentialRecommender model) {
      this.model = model;
    }

    /** Takes hold of the model, unless everyone has let go of it and it is closed. */
    boolean hold() {
      return holders.getAndUpdate(n -> n == 0 ? 0 : n + 1) > 0;
    }

    void release() {
      if (holders.decrementAndGet() == 0) {
        model.close();
      }
    }
  }

  /** Serves a model, and owns it from now on. */
  public static ReloadableRecommender of(SequentialRecommender first) {
    return new ReloadableRecommender(first, ServingEngine.AUTO);
  }

  /**
   * Loads a bundle and serves it.
   *
   * @throws io.github.seqrec4j.api.DataException as {@link SequentialRecommender#load} does
   */
  public static ReloadableRecommender load(Path bundle) {
    return load(bundle, ServingEngine.AUTO);
  }

  /**
   * Loads a bundle to be computed by an engine of choice, as are those that replace it, and serves
   * it.
   *
   * @throws RuntimeException as {@link SequentialRecommender#load(Path, ServingEngine)} does
   */
  public static ReloadableRecommender load(Path bundle, ServingEngine engine) {
    return new ReloadableRecommender(SequentialRecommender.load(bundle, engine), engine);
  }

  /**
   * Loads a bundle and serves it from the next request on; where loading fails, the model that
   * serves stays. Both are in memory meanwhile.
   *
   * @throws io.github.seqrec4j.api.DataException as {@link SequentialRecommender#load} does
   * @throws IllegalStateException if closed
   */
  public void reload(Path bundle) {
    SequentialRecommender next = SequentialRecommender.load(bundle, engine);
    try {
      replace(next);
    } catch (RuntimeException e) {
      if (!isServing(next)) {
        next.close();
      }
      throw e;
    }
  }

  /**
   * Serves another model from the next request on, and owns it. Does not wait: the model before is
   * closed by the last request to it. Changes of a {@link LiveCatalogue} are made to it first.
   *
   * @throws IllegalArgumentException if it serves already, or a change does not fit it; the model
   *     stays the caller's
   * @throws IllegalStateException if closed; the model stays the caller's
   */
  public synchronized void replace(SequentialRecommender next) {
    if (live == null) {
      swap(next);
    } else {
      live.carryOver(next, () -> swap(next));
    }
  }

  private void swap(SequentialRecommender next) {
    Serving serving = new Serving(next);
    while (true) {
      Serving before = open();
      if (before.model == next) {
        throw new UsageException("this model serves already");
      }
      if (current.compareAndSet(before, serving)) {
        before.release();
        return;
      }
    }
  }

  private boolean isServing(SequentialRecommender model) {
    Serving serving = current.get();
    return serving != null && serving.model == model;
  }

  /**
   * Lets a catalogue change what is served.
   *
   * @throws UsageException if there is one already
   */
  synchronized LiveCatalogue attach(Function<SequentialRecommender, LiveCatalogue> opening) {
    if (live != null) {
      throw new UsageException("this recommender has a live catalogue already; close that one");
    }
    LiveCatalogue catalogue = read(opening);
    live = catalogue;
    return catalogue;
  }

  /** Lets go of it. */
  synchronized void detach(LiveCatalogue catalogue) {
    if (live == catalogue) {
      live = null;
    }
  }

  /**
   * Runs calls on one model, which stays open until they return.
   *
   * @throws IllegalStateException if closed
   */
  public <T> T read(Function<SequentialRecommender, T> calls) {
    Serving serving = open();
    while (!serving.hold()) { // replaced and closed since
      serving = open();
    }
    try {
      return calls.apply(serving.model);
    } finally {
      serving.release();
    }
  }

  private Serving open() {
    Serving serving = current.get();
    if (serving == null) {
      throw new IllegalStateException("the recommender is closed");
    }
    return serving;
  }

  @Override
  public Recommendations recommend(RecommendRequest request) {
    return read(model -> model.recommend(request));
  }

  @Override
  public List<Recommendations> recommend(List<RecommendRequest> requests) {
    return read(model -> model.recommend(requests));
  }

  @Override
  public float[] itemVector(String item) {
    return read(model -> model.itemVector(item));
  }

  @Override
  public float[] userVector(RecommendRequest request) {
    return read(model -> model.userVector(request));
  }

  @Override
  public List<Branch> branches() {
    return read(SequentialRecommender::branches);
  }

  @Override
  public List<String> items() {
    return read(SequentialRecommender::items);
  }

  /** Refuses further requests; the last one under way closes the model. */
  @Override
  public void close() {
    Serving before = current.getAndSet(null);
    if (before != null) {
      before.release();
    }
  }
}
