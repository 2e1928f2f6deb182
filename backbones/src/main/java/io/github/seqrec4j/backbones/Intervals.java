package io.github.seqrec4j.backbones;

import io.github.seqrec4j.api.SequenceInput;
import java.util.Set;

/**
 * Whether a backbone that is not made for times reads them: as trainable vectors that are added to
 * the item vectors, one for each bucket of the time that has passed.
 */
public enum Intervals {
  /** It does not. */
  NONE,
  /** The time since the event before. */
  EVENTS,
  /**
   * That, and the time from the event until the slot is asked for its prediction, which a request
   * must then name.
   */
  REQUESTS;

  /** How the option is described. */
  static final String DESCRIPTION =
      "none: times do not enter; events: the time since the event before; requests: also the time"
          + " until the prediction, which requests must name";

  /** What is read for them. */
  Set<SequenceInput> inputs() {
    return switch (this) {
      case NONE -> Set.of();
      case EVENTS -> Set.of(SequenceInput.EVENT_TIMES);
      case REQUESTS -> Set.of(SequenceInput.EVENT_TIMES, SequenceInput.REQUEST_TIMES);
    };
  }
}
