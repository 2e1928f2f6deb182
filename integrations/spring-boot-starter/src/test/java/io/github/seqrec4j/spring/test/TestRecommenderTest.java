package io.github.seqrec4j.spring.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.seqrec4j.api.Diversity;
import io.github.seqrec4j.api.RecommendRequest;
import io.github.seqrec4j.api.RecommendRequest.Scores;
import io.github.seqrec4j.api.RecommendRequest.Seen;
import io.github.seqrec4j.api.RecommendRequest.UnknownItems;
import io.github.seqrec4j.api.Recommendation;
import io.github.seqrec4j.api.Recommendations;
import io.github.seqrec4j.api.Recommender;
import io.github.seqrec4j.runtime.SequentialRecommender;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TestRecommenderTest {

  private static final List<String> ITEMS = List.of("a", "b", "c", "d");

  private final TestRecommender recommender = new TestRecommender(ITEMS);

  private static List<String> items(Recommendations answer) {
    return answer.stream().map(Recommendation::item).toList();
  }

  @Test
  void answer_isWhatFollowsInTheList() {
    Recommendations answer = recommender.recommend(RecommendRequest.of("a", "c"));

    assertThat(items(answer)).containsExactly("d", "b");
    assertThat(answer.get(0).score()).isEqualTo(1);
    assertThat(answer.get(1).score()).isEqualTo(0.5);
    assertThat(answer.get(0).branchScores()).isEmpty();
  }

  @Test
  void vectors_multiplyToTheScores() {
    RecommendRequest request = RecommendRequest.of("b").seen(Seen.INCLUDE);
    float[] user = recommender.userVector(request);
    for (Recommendation each : recommender.recommend(request)) {
      float[] item = recommender.itemVector(each.item());
      double product = 0;
      for (int i = 0; i < item.length; i++) {
        product += item[i] * user[i];
      }
      assertThat(product).isCloseTo(each.score(), within(1e-7)); // scores of float32
    }
  }

  /** As a model would whose items have these vectors, no two of which are alike. */
  @Test
  void diversity_changesNothing() {
    RecommendRequest request = RecommendRequest.of("b").k(2);
    for (double lambda : new double[] {0, 0.5, 1}) {
      assertThat(recommender.recommend(request.diversity(Diversity.of(lambda))))
          .isEqualTo(recommender.recommend(request));
    }
  }

  @Test
  void items_areNamedOnce() {
    assertThatThrownBy(() -> new TestRecommender(List.of()))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new TestRecommender(List.of("a", "b", "a")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("'a' is there twice");
  }

  /** This one and a model, over the same items. */
  static List<Recommender> recommenders() throws Exception {
    Path model =
        Path.of(
            Objects.requireNonNull(
                    TestRecommenderTest.class.getResource("/model"), "beside the tests")
                .toURI());
    SequentialRecommender real = SequentialRecommender.load(model);
    return List.of(real, new TestRecommender(real.items()));
  }

  @ParameterizedTest
  @MethodSource("recommenders")
  void options_areAnsweredAsAModelDoes(Recommender each) {
    RecommendRequest request = RecommendRequest.of("item-3", "item-4");
    try (each) {
      assertThat(items(each.recommend(request)))
          .hasSize(RecommendRequest.DEFAULT_K)
          .doesNotContain("item-3", "item-4");
      assertThat(items(each.recommend(request.k(30)))).hasSize(18);
      assertThat(items(each.recommend(request.k(30).seen(Seen.INCLUDE)))).hasSize(20);
      assertThat(items(each.recommend(request.allow(List.of("item-3", "item-7", "none")))))
          .containsExactly("item-7");
      assertThat(items(each.recommend(request.k(30).deny(List.of("item-7", "none")))))
          .hasSize(17)
          .doesNotContain("item-7");
      assertThat(items(each.recommend(request.filter(item -> item.endsWith("9")))))
          .containsExactlyInAnyOrder("item-9", "item-19");
      assertThat(each.recommend(request.allow(List.of())).emptyBecause())
          .contains(Recommendations.Reason.NOTHING_LEFT);
      RecommendRequest none = RecommendRequest.of("x", "y", "x").unknownItems(UnknownItems.SKIP);
      assertThat(each.recommend(none).emptyBecause())
          .contains(Recommendations.Reason.HISTORY_UNKNOWN);
      assertThat(each.recommend(none).unknownItems()).containsExactly("x", "y");
      String branch = each.branches().get(0).name();
      assertThat(each.recommend(request.branch(branch).scores(Scores.BRANCHES)).get(0))
          .satisfies(best -> assertThat(best.branchScores()).containsKey(branch));
      assertThat(each.recommend(List.of(request, none)))
          .containsExactly(each.recommend(request), each.recommend(none));
    }
    assertThatThrownBy(() -> each.recommend(request)).isInstanceOf(IllegalStateException.class);
  }

  @ParameterizedTest
  @MethodSource("recommenders")
  void mistakes_areRefusedAsAModelDoes(Recommender each) {
    try (each) {
      for (RecommendRequest mistake :
          List.of(RecommendRequest.of("item-1", "x"), RecommendRequest.of("item-1").branch("x"))) {
        assertThatThrownBy(() -> each.recommend(mistake))
            .isInstanceOf(IllegalArgumentException.class)
            .hasMessageContaining("x");
        assertThatThrownBy(() -> each.userVector(mistake))
            .isInstanceOf(IllegalArgumentException.class);
      }
      assertThatThrownBy(
              () -> each.userVector(RecommendRequest.of("x").unknownItems(UnknownItems.SKIP)))
          .isInstanceOf(IllegalArgumentException.class);
      assertThatThrownBy(() -> each.itemVector("x")).isInstanceOf(IllegalArgumentException.class);
    }
  }
}
