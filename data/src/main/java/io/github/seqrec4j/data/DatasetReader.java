package io.github.seqrec4j.data;

import io.github.seqrec4j.api.DataException;
import io.github.seqrec4j.api.Modality;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Reads a dataset directory once, into primitive arrays. */
final class DatasetReader {

  private static final List<String> ENDINGS = List.of(".tsv", ".csv", ".tsv.gz", ".csv.gz");
  private static final String FEATURES = "features";
  private static final String NPY = ".npy";
  private static final String MASK = ".mask.npy";

  private final Path directory;
  private final DataSpec spec;
  private final MessageDigest digest;
  private final List<String> itemIds = new ArrayList<>();
  private final List<String> titles = new ArrayList<>();
  private final Map<String, Integer> itemIndices = new HashMap<>();

  DatasetReader(Path directory, DataSpec spec) {
    this.directory = directory;
    this.spec = spec;
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  Dataset read() {
    String settings =
        String.join(
            "\n",
            String.valueOf(spec.minimumInteractions()),
            spec.userColumn(),
            spec.itemColumn(),
            spec.timestampColumn());
    digest.update(settings.getBytes(StandardCharsets.UTF_8));
    readItems();
    Interactions all = readInteractions();
    Map<Modality, FeatureStore> features = openFeatures();
    return all.toDataset(features);
  }

  /** The one file of this base name. */
  private Path find(String name) {
    List<Path> found =
        ENDINGS.stream()
            .map(e -> directory.resolve(name + e))
            .filter(Files::isRegularFile)
            .toList();
    if (found.isEmpty()) {
      throw new DataException(
          directory.resolve(name + ".tsv")
              + ": missing; a dataset directory must hold "
              + name
              + " as one of "
              + ENDINGS);
    }
    if (found.size() > 1) {
      throw new DataException(
          directory
              + ": both "
              + found.get(0).getFileName()
              + " and "
              + found.get(1).getFileName()
              + "; keep one of them");
    }
    return found.get(0);
  }

  private void readItems() {
    Path file = find("items");
    Problems problems = new Problems(file);
    List<Long> lines = new ArrayList<>();
    try (TableReader table = new TableReader(file, digest)) {
      int id = table.requiredColumn(spec.itemColumn(), "item-column");
      int title = table.column(spec.titleColumn());
      for (String[] fields = table.next(problems); fields != null; fields = table.next(problems)) {
        String item = fields[id];
        if (item.isBlank()) {
          problems.add(table.line(), "empty item in column '" + spec.itemColumn() + "'");
          continue;
        }
        Integer before = itemIndices.putIfAbsent(item, itemIds.size() + 1);
        if (before != null) {
          problems.add(
              table.line(),
              "duplicate item '"
                  + item
                  + "', first at line "
                  + lines.get(before - 1)
                  + "; an item has one line");
          continue;
        }
        itemIds.add(item);
        titles.add(title < 0 || fields[title].isBlank() ? item : fields[title]);
        lines.add(table.line());
      }
    }
    problems.check();
    if (itemIds.isEmpty()) {
      throw new DataException(file + ": no items after the header");
    }
  }

  private Interactions readInteractions() {
    Path file = find("interactions");
    Problems problems = new Problems(file);
    Interactions all = new Interactions(file);
    try (TableReader table = new TableReader(file, digest)) {
      int userColumn = table.requiredColumn(spec.userColumn(), "user-column");
      int itemColumn = table.requiredColumn(spec.itemColumn(), "item-column");
      int timeColumn = table.column(spec.timestampColumn());
      for (String[] fields = table.next(problems); fields != null; fields = table.next(problems)) {
        String user = fields[userColumn];
        String item = fields[itemColumn];
        if (user.isBlank() || item.isBlank()) {
          problems.add(table.line(), "empty " + (user.isBlank() ? "user" : "item"));
          continue;
        }
        Integer index = itemIndices.get(item);
        if (index == null) {
          problems.add(
              table.line(),
              "unknown item '" + item + "'; add it to the items file or remove the line");
          continue;
        }
        double time = all.size;
        if (timeColumn >= 0) {
          time = time(fields[timeColumn]);
          if (!Double.isFinite(time)) {
            problems.add(
                table.line(),
                "'"
                    + fields[timeColumn]
                    + "' in column '"
                    + spec.timestampColumn()
                    + "' is not a number; a timestamp is an integer or decimal number");
            continue;
          }
        }
        all.add(user, index, time);
      }
    }
    problems.check();
    return all;
  }

  private static double time(String text) {
    try {
      return Double.parseDouble(text.strip());
    } catch (NumberFormatException e) {
      return Double.NaN; // reported by the caller with its place
    }
  }

  private Map<Modality, FeatureStore> openFeatures() {
    Map<Modality, FeatureStore> features =
        new TreeMap<>(java.util.Comparator.comparing(Modality::name));
    Path folder = directory.resolve(FEATURES);
    if (!Files.isDirectory(folder)) {
      return features;
    }
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.sorted().toList()) {
        String name = file.getFileName().toString();
        if (!name.endsWith(NPY) || name.endsWith(MASK)) {
          continue;
        }
        Modality modality;
        try {
          modality = new Modality(name.substring(0, name.length() - NPY.length()));
        } catch (IllegalArgumentException e) {
          throw new DataException(file + ": " + e.getMessage() + "; rename the file", e);
        }
        if (modality.equals(Modality.ID)) {
          throw new DataException(
              file
                  + ": 'id' is the name of the trainable table and cannot be a feature file; rename it");
        }
        Path mask = file.resolveSibling(modality + MASK);
        features.put(
            modality,
            NpyFeatureStore.open(
                modality, file, Files.isRegularFile(mask) ? mask : null, itemIds, digest));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(folder + ": " + e.getMessage(), e);
    }
    return features;
  }

