package io.github.seqrec4j.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.github.seqrec4j.api.Components;
import io.github.seqrec4j.api.DataException;
import io.github.seqrec4j.api.EventLog;
import io.github.seqrec4j.api.SplitBounds;
import io.github.seqrec4j.api.SplitMethod;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * What every {@link SplitMethod} keeps. Extend it, say how the method is made and what it refuses,
 * and register it in {@code META-INF/services} of the module under test.
 *
 * <p>The logs have 30 users with 3 to 20 interactions each, all over the same span of time.
 */
public abstract class SplitMethodContract {

  private static final int USERS = 30;

  /** Logs that each test looks at. */
  private static final int LOGS = 20;

  /** How a method treats time. */
  protected enum Protocol {
    /** Users are cut one by one: what trains of one may be newer than what tests of another. */
    BY_USER,
    /** All users are cut at the same points in time: nothing trains that a test precedes. */
    BY_TIME
  }

  /** For subclasses. */
  protected SplitMethodContract() {}

  /** The method under test, with options that fit any log with times. */
  protected abstract SplitMethod method();

  /** How it treats time. */
  protected abstract Protocol protocol();

  /** Options out of range, at least one for each option that has a range. */
  protected abstract List<RefusedOption> refusedOptions();

  @Test
  void type_selectsThisClass() {
    SplitMethod registered = Components.of(SplitMethod.class).get(method().type());
    assertThat(registered.getClass()).isEqualTo(method().getClass());
    assertThat(method().getClass().isRecord()).as("a component is a record").isTrue();
    assertThat(method()).as("equal options are equal").isEqualTo(method());
  }

  @Test
  void options_outOfRange_areRefusedByName() {
    RefusedOption.check(refusedOptions());
  }

  @Test
  void targets_areSaid() {
    assertThat(method().targets()).isNotNull();
  }

  @Test
  void bounds_areWithinEachHistoryAndInOrder() {
    for (int seed = 0; seed < LOGS; seed++) {
      MemoryLog log = MemoryLog.random(seed, USERS);
      SplitBounds bounds = method().split(log);
      assertThat(bounds.validation()).as("a bound for each user").hasSize(USERS);
      assertThat(bounds.test()).as("a bound for each user").hasSize(USERS);
      assertThatCode(() -> bounds.check(log)).doesNotThrowAnyException();
    }
  }

  @Test
  void logWithContext_isSplitIntoPartsWithTargets() {
    for (int seed = 0; seed < LOGS; seed++) {
      MemoryLog log = MemoryLog.random(seed, USERS).withContext();
      SplitBounds bounds = method().split(log);
      assertThatCode(() -> bounds.check(log)).doesNotThrowAnyException();
      int trained = 0;
      int validated = 0;
      int tested = 0;
      for (int user = 0; user < USERS; user++) {
        int validation = bounds.validation()[user];
        int test = bounds.test()[user];
        trained += targets(log, user, 1, validation);
        validated += validation == 0 ? 0 : targets(log, user, validation, test);
        tested += test == 0 ? 0 : targets(log, user, test, log.length(user));
      }
      assertThat(trained).as("targets to train on").isPositive();
      assertThat(validated).as("targets to validate").isPositive();
      assertThat(tested).as("targets to test").isPositive();
    }
  }

  private static int targets(EventLog log, int user, int from, int to) {
    int targets = 0;
    for (int p = from; p < to; p++) {
      targets += log.isTarget(user, p) ? 1 : 0;
    }
    return targets;
  }

  @Test
  void eachPart_hasSomething() {
    for (int seed = 0; seed < LOGS; seed++) {
      MemoryLog log = MemoryLog.random(seed, USERS);
      SplitBounds bounds = method().split(log);
      int trained = 0;
      int validated = 0;
      int tested = 0;
      for (int user = 0; user < USERS; user++) {
        int validation = bounds.validation()[user];
        int test = bounds.test()[user];
        trained += validation >= 2 ? 1 : 0;
        validated += validation > 0 && validation < test ? 1 : 0;
        tested += test > 0 && test < log.length(user) ? 1 : 0;
      }
      assertThat(trained).as("users with an input and a target to train on").isPositive();
      assertThat(validated).as("users with something to validate behind a history").isPositive();
      assertThat(tested).as("users with something to test behind a history").isPositive();
    }
  }

  @Test
  void parts_areInTheOrderOfTimeOverAllUsers_whereTheMethodSaysSo() {
    if (protocol() == Protocol.BY_USER) {
      return; // within a user the order of positions is that of time: bounds in order suffice
    }
    for (int seed = 0; seed < LOGS; seed++) {
      MemoryLog log = MemoryLog.random(seed, USERS);
      SplitBounds bounds = method().split(log);
      long[] newest = {Long.MIN_VALUE, Long.MIN_VALUE};
      long[] oldest = {Long.MAX_VALUE, Long.MAX_VALUE};
      for (int user = 0; user < USERS; user++) {
        for (int p = 0; p < log.length(user); p++) {
          long time = log.time(user, p);
          boolean trains = p < bounds.validation()[user];
          boolean tests = p >= bounds.test()[user];
          newest[0] = trains ? Math.max(newest[0], time) : newest[0];
          oldest[0] = trains ? oldest[0] : Math.min(oldest[0], time);
          newest[1] = tests ? newest[1] : Math.max(newest[1], time);
          oldest[1] = tests ? Math.min(oldest[1], time) : oldest[1];
        }
      }
      assertThat(newest[0]).as("newest that trains").isLessThan(oldest[0]);
      assertThat(newest[1]).as("newest before the test").isLessThan(oldest[1]);
    }
  }

  @Test
  void sameLog_isSplitAlike_whateverWasSplitBefore() {
    MemoryLog log = MemoryLog.random(1, USERS);
    SplitMethod method = method();
    SplitBounds first = method.split(log);
    method.split(MemoryLog.random(2, USERS / 2));
    for (SplitBounds again : List.of(method.split(log), method().split(log))) {
      assertThat(again.validation()).isEqualTo(first.validation());
      assertThat(again.test()).isEqualTo(first.test());
    }
  }

  @Test
  void decimals_changeNothing() {
    MemoryLog log = MemoryLog.random(3, USERS);
    SplitBounds expected = method().split(log);
    SplitBounds finer = method().split(log.finer());
    assertThat(finer.validation()).isEqualTo(expected.validation());
    assertThat(finer.test()).isEqualTo(expected.test());
  }

  @Test
  void logWithoutTimes_isSplitOrRefusedWithWords() {
    EventLog log = MemoryLog.random(4, USERS).untimed();
    try {
      method().split(log).check(log);
    } catch (DataException e) {
      assertThat(e).hasMessageContaining("time");
    }
  }
}
