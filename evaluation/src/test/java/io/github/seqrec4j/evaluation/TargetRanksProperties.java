package io.github.seqrec4j.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.github.seqrec4j.api.Branch;
import io.github.seqrec4j.api.SeqrecException;
import io.github.seqrec4j.api.nn.HostArrays;
import io.github.seqrec4j.api.nn.NativeEngine;
import io.github.seqrec4j.runtime.EnsembleWeights;
import io.github.seqrec4j.runtime.ItemVectors;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

final class TargetRanksProperties {

  private static final int WIDTH = 3;

  /** Small whole numbers, whose products are exact, so that many tie. */
  @Property(tries = 60)
  void ranks_anyBlocks_areThoseOfCounting(
      @ForAll @IntRange(min = 1, max = 3) int branches,
      @ForAll @IntRange(min = 1, max = 40) int items,
      @ForAll @IntRange(min = 1, max = 20) int users,
      @ForAll @IntRange(min = 1, max = 45) int blockItems,
      @ForAll @IntRange(min = 1, max = 22) int blockUsers,
      @ForAll long seed) {
    Random random = new Random(seed);
    float[] itemRows = whole(random, (items + 1) * branches * WIDTH);
    Arrays.fill(itemRows, 0, branches * WIDTH, 0);
    float[] userRows = whole(random, users * branches * WIDTH);
    int[] targets = random.ints(users, 1, items + 1).toArray();
    int[][] unranked = new int[users][];
    for (int u = 0; u < users; u++) {
      unranked[u] = random.ints(random.nextInt(6), 1, items + 1).distinct().toArray();
    }
    try (NDManager manager = NativeEngine.newManager()) {
      ItemVectors vectors = vectors(manager, itemRows, items, branches);
      NDArray array = HostArrays.of(manager, userRows, new Shape(users, (long) branches * WIDTH));
      List<EnsembleWeights> ensembles = EnsembleWeights.choices(branches);
      double[][] ranks =
          new TargetRanks(vectors, ensembles, array, targets, unranked, blockItems, blockUsers)
              .ranks();
      for (int u = 0; u < users; u++) {
        for (int m = 0; m < branches + ensembles.size(); m++) {
          int from = m >= branches ? 0 : m * WIDTH;
          int to = m >= branches ? branches * WIDTH : from + WIDTH;
          float[] scores = new float[items + 1];
          for (int item = 1; item <= items; item++) {
            for (int d = from; d < to; d++) {
              // M times quarters, and their products with small whole numbers, are exact
              float factor = m < branches ? 1 : ensembles.get(m - branches).factor(d / WIDTH);
              scores[item] +=
                  factor
                      * userRows[u * branches * WIDTH + d]
                      * itemRows[item * branches * WIDTH + d];
            }
          }
          assertThat(ranks[m][u])
              .as("user %d, ranking %d", u, m)
              .isEqualTo(counted(scores, targets[u], unranked[u]));
        }
      }
    }
  }

  @Property(tries = 20)
  void equalVectors_tie_whateverTheBlocks(
      @ForAll @IntRange(min = 1, max = 30) int blockItems,
      @ForAll @IntRange(min = 1, max = 9) int blockUsers,
      @ForAll long seed) {
    Random random = new Random(seed);
    int items = 25;
    float[] same = new float[WIDTH];
    for (int d = 0; d < WIDTH; d++) {
      same[d] = (float) random.nextGaussian();
    }
    float[] itemRows = new float[(items + 1) * WIDTH];
    for (int item = 1; item <= items; item++) {
      System.arraycopy(same, 0, itemRows, item * WIDTH, WIDTH);
    }
    int users = 7;
    float[] userRows = new float[users * WIDTH];
    for (int i = 0; i < userRows.length; i++) {
      userRows[i] = (float) random.nextGaussian();
    }
    try (NDManager manager = NativeEngine.newManager()) {
      ItemVectors vectors = vectors(manager, itemRows, items, 1);
      NDArray array = HostArrays.of(manager, userRows, new Shape(users, WIDTH));
      int[] targets = random.ints(users, 1, items + 1).toArray();
      double[][] ranks =
          new TargetRanks(
                  vectors,
                  List.of(vectors.weights()),
                  array,
                  targets,
                  new int[users][0],
                  blockItems,
                  blockUsers)
              .ranks();
      for (double[] ranking : ranks) {
        assertThat(ranking).containsOnly(1 + (items - 1) / 2.0);
      }
    }
  }

  @Example
  void rank_ofMoreUsersThanAreHeld_isThatOfEach() {
    int users = Evaluator.USERS + 5;
    float[] rows = new float[users * WIDTH];
    int[] targets = new int[users];
    int[][] seen = new int[users][0];
    for (int u = 0; u < users; u++) {
      rows[u * WIDTH] = u % 2 == 0 ? 1 : -1; // item 3 is best for the one, item 1 for the other
      targets[u] = 1 + u % 3;
    }
    seen[users - 1] = new int[] {1, 2};
    double expectedLast = targets[users - 1] < 3 ? Double.POSITIVE_INFINITY : 1;
    try (NDManager manager = NativeEngine.newManager()) {
      ItemVectors vectors =
          vectors(manager, new float[] {0, 0, 0, 1, 0, 0, 2, 0, 0, 3, 0, 0}, 3, 1);
      NDArray array = HostArrays.of(manager, rows, new Shape(users, WIDTH));

      List<Ranking> rankings = Evaluator.rank(vectors, array, targets, seen);

      assertThat(rankings).hasSize(2); // the branch, and the ensemble that is it alone
      for (Ranking ranking : rankings) {
        for (int u = 0; u < users - 1; u++) {
          assertThat(ranking.ranks()[u]).isEqualTo(u % 2 == 0 ? 4 - targets[u] : targets[u]);
        }
        assertThat(ranking.ranks()[users - 1]).isEqualTo(expectedLast);
      }
    }
  }

  @Example
  void scoreThatIsNoNumber_isRefused() {
    try (NDManager manager = NativeEngine.newManager()) {
      ItemVectors vectors = vectors(manager, new float[] {0, 0, 0, Float.NaN, 1, 1}, 1, 1);
      NDArray array = HostArrays.of(manager, new float[] {1, 1, 1}, new Shape(1, WIDTH));
      TargetRanks ranks =
          new TargetRanks(
              vectors, List.of(vectors.weights()), array, new int[] {1}, new int[][] {{}});
      assertThatThrownBy(ranks::ranks)
          .isInstanceOf(SeqrecException.class)
          .hasMessageContaining("score is not finite: NaN");
    }
  }

  private static double counted(float[] scores, int target, int[] unranked) {
    double rank = 1;
    for (int item = 1; item < scores.length; item++) {
      int candidate = item;
      if (item == target || Arrays.stream(unranked).anyMatch(i -> i == candidate)) {
        continue;
      }
      rank += scores[item] > scores[target] ? 1 : scores[item] == scores[target] ? 0.5 : 0;
    }
    boolean left = Arrays.stream(unranked).anyMatch(i -> i == target);
    return left ? Double.POSITIVE_INFINITY : rank;
  }

  private static float[] whole(Random random, int count) {
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = random.nextInt(3) - 1;
    }
    return values;
  }

  private static ItemVectors vectors(NDManager manager, float[] rows, int items, int branches) {
    List<Branch> names =
        List.of(new Branch("id"), new Branch("text"), new Branch("image")).subList(0, branches);
    Shape shape = new Shape(items + 1L, (long) branches * WIDTH);
    return new ItemVectors(names, HostArrays.of(manager, rows, shape));
  }
}
