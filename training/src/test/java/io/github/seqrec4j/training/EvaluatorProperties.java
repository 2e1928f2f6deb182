package io.github.seqrec4j.training;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.github.seqrec4j.api.Branch;
import io.github.seqrec4j.api.EvaluationSpec;
import io.github.seqrec4j.api.Objective;
import io.github.seqrec4j.data.EvaluationSet;
import io.github.seqrec4j.data.SeenItems;
import io.github.seqrec4j.distill.NoDistillation;
import io.github.seqrec4j.evaluation.Evaluator;
import io.github.seqrec4j.evaluation.Ranking;
import io.github.seqrec4j.fusion.IdAwareTransformer.LastLayer;
import io.github.seqrec4j.objectives.InBatch;
import io.github.seqrec4j.objectives.SoftmaxCrossEntropy;
import io.github.seqrec4j.runtime.Histories;
import io.github.seqrec4j.runtime.ItemVectors;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

final class EvaluatorProperties {

  private static final int MAX_LENGTH = 4;

  /** Products of equal vectors, all below 10, are this close. */
  private static final float TIE = 1e-5f;

  @Property(tries = 15)
  void metrics_anyBatchSize_areTheSame(
      @ForAll @IntRange(min = 1, max = 40) int users,
      @ForAll @IntRange(min = 1, max = 41) int batchSize,
      @ForAll boolean filterSeen,
      @ForAll long seed) {
    RandomSet set = new RandomSet(users, new Random(seed));
    try (NDManager manager = NDManager.newBaseManager()) {
      Engine.getInstance().setRandomSeed((int) seed);
      SequenceModel model =
          TinyModel.of(
              manager,
              MAX_LENGTH,
              LastLayer.OUTPUTS,
              Objective.of(new InBatch(), new SoftmaxCrossEntropy()),
              new NoDistillation());
      ItemVectors items = CatalogueEncoding.vectors(manager, model);
      List<Integer> cutoffs = List.of(1, 3, 10);
      Map<String, Ranking> whole =
          Evaluator.evaluate(
              manager,
              model.userEncoder(),
              items,
              set,
              EvaluationSpec.builder()
                  .cutoffs(cutoffs)
                  .filterSeen(filterSeen)
                  .batchSize(users)
                  .build());
      Map<String, Ranking> parts =
          Evaluator.evaluate(
              manager,
              model.userEncoder(),
              items,
              set,
              EvaluationSpec.builder()
                  .cutoffs(cutoffs)
                  .filterSeen(filterSeen)
                  .batchSize(batchSize)
                  .build());
      assertThat(parts.keySet()).containsExactly(Branch.ENSEMBLE, "id", "text", "image");
      whole.forEach(
          (name, ranking) ->
              assertThat(requireNonNull(parts.get(name)).ranks())
                  .as(name)
                  .containsExactly(ranking.ranks()));
    }
  }

  @Property(tries = 15)
  void ranks_equalThoseOfCountingScores(
      @ForAll @IntRange(min = 1, max = 12) int users,
      @ForAll boolean filterSeen,
      @ForAll boolean ties,
      @ForAll long seed) {
    RandomSet set = new RandomSet(users, new Random(seed));
    try (NDManager manager = NDManager.newBaseManager()) {
      Engine.getInstance().setRandomSeed((int) seed);
      SequenceModel model =
          TinyModel.of(
              manager,
              MAX_LENGTH,
              LastLayer.OUTPUTS,
              Objective.of(new InBatch(), new SoftmaxCrossEntropy()),
              new NoDistillation());
      ItemVectors items = CatalogueEncoding.vectors(manager, model);
      if (ties) { // every second item is the first one again
        NDArray first = items.vectors().get("1:2");
        for (int item = 1; item <= TinyModel.ITEMS; item += 2) {
          items.vectors().set(new ai.djl.ndarray.index.NDIndex("{}:{}", item, item + 1), first);
        }
      }
      EvaluationSpec spec =
          EvaluationSpec.builder()
              .cutoffs(List.of(3))
              .filterSeen(filterSeen)
              .batchSize(users)
              .build();
      Map<String, Ranking> rankings =
          Evaluator.evaluate(manager, model.userEncoder(), items, set, spec);
      Histories histories = new Histories(users, MAX_LENGTH);
      for (int i = 0; i < users; i++) {
        set.history(i, histories.items(), i * MAX_LENGTH);
      }
      NDArray vectors = model.userEncoder().encodeLast(manager, histories, items);
      for (int m = 0; m < items.branches().size(); m++) {
        NDArray scores = items.scores(vectors, m);
        double[] ranks = requireNonNull(rankings.get(items.branches().get(m).name())).ranks();
        for (int i = 0; i < users; i++) {
          float[] ofUser = scores.get("{}", i).toFloatArray();
          double rank = rank(ofUser, set, i, filterSeen, ties);
          if (!Double.isNaN(rank)) {
            assertThat(ranks[i]).isCloseTo(rank, within(1e-9));
          }
        }
      }
    }
  }

  /** NaN where other vectors than equal ones have scores too close to say which is ahead. */
  private static double rank(
      float[] scores, RandomSet set, int i, boolean filterSeen, boolean ties) {
    Set<Integer> seen = new HashSet<>();
    Arrays.stream(filterSeen ? set.histories[i] : new int[0]).forEach(seen::add);
    int target = set.target(i);
    if (seen.contains(target)) {
      return Double.POSITIVE_INFINITY;
    }
    double rank = 1;
    for (int item = 1; item <= scores.length; item++) {
      if (item != target && !seen.contains(item)) {
        float ahead = scores[item - 1] - scores[target - 1];
        boolean equal = ties && item % 2 == 1 && target % 2 == 1;
        if (!equal && Math.abs(ahead) < TIE) {
          return Double.NaN;
        }
        rank += equal ? 0.5 : ahead > 0 ? 1 : 0;
      }
    }
    return rank;
  }

  /** Users with random histories; targets may repeat an item of the history. */
  private static final class RandomSet implements EvaluationSet {
    private final int[][] histories;
    private final int[] targets;

    RandomSet(int users, Random random) {
      histories = new int[users][];
      targets = new int[users];
      for (int u = 0; u < users; u++) {
        histories[u] =
            random.ints(1 + random.nextInt(2 * MAX_LENGTH), 1, TinyModel.ITEMS + 1).toArray();
        targets[u] = 1 + random.nextInt(TinyModel.ITEMS);
      }
    }

    @Override
    public int size() {
      return histories.length;
    }

    @Override
    public int user(int i) {
      return i;
    }

    @Override
    public void history(int i, int[] target, int offset) {
      int used = Math.min(MAX_LENGTH, histories[i].length);
      Arrays.fill(target, offset, offset + MAX_LENGTH - used, 0);
      System.arraycopy(
          histories[i], histories[i].length - used, target, offset + MAX_LENGTH - used, used);
    }

    @Override
    public int target(int i) {
      return targets[i];
    }

    @Override
    public SeenItems seen() {
      return new SeenItems() {
        private int[] seen = new int[0];

        @Override
        public void goTo(int i) {
          seen = Arrays.stream(histories[i]).distinct().toArray();
        }

        @Override
        public int size() {
          return seen.length;
        }

        @Override
        public int item(int n) {
          return seen[n];
        }

        @Override
        public boolean contains(int item) {
          return Arrays.stream(seen).anyMatch(s -> s == item);
        }
      };
    }
  }
}
