package io.github.seqrec4j.imports.download;

import io.github.seqrec4j.api.Built;
import io.github.seqrec4j.api.Internal;
import java.time.Duration;

/**
 * How long a download keeps trying.
 *
 * @param attempts tries in a row without one new byte before it gives up, at least 1
 * @param pause before the second try; doubled before each further one
 * @param patience how long a connection may bring nothing before it counts as broken
 */
@Built
public record RetryPolicy(int attempts, Duration pause, Duration patience) {

  /** Five attempts, pauses of 1, 2, 4, 8 seconds, a minute of patience. */
  public RetryPolicy() {
    this(5, Duration.ofSeconds(1), Duration.ofMinutes(1));
  }

  /**
   * Checks the ranges.
   *
   * @throws IllegalArgumentException if attempts is below 1, or a duration is not positive
   */
  @Internal
  public RetryPolicy {
    if (attempts < 1) {
      throw new IllegalArgumentException("attempts must be at least 1: " + attempts);
    }
    if (pause.isNegative() || pause.isZero() || patience.isNegative() || patience.isZero()) {
      throw new IllegalArgumentException(
          "pause and patience must be above 0: " + pause + ", " + patience);
    }
  }

  /** A builder that starts from the defaults. */
  public static RetryPolicyBuilder builder() {
    return new RetryPolicyBuilder();
  }

  /** A builder that starts from this. */
  public RetryPolicyBuilder toBuilder() {
    return new RetryPolicyBuilder(this);
  }

  /** Pause after so many failures in a row. */
  Duration pauseAfter(int failures) {
    return pause.multipliedBy(1L << Math.min(failures - 1, 16));
  }
}
