package io.github.seqrec4j.api;

/**
 * What a backbone may read beside item vectors and mask. A backbone that declares an input ({@link
 * SequenceBackbone#inputs}) gets it behind them; one that declares none stays as small as it is.
 *
 * <p>No input tells of an event that is to be predicted: the slot that predicts event s + 1 sees
 * times and categories of events up to s only, a masked slot has 0 for both. {@link #REQUEST_TIMES}
 * is the exception that its name says: whoever declares it knows when it is asked, which in
 * training is the time of the event to be predicted, and when it serves the time of the request.
 *
 * <p>Shapes: B sequences, L slots. Padded slots hold 0.
 */
@Experimental
public enum SequenceInput {
  /** (B, L) int64: when each event happened, in seconds since 1970. */
  EVENT_TIMES,
  /**
   * (B, L) int64: when each slot is asked for its prediction, in seconds since 1970: at the time of
   * the event that it predicts, in the last slot of a request at the time of the request.
   */
  REQUEST_TIMES,
  /** (B, L) int64: category of each event, 1 to C; 0 where it has none that training knew. */
  EVENT_CATEGORIES
}
