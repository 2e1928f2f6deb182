package io.github.seqrec4j.evaluation;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import io.github.seqrec4j.api.Arguments;
import io.github.seqrec4j.api.Branch;
import io.github.seqrec4j.api.DataException;
import io.github.seqrec4j.api.EvaluationSpec;
import io.github.seqrec4j.api.nn.HostArrays;
import io.github.seqrec4j.data.Dataset;
import io.github.seqrec4j.data.EvaluationSet;
import io.github.seqrec4j.data.SeenItems;
import io.github.seqrec4j.runtime.Histories;
import io.github.seqrec4j.runtime.ItemVectors;
import io.github.seqrec4j.runtime.SequentialRecommender;
import io.github.seqrec4j.runtime.UserEncoder;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * The lists of recommendations behind an evaluation, of the ensemble and of each branch, handed
 * over one by one: nothing of users x items is ever held.
 *
 * <p>Users are encoded and scored {@value #USERS} at a time whatever {@link
 * EvaluationSpec#batchSize}, the last ones filled up: the engine's products round by the number of
 * rows, and no list is to depend on a batch.
 *
 * <p>Shapes: b users, n items of a block, M branches, D width.
 */
public final class RecommendedLists {

  /** b. */
  private static final int USERS = 256;

  /** n. */
  private static final int ITEMS = 2048;

  private final UserEncoder users;
  private final ItemVectors items;
  private final int catalogue;
  private final EvaluationSet set;
  private final EvaluationSpec spec;
  private final BestItems[][] best; // by branch, the ensemble last, and user of a block
  private final ListSink[] sinks; // likewise

  private RecommendedLists(
      UserEncoder users,
      ItemVectors items,
      int catalogue,
      EvaluationSet set,
      EvaluationSpec spec,
      int length,
      Map<String, ListSink> sinks) {
    this.users = users;
    this.items = items;
    this.catalogue = catalogue;
    this.set = set;
    this.spec = spec;
    List<Branch> branches = items.branches();
    this.sinks = new ListSink[branches.size() + 1];
    best = new BestItems[branches.size() + 1][USERS];
    for (int m = 0; m < this.sinks.length; m++) {
      String name = m < branches.size() ? branches.get(m).name() : Branch.ENSEMBLE;
      ListSink sink = sinks.get(name);
      this.sinks[m] = sink == null ? (target, ofList, scores, size) -> {} : sink;
      Arrays.setAll(best[m], user -> new BestItems(length));
    }
  }

  /**
   * Hands over the lists for the targets of a set, in its order, each to the sinks of {@code
   * ensemble} and of the branches. Items that the dataset lacks are not recommended; seen ones are
   * not where the evaluation removes them.
   *
   * @param set a part of the dataset
   * @param length items of a list, at least 1; shorter where there are no more
   * @param sinks makes a sink for the ensemble or a branch, by its name
   * @return the sinks by name, {@code ensemble} first
   * @throws DataException if the dataset has items that the model does not know, or other event
   *     categories than the model reads
   * @throws io.github.seqrec4j.api.UsageException if the recommender was loaded to be computed in
   *     plain Java
   */
  public static <T extends ListSink> Map<String, T> of(
      SequentialRecommender recommender,
      Dataset dataset,
      EvaluationSet set,
      EvaluationSpec spec,
      int length,
      Function<String, T> sinks) {
    Arguments.atLeast("length", length, 1);
    Evaluator.checkCategories(recommender, dataset);
    int[] order = ItemOrder.of(recommender.storedItems(), dataset);
    Map<String, T> made = new LinkedHashMap<>();
    made.put(Branch.ENSEMBLE, sinks.apply(Branch.ENSEMBLE));
    recommender.branches().forEach(b -> made.put(b.name(), sinks.apply(b.name())));
    recommender.read(
        (manager, users, items) -> {
          try (NDManager scratch = manager.newSubManager()) {
            new RecommendedLists(
                    users,
                    items.arranged(scratch, order),
                    dataset.items(),
                    set,
                    spec,
                    length,
                    Map.copyOf(made))
                .give(scratch);
          }
          return made;
        });
    return made;
  }

  private void give(NDManager manager) {
    SeenItems seen = set.seen();
    for (int from = 0; from < set.size(); from += USERS) {
      int size = Math.min(USERS, set.size() - from);
      int[][] unlisted = new int[size][0];
      for (int i = 0; spec.filterSeen() && i < size; i++) {
        seen.goTo(from + i);
        unlisted[i] = seen.toArray();
        Arrays.sort(unlisted[i]);
      }
      for (BestItems[] ofBranch : best) {
        Arrays.stream(ofBranch).forEach(BestItems::clear);
      }
      try (NDManager scratch = manager.newSubManager()) {
        NDArray vectors = users.encodeLast(scratch, full(from, size), items); // (b, MD)
        for (int first = 1; first <= catalogue; first += ITEMS) {
          block(vectors, first, Math.min(catalogue + 1, first + ITEMS), unlisted);
        }
      }
      for (int i = 0; i < size; i++) {
        for (int m = sinks.length - 1; m >= 0; m--) {
          best[m][i].give(from + i, sinks[m]);
        }
      }
    }
  }

  /** Histories of a block of users; where it is not full the first one's again. */
  private Histories full(int from, int size) {
    Histories some = Evaluator.histories(users, set, from, size, spec);
    if (size == USERS) {
      return some;
    }
    int slots = some.maxLength();
    Histories all = new Histories(USERS, slots);
    for (int i = 0; i < USERS; i++) {
      int source = i < size ? i : 0;
      System.arraycopy(some.items(), source * slots, all.items(), i * slots, slots);
      System.arraycopy(some.times(), source * slots, all.times(), i * slots, slots);
      System.arraycopy(some.categories(), source * slots, all.categories(), i * slots, slots);
      all.requestTimes()[i] = some.requestTimes()[source];
    }
    return all;
  }

  private void block(NDArray vectors, int from, int to, int[][] unlisted) {
    int branches = items.branches().size();
    long width = vectors.getShape().get(1) / branches;
    try (NDManager scratch = vectors.getManager().newSubManager()) {
      NDList scores = new NDList(); // of each branch (b, n)
      for (int m = 0; m < branches; m++) {
        NDArray left = vectors.get(scratch, new NDIndex(":, {}:{}", m * width, (m + 1) * width));
        NDIndex part = new NDIndex("{}:{}, {}:{}", from, to, m * width, (m + 1) * width);
        scores.add(left.matMul(items.vectors().get(scratch, part).transpose()));
      }
      List<FloatBuffer> values = scores.stream().map(HostArrays::floats).toList();
      for (int user = 0; user < unlisted.length; user++) {
        offer(values, user, from, to, unlisted[user]);
      }
    }
  }

  private void offer(List<FloatBuffer> values, int user, int from, int to, int[] unlisted) {
    int branches = values.size();
    int skip = Arrays.binarySearch(unlisted, from);
    skip = skip >= 0 ? skip : -skip - 1;
    for (int item = from; item < to; item++) {
      if (skip < unlisted.length && unlisted[skip] == item) {
        skip++;
        continue;
      }
      float sum = 0;
      for (int m = 0; m < branches; m++) {
        float score = values.get(m).get(user * (to - from) + item - from);
        sum += items.weights().factor(m) * score;
        best[m][user].offer(item, score);
      }
      best[branches][user].offer(item, sum / branches);
    }
  }
}
