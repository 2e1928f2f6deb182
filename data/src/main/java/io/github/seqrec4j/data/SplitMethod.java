package io.github.seqrec4j.data;

import io.github.seqrec4j.api.Component;
import io.github.seqrec4j.api.DataException;

/**
 * Says of each user's interactions, in the order of time, which train, which validate and which
 * test. The split precedes any windowing.
 */
public interface SplitMethod extends Component {

  /**
   * Splits a dataset.
   *
   * @param maxLength S, at least 1
   * @throws DataException if nothing is left to validate or to test on
   */
  Split split(Dataset dataset, int maxLength);

  /** Which held-out interactions of a user are to be found. */
  enum Targets {
    /** The first one of the part. */
    FIRST,
    /** Each one of the part, by all that precedes it. */
    EVERY
  }
}
