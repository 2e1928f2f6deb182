package io.github.seqrec4j.evaluation;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.github.seqrec4j.api.Branch;
import io.github.seqrec4j.api.DataException;
import io.github.seqrec4j.api.EvaluationSpec;
import io.github.seqrec4j.api.Internal;
import io.github.seqrec4j.api.SeqrecException;
import io.github.seqrec4j.api.SequenceInput;
import io.github.seqrec4j.data.Dataset;
import io.github.seqrec4j.data.EvaluationSet;
import io.github.seqrec4j.data.SeenItems;
import io.github.seqrec4j.runtime.Histories;
import io.github.seqrec4j.runtime.ItemVectors;
import io.github.seqrec4j.runtime.SequentialRecommender;
import io.github.seqrec4j.runtime.UserEncoder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Ranks each target among all items, for the ensemble and for each branch, in batches and without
 * sorting: the rank is one plus the number of items that score higher.
 *
 * <p>Shapes: B users of a batch, N items, M branches, D width.
 */
public final class Evaluator {

  /** Most scores computed at a time, 64 MiB of them: no users x items array is ever held. */
  private static final int SCORES = 1 << 24;

  private Evaluator() {}

  /**
   * Rankings of the targets of a set by name, {@code ensemble} first, then each branch. Items of
   * the dataset are the model's by their identifiers, in whatever order; those that the dataset
   * lacks are ranked too.
   *
   * @param set a part of the dataset
   * @throws DataException if the dataset has items that the model does not know, or other event
   *     categories than the model reads
   */
  public static Map<String, Ranking> evaluate(
      SequentialRecommender recommender, Dataset dataset, EvaluationSet set, EvaluationSpec spec) {
    checkCategories(recommender, dataset);
    int[] order = ItemOrder.of(recommender.items(), dataset);
    return recommender.read(
        (manager, users, items) -> {
          try (NDManager scratch = manager.newSubManager()) {
            return evaluate(manager, users, items.arranged(scratch, order), set, spec);
          }
        });
  }

  /** A dataset numbers its categories, which are the model's only where the names are. */
  private static void checkCategories(SequentialRecommender recommender, Dataset dataset) {
    List<String> known = recommender.origin().categories();
    if (recommender.model().backbone().inputs().contains(SequenceInput.EVENT_CATEGORIES)
        && !known.equals(dataset.categories())) {
      throw new DataException(
          dataset.spec().path()
              + ": its event categories are "
              + dataset.categories()
              + ", the model reads "
              + known
              + "; evaluate on data with the same ones");
    }
  }

  /** Likewise, of a model in training, whose items are the set's. */
  @Internal
  public static Map<String, Ranking> evaluate(
      NDManager manager,
      UserEncoder users,
      ItemVectors items,
      EvaluationSet set,
      EvaluationSpec spec) {
    List<Branch> branches = items.branches();
    Map<String, Ranking> rankings = new LinkedHashMap<>();
    Ranking ensemble = Ranking.of(set);
    rankings.put(Branch.ENSEMBLE, ensemble);
    List<Ranking> byBranch = new ArrayList<>();
    for (Branch branch : branches) {
      Ranking ranking = new Ranking(new double[set.size()], ensemble.users());
      byBranch.add(ranking);
      rankings.put(branch.name(), ranking);
    }
    int batchSize = Math.min(spec.batchSize(), Math.max(1, SCORES / items.items()));
    SeenItems walk = set.seen();
    for (int from = 0; from < set.size(); from += batchSize) {
      int size = Math.min(batchSize, set.size() - from);
      Histories histories = histories(users, set, from, size, spec);
      int[][] seen = new int[size][];
      for (int i = 0; i < size; i++) {
        seen[i] = seen(walk, from + i, spec);
      }
      try (NDManager scratch = manager.newSubManager()) {
        NDArray vectors = users.encodeLast(scratch, histories, items);
        NDArray sum = null;
        for (int m = 0; m < branches.size(); m++) {
          NDArray scores = items.scores(vectors, m); // (B, N)
          rank(scores, set, from, seen, byBranch.get(m));
          sum = sum == null ? scores : sum.addi(scores);
        }
        if (branches.size() == 1) {
          System.arraycopy(byBranch.get(0).ranks(), from, ensemble.ranks(), from, size);
        } else if (sum != null) {
          rank(sum, set, from, seen, ensemble); // a sum ranks as its mean does
        }
      }
    }
    return rankings;
  }

