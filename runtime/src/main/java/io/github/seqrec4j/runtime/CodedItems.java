package io.github.seqrec4j.runtime;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.IntPredicate;

/**
 * The k best items of one user, found by codes of a quarter of the bytes and computed in full where
 * the codes leave a doubt: the answer is that of a scan of all vectors, to the last bit, while most
 * of the catalogue is read in 8 bits. One user waits for memory, and that is a quarter. (Of many
 * users at once a block of vectors is read once, so that they gain nothing.) The bound is that of
 * Cauchy and Schwarz on what the codes leave out; computing approximately first and in full only
 * what may matter is as old as inner-product search (Li et al., "FEXIPRO", SIGMOD 2017).
 *
 * <p>Shapes: N items, C numbers of a vector.
 */
final class CodedItems {

  /** Fewest items for which codes pay: the vectors of fewer stay in a processor's cache. */
  static final int FEWEST = 1 << 14;

  /**
   * Doubtful items of a block of {@value ItemBlocks#ITEMS} beyond which the block is computed
   * whole: one item alone reads a cache line a number.
   */
  private static final int FEW = 32;

  private final ItemBlocks items;
  private final List<CodedBlock> blocks;

  private CodedItems(ItemBlocks items, List<CodedBlock> blocks) {
    this.items = items;
    this.blocks = blocks;
  }

  /** Codes of all items. */
  static CodedItems of(ItemBlocks items) {
    List<CodedBlock> coded = new ArrayList<>();
    int together = CodedBlock.ITEMS / ItemBlocks.ITEMS;
    for (int i = 0; i < items.blocks(); i += together) {
      List<float[][]> some = new ArrayList<>();
      for (int n = i; n < Math.min(items.blocks(), i + together); n++) {
        some.add(items.block(n));
      }
      coded.add(CodedBlock.of(some));
    }
    return new CodedItems(items, coded);
  }

  /**
   * Inner products, (N), of those items that may be among the best of those that are admitted, and
   * negative infinity for the others.
   *
   * @param user (C)
   * @param from first number of C
   * @param to last number, exclusive
   * @param k how many are wanted, at least 1
   * @param exclude sets the scores of items that may not come back to negative infinity
   * @param admitted asked of columns as {@link TopK} does
   */
  float[] best(
      float[] user, int from, int to, int k, Consumer<float[]> exclude, IntPredicate admitted) {
    float[] scores = new float[items.size()]; // bounds from below, until they are computed
    double[] margins = new double[blocks.size()];
    int[][] sums = new int[4][CodedBlock.ITEMS / 4];
    int start = 0;
    for (int i = 0; i < margins.length; i++) {
      CodedBlock block = blocks.get(i);
      margins[i] = block.products(user, from, to, scores, start, sums);
      lower(scores, start, start + block.size(), margins[i]);
      start += block.size();
    }
    exclude.accept(scores);
    int[] best = TopK.of(scores, 0, scores.length, k, admitted);
    float least = best.length < k ? Float.NEGATIVE_INFINITY : scores[best[k - 1]];
    float[][] whole = new float[1][ItemBlocks.ITEMS];
    for (int i = 0; i < items.blocks(); i++) {
      double margin = margins[i * ItemBlocks.ITEMS / CodedBlock.ITEMS];
      if (doubtful(i, scores, least, margin) > FEW) {
        items.products(i, user, 0, 1, from, to, whole);
        compute(i, scores, item -> whole[0][(item - 1) % ItemBlocks.ITEMS]);
      } else {
        compute(i, scores, item -> items.product(item, user, from, to));
      }
    }
    return scores;
  }

  /** A bound that is no number is no bound: the least number there is, which excludes nothing. */
  private static void lower(float[] scores, int start, int end, double margin) {
    for (int i = start; i < end; i++) {
      float low = (float) (scores[i] - margin);
      scores[i] = low >= -Float.MAX_VALUE ? low : -Float.MAX_VALUE;
    }
  }

  /**
   * Leaves out a block's items that cannot reach a score, which others are known to have, and
   * counts those that are left.
   */
  private int doubtful(int block, float[] scores, float least, double margin) {
    double below = margin <= Float.MAX_VALUE ? least - 2 * margin : Float.NEGATIVE_INFINITY;
    int left = 0;
    for (int i = block * ItemBlocks.ITEMS; i < end(block); i++) {
      if (scores[i] < below) {
        scores[i] = Float.NEGATIVE_INFINITY;
      }
      left += scores[i] == Float.NEGATIVE_INFINITY ? 0 : 1;
    }
    return left;
  }

  private int end(int block) {
    return Math.min(items.size(), (block + 1) * ItemBlocks.ITEMS);
  }

  /** The score of an item, by its number. */
  @FunctionalInterface
  private interface Score {
    float of(int item);
  }

  private void compute(int block, float[] scores, Score score) {
    for (int i = block * ItemBlocks.ITEMS; i < end(block); i++) {
      if (scores[i] != Float.NEGATIVE_INFINITY) {
        scores[i] = score.of(i + 1);
      }
    }
  }
}
