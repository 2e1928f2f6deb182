package io.github.seqrec4j.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

final class RelevanceMetricTest {

  private static final Offset<Double> ROUNDING = within(1e-12);

  /** Three relevant items, at ranks 1 and 3, and nowhere. */
  private static final double[] THREE = {1, 3, Double.POSITIVE_INFINITY};

  @Test
  void several_byHand() {
    assertThat(RelevanceMetric.of("hit@2").of(THREE)).isEqualTo(1);
    assertThat(RelevanceMetric.of("recall@2").of(THREE)).isCloseTo(1 / 3.0, ROUNDING);
    assertThat(RelevanceMetric.of("recall@10").of(THREE)).isCloseTo(2 / 3.0, ROUNDING);
    assertThat(RelevanceMetric.of("precision@10").of(THREE)).isCloseTo(2 / 10.0, ROUNDING);
    assertThat(RelevanceMetric.of("map@10").of(THREE)).isCloseTo((1 + 2 / 3.0) / 3, ROUNDING);
    assertThat(RelevanceMetric.of("mrr@10").of(THREE)).isEqualTo(1);
    double ideal = 1 + Math.log(2) / Math.log(3) + 1 / 2.0;
    assertThat(RelevanceMetric.of("ndcg@10").of(THREE)).isCloseTo(1.5 / ideal, ROUNDING);
    assertThat(RelevanceMetric.of("ndcg@1").of(THREE)).isEqualTo(1);
  }

  @Test
  void one_recallIsHitAndMapIsMrr() {
    for (double rank : new double[] {1, 2.5, 10, 11, Double.POSITIVE_INFINITY}) {
      assertThat(RelevanceMetric.of("recall@10").of(rank))
          .isEqualTo(RelevanceMetric.of("hit@10").of(rank));
      assertThat(RelevanceMetric.of("map@10").of(rank))
          .isEqualTo(RelevanceMetric.of("mrr@10").of(rank));
    }
    assertThat(RelevanceMetric.of("mrr").of(40)).isEqualTo(1 / 40.0);
  }

  @Test
  void sampled_isRefusedWithTheReason() {
    assertThatThrownBy(() -> RelevanceMetric.of("sampled-hit@10"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("sample")
        .hasMessageContaining("Krichene and Rendle 2020")
        .hasMessageContaining("ask for 'hit@10'");
  }

  @Test
  void noRelevantItem() {
    assertThatThrownBy(() -> RelevanceMetric.of("mrr").of())
        .isInstanceOf(IllegalArgumentException.class);
  }
}
