package io.github.seqrec4j.api;

/** How the rows of the ID table are updated, of which a step reads few. */
public enum RowUpdate {
  /**
   * The same weights as {@link #DENSE} but for rounding, at a cost independent of the catalogue:
   * what a row missed is applied in one operation when it is next read. Needs an {@link
   * Optimizer#canCatchUp optimizer that can}.
   */
  DEFERRED,
  /**
   * Only rows of the batch decay and move. Rare items learn slower: under dense AdamW the first
   * moment carries a row on for some ten steps after its gradient, here it does not.
   */
  LAZY,
  /**
   * Every row decays and every moment fades at every step, as PyTorch does with a dense gradient
   * (the reference).
   */
  DENSE
}
