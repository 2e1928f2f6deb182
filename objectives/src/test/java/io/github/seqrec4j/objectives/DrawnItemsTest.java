package io.github.seqrec4j.objectives;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.seqrec4j.api.CandidateSampler;
import io.github.seqrec4j.api.CandidateSampler.Batch;
import io.github.seqrec4j.api.Candidates;
import io.github.seqrec4j.api.ItemCounts;
import io.github.seqrec4j.api.UsageException;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is drawn, how often, and what makes up for it. Seeds are fixed: a test passes or fails. */
final class DrawnItemsTest {

  private static final int ITEMS = 41;

  /** Item i occurs about i squared times, each tenth never. */
  private static final ItemCounts COUNTS =
      ItemCounts.of(ITEMS, i -> i % 10 == 0 ? 0 : (long) i * i);

  private static double[] probabilities(ItemCounts counts, double power) {
    double[] q = new double[counts.items() + 1];
    for (int i = 1; i < q.length; i++) {
      q[i] = Math.pow((double) Math.max(1, counts.count(i)), power);
    }
    double sum = Arrays.stream(q).sum();
    return Arrays.stream(q).map(weight -> weight / sum).toArray();
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 0.5, 0.75, 1, 2})
  void draws_areAsOftenAsTheirProbabilitySays(double power) {
    int draws = 400_000;
    int[] drawn = ItemDistribution.of(COUNTS, power).draw(draws, new SplittableRandom(5));
    double[] q = probabilities(COUNTS, power);
    int[] times = new int[ITEMS + 1];
    for (int item : drawn) {
      times[item]++;
    }
    double chiSquare = 0;
    for (int i = 1; i <= ITEMS; i++) {
      double expected = q[i] * draws;
      chiSquare += (times[i] - expected) * (times[i] - expected) / expected;
    }
    // 40 degrees of freedom: above 73.4 once in a thousand seeds.
    assertThat(chiSquare).isLessThan(73.4);
    for (int i = 1; i <= ITEMS; i++) {
      assertThat((double) ItemDistribution.of(COUNTS, power).logProbability(i))
          .isCloseTo(Math.log(q[i]), within(1e-6));
    }
  }

  @Test
  void draws_oneItemOverwhelming_areThatItem() {
    ItemCounts counts = ItemCounts.of(1000, i -> i == 7 ? Long.MAX_VALUE : 0);
    ItemDistribution distribution = ItemDistribution.of(counts, ItemDistribution.MAX_POWER);
    assertThat(distribution.draw(10_000, new SplittableRandom(1))).containsOnly(7);
    assertThat(distribution.logProbability(7)).isZero();
    assertThat(distribution.logProbability(8)).isFinite().isLessThan(-600);
  }

  @Test
  void draws_singleItem_areIt() {
    ItemDistribution distribution = ItemDistribution.of(ItemCounts.of(1, i -> 3), 1);
    assertThat(distribution.draw(5, new SplittableRandom(1))).containsOnly(1);
    assertThat(distribution.logProbability(1)).isZero();
  }

  @Test
  void draws_millionsOfItems_followPopularityAtBothEnds() {
    int items = 5_000_000; // Zipf: item i has the share 1/i
    ItemDistribution distribution =
        ItemDistribution.of(ItemCounts.of(items, i -> 1_000_000_000 / i), 1);
    int draws = 200_000;
    int[] drawn = distribution.draw(draws, new SplittableRandom(3));
    double first = Arrays.stream(drawn).filter(i -> i == 1).count() / (double) draws;
    double share = 1 / (Math.log(items) + 0.5772); // .0624, standard deviation .0005
    assertThat(first).isCloseTo(share, within(0.002));
    double far = Arrays.stream(drawn).filter(i -> i > items / 2).count() / (double) draws;
    assertThat(far).isCloseTo(Math.log(2) * share, within(0.002));
  }

  /** Eight sequences of nine slots, the first of each padding. */
  private static Batch batch() {
    int[] slots = new int[72];
    SplittableRandom random = new SplittableRandom(11);
    for (int s = 0; s < slots.length; s++) {
      slots[s] = s % 9 == 0 ? 0 : random.nextInt(1, ITEMS + 1);
    }
    return new Batch(slots, IntStream.range(0, 72).filter(s -> s % 9 > 1).toArray());
  }

  private static Candidates candidates(CandidateSampler sampler) {
    return sampler.sampler(COUNTS).candidates(batch(), new SplittableRandom(2));
  }

  @ParameterizedTest
  @EnumSource(Scope.class)
  void catalogueCorrection_sumsToTheWholeCatalogueOnAverage(Scope scope) {
    for (CandidateSampler sampler :
        new CandidateSampler[] {
          new Uniform(50_000, scope, Correction.CATALOGUE),
          new Popularity(50_000, 0.5, scope, Correction.CATALOGUE)
        }) {
      Candidates candidates = candidates(sampler);
      double[] sums = new double[2]; // of 1, of the item's number
      for (int c = 0; c < candidates.shared(); c++) {
        double weight = candidates.multiplicity()[c] / Math.exp(candidates.logProbability()[c]);
        sums[0] += weight;
        sums[1] += weight * candidates.items()[c];
      }
      for (int k = 0; k < candidates.negatives(); k++) { // of the first row
        double weight = 1 / Math.exp(candidates.negativeLogProbability()[k]);
        sums[0] += weight;
        sums[1] += weight * candidates.items()[candidates.negativeColumn()[k]];
      }
      assertThat(sums[0]).as("%s", sampler).isCloseTo(ITEMS, within(0.02 * ITEMS));
      double all = ITEMS * (ITEMS + 1) / 2.0;
      assertThat(sums[1]).as("%s", sampler).isCloseTo(all, within(0.02 * all));
      assertThat(candidates.targetLogProbability()).as("targets are not drawn").containsOnly(0);
    }
  }

  @ParameterizedTest
  @EnumSource(Scope.class)
  void logQ_isOfEveryCandidate_theTargetToo(Scope scope) {
    Candidates candidates = candidates(new Popularity(20, 1, scope, Correction.LOG_Q));
    double[] q = probabilities(COUNTS, 1);
    for (int c = 0; c < candidates.shared(); c++) {
      assertThat((double) candidates.logProbability()[c])
          .isCloseTo(Math.log(q[candidates.items()[c]]), within(1e-5));
    }
    for (int k = 0; k < candidates.negativeColumn().length; k++) {
      int item = candidates.items()[candidates.negativeColumn()[k]];
      assertThat((double) candidates.negativeLogProbability()[k])
          .isCloseTo(Math.log(q[item]), within(1e-5));
    }
    for (int r = 0; r < batch().rows(); r++) {
      int item = batch().slots()[batch().targets()[r]];
      assertThat((double) candidates.targetLogProbability()[r])
          .isCloseTo(Math.log(q[item]), within(1e-5));
    }
    Candidates plain = candidates(new Popularity(20, 1, scope, Correction.NONE));
    assertThat(plain.items()).as("the same draws").isEqualTo(candidates.items());
    for (float[] log :
        new float[][] {
          plain.logProbability(), plain.negativeLogProbability(), plain.targetLogProbability()
        }) {
      for (float value : log) {
        assertThat(value).isZero();
      }
    }
  }

  @Test
  void ofTheBatch_sharedColumnsAreWhatIsDrawn_eachAsOftenAsItIs() {
    Candidates candidates = candidates(Uniform.builder().negatives(60).build());
    int[] drawn = ItemDistribution.of(COUNTS, 0).draw(60, new SplittableRandom(2));
    for (int c = 0; c < candidates.shared(); c++) {
      int item = candidates.items()[c];
      assertThat(candidates.multiplicity()[c])
          .isEqualTo((int) Arrays.stream(drawn).filter(i -> i == item).count());
    }
    assertThat(Arrays.stream(candidates.multiplicity()).sum()).isEqualTo(60);
    assertThat(candidates.items()).as("each is encoded once").doesNotHaveDuplicates();
    assertThat(candidates.negatives()).isZero();
    assertThat(candidates.hasTargetColumn()).isTrue();
  }

  @Test
  void ofRows_eachHasItsOwn() {
    Candidates candidates = candidates(Uniform.builder().negatives(30).scope(Scope.ROW).build());
    assertThat(candidates.shared()).isZero();
    assertThat(candidates.negatives()).isEqualTo(30);
    assertThat(candidates.columns()).isEqualTo(31);
    assertThat(candidates.items()).isSorted().doesNotHaveDuplicates();
    assertThat(Arrays.copyOfRange(candidates.negativeColumn(), 0, 30))
        .isNotEqualTo(Arrays.copyOfRange(candidates.negativeColumn(), 30, 60));
  }

  @Test
  void ofRows_tooManyForTheMachine_saysWhatToDo() {
    Batch large = new Batch(new int[201], IntStream.range(1, 201).toArray());
    CandidateSampler.Sampler sampler =
        Uniform.builder().negatives(1 << 20).scope(Scope.ROW).build().sampler(COUNTS);
    assertThatThrownBy(() -> sampler.candidates(large, new SplittableRandom(1)))
        .isInstanceOf(UsageException.class)
        .hasMessageStartingWith("negatives: 1048576 for each of the batch's 200 rows")
        .hasMessageContaining("scope = batch");
  }

  @Test
  void mixed_countsSlotsAndDraws_correctedByTheMixture() {
    int draws = 25;
    Candidates candidates = candidates(new Mixed(draws, 0.5));
    int[] drawn = ItemDistribution.of(COUNTS, 0).draw(draws, new SplittableRandom(2));
    int[] slots = batch().slots();
    double[] p = probabilities(COUNTS, 0.5);
    double size = 64; // slots that are no padding
    assertThat(candidates.items()).doesNotHaveDuplicates().hasSize(candidates.shared());
    for (int c = 0; c < candidates.shared(); c++) {
      int item = candidates.items()[c];
      long times =
          Arrays.stream(slots).filter(i -> i == item).count()
              + Arrays.stream(drawn).filter(i -> i == item).count();
      assertThat((long) candidates.multiplicity()[c]).isEqualTo(times);
      double q = (size * p[item] + draws / (double) ITEMS) / (size + draws);
      assertThat((double) candidates.logProbability()[c]).isCloseTo(Math.log(q), within(1e-5));
    }
    assertThat(Arrays.stream(candidates.multiplicity()).sum()).isEqualTo(64 + draws);
  }
}
