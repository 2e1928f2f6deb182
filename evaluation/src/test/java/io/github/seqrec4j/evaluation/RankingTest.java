package io.github.seqrec4j.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class RankingTest {

  /** Sums of a few doubles. */
  private static final Offset<Double> ROUNDING = within(1e-12);

  /** Ranks 1, 3, 11 and a target that was removed with the seen items. */
  private static final Ranking FOUR = Ranking.ofUsers(1, 3, 11, Double.POSITIVE_INFINITY);

  @Test
  void metric_byHand() {
    assertThat(FOUR.metric("hit@10")).isEqualTo(2 / 4.0);
    assertThat(FOUR.metric("ndcg@10")).isCloseTo((1 + 1 / 2.0) / 4, ROUNDING);
    assertThat(FOUR.metric("mrr")).isCloseTo((1 + 1 / 3.0 + 1 / 11.0) / 4, ROUNDING);
  }

  @Test
  void standardError_byHand() {
    // hit@10: 1 1 0 0, mean 1/2, squared deviations 4 * 1/4, variance 1/3
    assertThat(FOUR.standardError("hit@10")).isCloseTo(Math.sqrt(1 / 3.0 / 4), ROUNDING);
    // ndcg@10: 1 1/2 0 0, mean 3/8, squared deviations (25 + 1 + 9 + 9)/64, variance 44/192
    assertThat(FOUR.standardError("ndcg@10")).isCloseTo(Math.sqrt(44 / 192.0 / 4), ROUNDING);
    // mrr: 33/33 11/33 3/33 0, mean 47/132, squared deviations (85² + 3² + 35² + 47²)/132²
    double squares = (85 * 85 + 3 * 3 + 35 * 35 + 47 * 47) / (132.0 * 132.0);
    assertThat(FOUR.standardError("mrr")).isCloseTo(Math.sqrt(squares / 3 / 4), ROUNDING);
  }

  @Test
  void standardErrors_namedAsMetrics() {
    List<Integer> cutoffs = List.of(1, 10);
    assertThat(FOUR.standardErrors(cutoffs))
        .containsOnlyKeys(FOUR.metrics(cutoffs).keySet())
        .containsEntry("ndcg@10", FOUR.standardError("ndcg@10"));
    assertThat(FOUR.metrics(cutoffs).keySet())
        .containsExactly("hit@1", "hit@10", "ndcg@1", "ndcg@10", "mrr");
  }

  @Test
  void standardError_oneUser() {
    Ranking one = Ranking.ofUsers(4);
    assertThat(one.standardError("hit@10")).isNaN();
    assertThat(one.standardErrors(List.of(10))).isEmpty();
    assertThat(one.metrics(List.of(10))).containsEntry("hit@10", 1.0);
  }

  /** User 7 with ranks 1, 1, 20, user 9 with 20, user 4 with 2, 20. */
  private static final Ranking CLUSTERED =
      new Ranking(new double[] {1, 1, 20, 20, 2, 20}, new int[] {7, 7, 7, 9, 4, 4});

  @Test
  void severalTargetsPerUser_haveBothMeans() {
    assertThat(CLUSTERED.userCount()).isEqualTo(3);
    assertThat(CLUSTERED.metric("hit@10")).isCloseTo(3 / 6.0, ROUNDING);
    assertThat(CLUSTERED.metric("user-hit@10")).isCloseTo((2 / 3.0 + 0 + 1 / 2.0) / 3, ROUNDING);
    assertThat(CLUSTERED.metrics(List.of(10)).keySet())
        .containsExactly("hit@10", "ndcg@10", "mrr", "user-hit@10", "user-ndcg@10", "user-mrr");
    assertThat(CLUSTERED.standardErrors(List.of(10)).keySet())
        .containsExactlyElementsOf(CLUSTERED.metrics(List.of(10)).keySet());
  }

  @Test
  void severalTargetsPerUser_standardErrorIsClustered() {
    // deviations from 1/2 by user: 1/2, -1/2, 0; 3 clusters of 6 targets
    double clustered = Math.sqrt((1 / 4.0 + 1 / 4.0 + 0) * 3 / 2) / 6;
    assertThat(CLUSTERED.standardError("hit@10")).isCloseTo(clustered, ROUNDING);
    // means by user 2/3, 0, 1/2, their mean 7/18: deviations 5/18, -7/18, 2/18
    double byUser = Math.sqrt((25 + 49 + 4) / (18.0 * 18) / 2 / 3);
    assertThat(CLUSTERED.standardError("user-hit@10")).isCloseTo(byUser, ROUNDING);
    Ranking oneUser = new Ranking(new double[] {1, 2}, new int[] {3, 3});
    assertThat(oneUser.standardError("hit@10")).isNaN();
    assertThat(oneUser.standardErrors(List.of(10))).isEmpty();
    assertThatThrownBy(() -> new Ranking(new double[] {1, 2}, new int[] {3}))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void metric_unknown() {
    assertThatThrownBy(() -> FOUR.standardError("hit@0"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("unknown metric 'hit@0': hit@K, ndcg@K or mrr");
  }
}
