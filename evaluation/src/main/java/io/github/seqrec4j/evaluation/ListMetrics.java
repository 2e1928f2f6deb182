package io.github.seqrec4j.evaluation;

import io.github.seqrec4j.data.EvaluationSet;
import io.github.seqrec4j.data.FeatureStore;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What lists of recommendations are beside right, over L lists of the first K items, out of N:
 *
 * <ul>
 *   <li>{@code coverage@K}: share of the N items that are in any list
 *   <li>{@code gini@K}: how unequally the items occur in the lists, 0 all alike, towards 1 one item
 *       alone: the sum of (2i - N - 1) x(i) over N times that of x(i), x(i) being how often items
 *       occur, ascending, i from 1 (Fleder and Hosanagar 2009)
 *   <li>{@code popularity@K}: mean number of training interactions of a recommended item (average
 *       recommendation popularity, Yin et al. 2012)
 *   <li>{@code novelty@K}: mean self-information of a recommended item, -log2 of the share of users
 *       who had it in training (Zhou et al. 2010); one that none had counts as one user's
 *   <li>{@code serendipity@K}: mean over the items of a list of max(p - q, 0) for the target, 0 for
 *       all others; p = (N + 1 - its rank in the list) / N, q = (N + 1 - its place by training
 *       interactions) / N, items with as many on one place, 0 for an item without: found, and not
 *       because it is popular (as RecTools has it)
 *   <li>{@code diversity-MODALITY@K}: mean of 1 - cosine over the pairs of items of a list by their
 *       content vectors, mean of their tokens (intra-list diversity, Ziegler et al. 2005); pairs
 *       with an item without content do not count, nor do lists without a pair
 * </ul>
 *
 * <p>The first five are means over lists of means within a list; lists that are shorter than K, as
 * there are no more items, are taken as they are. Memory: 4 bytes x N for each cut-off.
 */
final class ListMetrics implements ListSink {

  private final EvaluationSet set;
  private final TrainingPopularity popularity;
  private final Map<String, FeatureStore> content;
  private final List<Integer> cutoffs;
  private final int[][] occurrences; // by cut-off and item
  private final double[][] sums; // by cut-off: popularity, novelty, serendipity, diversities
  private final long[][] lists; // by cut-off and diversity
  private final double[][][] vectors; // by modality, of the items of a list, length 1; empty = none
  private long all;

  /**
   * No list so far.
   *
   * @param content by the names of modalities
   */
  ListMetrics(
      EvaluationSet set,
      TrainingPopularity popularity,
      Map<String, FeatureStore> content,
      List<Integer> cutoffs) {
    this.set = set;
    this.popularity = popularity;
    this.content = content;
    this.cutoffs = cutoffs;
    occurrences = new int[cutoffs.size()][popularity.items() + 1];
    sums = new double[cutoffs.size()][3 + content.size()];
    lists = new long[cutoffs.size()][content.size()];
    vectors = new double[content.size()][][];
  }

  @Override
  public void accept(int target, int[] items, float[] scores, int size) {
    all++;
    int[] listed = Arrays.copyOf(items, size);
    int m = 0;
    for (FeatureStore store : content.values()) {
      vectors[m++] = ContentVectors.read(store, listed);
    }
    for (int c = 0; c < cutoffs.size(); c++) {
      int k = Math.min(cutoffs.get(c), size);
      add(c, set.target(target), listed, k);
      for (int d = 0; d < vectors.length; d++) {
        double diversity = diversity(vectors[d], k);
        if (!Double.isNaN(diversity)) {
          sums[c][3 + d] += diversity;
          lists[c][d]++;
        }
      }
    }
  }

  private void add(int cutoff, int target, int[] items, int k) {
    double n = popularity.items();
    double interactions = 0;
    double information = 0;
    double surprise = 0;
    for (int r = 0; r < k; r++) {
      int item = items[r];
      occurrences[cutoff][item]++;
      interactions += popularity.interactions(item);
      information += popularity.selfInformation(item);
      // p - q is the difference of ranks; q is 0 for what nobody had, which N + 1 as rank gives
      surprise += item == target ? Math.max(popularity.rank(item) - (r + 1), 0) / n : 0;
    }
    if (k > 0) {
      sums[cutoff][0] += interactions / k;
      sums[cutoff][1] += information / k;
      sums[cutoff][2] += surprise / k;
    }
  }

  private static double diversity(double[][] units, int k) {
    double sum = 0;
    int pairs = 0;
    for (int a = 0; a < k; a++) {
      for (int b = 0; b < a; b++) {
        if (units[a].length > 0 && units[b].length > 0) {
          double cosine = 0;
          for (int f = 0; f < units[a].length; f++) {
            cosine += units[a][f] * units[b][f];
          }
          sum += 1 - cosine;
          pairs++;
        }
      }
    }
    return pairs == 0 ? Double.NaN : sum / pairs;
  }

  /** The metrics by name; a diversity is left out where no list has a pair with content. */
  Map<String, Double> metrics() {
    Map<String, Double> metrics = new LinkedHashMap<>();
    each(metrics, "coverage@", c -> covered(c) / (double) popularity.items());
    each(metrics, "gini@", c -> gini(occurrences[c]));
    each(metrics, "popularity@", c -> sums[c][0] / all);
    each(metrics, "novelty@", c -> sums[c][1] / all);
    each(metrics, "serendipity@", c -> sums[c][2] / all);
    List<String> modalities = new ArrayList<>(content.keySet());
    for (int d = 0; d < modalities.size(); d++) {
      int at = d;
      each(metrics, "diversity-" + modalities.get(d) + "@", c -> sums[c][3 + at] / lists[c][at]);
    }
    metrics.values().removeIf(value -> value.isNaN());
    return metrics;
  }

  private interface OfCutoff {
    double value(int cutoff);
  }

  private void each(Map<String, Double> metrics, String name, OfCutoff metric) {
    for (int c = 0; c < cutoffs.size(); c++) {
      metrics.put(name + cutoffs.get(c), metric.value(c));
    }
  }

  private long covered(int cutoff) {
    return Arrays.stream(occurrences[cutoff]).filter(count -> count > 0).count();
  }

  private static double gini(int[] byItem) {
    int[] ascending = Arrays.copyOfRange(byItem, 1, byItem.length);
    Arrays.sort(ascending);
    double n = ascending.length;
    double weighted = 0;
    double sum = 0;
    for (int i = 0; i < ascending.length; i++) {
      weighted += (2.0 * (i + 1) - n - 1) * ascending[i];
      sum += ascending[i];
    }
    return weighted / (n * sum);
  }
}
