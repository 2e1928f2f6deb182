package io.github.seqrec4j.objectives;

/** Whom negatives are drawn for. */
public enum Scope {
  /** The batch: all rows are scored against the same, in one product of matrices. */
  BATCH,
  /**
   * Each row its own, as most papers do: of R rows up to RK items are encoded in a step, of small
   * catalogues all.
   */
  ROW
}
