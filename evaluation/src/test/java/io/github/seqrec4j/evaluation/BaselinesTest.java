package io.github.seqrec4j.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDManager;
import io.github.seqrec4j.api.EvaluationSpec;
import io.github.seqrec4j.api.nn.NativeEngine;
import io.github.seqrec4j.data.DataSpec;
import io.github.seqrec4j.data.Dataset;
import io.github.seqrec4j.data.NpyWriter;
import io.github.seqrec4j.data.Split;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Four users and seven items; the last item of each tests, the last but one validates. */
final class BaselinesTest {

  @TempDir private static Path folder;

  private Path data = Path.of("");

  @BeforeEach
  void write() throws IOException {
    data = Files.createTempDirectory(folder, "data");
    Files.writeString(data.resolve("items.tsv"), "item\na\nb\nc\nd\ne\nf\ng\n");
    write("a b c d e", "a b c d f", "b a d f c", "b a d c g");
    Path features = data.resolve("features").resolve("text.npy");
    try (NpyWriter writer = new NpyWriter(features, NpyWriter.Precision.FLOAT32, 7, 2)) {
      float[][] rows = {{1, 0}, {0, 1}, {0, 1}, {0, 3}, {2, 2}, {1, 9}, {0, 0}};
      for (float[] row : rows) {
        writer.write(row);
      }
      writer.finish();
    }
  }

  /** One history of items of a user each, the n-th at time 10 x n + the number of the user. */
  private void write(String... histories) throws IOException {
    StringBuilder text = new StringBuilder("user\titem\ttimestamp\n");
    for (int user = 0; user < histories.length; user++) {
      String[] items = histories[user].split(" ", -1);
      for (int n = 0; n < items.length; n++) {
        text.append("u%d\t%s\t%d%n".formatted(user, items[n], 10 * n + user));
      }
    }
    Files.writeString(data.resolve("interactions.tsv"), text);
  }

  private double[] ranks(String baseline, EvaluationSpec spec) {
    try (Dataset dataset = Dataset.open(data, new DataSpec());
        NDManager manager = NativeEngine.newManager()) {
      Split split = dataset.split(5);
      Map<String, Ranking> rankings =
          Baselines.evaluate(manager, dataset, split, split.test(), spec);
      assertThat(rankings.keySet())
          .containsExactly(
              "popularity", "recent-popularity", "last-item-markov", "item-knn", "content-text");
      return Objects.requireNonNull(rankings.get(baseline)).ranks();
    }
  }

  /** Training: abc, abc, bad, bad. Counts a 4, b 4, c 2, d 2, others 0. */
  @Test
  void popularity_byHand() {
    // u0 saw a b c d: e ties with f and g; u2 saw b a d f: c is alone ahead
    assertThat(ranks("popularity", new EvaluationSpec())).containsExactly(2, 2, 1, 2);
  }

  /** The newest tenth of 12 is 2 interactions, d of u3 at 23 and d of u2 at 22. */
  @Test
  void recentPopularity_byHand() {
    EvaluationSpec all = EvaluationSpec.builder().filterSeen(false).build();
    // d is ahead, the six others tie
    assertThat(ranks("recent-popularity", all)).containsExactly(4.5, 4.5, 4.5, 4.5);
  }

  /** The last item of u0 and u1 is d, that of u2 f, of u3 c, which nothing followed. */
  @Test
  void markov_fallsBackOnPopularity() {
    assertThat(ranks("last-item-markov", new EvaluationSpec()))
        .containsExactly(ranks("popularity", new EvaluationSpec()));
  }

  @Test
  void markov_byHand() throws IOException {
    write("a b c d a", "a b d c b", "e b d a c", "f b d e a");
    EvaluationSpec all = EvaluationSpec.builder().filterSeen(false).build();
    // training abc abd ebd fbd; a is followed by b twice, others never: u2's last is a, target c:
    // b first, then by popularity d 3, a 2, c, e and f 1
    assertThat(ranks("last-item-markov", all)[2]).isEqualTo(1 + 3 + 2 / 2.0);
    // u1's last is c, followed by nothing: b is the most popular
    assertThat(ranks("last-item-markov", all)[1]).isEqualTo(1);
  }

  /** Cosines of a: b 4/4, c 2/sqrt(8), d 2/sqrt(8); of c and d: a, b 2/sqrt(8). */
  @Test
  void neighbours_byHand() {
    try (Dataset dataset = Dataset.open(data, new DataSpec())) {
      double[] scores = new double[dataset.items() + 1];
      new Neighbours(dataset.split(5)).add(dataset.itemIndex("a"), 0.5, scores);
      double half = 0.5 * 2 / Math.sqrt(8);
      double[] expected = {0, 0, 0.5, half, half, 0, 0, 0};
      assertThat(scores).containsExactly(expected, within(1e-7)); // single precision
    }
  }

  @Test
  void itemKnn_ranksWhatIsNear() {
    // u2 has b a d f before c, whose neighbours are a and b: ahead of e and g, which have none
    assertThat(ranks("item-knn", new EvaluationSpec())[2]).isEqualTo(1);
  }

  /** u0 has a b c d: weights 1/4, 1/3, 1/2, 1 make (1/4, 11/6); e (1, 1), f (1, 9), g nothing. */
  @Test
  void content_byHand() {
    // cosine with f is above that with e, g's score is 0
    double[] ranks = ranks("content-text", new EvaluationSpec());
    assertThat(ranks[0]).isEqualTo(2);
    assertThat(ranks[1]).isEqualTo(1);
    assertThat(ranks[3]).isEqualTo(3);
    assertThat(Arrays.stream(ranks).min()).hasValue(1);
  }
}
