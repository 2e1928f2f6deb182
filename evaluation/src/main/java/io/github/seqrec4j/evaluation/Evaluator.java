package io.github.seqrec4j.evaluation;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import io.github.seqrec4j.api.Branch;
import io.github.seqrec4j.api.DataException;
import io.github.seqrec4j.api.EvaluationSpec;
import io.github.seqrec4j.api.Internal;
import io.github.seqrec4j.api.SequenceInput;
import io.github.seqrec4j.data.Dataset;
import io.github.seqrec4j.data.EvaluationSet;
import io.github.seqrec4j.data.SeenItems;
import io.github.seqrec4j.runtime.EnsembleWeights;
import io.github.seqrec4j.runtime.Histories;
import io.github.seqrec4j.runtime.ItemVectors;
import io.github.seqrec4j.runtime.SequentialRecommender;
import io.github.seqrec4j.runtime.UserEncoder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ranks each target among all items, for the ensemble and for each branch, without sorting: see
 * {@link TargetRanks}. No array of users x items is ever held.
 *
 * <p>Shapes: C users, N items, M branches, E ensembles, D width.
 */
public final class Evaluator {

  private static final Logger LOG = LoggerFactory.getLogger(Evaluator.class);

  /** Users whose vectors are held at a time, C. */
  static final int USERS = 1 << 13;

  private Evaluator() {}

  /**
   * Rankings of the targets of a set by name, {@code ensemble} first, then each branch. Items of
   * the dataset are the model's by their identifiers, in whatever order; those that the dataset
   * lacks are ranked too.
   *
   * @param set a part of the dataset
   * @throws DataException if the dataset has items that the model does not know, or other event
   *     categories than the model reads
   * @throws io.github.seqrec4j.api.UsageException if the recommender was loaded to be computed in
   *     plain Java
   */
  public static Map<String, Ranking> evaluate(
      SequentialRecommender recommender, Dataset dataset, EvaluationSet set, EvaluationSpec spec) {
    checkCategories(recommender, dataset);
    int added = recommender.storedSinceTraining();
    if (added > 0) {
      LOG.warn(
          "{} items were added to the model after its training: their score by ID counts as 0 here,"
              + " while serving puts them where their content does; numbers of targets among them"
              + " are not those of serving",
          added);
    }
    int[] order = ItemOrder.of(recommender.storedItems(), dataset);
    return recommender.read(
        (manager, users, items) -> {
          try (NDManager scratch = manager.newSubManager()) {
            return evaluate(manager, users, items.arranged(scratch, order), set, spec);
          }
        });
  }

  /** A dataset numbers its categories, which are the model's only where the names are. */
  static void checkCategories(SequentialRecommender recommender, Dataset dataset) {
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
    List<Ranking> all = new ArrayList<>(byBranch);
    all.add(ensemble);
    rank(manager, users, items, List.of(items.weights()), set, spec, all);
    return rankings;
  }

  /**
   * Rankings by ensembles of other weights, one for each.
   *
   * @param ensembles E
   */
  @Internal
  public static List<Ranking> ensembles(
      NDManager manager,
      UserEncoder users,
      ItemVectors items,
      List<EnsembleWeights> ensembles,
      EvaluationSet set,
      EvaluationSpec spec) {
    Ranking first = Ranking.of(set);
    List<Ranking> rankings = new ArrayList<>();
    for (int i = 0; i < items.branches().size() + ensembles.size(); i++) {
      rankings.add(new Ranking(new double[set.size()], first.users()));
    }
    rank(manager, users, items, ensembles, set, spec, rankings);
    return rankings.subList(items.branches().size(), rankings.size());
  }

  /** Fills in the ranks of M branches and E ensembles. */
  private static void rank(
      NDManager manager,
      UserEncoder users,
      ItemVectors items,
      List<EnsembleWeights> ensembles,
      EvaluationSet set,
      EvaluationSpec spec,
      List<Ranking> rankings) {
    SeenItems walk = set.seen();
    for (int from = 0; from < set.size(); from += USERS) {
      int size = Math.min(USERS, set.size() - from);
      int[] targets = new int[size];
      int[][] seen = new int[size][];
      for (int i = 0; i < size; i++) {
        targets[i] = set.target(from + i);
        seen[i] = seen(walk, from + i, spec);
      }
      try (NDManager scratch = manager.newSubManager()) {
        NDArray vectors = vectors(scratch, users, items, set, from, size, spec);
        double[][] ranks = new TargetRanks(items, ensembles, vectors, targets, seen).ranks();
        for (int m = 0; m < ranks.length; m++) {
          System.arraycopy(ranks[m], 0, rankings.get(m).ranks(), from, size);
        }
      }
    }
  }

  /**
   * Rankings of targets by vectors of users that are there already: of each branch in model order,
   * of the ensemble last.
   *
   * @param users their vectors (U, MD)
   * @param targets the item of each to be ranked, 1 to N
   * @param seen items of each that are not ranked
   */
  @Internal
  public static List<Ranking> rank(ItemVectors items, NDArray users, int[] targets, int[][] seen) {
    double[][] all = new double[items.branches().size() + 1][targets.length];
    for (int from = 0; from < targets.length; from += USERS) {
      int to = Math.min(targets.length, from + USERS);
      try (NDManager scratch = users.getManager().newSubManager()) {
        NDArray vectors = users.get(scratch, new NDIndex("{}:{}", from, to));
        int[] of = Arrays.copyOfRange(targets, from, to);
        int[][] out = Arrays.copyOfRange(seen, from, to);
        double[][] ranks =
            new TargetRanks(items, List.of(items.weights()), vectors, of, out).ranks();
        for (int m = 0; m < ranks.length; m++) {
          System.arraycopy(ranks[m], 0, all[m], from, to - from);
        }
      }
    }
    return Arrays.stream(all).map(Ranking::ofUsers).toList();
  }

  /** Vectors of some users before their targets, (C, MD). */
  static NDArray vectors(
      NDManager owner,
      UserEncoder users,
      ItemVectors items,
      EvaluationSet set,
      int first,
      int count,
      EvaluationSpec spec) {
    NDList parts = new NDList();
    for (int from = first; from < first + count; from += spec.batchSize()) {
      int size = Math.min(spec.batchSize(), first + count - from);
      try (NDManager scratch = owner.newSubManager()) {
        NDArray part = users.encodeLast(scratch, histories(users, set, from, size, spec), items);
        part.attach(owner);
        parts.add(part);
      }
    }
    return parts.size() == 1 ? parts.get(0) : NDArrays.concat(parts);
  }

  /**
   * Bytes that an evaluation takes beside the item vectors, about: the vectors of C users, and
   * those of their targets, and a block of scores of each branch.
   *
   * @param branches M
   * @param width D
   */
  @Internal
  public static long workBytes(int branches, int width) {
    long vectors = 3L * USERS * branches * width; // theirs, the targets' and their products
    return Float.BYTES * (vectors + (long) branches * TargetRanks.ITEMS * TargetRanks.USERS);
  }

  /** Histories before some targets, with what the backbones read of their events. */
  static Histories histories(
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

  /** Items that are not ranked for a target. */
  static int[] seen(SeenItems walk, int target, EvaluationSpec spec) {
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
}
