package io.github.seqrec4j.data;

import io.github.seqrec4j.api.DataException;
import io.github.seqrec4j.api.Modality;
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
 * features/<modality>.npy}. Interactions and features are mapped files; close it to let go of them.
 *
 * <p>Without an items file the items of the kept interactions are the catalogue, in the order of
 * their first appearance, their identifiers their titles.
 */
public final class Dataset implements AutoCloseable {

  private final Path directory;
  private final DataSpec spec;
  private final List<String> itemIds; // index 0 = item 1
  private final List<String> titles;
  private final Map<String, Integer> itemIndices = new HashMap<>();
  private final Interactions interactions;
  private @Nullable Map<String, Integer> userIndices; // made when a user is first asked for
  private final Map<Modality, FeatureStore> features;
  private final String hash;
  private final DataSummary summary;

  /** Features by modality, and what identifies all that was read. */
  record Content(
      Interactions interactions,
      Map<Modality, FeatureStore> features,
      String hash,
      DataSummary summary) {}

  Dataset(Path directory, DataSpec spec, ItemTable items, Content content) {
    this.directory = directory;
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

  /** How it was read, and its directory as an absolute path. */
  public DataSpec spec() {
    return spec.withPath(directory.toAbsolutePath().normalize());
  }

  /** Number of users. */
  public int users() {
    return interactions.users();
  }

  /** N, number of items. */
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
    long start = interactions.start(user);
    for (int p = 0; p < history.length; p++) {
      history[p] = interactions.item(start + p);
    }
    return history;
  }

  /** Length of a user's history. */
  int length(int user) {
    return Math.toIntExact(interactions.start(user + 1) - interactions.start(user));
  }

  /** The item at a position of a user's history. */
  int item(int user, int position) {
    return interactions.item(interactions.start(user) + position);
  }

  /** The time of it. */
  double time(int user, int position) {
    return interactions.time(interactions.start(user) + position);
  }

  /** The time of an interaction, all users' one behind the other. */
  double time(long position) {
    return interactions.time(position);
  }

  /** What times are written as; null where there are none, and times are places in the file. */
  Time.@Nullable Kind timeKind() {
    return interactions.timeKind();
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

  @Override
  public void close() {
    features.values().forEach(FeatureStore::close);
  }
}
