package io.github.seqrec4j.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class SignificanceTest {

  private static final double HIT = 1;
  private static final double MISS = 99;

  @Test
  void interval_isAsWideAsTheStandardErrorSays() {
    double[] ranks = new double[400];
    Arrays.setAll(ranks, i -> i % 4 == 0 ? HIT : MISS);
    Ranking ranking = Ranking.ofUsers(ranks);
    BootstrapInterval interval = BootstrapInterval.of(ranking, "hit@10", 0.95, 4000, 3);
    double margin = 1.96 * ranking.standardError("hit@10");
    assertThat(interval.lower()).isCloseTo(0.25 - margin, within(0.006)); // a draw is 1/400
    assertThat(interval.upper()).isCloseTo(0.25 + margin, within(0.006));
    assertThat(BootstrapInterval.of(ranking, "hit@10", 0.95, 4000, 3)).isEqualTo(interval);
    assertThat(BootstrapInterval.of(ranking, "mrr", 0.5, 200, 3))
        .isNotEqualTo(BootstrapInterval.of(ranking, "mrr", 0.5, 200, 4));
  }

  @Test
  void interval_drawsUsersNotTargets() {
    double[] ranks = new double[200];
    int[] users = new int[200];
    Arrays.setAll(ranks, i -> i / 20 % 2 == 0 ? HIT : MISS); // all of a user's alike
    Arrays.setAll(users, i -> i / 20);
    Ranking ranking = new Ranking(ranks, users);
    BootstrapInterval interval = BootstrapInterval.of(ranking, "hit@10", 0.95, 2000, 1);
    assertThat(interval.upper() - interval.lower()).isGreaterThan(0.4); // 0.14 by targets
  }

  @Test
  void interval_refusesWhatIsNone() {
    Ranking one = Ranking.ofUsers(1, 2);
    assertThatThrownBy(() -> BootstrapInterval.of(one, "hit@10", 1, 10, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("level");
    assertThatThrownBy(() -> BootstrapInterval.of(Ranking.ofUsers(), "hit@10", 0.9, 10, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("users");
  }

  /** Three users, each hit by the one and missed by the other: 2 of 8 exchanges are as large. */
  @Test
  void pValue_byHand() {
    Ranking hits = Ranking.ofUsers(HIT, HIT, HIT);
    Ranking misses = Ranking.ofUsers(MISS, MISS, MISS);
    double p = PairedTest.pValue(hits, misses, "hit@10", 20_000, 5);
    assertThat(p).isCloseTo(0.25, within(0.01)); // standard error 0.003
    assertThat(PairedTest.pValue(misses, hits, "hit@10", 20_000, 5)).isEqualTo(p);
    assertThat(PairedTest.pValue(hits, hits, "hit@10", 100, 5)).isEqualTo(1);
  }

  @Test
  void pValue_ofAClearDifferenceIsTheLeast() {
    double[] better = new double[300];
    double[] worse = new double[300];
    Random random = new Random(4);
    for (int i = 0; i < better.length; i++) {
      better[i] = 1 + random.nextInt(20);
      worse[i] = 15 + random.nextInt(40);
    }
    double p =
        PairedTest.pValue(Ranking.ofUsers(better), Ranking.ofUsers(worse), "ndcg@10", 999, 1);
    assertThat(p).isEqualTo(1 / 1000.0);
  }

  @Test
  void pValue_ofOtherTargets() {
    assertThatThrownBy(
            () -> PairedTest.pValue(Ranking.ofUsers(1), Ranking.ofUsers(1, 2), "mrr", 10, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("1 and 2 targets");
  }

  @Test
  void holm_byHand() {
    // ascending 0.01, 0.02, 0.03, 0.5: times 4, 3, 2, 1 are 0.04, 0.06, 0.06, 0.5
    assertThat(PairedTest.holm(0.03, 0.01, 0.5, 0.02))
        .containsExactly(new double[] {0.06, 0.04, 0.5, 0.06}, within(1e-12));
    assertThat(PairedTest.holm(0.9, 0.8)).containsExactly(1, 1);
    assertThat(PairedTest.holm()).isEmpty();
  }

  /** Users' means over two seeds: 1, 1/2, 0 against 0, 0, 1/2; differences 1, 1/2 and -1/2. */
  @Test
  void difference_overSeeds_byHand() {
    PairedDifference difference =
        PairedDifference.of(
            List.of(Ranking.ofUsers(HIT, HIT, MISS), Ranking.ofUsers(HIT, MISS, MISS)),
            List.of(Ranking.ofUsers(MISS, MISS, HIT), Ranking.ofUsers(MISS, MISS, MISS)),
            "hit@10",
            0.95,
            20_000,
            5);
    assertThat(difference.difference()).isCloseTo(1.0 / 3, within(1e-12)); // rounding
    assertThat(difference.lower()).isCloseTo(-0.5, within(1e-12)); // the third user three times
    assertThat(difference.upper()).isCloseTo(1, within(1e-12)); // and the first: 1 draw in 27
    assertThat(difference.pValue()).isCloseTo(0.75, within(0.01)); // all but 2 of 8 sums of +-1/2
  }

  @Test
  void difference_ofOneSeed_isThatOfTheTest() {
    Ranking one = Ranking.ofUsers(1, 2, 30, 4, 99, 6);
    Ranking other = Ranking.ofUsers(2, 20, 3, 4, 5, 60);
    PairedDifference difference =
        PairedDifference.of(List.of(one), List.of(other), "ndcg@10", 0.9, 500, 8);
    assertThat(difference.pValue()).isEqualTo(PairedTest.pValue(one, other, "ndcg@10", 500, 8));
    assertThat(difference.difference())
        .isCloseTo(one.metric("ndcg@10") - other.metric("ndcg@10"), within(1e-12)); // rounding
  }

  @Test
  void difference_ofOtherTargets_isRefused() {
    Ranking one = Ranking.ofUsers(1, 2);
    Ranking other = Ranking.ofUsers(1, 2, 3);
    assertThatThrownBy(() -> PairedDifference.of(List.of(one), List.of(other), "mrr", 0.9, 100, 1))
        .hasMessageContaining("rankings of other targets cannot be paired");
    assertThatThrownBy(() -> PairedDifference.of(List.of(one), List.of(), "mrr", 0.9, 100, 1))
        .hasMessageContaining("rankings must be at least 1");
  }
}
