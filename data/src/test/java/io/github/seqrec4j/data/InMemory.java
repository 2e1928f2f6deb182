package io.github.seqrec4j.data;

import io.github.seqrec4j.api.SplitMethod;
import io.github.seqrec4j.data.ingest.DataSummary;
import io.github.seqrec4j.data.ingest.Interactions;
import io.github.seqrec4j.data.ingest.Time;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Datasets without files. */
final class InMemory {

  private InMemory() {}

  /** Histories of items; the n-th interaction of each user is at time n. */
  static Dataset dataset(List<List<Integer>> histories, int items) {
    return dataset(histories, inOrder(histories), items, new LeaveOneOut());
  }

  /**
   * The same, with a category for each interaction, {@code other} or {@code wanted}, of which the
   * latter are to be predicted.
   *
   * @param targets which are of category {@code wanted}
   */
  static Dataset withTargets(
      List<List<Integer>> histories, List<List<Boolean>> targets, int items, SplitMethod split) {
    int[] categories = targets.stream().flatMap(List::stream).mapToInt(t -> t ? 2 : 1).toArray();
    return dataset(
        histories,
        inOrder(histories),
        items,
        split,
        categories,
        TargetSpec.builder().categories(List.of("wanted")).build());
  }

  private static List<List<Double>> inOrder(List<List<Integer>> histories) {
    return histories.stream()
        .map(h -> IntStream.range(0, h.size()).mapToObj(i -> (double) i).toList())
        .toList();
  }

  /** Histories of items, and their times in ascending order, of one decimal at most. */
  static Dataset dataset(
      List<List<Integer>> histories, List<List<Double>> times, int items, SplitMethod split) {
    return dataset(histories, times, items, split, new int[0], new TargetSpec());
  }

  private static Dataset dataset(
      List<List<Integer>> histories,
      List<List<Double>> times,
      int items,
      SplitMethod split,
      int[] categories,
      TargetSpec targets) {
    List<String> ids = IntStream.rangeClosed(1, items).mapToObj(i -> "i" + i).toList();
    int[] flat = histories.stream().flatMap(List::stream).mapToInt(Integer::intValue).toArray();
    long[] flatTimes =
        times.stream().flatMap(List::stream).mapToLong(t -> Math.round(10 * t)).toArray();
    int[] starts = new int[histories.size() + 1];
    for (int u = 0; u < histories.size(); u++) {
      starts[u + 1] = starts[u] + histories.get(u).size();
    }
    Interactions interactions =
        new Interactions() {
          @Override
          public int users() {
            return histories.size();
          }

          @Override
          public long start(int user) {
            return starts[user];
          }

          @Override
          public int item(long position) {
            return flat[(int) position];
          }

          @Override
          public long time(long position) {
            return flatTimes[(int) position];
          }

          @Override
          public int timeDecimals() {
            return 1;
          }

          @Override
          public int category(long position) {
            return categories.length == 0 ? 0 : categories[(int) position];
          }

          @Override
          public List<String> categories() {
            return categories.length == 0 ? List.of() : List.of("other", "wanted");
          }

          @Override
          public double value(long position) {
            return Double.NaN;
          }

          @Override
          public void close() {
            // Nothing but heap.
          }

          @Override
          public Time.@Nullable Kind timeKind() {
            return Time.Kind.NUMBER;
          }

          @Override
          public String userId(int user) {
            return "u" + user;
          }
        };
    DataSpec defaults = new DataSpec();
    DataSpec spec =
        DataSpec.builder()
            .minimumInteractions(3)
            .filter(defaults.filter())
            .reject(defaults.reject())
            .ingest(defaults.ingest())
            .split(split)
            .categoryColumn("kind")
            .targets(targets)
            .build();
    DataSummary summary =
        new DataSummary(
            flat.length,
            flat.length,
            Map.of(),
            Map.of(),
            histories.size(),
            histories.size(),
            items,
            Map.of());
    return new Dataset(
        Path.of("none"),
        spec,
        new ItemTable(ids, ids),
        new Dataset.Content(interactions, Map.of(), "hash", summary));
  }
}
