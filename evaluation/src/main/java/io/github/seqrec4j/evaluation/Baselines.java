package io.github.seqrec4j.evaluation;

import ai.djl.ndarray.NDManager;
import io.github.seqrec4j.api.EvaluationSpec;
import io.github.seqrec4j.api.ItemCounts;
import io.github.seqrec4j.api.Modality;
import io.github.seqrec4j.data.Dataset;
import io.github.seqrec4j.data.EvaluationSet;
import io.github.seqrec4j.data.FeatureStore;
import io.github.seqrec4j.data.SeenItems;
import io.github.seqrec4j.data.Split;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a model must beat, ranked under its own protocol, all from training interactions alone:
 *
 * <ul>
 *   <li>{@value #POPULARITY}: training interactions of an item
 *   <li>{@value #RECENT}: those of the newest tenth of them
 *   <li>{@value #MARKOV}: how often an item came directly after the user's last one, equals by
 *       popularity
 *   <li>{@value #ITEM_KNN}: cosines of co-occurrence with the user's last {@value #HISTORY} items,
 *       or as many as the model reads, the n-th from the end with weight 1/n, of each the nearest
 *       hundred; equals by popularity
 *   <li>{@code content-MODALITY}: cosines of content with the same, for each modality with features
 *       of at most {@value #MAX_CONTENT} numbers
 * </ul>
 *
 * <p>Deterministic, on one thread but for content; memory is in proportion to items and training
 * interactions, never to users x items.
 */
public final class Baselines {

  private static final Logger LOG = LoggerFactory.getLogger(Baselines.class);

  /** Name of the baseline that recommends what is most popular. */
  public static final String POPULARITY = "popularity";

  private static final String RECENT = "recent-popularity";
  private static final String MARKOV = "last-item-markov";
  private static final String ITEM_KNN = "item-knn";
  static final String CONTENT = "content-";

  /** Numbers of the vectors of all items, 256 MB of them: what ranking by content holds. */
  static final long MAX_CONTENT = 1 << 26;

  /** Last items of a user that neighbours are taken of. */
  static final int HISTORY = 20;

  private final Dataset dataset;
  private final Split split;
  private final EvaluationSet set;
  private final EvaluationSpec spec;

  private Baselines(Dataset dataset, Split split, EvaluationSet set, EvaluationSpec spec) {
    this.dataset = dataset;
    this.split = split;
    this.set = set;
    this.spec = spec;
  }

  /**
   * Rankings of the targets of a set by the name of the baseline, popularity first; none of an
   * empty set.
   *
   * @param split of the dataset
   * @param set validation or test of the split
   */
  public static Map<String, Ranking> evaluate(
      NDManager manager, Dataset dataset, Split split, EvaluationSet set, EvaluationSpec spec) {
    return set.size() == 0 ? Map.of() : new Baselines(dataset, split, set, spec).rank(manager);
  }

  private Map<String, Ranking> rank(NDManager manager) {
    Map<String, Ranking> rankings = new LinkedHashMap<>();
    ItemCounts counts = split.trainingCounts();
    rankings.put(POPULARITY, PopularityBaseline.evaluate(counts, set, spec));
    rankings.put(
        RECENT, PopularityBaseline.evaluate(RecentPopularity.of(dataset, split), set, spec));
    Transitions transitions = new Transitions(split);
    rankings.put(
        MARKOV,
        rank(
            (target, history, scores) -> transitions.add(history[history.length - 1], scores),
            counts));
    Neighbours neighbours = new Neighbours(split);
    rankings.put(
        ITEM_KNN,
        rank(
            (target, history, scores) -> {
              int slots = history.length;
              for (int n = 1; n <= Math.min(HISTORY, slots) && history[slots - n] > 0; n++) {
                neighbours.add(history[slots - n], 1.0 / n, scores);
              }
            },
            counts));
    dataset.modalities().stream()
        .sorted(Comparator.comparing(Modality::name))
        .forEach(modality -> content(manager, modality, rankings));
    return rankings;
  }

  private void content(NDManager manager, Modality modality, Map<String, Ranking> rankings) {
    FeatureStore features = dataset.features(modality);
    long numbers = (dataset.items() + 1L) * features.schema().width();
    if (numbers > MAX_CONTENT) {
      LOG.info(
          "baselines: {}{} is left out, its vectors are {} numbers, more than {}",
          CONTENT,
          modality.name(),
          numbers,
          MAX_CONTENT);
      return;
    }
    rankings.put(
        CONTENT + modality.name(),
        ContentNeighbours.rank(
            manager, features, dataset.items(), split.maxLength(), 1, set, spec));
  }

  private Ranking rank(Baseline baseline, ItemCounts counts) {
    Ranking ranking = Ranking.of(set);
    SeenItems seen = set.seen();
    double[] scores = new double[dataset.items() + 1];
    int[] history = new int[split.maxLength()];
    for (int i = 0; i < set.size(); i++) {
      seen.goTo(i);
      set.history(i, history, 0);
      Arrays.fill(scores, 0);
      baseline.score(i, history, scores);
      ranking.ranks()[i] = rank(scores, counts, set.target(i), seen);
    }
    return ranking;
  }

  private double rank(double[] scores, ItemCounts counts, int target, SeenItems seen) {
    if (spec.filterSeen() && seen.contains(target)) {
      return Double.POSITIVE_INFINITY;
    }
    long ahead = 0;
    long tied = 0;
    long own = counts.count(target);
    for (int item = 1; item < scores.length; item++) {
      if (item == target || scores[item] < scores[target]) {
        continue;
      }
      long count = counts.count(item);
      if (spec.filterSeen() && seen.contains(item)) {
        continue;
      }
      boolean above = scores[item] > scores[target] || count > own;
      ahead += above ? 1 : 0;
      tied += !above && count == own ? 1 : 0;
    }
    return Ranking.rank(ahead, tied);
  }
}
