package io.github.seqrec4j.evaluation;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.github.seqrec4j.api.Branch;
import io.github.seqrec4j.api.EvaluationSpec;
import io.github.seqrec4j.api.Internal;
import io.github.seqrec4j.api.Modality;
import io.github.seqrec4j.data.Dataset;
import io.github.seqrec4j.data.EvaluationSet;
import io.github.seqrec4j.data.FeatureStore;
import io.github.seqrec4j.data.HeldOutItems;
import io.github.seqrec4j.data.SeenItems;
import io.github.seqrec4j.runtime.EnsembleWeights;
import io.github.seqrec4j.runtime.ItemVectors;
import io.github.seqrec4j.runtime.UserEncoder;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;

/**
 * How items that training never saw are found, by their content: each target a cold item, ranked
 * among all items and among the cold ones alone.
 *
 * <p>The branch of the ID has nothing to say of a cold item and abstains. The ensemble is that of
 * the other branches, for known items too, so that all are scored by the same measure: a cold item
 * then has as many known items ahead of it as it has where requests give it a place among known
 * items by its rank in content.
 *
 * <p>Shapes: N known items, C cold ones, M branches, D width.
 *
 * @param all rankings among all items, {@code ensemble} first, then branches, then baselines
 * @param cold the same among the cold ones alone
 * @param chanceAll metrics that a random order has among all
 * @param chanceCold likewise among the cold ones
 */
@Internal
public record ColdEvaluation(
    Map<String, Ranking> all,
    Map<String, Ranking> cold,
    Map<String, Double> chanceAll,
    Map<String, Double> chanceCold) {

  /**
   * Evaluates a model.
   *
   * @param items vectors of 0..N+C, the ID branch of the last C being nothing, and the weights of
   *     the ensemble without that branch
   * @param abstaining name of the branch that knows nothing of cold items; any other name for none
   * @param set of {@link HeldOutItems#targets}, at least one
   */
  public static ColdEvaluation of(
      NDManager manager,
      UserEncoder users,
      ItemVectors items,
      String abstaining,
      Dataset dataset,
      HeldOutItems coldItems,
      EvaluationSet set,
      EvaluationSpec spec) {
    int known = coldItems.known();
    Map<String, Ranking> all = rankings(items, abstaining, set);
    Map<String, Ranking> cold = rankings(items, abstaining, set);
    SeenItems walk = set.seen();
    int[] left = new int[set.size()]; // items that a target is ranked among
    try (NDManager held = manager.newSubManager()) {
      ItemVectors among = items.arranged(held, ItemOrder.from(known + 1, items.items()));
      for (int from = 0; from < set.size(); from += Evaluator.USERS) {
        int size = Math.min(Evaluator.USERS, set.size() - from);
        int[] targets = new int[size];
        int[] amongCold = new int[size];
        int[][] seen = new int[size][];
        for (int i = 0; i < size; i++) {
          targets[i] = set.target(from + i);
          amongCold[i] = targets[i] - known;
          seen[i] = Evaluator.seen(walk, from + i, spec);
          left[from + i] = items.items() - seen[i].length;
        }
        try (NDManager scratch = held.newSubManager()) {
          NDArray vectors = Evaluator.vectors(scratch, users, items, set, from, size, spec);
          List<EnsembleWeights> ensemble = List.of(items.weights());
          put(new TargetRanks(items, ensemble, vectors, targets, seen).ranks(), items, from, all);
          put(
              new TargetRanks(among, ensemble, vectors, amongCold, new int[size][0]).ranks(),
              items,
              from,
              cold);
        }
      }
    }
    dataset.modalities().stream()
        .sorted(Comparator.comparing(Modality::name))
        .forEach(
            modality -> {
              FeatureStore store = coldItems.features(modality);
              int slots = users.maxLength();
              String name = Baselines.CONTENT + modality.name();
              all.put(
                  name, ContentNeighbours.rank(manager, store, items.items(), slots, 1, set, spec));
              cold.put(
                  name,
                  ContentNeighbours.rank(
                      manager, store, items.items(), slots, known + 1, set, spec));
            });
    int[] coldOnly = new int[set.size()];
    Arrays.fill(coldOnly, coldItems.count());
    return new ColdEvaluation(all, cold, chance(left, spec), chance(coldOnly, spec));
  }

  private static Map<String, Ranking> rankings(
      ItemVectors items, String abstaining, EvaluationSet set) {
    Map<String, Ranking> rankings = new LinkedHashMap<>();
    rankings.put(Branch.ENSEMBLE, Ranking.of(set));
    for (Branch branch : items.branches()) {
      if (!branch.name().equals(abstaining)) {
        rankings.put(branch.name(), Ranking.of(set));
      }
    }
    return rankings;
  }

  /** Fills in ranks by branch, those of the ensemble last. */
  private static void put(
      double[][] ranks, ItemVectors items, int from, Map<String, Ranking> rankings) {
    for (int m = 0; m < ranks.length; m++) {
      String name = m < items.branches().size() ? items.branches().get(m).name() : Branch.ENSEMBLE;
      Ranking ranking = rankings.get(name);
      if (ranking != null) {
        System.arraycopy(ranks[m], 0, ranking.ranks(), from, ranks[m].length);
      }
    }
  }

  /**
   * What a random order comes to: the mean over targets of the mean over all places.
   *
   * @param candidates number of items that each target is among
   */
  private static Map<String, Double> chance(int[] candidates, EvaluationSpec spec) {
    int most = Arrays.stream(candidates).max().orElse(0);
    Map<String, Double> metrics = new LinkedHashMap<>();
    for (String name : Ranking.ofUsers(1).metrics(spec.cutoffs()).keySet()) {
      DoubleUnaryOperator value = RelevanceMetric.of(name)::of;
      double[] sums = new double[most + 1]; // of the values of the first places
      for (int rank = 1; rank <= most; rank++) {
        sums[rank] = sums[rank - 1] + value.applyAsDouble(rank);
      }
      double sum = 0;
      for (int count : candidates) {
        sum += sums[count] / count;
      }
      metrics.put(name, sum / candidates.length);
    }
    return metrics;
  }
}
