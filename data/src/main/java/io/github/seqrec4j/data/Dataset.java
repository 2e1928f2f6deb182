package io.github.seqrec4j.data;

import io.github.seqrec4j.api.DataException;
import io.github.seqrec4j.api.EventLog;
import io.github.seqrec4j.api.Modality;
import io.github.seqrec4j.api.RecommenderSpec;
import io.github.seqrec4j.api.files.ByteProgress;
import io.github.seqrec4j.data.ingest.DataSummary;
import io.github.seqrec4j.data.ingest.Interactions;
import io.github.seqrec4j.data.ingest.Time;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A dataset directory, read: {@code interactions}, {@code items} (each {@code .tsv}, {@code .csv},
 * {@code .jsonl} or {@code .parquet}, the first three also {@code .gz} or {@code .zst}) and {@code
 * features/<modality>.npy}. Interactions and features are mapped files; {@link #close} lets go of
 * them, and what reads them afterwards fails with an {@link IllegalStateException}.
 *
 * <p>Without an items file the items of the kept interactions are the catalogue, in the order of
 * their first appearance, their identifiers their titles.
 */
public final class Dataset implements EventLog, AutoCloseable {

  private final Path directory;
  private final DataSpec spec;
  private final List<String> itemIds; // index 0 = item 1
  private final List<String> titles;
  private final Map<String, Integer> itemIndices = new HashMap<>();
  private final Interactions interactions;
  private @Nullable Map<String, Integer> userIndices; // made when a user is first asked for
  private final Map<Modality, FeatureStore> features;
  private final TargetRule targets;
  private final long ticksPerSecond;
  private final String hash;
  private final DataSummary summary;
  private final @Nullable HeldOutItems cold;
  private @Nullable Split split; // the last one asked for

  /** Features by modality, and what identifies all that was read. */
  record Content(
      Interactions interactions,
      Map<Modality, FeatureStore> features,
      String hash,
      DataSummary summary) {}

  Dataset(Path directory, DataSpec spec, ItemTable items, Content content) {
    this(directory, spec, items, content, null);
  }

  Dataset(
      Path directory,
      DataSpec spec,
      ItemTable items,
      Content content,
      @Nullable HeldOutItems cold) {
    this.directory = directory;
    this.cold = cold;
    this.spec = spec;
    itemIds = items.ids();
    titles = items.titles();
    for (String item : itemIds) {
      itemIndices.put(item, itemIndices.size() + 1);
    }
    interactions = content.interactions();
    features = content.features();
    hash = content.hash();
    summary = content.summary();
    targets = new TargetRule(directory, spec.targets(), interactions);
    ticksPerSecond = ticksPerSecond(interactions, spec.timeUnit());
  }

  /**
   * Reads a directory with default settings.
   *
   * @throws DataException if anything in it cannot be used; the message names file, line, value and
   *     remedy
   */
  public static Dataset open(Path directory) {
    return open(directory, new DataSpec());
  }

  /**
   * Reads a directory.
   *
   * @throws DataException if anything in it cannot be used; the message names file, line, value and
   *     remedy
   */
  public static Dataset open(Path directory, DataSpec spec) {
    return open(directory, spec, ByteProgress.NONE);
  }

  /**
   * Reads a directory, watched.
   *
   * @param progress is told how far the reading of interactions is, unless they were read before
   * @throws DataException if anything in it cannot be used; the message names file, line, value and
   *     remedy
   */
  public static Dataset open(Path directory, DataSpec spec, ByteProgress progress) {
    if (!Files.isDirectory(directory)) {
      throw new DataException(
          directory
              + ": no such dataset directory"
              + (directory.isAbsolute() ? "" : " (" + directory.toAbsolutePath().normalize() + ")")
              + "; it must hold interactions.tsv (or .csv, .jsonl, .parquet) and, unless items are"
              + " ids alone, items.tsv (likewise)");
    }
    return new DatasetReader(directory, spec, progress).read();
  }

  Path directory() {
    return directory;
  }

  /** As it was read, item by item. */
  Interactions log() {
    return interactions;
  }

  /**
   * The items that {@link DataSpec#coldItems} holds out of training, of which this dataset then has
   * nothing else; null where it holds none out.
   */
  public @Nullable HeldOutItems cold() {
    return cold;
  }

  /** How it was read, and its directory as an absolute path. */
  public DataSpec spec() {
    return spec.withPath(directory.toAbsolutePath().normalize());
  }

  /** Number of users. */
  @Override
  public int users() {
    return interactions.users();
  }

  /** N, number of items. */
  @Override
  public int items() {
    return itemIds.size();
  }

  /** Number of interactions. */
  public long interactions() {
    return interactions.start(interactions.users());
  }

  /** Identifier of user {@code user} in 0..users-1. */
  public String userId(int user) {
    return interactions.userId(user);
  }

  /** Index of a user, or -1. */
  public synchronized int userIndex(String id) {
    Map<String, Integer> indices = userIndices;
    if (indices == null) {
      indices = new HashMap<>();
      for (int user = 0; user < users(); user++) {
        indices.put(userId(user), user);
      }
      userIndices = indices;
    }
    return indices.getOrDefault(id, -1);
  }

  /** Identifier of item {@code item} in 1..N. */
  public String itemId(int item) {
    return itemIds.get(item - 1);
  }

  /** Index of an item in 1..N, or 0. */
  public int itemIndex(String id) {
    return itemIndices.getOrDefault(id, 0);
  }

  /** Title of item {@code item} in 1..N, or its identifier where the file has no titles. */
  public String title(int item) {
    String title = titles.get(item - 1);
    return title.isBlank() ? itemId(item) : title;
  }

  /** Items of a user in time order, a copy. */
  public int[] history(int user) {
    int[] history = new int[length(user)];
    items(user, 0, history.length, history, 0);
    return history;
  }

  /** Items at positions {@code from..to} of a user, to {@code target[offset..]}. */
  void items(int user, int from, int to, int[] target, int offset) {
    interactions.items(interactions.start(user) + from, to - from, target, offset);
  }

  /** Length of a user's history. */
  @Override
  public int length(int user) {
    return Math.toIntExact(interactions.start(user + 1) - interactions.start(user));
  }

  @Override
  public int item(int user, int position) {
    return interactions.item(interactions.start(user) + position);
  }

  @Override
  public Times times() {
    Time.Kind kind = interactions.timeKind();
    return kind == null ? Times.NONE : kind == Time.Kind.DATE ? Times.DATES : Times.NUMBERS;
  }

  @Override
  public int timeDecimals() {
    return interactions.timeDecimals();
  }

  @Override
  public long time(int user, int position) {
    return interactions.time(interactions.start(user) + position);
  }

  /** Whether interactions have times. */
  public boolean hasTimes() {
    return interactions.timeKind() != null;
  }

  /**
   * When an interaction was, in whole seconds since 1970, rounded down; of numbers {@link
   * DataSpec#timeUnit} says what they count.
   *
   * @throws IllegalStateException if interactions have no times
   */
  public long seconds(int user, int position) {
    if (!hasTimes()) {
      throw new IllegalStateException(
          directory
              + ": its interactions have no times; seqrec4j.data.timestamp-column names a column"
              + " with times");
    }
    return Math.floorDiv(time(user, position), ticksPerSecond);
  }

  private static long ticksPerSecond(Interactions interactions, Time.Unit unit) {
    int digits =
        interactions.timeDecimals()
            + (interactions.timeKind() == Time.Kind.NUMBER ? unit.digits() : 0);
    long ticks = 1;
    for (int d = 0; d < digits; d++) {
      ticks *= 10; // at most 10^18
    }
    return ticks;
  }

  /**
   * Names of the categories of interactions, category c at c - 1, in the order of their first
   * appearance in the file; empty where {@link DataSpec#categoryColumn} names none.
   */
  public List<String> categories() {
    return interactions.categories();
  }

  /** Category of an interaction, 1..C; 0 where none are read. */
  public int category(int user, int position) {
    return interactions.category(interactions.start(user) + position);
  }

  /**
   * Value of an interaction as the file writes it; NaN where it has none, or {@link
   * DataSpec#valueColumn} names no column.
   */
  public double value(int user, int position) {
    return interactions.value(interactions.start(user) + position);
  }

  @Override
  public boolean isTarget(int user, int position) {
    return targetWeight(user, position) > 0;
  }

  /**
   * What an interaction counts for as a target by {@link DataSpec#targets}; 0 if it is not to be
   * predicted.
   */
  public float targetWeight(int user, int position) {
    return targets.weight(interactions.start(user) + position);
  }

  /** Which interactions are to be predicted, in words. */
  String targetWords() {
    return spec.targets().words(spec.valueColumn());
  }

  /** Whether all interactions are targets alike. */
  boolean everythingIsTarget() {
    return targets.isEverything();
  }

  /**
   * Training, validation and test as the settings say; of the length last asked for the same again.
   *
   * @param maxLength S, at least 1
   * @throws DataException if a part that the method is to fill has nothing to be found
   */
  public Split split(int maxLength) {
    return split(maxLength, 0);
  }

  /**
   * The same with windows on the whole of long histories, not on the newest S+1 alone.
   *
   * @param maxLength S, at least 1
   * @param windowStride interactions between the ends of two windows of a user, 1 to S; 0 for the
   *     newest window alone
   * @throws DataException if a part that the method is to fill has nothing to be found
   */
  public synchronized Split split(int maxLength, int windowStride) {
    Split known = split;
    if (known == null || known.maxLength() != maxLength || known.windowStride() != windowStride) {
      known = new Split(this, maxLength, windowStride, spec.split());
      split = known;
    }
    return known;
  }

  /**
   * Training, validation and test as a training of this model has them.
   *
   * @throws DataException if a part that the method is to fill has nothing to be found
   */
  public Split split(RecommenderSpec model) {
    return split(model.maxLength(), model.training().windowStride());
  }

  /**
   * All interactions for training, none for validation or test.
   *
   * @param maxLength S, at least 1
   * @param windowStride as of {@link #split(int, int)}
   */
  public Split splitNothing(int maxLength, int windowStride) {
    return new Split(this, maxLength, windowStride, new NothingHeldOut());
  }

  /** Modalities with features. */
  public Set<Modality> modalities() {
    return Set.copyOf(features.keySet());
  }

  /**
   * Features of a modality, owned by this dataset.
   *
   * @throws DataException if there are none
   */
  public FeatureStore features(Modality modality) {
    FeatureStore store = features.get(modality);
    if (store == null) {
      throw new DataException(
          directory.resolve("features").resolve(modality + ".npy")
              + ": no features for modality '"
              + modality
              + "'; there are "
              + (features.isEmpty() ? "none" : features.keySet())
              + "; encode them, or leave the modality out of seqrec4j.item-encoder.multi-modal.modalities");
    }
    return store;
  }

  /** SHA-256 of the content of all files read and of the settings that change what is read. */
  public String hash() {
    return hash;
  }

  /** What was read and dropped. */
  public DataSummary summary() {
    return summary;
  }

  /** Lets go of all files; closing again does nothing. */
  @Override
  public void close() {
    interactions.close();
    features.values().forEach(FeatureStore::close);
  }
}