  /** Histories before some targets, with what the backbones read of their events. */
  private static Histories histories(
      UserEncoder users, EvaluationSet set, int from, int size, EvaluationSpec spec) {
    int slots = users.maxLength();
    Histories histories = new Histories(size, slots);
    boolean times =
        users.inputs().contains(SequenceInput.EVENT_TIMES)
            || users.inputs().contains(SequenceInput.REQUEST_TIMES);
    boolean categories = users.inputs().contains(SequenceInput.EVENT_CATEGORIES);
    for (int i = 0; i < size; i++) {
      set.history(from + i, histories.items(), i * slots);
      if (times) {
        set.historyTimes(from + i, histories.times(), i * slots);
        histories.requestTimes()[i] =
            spec.requestTime() == EvaluationSpec.RequestTime.TARGET
                ? set.targetTime(from + i)
                : histories.times()[(i + 1) * slots - 1];
      }
      if (categories) {
        set.historyCategories(from + i, histories.categories(), i * slots);
      }
    }
    return histories;
  }

  private static int[] seen(SeenItems walk, int target, EvaluationSpec spec) {
    if (!spec.filterSeen()) {
      return new int[0];
    }
    walk.goTo(target);
    return walk.toArray();
  }

  /** Metrics by ranking name. */
  public static Map<String, Map<String, Double>> metrics(
      Map<String, Ranking> rankings, EvaluationSpec spec) {
    Map<String, Map<String, Double>> metrics = new LinkedHashMap<>();
    rankings.forEach((name, ranking) -> metrics.put(name, ranking.metrics(spec.cutoffs())));
    return metrics;
  }

  /** Standard errors of these metrics by ranking name. */
  public static Map<String, Map<String, Double>> standardErrors(
      Map<String, Ranking> rankings, EvaluationSpec spec) {
    Map<String, Map<String, Double>> errors = new LinkedHashMap<>();
    rankings.forEach((name, ranking) -> errors.put(name, ranking.standardErrors(spec.cutoffs())));
    return errors;
  }

  /**
   * Ranks the targets of users {@code from} on. One pass of plain Java over the scores; the
   * engine's comparisons and sums took ten times as long.
   *
   * @param scores (B, N), item i in column i-1
   * @param seen items of each user that are not ranked
   */
  private static void rank(
      NDArray scores, EvaluationSet set, int from, int[][] seen, Ranking ranking) {
    float[] all = scores.toFloatArray();
    int items = all.length / seen.length;
    IntStream.range(0, seen.length)
        .parallel()
        .forEach(
            i ->
                ranking.ranks()[from + i] =
                    rank(all, i * items, items, set.target(from + i), seen[i]));
  }

  private static double rank(float[] scores, int offset, int items, int target, int[] seen) {
    float own = scores[offset + target - 1];
    if (!Float.isFinite(own)) {
      throw new SeqrecException(
          "score is not finite: " + own + "; lower the learning rate or check the features");
    }
    int ahead = 0;
    int tied = -1; // the target ties with itself
    for (int at = offset; at < offset + items; at++) {
      ahead += scores[at] > own ? 1 : 0;
      tied += scores[at] == own ? 1 : 0;
    }
    for (int item : seen) {
      if (item == target) {
        return Double.POSITIVE_INFINITY; // filtered: it cannot be found
      }
      ahead -= scores[offset + item - 1] > own ? 1 : 0;
      tied -= scores[offset + item - 1] == own ? 1 : 0;
    }
    return Ranking.rank(ahead, tied);
  }
}
