package io.github.seqrec4j.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.stream.DoubleStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.constraints.IntRange;

class RankingProperties {

  /** Relative; sums of at most 200 doubles. */
  private static final double ROUNDING = 1e-9;

  @Provide
  Arbitrary<double[]> ranks() {
    Arbitrary<Double> found =
        Arbitraries.integers().between(2, 400).map(half -> half / 2.0); // ties give half ranks
    Arbitrary<Double> removed = Arbitraries.just(Double.POSITIVE_INFINITY);
    return Arbitraries.frequencyOf(Tuple.of(9, found), Tuple.of(1, removed))
        .array(Double[].class)
        .ofMinSize(2)
        .ofMaxSize(200)
        .map(ranks -> Arrays.stream(ranks).mapToDouble(Double::doubleValue).toArray());
  }

  @Property
  void standardErrorOfHit_isThatOfAShare(
      @ForAll("ranks") double[] ranks, @ForAll @IntRange(min = 1, max = 50) int k) {
    Ranking ranking = Ranking.ofUsers(ranks);
    double p = ranking.hitRate(k);
    assertThat(ranking.standardError("hit@" + k))
        .isCloseTo(Math.sqrt(p * (1 - p) / (ranks.length - 1)), within(ROUNDING));
  }

  @Property
  void standardError_ofUsersTwice(@ForAll("ranks") double[] ranks) {
    double[] twice = DoubleStream.concat(DoubleStream.of(ranks), DoubleStream.of(ranks)).toArray();
    int n = ranks.length;
    for (String metric : new String[] {"hit@10", "ndcg@10", "mrr"}) {
      double once = Ranking.ofUsers(ranks).standardError(metric);
      assertThat(Ranking.ofUsers(twice).standardError(metric))
          .isCloseTo(once * Math.sqrt((n - 1) / (2.0 * n - 1)), within(ROUNDING));
    }
  }
}
