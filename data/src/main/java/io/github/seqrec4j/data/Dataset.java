package io.github.seqrec4j.data;

import io.github.seqrec4j.api.DataException;
import io.github.seqrec4j.api.Modality;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A dataset directory, read: {@code interactions.tsv|csv}, {@code items.tsv|csv} (plain or {@code
 * .gz}) and {@code features/<modality>.npy}. Features stay mapped files; close it to let go of
 * them.
 */
public final class Dataset implements AutoCloseable {

  private final Path directory;
  private final DataSpec spec;
  private final List<String> itemIds; // index 0 = item 1
  private final List<String> titles;
  private final Map<String, Integer> itemIndices;
  private final List<String> userIds;
  private final Map<String, Integer> userIndices;
  private final int[] offsets; // user u's items are at offsets[u]..offsets[u+1]
  private final int[] items; // in time order
  private final Map<Modality, FeatureStore> features;
  private final String hash;
  private final DataSummary summary;

  Dataset(
      Path directory,
      DataSpec spec,
      List<String> itemIds,
      List<String> titles,
      Map<String, Integer> itemIndices,
      List<String> userIds,
      int[] offsets,
      int[] items,
      Map<Modality, FeatureStore> features,
      String hash,
      DataSummary summary) {
    this.directory = directory;
    this.spec = spec;
    this.itemIds = itemIds;
    this.titles = titles;
    this.itemIndices = itemIndices;
    this.userIds = userIds;
    this.offsets = offsets;
    this.items = items;
    this.features = features;
    this.hash = hash;
    this.summary = summary;
    userIndices = new LinkedHashMap<>();
    for (int u = 0; u < userIds.size(); u++) {
      userIndices.put(userIds.get(u), u);
    }
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
    if (!Files.isDirectory(directory)) {
      throw new DataException(
          directory
              + ": no such dataset directory; it must hold interactions.tsv (or .csv) and items.tsv (or .csv)");
    }
    return new DatasetReader(directory, spec).read();
  }

  /** How it was read, and its directory as an absolute path. */
  public DataSpec spec() {
    return new DataSpec(
        directory.toAbsolutePath().normalize(),
        spec.minimumInteractions(),
        spec.userColumn(),
        spec.itemColumn(),
        spec.timestampColumn(),
        spec.titleColumn());
  }

  /** Number of users. */
  public int users() {
    return userIds.size();
  }

  /** N, number of items. */
  public int items() {
    return itemIds.size();
  }

  /** Number of interactions. */
  public long interactions() {
    return items.length;
  }

  /** Identifier of user {@code user} in 0..users-1. */
  public String userId(int user) {
    return userIds.get(user);
  }

  /** Index of a user, or -1. */
  public int userIndex(String id) {
    return userIndices.getOrDefault(id, -1);
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
    return titles.get(item - 1);
  }

  /** Items of a user in time order, a copy. */
  public int[] history(int user) {
    return Arrays.copyOfRange(items, offsets[user], offsets[user + 1]);
  }

  /** Length of a user's history. */
  int length(int user) {
    return offsets[user + 1] - offsets[user];
  }

  /** The item at a position of a user's history. */
  int item(int user, int position) {
    return items[offsets[user] + position];
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
