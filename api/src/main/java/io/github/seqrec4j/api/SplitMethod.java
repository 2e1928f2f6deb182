package io.github.seqrec4j.api;

import java.util.Set;

/**
 * Says of each user's interactions, in the order of time, which train, which validate and which
 * test. The split precedes any windowing: training, validation and test of a user lie one behind
 * the other, and each interaction is in one of them. Of each part those that are to be predicted
 * ({@link EventLog#isTarget}) are learnt from or evaluated, the others are history.
 */
public interface SplitMethod extends Component {

  /**
   * Cuts the history of each user twice.
   *
   * @throws DataException if its options do not fit the log
   */
  SplitBounds split(EventLog log);

  /** Which held-out interactions are to be found. */
  Targets targets();

  /** Which parts it is to fill, both unless overridden; one of them left empty is an error. */
  default Set<Part> holdsOut() {
    return Set.of(Part.VALIDATION, Part.TEST);
  }

  /** What is not trained on. */
  enum Part {
    /** What chooses the best epoch. */
    VALIDATION,
    /** What is reported. */
    TEST
  }

  /** Which held-out interactions of a user are to be found. */
  enum Targets {
    /** The first one of the part that is to be predicted, by all that precedes it. */
    FIRST,
    /** Each one of the part that is, by all that precedes it. */
    EVERY
  }
}
