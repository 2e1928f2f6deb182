package io.github.seqrec4j.data;

import io.github.seqrec4j.api.Arguments;
import io.github.seqrec4j.api.Built;
import io.github.seqrec4j.api.DataException;
import io.github.seqrec4j.api.Description;
import io.github.seqrec4j.api.EventLog;
import io.github.seqrec4j.api.Internal;
import io.github.seqrec4j.api.Option;
import io.github.seqrec4j.api.SplitBounds;
import io.github.seqrec4j.api.SplitMethod;
import io.github.seqrec4j.data.ingest.Time;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One point in time for all users, so that nothing is learned from what happened after it: before
 * the first bound is trained on, from it on validated, from the second one on tested. What a user
 * did before a bound is the input; users who did nothing before it, or nothing after it, are not
 * evaluated. By default the first interaction behind the bound is the target, as whatever comes
 * later would be predicted from inputs that did not exist at that time.
 *
 * @param validationShare share of all interactions that validates, in (0, 1), where no times are
 *     given
 * @param testShare share that tests, the newest, in [0, 1); 0 tests nothing
 * @param validationFrom first time that validates; null to take the shares
 * @param testFrom first time that tests; null to take the shares
 * @param targets which interactions of a part are to be found
 */
@Description("two points in time for all users: before them is trained on, behind them evaluated")
@Built
public record TemporalSplit(
    @Option("share of all interactions that validates, in (0, 1), where no times are given")
        double validationShare,
    @Option("share that tests, the newest, in [0, 1); both together below 1; 0 tests nothing")
        double testShare,
    @Option("first time that validates, in the unit of the file, or a date where it has dates")
        @Nullable Time validationFrom,
    @Option("first time that tests, likewise; set both or none") @Nullable Time testFrom,
    @Option("which interactions of a part are to be found: first, or every by all that precedes it")
        Targets targets)
    implements SplitMethod {

  /** The newest tenth of all tests, the tenth before it validates; the first one is the target. */
  public TemporalSplit() {
    this(0.1, 0.1, null, null, Targets.FIRST);
  }

  /**
   * Checks the ranges.
   *
   * @throws IllegalArgumentException if a share is outside its range, both leave nothing, or one
   *     time is there without the other or in the wrong order
   */
  @Internal
  public TemporalSplit {
    Arguments.rate("validationShare", Arguments.positive("validationShare", validationShare));
    Arguments.rate("testShare", testShare);
    if (validationShare + testShare >= 1) {
      throw new IllegalArgumentException(
          "testShare must leave something to train on: validation-share="
              + validationShare
              + ", test-share="
              + testShare);
    }
    if ((validationFrom == null) != (testFrom == null)) {
      throw new IllegalArgumentException(
          "testFrom must be set with validation-from, or neither: validation-from="
              + validationFrom
              + ", test-from="
              + testFrom);
    }
    if (validationFrom != null
        && testFrom != null
        && (validationFrom.kind() != testFrom.kind() || validationFrom.compareTo(testFrom) >= 0)) {
      throw new IllegalArgumentException(
          "testFrom must be after validation-from, and written in the same way: validation-from="
              + validationFrom
              + ", test-from="
              + testFrom);
    }
  }

  /** A builder that starts from the defaults. */
  public static TemporalSplitBuilder builder() {
    return new TemporalSplitBuilder();
  }

  /** A builder that starts from this. */
  public TemporalSplitBuilder toBuilder() {
    return new TemporalSplitBuilder(this);
  }

  @Override
  public String type() {
    return "temporal";
  }

  @Override
  public SplitBounds split(EventLog log) {
    long first;
    long second;
    if (validationFrom != null && testFrom != null) {
      first = ticks(log, validationFrom);
      second = ticks(log, testFrom);
    } else {
      TimeOrder times = new TimeOrder(log);
      first = times.at((long) ((1 - validationShare - testShare) * times.size()));
      second = times.at((long) ((1 - testShare) * times.size()));
    }
    int[] validationStart = new int[log.users()];
    int[] testStart = new int[log.users()];
    for (int user = 0; user < testStart.length; user++) {
      validationStart[user] = firstFrom(log, user, first);
      testStart[user] =
          holdsOut().contains(Part.TEST) ? firstFrom(log, user, second) : log.length(user);
    }
    return new SplitBounds(validationStart, testStart);
  }

  @Override
  public Set<Part> holdsOut() {
    return testFrom == null && testShare == 0
        ? Set.of(Part.VALIDATION)
        : SplitMethod.super.holdsOut();
  }

  /** The first time of a log that is not before a bound. */
  private static long ticks(EventLog log, Time bound) {
    EventLog.Times times = log.times();
    EventLog.Times expected =
        bound.kind() == Time.Kind.DATE ? EventLog.Times.DATES : EventLog.Times.NUMBERS;
    if (times != expected) {
      throw new DataException(
          "the times of the interactions are "
              + (times == EventLog.Times.NONE
                  ? "lacking, their order is that of the file"
                  : times == EventLog.Times.DATES ? "dates" : "numbers")
              + ", but seqrec4j.data.split.temporal says '"
              + bound
              + "'; "
              + (times == EventLog.Times.NONE
                  ? "give shares instead"
                  : "write it as the file does"));
    }
    BigDecimal scaled =
        bound.value().movePointRight(log.timeDecimals()).setScale(0, RoundingMode.CEILING);
    BigDecimal most = BigDecimal.valueOf(Long.MAX_VALUE);
    return scaled.min(most).max(most.negate()).longValueExact();
  }

  /** Position of a user's first interaction at or after a time. */
  static int firstFrom(EventLog log, int user, long time) {
    int low = 0;
    int high = log.length(user);
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (log.time(user, middle) < time) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }
}
