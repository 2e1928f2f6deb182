package io.github.seqrec4j.server;

import io.github.seqrec4j.api.SeqrecException;
import io.github.seqrec4j.api.UsageException;
import io.github.seqrec4j.api.content.TextEncoder;
import io.github.seqrec4j.runtime.LiveCatalogue;
import io.github.seqrec4j.runtime.ModelSnapshot;
import io.github.seqrec4j.runtime.ReloadableRecommender;
import io.github.seqrec4j.runtime.SequentialRecommender;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.WeakHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The model of a bundle that serves, whatever becomes of the bundle, with its live catalogue. */
final class ServedModel implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(ServedModel.class);

  private final Path bundle;
  private final ReloadableRecommender serving;
  private final LiveCatalogue.Builder opening;
  private final boolean keeps;
  private final boolean encodesTexts;

  /** Of models in use; holds none of them in memory. */
  private final Map<SequentialRecommender, Loaded> loaded =
      Collections.synchronizedMap(new WeakHashMap<>());

  private final AtomicLong reloads = new AtomicLong();
  private final AtomicLong failures = new AtomicLong();
  private volatile Instant since;
  private volatile @Nullable Instant failed;
  private volatile @Nullable LiveCatalogue live;

  /** What was made of a model when it was loaded, and when that was. */
  private record Loaded(ItemSearch items, Instant since) {}

  /**
   * What a call reads, all of it of one model at one time.
   *
   * @param snapshot the model with its items
   * @param items the same items, to be looked up
   * @param since when the model was loaded
   */
  record Now(
      SequentialRecommender model, ModelSnapshot snapshot, ItemSearch items, Instant since) {}

  /** Loads a bundle whose changes last as long as the process, and begin when the first is made. */
  ServedModel(Path bundle) {
    this(bundle, null, null);
  }

  /**
   * Loads a bundle, and makes the changes of the journal.
   *
   * @param journal keeps changes; null for nothing
   * @param texts makes features of new items' texts; null for items that bring features
   * @throws io.github.seqrec4j.api.DataException if bundle or journal is missing, incomplete or
   *     damaged
   * @throws UsageException if there is a journal or an encoder, and the model takes no new items
   */
  ServedModel(Path bundle, @Nullable Path journal, @Nullable TextEncoder texts) {
    this.bundle = bundle;
    SequentialRecommender first = SequentialRecommender.load(bundle);
    since = hold(first);
    serving = ReloadableRecommender.of(first);
    opening = LiveCatalogue.builder(serving);
    keeps = journal != null;
    encodesTexts = texts != null;
    try {
      if (journal != null) {
        opening.journal(journal);
      }
      if (texts != null) {
        opening.text(texts);
      }
      live = keeps || encodesTexts ? opening.build() : null;
    } catch (RuntimeException e) {
      serving.close();
      throw e;
    }
  }

  private Instant hold(SequentialRecommender model) {
    Instant now = Instant.now();
    loaded.put(model, new Loaded(ItemSearch.of(model.snapshot()), now));
    return now;
  }

  /** Runs calls on one model as it is at one time; it stays until they return. */
  <T> T read(Function<Now, T> calls) {
    return serving.read(
        model -> {
          Loaded of = Objects.requireNonNull(loaded.get(model), "of each model");
          ModelSnapshot snapshot = model.snapshot();
          return calls.apply(new Now(model, snapshot, of.items().at(snapshot), of.since()));
        });
  }

  /**
   * What changes the items.
   *
   * @throws UsageException if the model takes no new items
   */
  LiveCatalogue live() {
    LiveCatalogue known = live;
    return known == null ? opened() : known;
  }

  private synchronized LiveCatalogue opened() {
    LiveCatalogue known = live;
    if (known == null) {
      known = opening.build();
      live = known;
    }
    return known;
  }

  /** How many items were added, or replaced those of the bundle, and are there. */
  int added() {
    LiveCatalogue known = live;
    return known == null ? 0 : known.added();
  }

  /** How many items of the bundle were retired. */
  int retired() {
    LiveCatalogue known = live;
    return known == null ? 0 : known.retired();
  }

  /** Whether changes are there after a restart. */
  boolean keeps() {
    return keeps;
  }

  /** Whether new items may bring texts. */
  boolean encodesTexts() {
    return encodesTexts;
  }

  /**
   * Loads the bundle as it is now and serves it from the next request on, with the changes made so
   * far.
   *
   * @return why the journal could not be written anew, which then holds the changes as they were
   *     made to the bundle before; null if it was, or there is none
   * @throws SeqrecException if it cannot be loaded, or a change does not fit it; the model before
   *     goes on
   */
  synchronized @Nullable String reload() {
    UncheckedIOException unkept;
    try {
      SequentialRecommender next = SequentialRecommender.load(bundle);
      unkept = serve(next);
      log.info("{}: loaded anew, {} items", bundle, next.items().size());
    } catch (RuntimeException e) { // of whatever a plug-in throws too
      failed = Instant.now();
      failures.incrementAndGet();
      log.warn("{}: cannot be loaded, the model before goes on: {}", bundle, e.getMessage());
      if (e instanceof SeqrecException told) {
        throw told;
      }
      String why = e instanceof UsageException ? String.valueOf(e.getMessage()) : e.toString();
      throw new SeqrecException(bundle + ": cannot be loaded: " + why, e);
    }
    failed = null;
    reloads.incrementAndGet();
    if (unkept == null) {
      return null;
    }
    log.warn("{}: loaded anew, but the journal is as before: {}", bundle, unkept.getMessage());
    return String.valueOf(unkept.getMessage());
  }

  /** The next model serves, though its journal may not be written, or is closed. */
  private @Nullable UncheckedIOException serve(SequentialRecommender next) {
    Instant now = hold(next);
    UncheckedIOException unkept = null;
    try {
      serving.replace(next);
    } catch (RuntimeException e) {
      boolean serves = serving.read(model -> model == next);
      if (!serves) {
        next.close();
      }
      if (!serves || !(e instanceof UncheckedIOException unwritten)) {
        throw e;
      }
      unkept = unwritten;
    }
    since = now;
    return unkept;
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
    try (serving) {
      LiveCatalogue known = live;
      if (known != null) {
        known.close();
      }
    }
  }
}
