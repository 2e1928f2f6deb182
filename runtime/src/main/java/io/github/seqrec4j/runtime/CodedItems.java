package io.github.seqrec4j.runtime;

import java.util.ArrayList;
import java.util.List;

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

  private final List<CodedBlock> blocks;

  private CodedItems(List<CodedBlock> blocks) {
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
    return new CodedItems(coded);
  }

  /**
   * Offers the items that may be among the best of one user.
   *
   * @param user (C)
   * @param from first number of C
   * @param to last number, exclusive
   */
  void select(float[] user, int from, int to, Selection selection) {
    CodedBlock.Products[] products = new CodedBlock.Products[blocks.size()];
    IdleCores.each(products.length, i -> products[i] = blocks.get(i).products(user, from, to));
    int start = 0;
    for (CodedBlock.Products block : products) {
      block.offer(start, selection);
      start += block.items();
    }
  }
}
