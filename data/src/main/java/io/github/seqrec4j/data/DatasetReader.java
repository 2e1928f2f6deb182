package io.github.seqrec4j.data;

import io.github.seqrec4j.api.DataException;
import io.github.seqrec4j.api.Modality;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Reads a dataset directory once, into primitive arrays. */
final class DatasetReader {

  private static final String FEATURES = "features";
  private static final String NPY = ".npy";
  private static final String MASK = ".mask.npy";

  private final Path directory;
  private final DataSpec spec;
  private final MessageDigest digest = DatasetFiles.digest();

  DatasetReader(Path directory, DataSpec spec) {
    this.directory = directory;
    this.spec = spec;
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
    ItemTable items = ItemTable.read(directory, spec, false, digest);
    Map<String, Integer> indices = new HashMap<>();
    for (String item : items.ids()) {
      indices.put(item, indices.size() + 1);
    }
    Interactions all = readInteractions(indices);
    Map<Modality, FeatureStore> features = openFeatures(items.ids());
    return all.toDataset(items, indices, features);
  }

  private Interactions readInteractions(Map<String, Integer> itemIndices) {
    Path file = DatasetFiles.find(directory, "interactions");
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
              "unknown item '"
                  + Problems.shown(item)
                  + "'; add it to the items file or remove the line");
          continue;
        }
        double time = all.size;
        if (timeColumn >= 0) {
          time = time(fields[timeColumn]);
          if (!Double.isFinite(time)) {
            problems.add(
                table.line(),
                "'"
                    + Problems.shown(fields[timeColumn])
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

  private Map<Modality, FeatureStore> openFeatures(List<String> itemIds) {
    Map<Modality, FeatureStore> features = new TreeMap<>(Comparator.comparing(Modality::name));
    Path folder = directory.resolve(FEATURES);
    if (!Files.isDirectory(folder)) {
      return features;
    }
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.sorted().toList()) {
        String name = file.getFileName().toString();
        if (name.endsWith(MASK)) {
          checkMasked(file);
          continue;
        }
        if (!name.endsWith(NPY)) {
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

  /** A mask belongs to features; alone it is most likely misnamed. */
  private static void checkMasked(Path mask) {
    String name = mask.getFileName().toString();
    Path features = mask.resolveSibling(name.substring(0, name.length() - MASK.length()) + NPY);
    if (!Files.isRegularFile(features)) {
      throw new DataException(
          mask
              + ": a mask without its features "
              + features.getFileName()
              + "; rename or remove it");
    }
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

    Dataset toDataset(
        ItemTable catalogue,
        Map<String, Integer> itemIndices,
        Map<Modality, FeatureStore> features) {
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
          catalogue.ids(),
          titles(catalogue),
          itemIndices,
          keptIds,
          Arrays.copyOf(offsets, keptIds.size() + 1),
          Arrays.copyOf(items, kept),
          features,
          HexFormat.of().formatHex(digest.digest()),
          new DataSummary(size, kept, userIds.size(), keptIds.size(), catalogue.ids().size()));
    }

    /** What people see of each item: its title, or its identifier. */
    private static List<String> titles(ItemTable catalogue) {
      List<String> titles = new ArrayList<>();
      for (int i = 0; i < catalogue.ids().size(); i++) {
        String title = catalogue.titles().get(i);
        titles.add(title.isBlank() ? catalogue.ids().get(i) : title);
      }
      return titles;
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
