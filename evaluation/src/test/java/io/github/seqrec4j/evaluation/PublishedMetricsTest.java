package io.github.seqrec4j.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.seqrec4j.api.Modality;
import io.github.seqrec4j.data.ArrayFeatureStore;
import io.github.seqrec4j.data.EvaluationSet;
import io.github.seqrec4j.data.FeatureStore;
import io.github.seqrec4j.data.SeenItems;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Our metrics against those of ranx and RecTools on the same rankings. */
final class PublishedMetricsTest {

  private static final List<Integer> CUTOFFS = List.of(1, 5, 10);

  /** Sums of some hundred doubles in another order. */
  private static final double ROUNDING = 1e-9;

  private final Map<Integer, int[]> training = new TreeMap<>();
  private final Map<Integer, int[]> content = new TreeMap<>();
  private final Map<Integer, int[]> lists = new TreeMap<>();
  private final Map<Integer, int[]> relevant = new TreeMap<>();
  private final Map<String, Double> expected = new TreeMap<>();

  PublishedMetricsTest() throws IOException {
    try (InputStream in =
        Objects.requireNonNull(PublishedMetricsTest.class.getResourceAsStream("metrics.txt"))) {
      new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().forEach(this::read);
    }
  }

  private void read(String line) {
    String[] words = line.split(" ", -1);
    if (words[0].equals("expected")) {
      expected.put(words[1] + " " + words[2], Double.parseDouble(words[3]));
      return;
    }
    int[] numbers = Arrays.stream(words).skip(2).mapToInt(Integer::parseInt).toArray();
    Map<String, Map<Integer, int[]>> tables =
        Map.of("training", training, "content", content, "list", lists, "relevant", relevant);
    Objects.requireNonNull(tables.get(words[0])).put(Integer.parseInt(words[1]), numbers);
  }

  @Test
  void relevance_isThatOfBoth() {
    int compared = 0;
    for (Map.Entry<String, Double> entry : expected.entrySet()) {
      String name = entry.getKey().substring(0, entry.getKey().indexOf(' '));
      if (!name.matches("(hit|recall|precision|ndcg|map|mrr).*")) {
        continue;
      }
      RelevanceMetric metric = RelevanceMetric.of(name);
      double sum = 0;
      for (int user = 0; user < lists.size(); user++) {
        sum += metric.of(ranks(at(lists, user), at(relevant, user)));
      }
      assertThat(sum / lists.size())
          .as(entry.getKey())
          .isCloseTo(entry.getValue(), within(ROUNDING));
      compared++;
    }
    assertThat(compared).isEqualTo(3 * (6 + 5) + 1);
  }

  private static double[] ranks(int[] list, int[] wanted) {
    return Arrays.stream(wanted)
        .mapToDouble(
            item -> {
              for (int r = 0; r < list.length; r++) {
                if (list[r] == item) {
                  return r + 1;
                }
              }
              return Double.POSITIVE_INFINITY;
            })
        .sorted()
        .toArray();
  }

  @Test
  void lists_areWorthWhatRecToolsSays() {
    float[][] rows = new float[content.size()][];
    for (int item = 1; item <= rows.length; item++) {
      int[] values = at(content, item);
      rows[item - 1] = new float[values.length];
      for (int f = 0; f < values.length; f++) {
        rows[item - 1][f] = values[f];
      }
    }
    TrainingPopularity popularity =
        new TrainingPopularity(content.size(), training.size(), user -> at(training, user));
    try (FeatureStore store = ArrayFeatureStore.pooled(Modality.TEXT, rows)) {
      ListMetrics metrics =
          new ListMetrics(new FirstRelevant(), popularity, Map.of("text", store), CUTOFFS);
      for (int user = 0; user < lists.size(); user++) {
        int[] items = at(lists, user);
        metrics.accept(user, items, new float[items.length], items.length);
      }
      Map<String, Double> ours = metrics.metrics();
      assertThat(ours).doesNotContainKey("diversity-text@1");
      for (String kind : List.of("coverage", "popularity", "novelty", "serendipity", "diversity")) {
        for (int k : kind.equals("diversity") ? List.of(5, 10) : CUTOFFS) {
          String name = (kind.equals("diversity") ? "diversity-text" : kind) + "@" + k;
          double theirs = Objects.requireNonNull(expected.get(name + " rectools"), name);
          assertThat(ours.get(name)).as(name).isCloseTo(theirs, within(ROUNDING));
        }
      }
    }
  }

  private static int[] at(Map<Integer, int[]> table, int key) {
    return Objects.requireNonNull(table.get(key));
  }

  private final class FirstRelevant implements EvaluationSet {
    @Override
    public int size() {
      return lists.size();
    }

    @Override
    public int user(int i) {
      return i;
    }

    @Override
    public int target(int i) {
      return at(relevant, i)[0];
    }

    @Override
    public void history(int i, int[] target, int offset) {
      throw new UnsupportedOperationException();
    }

    @Override
    public SeenItems seen() {
      throw new UnsupportedOperationException();
    }
  }
}
