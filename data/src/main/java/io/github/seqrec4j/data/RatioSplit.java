package io.github.seqrec4j.data;

import io.github.seqrec4j.api.Arguments;
import io.github.seqrec4j.api.Built;
import io.github.seqrec4j.api.Description;
import io.github.seqrec4j.api.EventLog;
import io.github.seqrec4j.api.Internal;
import io.github.seqrec4j.api.Option;
import io.github.seqrec4j.api.SplitBounds;
import io.github.seqrec4j.api.SplitMethod;
import java.util.Set;

/**
 * The same shares of each user's interactions, in the order of time: the oldest train, the newest
 * test. Each part has at least one, unless nothing is to test.
 *
 * @param validation share that validates, in (0, 1)
 * @param test share that tests, in [0, 1); both together are below 1; 0 tests nothing
 * @param targets which interactions of a part are to be found
 */
@Description("shares of each user's interactions in the order of time")
@Built
public record RatioSplit(
    @Option("share of each user's interactions that validates, in (0, 1), at least one of them")
        double validation,
    @Option("share that tests, the newest, likewise; both together below 1; 0 tests nothing")
        double test,
    @Option("which of them are to be found: first, or every by all that precedes it")
        Targets targets)
    implements SplitMethod {

  /** 0.8, 0.1 and 0.1, each interaction a target. */
  public RatioSplit() {
    this(0.1, 0.1, Targets.EVERY);
  }

  /**
   * Checks the ranges.
   *
   * @throws IllegalArgumentException if a share is outside its range, or both leave nothing
   */
  @Internal
  public RatioSplit {
    Arguments.rate("validation", Arguments.positive("validation", validation));
    Arguments.rate("test", test);
    if (validation + test >= 1) {
      throw new IllegalArgumentException(
          "test must leave something to train on: validation=" + validation + ", test=" + test);
    }
  }

  /** A builder that starts from the defaults. */
  public static RatioSplitBuilder builder() {
    return new RatioSplitBuilder();
  }

  /** A builder that starts from this. */
  public RatioSplitBuilder toBuilder() {
    return new RatioSplitBuilder(this);
  }

  @Override
  public String type() {
    return "ratio";
  }

  @Override
  public SplitBounds split(EventLog log) {
    int[] validationStart = new int[log.users()];
    int[] testStart = new int[log.users()];
    for (int user = 0; user < testStart.length; user++) {
      int length = log.length(user);
      int tested = test == 0 ? 0 : Math.max(0, Math.min(length - 2, part(test, length)));
      int validated = Math.max(0, Math.min(length - 1 - tested, part(validation, length)));
      testStart[user] = length - tested;
      validationStart[user] = testStart[user] - validated;
    }
    return new SplitBounds(validationStart, testStart);
  }

  @Override
  public Set<Part> holdsOut() {
    return test == 0 ? Set.of(Part.VALIDATION) : SplitMethod.super.holdsOut();
  }

  private static int part(double share, int length) {
    return Math.max(1, (int) (share * length));
  }
}