  /** The interactions in file order, then per user in time order. */
  private final class Interactions {
    private final Path file;
    private final Map<String, Integer> users = new HashMap<>();
    private final List<String> userIds = new ArrayList<>();
    private int[] user = new int[1 << 16];
    private int[] item = new int[1 << 16];
    private double[] time = new double[1 << 16];
    private int size;

    Interactions(Path file) {
      this.file = file;
    }

    void add(String userId, int itemIndex, double timestamp) {
      if (size == user.length) {
        int larger = Math.addExact(size, size >> 1);
        user = Arrays.copyOf(user, larger);
        item = Arrays.copyOf(item, larger);
        time = Arrays.copyOf(time, larger);
      }
      Integer known = users.putIfAbsent(userId, userIds.size());
      if (known == null) {
        userIds.add(userId);
      }
      user[size] = known == null ? userIds.size() - 1 : known;
      item[size] = itemIndex;
      time[size] = timestamp;
      size++;
    }

    Dataset toDataset(Map<Modality, FeatureStore> features) {
      int[] starts = new int[userIds.size() + 1];
      for (int i = 0; i < size; i++) {
        starts[user[i] + 1]++;
      }
      for (int u = 0; u < userIds.size(); u++) {
        starts[u + 1] += starts[u];
      }
      int[] next = starts.clone();
      int[] order = new int[size]; // interaction by user, in file order
      for (int i = 0; i < size; i++) {
        order[next[user[i]]++] = i;
      }
      List<String> keptIds = new ArrayList<>();
      int[] offsets = new int[userIds.size() + 1];
      int[] items = new int[size];
      int kept = 0;
      for (int u = 0; u < userIds.size(); u++) {
        int from = starts[u];
        int to = starts[u + 1];
        if (to - from < spec.minimumInteractions()) {
          continue;
        }
        sortByTime(order, from, to);
        for (int i = from; i < to; i++) {
          items[kept++] = item[order[i]];
        }
        keptIds.add(userIds.get(u));
        offsets[keptIds.size()] = kept;
      }
      if (keptIds.isEmpty()) {
        throw new DataException(
            file
                + ": no user with at least "
                + spec.minimumInteractions()
                + " interactions among "
                + userIds.size()
                + " users and "
                + size
                + " interactions; nothing is left to train on: add data or lower seqrec4j.data.minimum-interactions");
      }
      return new Dataset(
          directory,
          spec,
          List.copyOf(itemIds),
          List.copyOf(titles),
          itemIndices,
          keptIds,
          Arrays.copyOf(offsets, keptIds.size() + 1),
          Arrays.copyOf(items, kept),
          features,
          HexFormat.of().formatHex(digest.digest()),
          new DataSummary(size, kept, userIds.size(), keptIds.size(), itemIds.size()));
    }

    /** Sorts a stretch of interactions by time; ties stay in file order. */
    private void sortByTime(int[] order, int from, int to) {
      boolean sorted = true;
      for (int i = from + 1; sorted && i < to; i++) {
        sorted = time[order[i - 1]] <= time[order[i]];
      }
      if (sorted) {
        return;
      }
      Integer[] boxed = new Integer[to - from];
      for (int i = from; i < to; i++) {
        boxed[i - from] = order[i];
      }
      Arrays.sort(boxed, (a, b) -> Double.compare(time[a], time[b])); // stable
      for (int i = from; i < to; i++) {
        order[i] = boxed[i - from];
      }
    }
  }
}
