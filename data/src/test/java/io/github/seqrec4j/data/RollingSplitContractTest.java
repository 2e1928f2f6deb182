package io.github.seqrec4j.data;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.seqrec4j.api.EventLog;
import io.github.seqrec4j.api.SplitBounds;
import io.github.seqrec4j.api.SplitMethod;
import io.github.seqrec4j.testkit.RefusedOption;
import io.github.seqrec4j.testkit.SplitMethodContract;
import java.util.List;
import org.junit.jupiter.api.Test;

final class RollingSplitContractTest extends SplitMethodContract {

  private static RollingSplitBuilder wide() {
    return RollingSplit.builder().windows(3).testShare(0.15).validationShare(0.1);
  }

  @Override
  protected SplitMethod method() {
    return wide().build();
  }

  @Override
  protected Protocol protocol() {
    return Protocol.BY_TIME;
  }

  @Override
  protected List<RefusedOption> refusedOptions() {
    return List.of(
        new RefusedOption("windows", "1", () -> wide().windows(1).build()),
        new RefusedOption("window", "4", () -> wide().window(4).build()),
        new RefusedOption("validationShare", "0.0", () -> wide().validationShare(0).build()),
        new RefusedOption("testShare", "0.3", () -> wide().testShare(0.3).build()));
  }

  /** Forty users of ten interactions, at times of which several are shared. */
  private static final class Ticks implements EventLog {
    @Override
    public int users() {
      return 40;
    }

    @Override
    public int items() {
      return 5;
    }

    @Override
    public int length(int user) {
      return 10;
    }

    @Override
    public int item(int user, int position) {
      return 1 + (user + position) % 5;
    }

    @Override
    public Times times() {
      return Times.NUMBERS;
    }

    @Override
    public int timeDecimals() {
      return 0;
    }

    @Override
    public long time(int user, int position) {
      return user * 7L % 23 + position * (3L + user % 4);
    }
  }

  @Test
  void windows_followEachOther_andSeeNothingOfWhatComesLater() {
    EventLog log = new Ticks();
    SplitBounds newest = wide().build().split(log);
    assertThat(wide().window(3).build().split(log).test()).isEqualTo(newest.test());
    assertThat(newest.end()).isEmpty();
    for (int window = 1; window < 3; window++) {
      SplitBounds bounds = wide().window(window).build().split(log);
      SplitBounds next = wide().window(window + 1).build().split(log);
      bounds.check(log);
      assertThat(bounds.end()).isEqualTo(next.test());
      long newestTested = Long.MIN_VALUE;
      long oldestLater = Long.MAX_VALUE;
      for (int user = 0; user < log.users(); user++) {
        int end = bounds.end()[user];
        for (int p = 0; p < log.length(user); p++) {
          if (p < end) {
            newestTested = Math.max(newestTested, log.time(user, p));
          } else {
            oldestLater = Math.min(oldestLater, log.time(user, p));
          }
        }
      }
      assertThat(newestTested).isLessThan(oldestLater);
    }
  }
}
