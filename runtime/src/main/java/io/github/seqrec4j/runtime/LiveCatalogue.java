package io.github.seqrec4j.runtime;

import io.github.seqrec4j.api.Experimental;
import io.github.seqrec4j.api.UsageException;
import io.github.seqrec4j.api.content.ImageEncoder;
import io.github.seqrec4j.api.content.TextEncoder;
import io.github.seqrec4j.runtime.ItemChange.Put;
import io.github.seqrec4j.runtime.ItemChange.Restore;
import io.github.seqrec4j.runtime.ItemChange.Retire;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The catalogue of a model that serves, which changes without a training: items come, are replaced
 * and go while requests run. A request sees the catalogue as it was when it began; none waits.
 * Changes go one after the other, from any thread. A change is made whole or not at all.
 *
 * <p>A new item has vectors in the branches of content, by the bundle's item encoder in plain Java,
 * and none in the branch of the ID, which was never trained on it. It competes all the same: by its
 * content it stands somewhere among the items that have all branches, and in the ensemble it gets
 * the score that stands at this place there. So it ranks as an old item would whose ID were hidden,
 * whatever level and spread the branches' scores have. In a history the branch of the ID passes it
 * over. An item of the bundle that is replaced keeps what was trained of its ID.
 *
 * <p>A retired item never comes back as a recommendation. Histories may go on naming those of the
 * bundle; one that was added and retired is forgotten.
 *
 * <p>With a journal, changes are on disk before they are made, and made again when the service
 * starts. When another bundle is loaded by {@link ReloadableRecommender#reload}, they are made to
 * it before it serves: added items that it has are its own from then on and leave the journal, all
 * others stay; retired ones stay retired. Where one does not fit the new bundle, such as by the
 * shape of its features, the reload fails and the old one serves on.
 */
@Experimental
public final class LiveCatalogue implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(LiveCatalogue.class);

  private final ReloadableRecommender host;
  private final ContentEncoding contents;
  private final @Nullable ItemJournal journal;
  private SequentialRecommender model;
  private LiveState state;
  private volatile Counts counts;
  private boolean closed;

  /** Told at any time, however long a change takes. */
  private record Counts(int added, int retired) {
    static Counts of(LiveState state) {
      return new Counts(state.added().size(), state.retired().size());
    }
  }

  private LiveCatalogue(
      Builder builder,
      SequentialRecommender model,
      LiveState state,
      @Nullable ItemJournal journal) {
    host = builder.host;
    contents = new ContentEncoding(builder.text, builder.images);
    this.model = model;
    this.state = state;
    counts = Counts.of(state);
    this.journal = journal;
  }

  /** Sets up a catalogue. */
  @Experimental
  public static final class Builder {
    private final ReloadableRecommender host;
    private @Nullable Path journal;
    private @Nullable TextEncoder text;
    private @Nullable ImageEncoder images;

    private Builder(ReloadableRecommender host) {
      this.host = host;
    }

    /**
     * Keeps changes in this file, best beside the bundle and not in it; it is made when needed.
     * Without one they last as long as the process.
     */
    public Builder journal(Path journal) {
      this.journal = journal;
      return this;
    }

    /**
     * Makes the features {@code text} of new items' texts; it must be the encoder, with the
     * options, that made those of the training.
     */
    public Builder text(TextEncoder text) {
      this.text = text;
      return this;
    }

    /** Makes the features of new items' pictures; as for texts. */
    public Builder images(ImageEncoder encoder) {
      images = encoder;
      return this;
    }

    /**
     * Opens the journal, if there is one, makes its changes, and takes over the catalogue.
     *
     * @throws UsageException if the model has a live catalogue already, was not loaded from a
     *     bundle, reads nothing but IDs, or has an item encoder without Java form; if the text
     *     encoder learns from its texts; or the journal lies in the bundle, or another has it open
     * @throws io.github.seqrec4j.api.DataException if the journal is damaged
     */
    public LiveCatalogue build() {
      if (text != null && text.learns()) {
        throw new UsageException(
            "text encoder '"
                + text.type()
                + "' learns from the texts of a catalogue, and its numbers mean something else for"
                + " another: give new items the features that it makes of all texts together");
      }
      return host.attach(model -> open(this, model));
    }
  }

  /** A catalogue to be set up for what a recommender serves. */
  public static Builder builder(ReloadableRecommender host) {
    return new Builder(host);
  }

  /**
   * A catalogue that keeps nothing on disk and takes items with their features.
   *
   * @throws UsageException as {@link Builder#build} does
   */
  public static LiveCatalogue of(ReloadableRecommender host) {
    return builder(host).build();
  }

  private static LiveCatalogue open(Builder builder, SequentialRecommender model) {
    LiveState state = new LiveState(model, model.view());
    if (builder.journal == null) {
      return new LiveCatalogue(builder, model, state, null);
    }
    checkOutside(model, builder.journal);
    String identity = identity(model);
    ItemJournal journal = ItemJournal.open(builder.journal, identity);
    try {
      boolean same = journal.bundle().equals(identity);
      for (ItemChange change : journal.changes()) {
        make(state, same ? change : Rebase.onto(model.view(), state.view(), change));
      }
      if (!same) {
        journal.rewrite(identity, changes(state));
      }
      LOG.info(
          "{}: {} items added or replaced, {} retired",
          builder.journal,
          state.added().size(),
          state.retired().size());
      LiveCatalogue catalogue = new LiveCatalogue(builder, model, state, journal);
      model.view(state.view());
      return catalogue;
    } catch (RuntimeException e) {
      journal.close();
      throw e;
    }
  }

  /** What lies in a bundle goes when the next one comes, and is a change of it until then. */
  private static void checkOutside(SequentialRecommender model, Path journal) {
    BundleParts parts = model.parts();
    if (parts != null && journal.toAbsolutePath().normalize().startsWith(parts.bundle())) {
      throw new UsageException(
          journal
              + ": a journal must not lie in the bundle, with which it would be replaced; name one"
              + " beside it, such as "
              + parts.bundle().resolveSibling(journal.getFileName()));
    }
  }

  private static String identity(SequentialRecommender model) {
    BundleParts parts = model.parts();
    return parts == null ? "" : parts.identity();
  }

  private static void make(LiveState state, @Nullable ItemChange change) {
    if (change != null) {
      state.make(state.prepare(change));
    }
  }

  /** What leads from a bundle to a state of it. */
  private static List<ItemChange> changes(LiveState state) {
    List<ItemChange> changes = new ArrayList<>();
    if (!state.restored().isEmpty()) {
      changes.add(new Restore(state.restored()));
    }
    for (NewItem item : state.added().values()) {
      changes.add(new Put(List.of(item)));
    }
    if (!state.retired().isEmpty()) {
      changes.add(new Retire(state.retired()));
    }
    return changes;
  }

  /**
   * Adds items, or puts them in the place of those of their identifiers.
   *
   * @throws UsageException if one is named twice, brings no features or such as the model does not
   *     read, or a text or picture for which no encoder was set; then none is added
   * @throws java.io.UncheckedIOException if the journal cannot be written; then none is added
   * @throws IllegalStateException if this or the recommender is closed
   */
  public void put(Collection<NewItem> items) {
    List<NewItem> encoded = contents.encode(List.copyOf(items)); // outside the lock: it takes time
    change(new Put(encoded));
  }

  /** Adds an item or replaces it, as {@link #put(Collection)} does. */
  public void put(NewItem item) {
    put(List.of(item));
  }

  /**
   * No longer recommends items; for those that are retired already nothing changes.
   *
   * @throws UsageException if one is unknown; then none is retired
   * @throws java.io.UncheckedIOException if the journal cannot be written; then none is retired
   * @throws IllegalStateException if this or the recommender is closed
   */
  public void retire(Collection<String> items) {
    change(new Retire(List.copyOf(items)));
  }

  /**
   * Recommends retired items of the bundle again, as the bundle has them; for those that are not
   * retired nothing changes.
   *
   * @throws UsageException if one is none of the bundle's, as one that was added and retired, which
   *     is to be put again; then none is restored
   * @throws java.io.UncheckedIOException if the journal cannot be written; then none is restored
   * @throws IllegalStateException if this or the recommender is closed
   */
  public void restore(Collection<String> items) {
    change(new Restore(List.copyOf(items)));
  }

  private synchronized void change(ItemChange change) {
    checkOpen();
    LiveState.Prepared prepared = state.prepare(change);
    if (journal != null) {
      journal.append(change);
    }
    state.make(prepared);
    model.view(state.view());
    counts = Counts.of(state);
  }

  /** How many items were added, or replaced those of the bundle, and are there. */
  public int added() {
    return counts.added();
  }

  /** How many items of the bundle were retired. */
  public int retired() {
    return counts.retired();
  }

  /**
   * Writes the journal anew with what is there alone; without one it does nothing.
   *
   * @throws java.io.UncheckedIOException if it cannot be written; it is then as before
   * @throws IllegalStateException if this is closed
   */
  public synchronized void compact() {
    checkOpen();
    if (journal != null) {
      journal.rewrite(identity(model), changes(state));
    }
  }

  /**
   * Makes the changes to the next model before it serves.
   *
   * @param swap lets it serve
   */
  synchronized void carryOver(SequentialRecommender next, Runnable swap) {
    if (closed) {
      swap.run();
      return;
    }
    LiveState carried = new LiveState(next, next.view());
    boolean same = identity(next).equals(identity(model));
    for (ItemChange change : changes(state)) {
      make(carried, same ? change : Rebase.onto(next.view(), carried.view(), change));
    }
    CatalogueView before = next.view();
    next.view(carried.view());
    try {
      swap.run();
    } catch (RuntimeException e) {
      next.view(before);
      throw e;
    }
    LOG.info(
        "of {} items added {} are left to the new bundle's {}, {} retired",
        state.added().size(),
        carried.added().size(),
        next.view().bundleRows(),
        carried.retired().size());
    model = next;
    state = carried;
    counts = Counts.of(carried);
    if (journal != null) {
      journal.rewrite(identity(next), changes(carried));
    }
  }

  private void checkOpen() {
    if (closed) {
      throw new IllegalStateException("the live catalogue is closed");
    }
  }

  /**
   * Ends changes and lets go of journal and encoders. What was changed stays until another bundle
   * is loaded.
   */
  @Override
  public void close() {
    host.detach(this);
    synchronized (this) {
      if (!closed) {
        closed = true;
        contents.close();
        if (journal != null) {
          journal.close();
        }
      }
    }
  }
}
