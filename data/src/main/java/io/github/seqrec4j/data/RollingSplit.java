package io.github.seqrec4j.data;

import io.github.seqrec4j.api.Arguments;
import io.github.seqrec4j.api.Built;
import io.github.seqrec4j.api.Description;
import io.github.seqrec4j.api.EventLog;
import io.github.seqrec4j.api.Internal;
import io.github.seqrec4j.api.Option;
import io.github.seqrec4j.api.SplitBounds;
import io.github.seqrec4j.api.SplitMethod;

/**
 * Rolling windows: several points in time, at each of which a model is trained on what was before
 * and tested on what comes next, as a shop that trains again and again would see it. The newest
 * {@code windows} shares of all interactions are the windows; window w is tested on its own share
 * alone, validated on the share before it, and trained on all before that. What comes after a
 * window is in no part of it.
 *
 * <p>{@code seqrec train} trains all windows where {@code window} is 0, each in a directory of its
 * own, and tells their metrics one by one and in the mean. A single training takes one.
 *
 * @param windows number of windows, 2 to 100
 * @param testShare share of all interactions that each window tests, in (0, 1)
 * @param validationShare share before it that validates, in (0, 1); all windows and it leave
 *     something to train on
 * @param window the one that is split, from 1, the oldest; 0 for the newest, and for all in {@code
 *     seqrec train}
 * @param targets which interactions of a part are to be found
 */
@Description("several points in time, each trained before and tested after, on one window each")
@Built
public record RollingSplit(
    @Option("number of windows, 2 to 100") int windows,
    @Option("share of all interactions that each window tests, in (0, 1)") double testShare,
    @Option("share before it that validates, in (0, 1)") double validationShare,
    @Option("which window, from 1, the oldest; 0: the newest, or all in seqrec train") int window,
    @Option("which interactions of a part are to be found: first, or every by all that precedes it")
        Targets targets)
    implements SplitMethod {

  private static final int MAX_WINDOWS = 100;

  /** What sums of shares may be off by rounding. */
  private static final double ROUNDING = 1e-9;

  /** Four windows of a twentieth, validated on a twentieth before each; the first is the target. */
  public RollingSplit() {
    this(4, 0.05, 0.05, 0, Targets.FIRST);
  }

  /**
   * Checks the ranges.
   *
   * @throws IllegalArgumentException if an option is outside its range, or nothing is left to train
   *     on
   */
  @Internal
  public RollingSplit {
    Arguments.within("windows", windows, 2, MAX_WINDOWS);
    Arguments.rate("testShare", Arguments.positive("testShare", testShare));
    Arguments.rate("validationShare", Arguments.positive("validationShare", validationShare));
    Arguments.within("window", window, 0, windows);
    if (windows * testShare + validationShare > 1 - ROUNDING) {
      throw new IllegalArgumentException(
          "testShare must leave something to train on: windows="
              + windows
              + ", test-share="
              + testShare
              + ", validation-share="
              + validationShare);
    }
  }

  /** A builder that starts from the defaults. */
  public static RollingSplitBuilder builder() {
    return new RollingSplitBuilder();
  }

  /** A builder that starts from this. */
  public RollingSplitBuilder toBuilder() {
    return new RollingSplitBuilder(this);
  }

  @Override
  public String type() {
    return "rolling";
  }

  @Override
  public SplitBounds split(EventLog log) {
    int later = window == 0 ? 0 : windows - window; // windows after this one
    double testFrom = 1 - (later + 1) * testShare;
    TimeOrder times = new TimeOrder(log);
    int[] validation = firsts(log, at(times, testFrom - validationShare));
    int[] test = firsts(log, at(times, testFrom));
    return later == 0
        ? new SplitBounds(validation, test)
        : new SplitBounds(validation, test, firsts(log, at(times, 1 - later * testShare)));
  }

  private static long at(TimeOrder times, double share) {
    return times.at((long) (share * times.size()));
  }

  private static int[] firsts(EventLog log, long time) {
    int[] positions = new int[log.users()];
    for (int user = 0; user < positions.length; user++) {
      positions[user] = TemporalSplit.firstFrom(log, user, time);
    }
    return positions;
  }
}
