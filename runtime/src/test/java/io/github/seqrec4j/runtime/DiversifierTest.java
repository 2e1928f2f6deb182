package io.github.seqrec4j.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.seqrec4j.api.Diversity;
import io.github.seqrec4j.api.RecommendRequest;
import io.github.seqrec4j.api.RecommendRequest.Seen;
import io.github.seqrec4j.api.Recommendation;
import io.github.seqrec4j.api.Recommendations;
import io.github.seqrec4j.api.UsageException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DiversifierTest {

  @TempDir private Path folder;

  /** Columns 0 and 1 are of one kind, 2 and 3 of another, 4 of none. */
  private static final float[][] CONTENT = {{1, 0}, {2, 0}, {0, 1}, {0, 3}, {0, 0}};

  private static final int[] POOL = {0, 1, 2, 3, 4};
  private static final float[] SCORES = {10, 9, 8, 7, 6};

  private static int[] take(int k, double lambda) {
    return Diversifier.take(POOL, SCORES, k, Diversity.of(lambda), column -> CONTENT[column]);
  }

  @Test
  void lambda_weighsScoreAgainstLikeness() {
    assertThat(take(5, 1)).containsExactly(0, 1, 2, 3, 4);
    // relevance 1, .75, .5, .25, 0; half of it, less half of the cosine with those taken
    assertThat(take(5, 0.5)).containsExactly(0, 2, 4, 1, 3);
    assertThat(take(3, 0)).containsExactly(0, 2, 4);
    assertThat(take(2, 0.5)).containsExactly(0, 2);
  }

  @Test
  void equalScores_areTakenInTheirOrder() {
    int[] taken =
        Diversifier.take(
            POOL, new float[] {3, 3, 3, 3, 3}, 5, Diversity.of(1), column -> CONTENT[column]);
    assertThat(taken).containsExactly(0, 1, 2, 3, 4);
    assertThat(
            Diversifier.take(
                new int[0], new float[0], 5, Diversity.of(0.5), column -> CONTENT[column]))
        .isEmpty();
  }

  @Test
  void ranges_areChecked() {
    assertThatThrownBy(() -> Diversity.of(1.1))
        .hasMessage("lambda of diversity must be in [0, 1]: 1.1");
    assertThatThrownBy(() -> Diversity.of(Double.NaN)).hasMessageContaining("NaN");
    assertThatThrownBy(() -> new Diversity(0.5, 0))
        .isInstanceOf(UsageException.class)
        .hasMessage("pool of diversity must be from 1 to 1000: 0");
    assertThatThrownBy(() -> new Diversity(0.5, 1001)).isInstanceOf(UsageException.class);
  }

  /** The step by step definition, on answers of a recommender of both engines. */
  @Test
  void answers_areThoseOfTheDefinition() {
    Path bundle = EncodedBundle.save(folder.resolve("model"), 60, 4);
    for (ServingEngine engine : List.of(ServingEngine.JAVA, ServingEngine.PYTORCH)) {
      try (SequentialRecommender model = SequentialRecommender.load(bundle, engine)) {
        List<RecommendRequest> requests = new ArrayList<>();
        Random random = new Random(8);
        for (int i = 0; i < 3; i++) {
          requests.add(
              RecommendRequest.of(
                      EncodedBundle.item(1 + random.nextInt(60)),
                      EncodedBundle.item(1 + random.nextInt(60)))
                  .k(5)
                  .seen(Seen.INCLUDE)
                  .deny(List.of(EncodedBundle.item(5)))
                  .diversity(new Diversity(0.3 + 0.2 * i, 4)));
        }
        List<Recommendations> batch = model.recommend(requests);
        for (int i = 0; i < requests.size(); i++) {
          List<String> items = batch.get(i).stream().map(Recommendation::item).toList();
          assertThat(items).isEqualTo(expected(model, requests.get(i)));
          assertThat(model.recommend(requests.get(i)).stream().map(Recommendation::item).toList())
              .isEqualTo(items);
        }
      }
    }
  }

  private static List<String> expected(SequentialRecommender model, RecommendRequest request) {
    Diversity diversity = request.diversity().orElseThrow();
    Recommendations pool =
        model.recommend(request.diversity(Diversity.of(1)).k(request.k() * diversity.pool()));
    double lowest = pool.get(pool.size() - 1).score();
    double range = pool.get(0).score() - lowest;
    List<Recommendation> left = new ArrayList<>(pool);
    List<String> taken = new ArrayList<>();
    while (taken.size() < request.k()) {
      Recommendation best = null;
      double largest = Double.NEGATIVE_INFINITY;
      for (Recommendation one : left) {
        double likeness = taken.isEmpty() ? 0 : Double.NEGATIVE_INFINITY;
        for (String other : taken) {
          likeness = Math.max(likeness, cosine(model, one.item(), other));
        }
        double gain =
            diversity.lambda() * (one.score() - lowest) / range
                - (1 - diversity.lambda()) * likeness;
        if (gain > largest) {
          largest = gain;
          best = one;
        }
      }
      left.remove(best);
      taken.add(Objects.requireNonNull(best, "one is left").item());
    }
    return taken;
  }

  private static double cosine(SequentialRecommender model, String a, String b) {
    float[] u = model.itemVector(a);
    float[] v = model.itemVector(b);
    return Cosine.of(u, v, EncodedBundle.WIDTH, u.length); // all but the ID
  }
}
