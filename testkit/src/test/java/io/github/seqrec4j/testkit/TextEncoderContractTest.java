package io.github.seqrec4j.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.seqrec4j.api.content.TextEncoder;
import io.github.seqrec4j.testkit.BrokenTextEncoder.Fault;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.platform.testkit.engine.Events;

/** Runs the contract on encoders with one fault each: it must find that fault. */
class TextEncoderContractTest {

  @AfterEach
  void reopen() {
    BrokenTextEncoder.CLOSED.set(false);
  }

  @Test
  void soundEncoder_passes() {
    Events tests = BrokenCases.run(SoundCase.class);
    assertThat(BrokenCases.failures(tests)).isEmpty();
    assertThat(tests.succeeded().count()).isGreaterThanOrEqualTo(12);
  }

  @Test
  void shortRow_failsShape() {
    Map<String, String> failures = BrokenCases.failures(ShortRowCase.class);
    assertThat(failures)
        .containsOnlyKeys("rows_haveAnnouncedShape", "oddContents_areFiniteOrMissing");
    assertThat(failures.get("rows_haveAnnouncedShape")).contains("numbers of 'Oak Reading Chair'");
  }

  @Test
  void meanOfNothing_failsOddContents() {
    Map<String, String> failures = BrokenCases.failures(NotFiniteCase.class);
    assertThat(failures).containsOnlyKeys("oddContents_areFiniteOrMissing");
    assertThat(failures.get("oddContents_areFiniteOrMissing"))
        .contains("number 7 of '--' (2 characters)");
  }

  @Test
  void noiseBehindTokens_failsShape() {
    assertThat(BrokenCases.failures(NoiseBehindTokensCase.class).get("rows_haveAnnouncedShape"))
        .contains("behind its 1 tokens");
  }

  @Test
  void sameRowForAll_failsDifference() {
    assertThat(BrokenCases.failures(ConstantCase.class))
        .containsOnlyKeys("differentContents_giveDifferentRows");
  }

  @Test
  void meetingContents_failNeighbours() {
    Map<String, String> failures = BrokenCases.failures(ContentsMeetCase.class);
    assertThat(failures).containsOnlyKeys("neighbours_changeNothing");
    assertThat(failures.get("neighbours_changeNothing")).contains("'Oak Reading Chair'");
  }

  @Test
  void turnedOrder_failsNeighbours() {
    assertThat(BrokenCases.failures(OrderTurnedCase.class))
        .containsOnlyKeys("neighbours_changeNothing");
  }

  @Test
  void stateBetweenCalls_failsSameness() {
    assertThat(BrokenCases.failures(StatefulCase.class))
        .containsOnlyKeys(
            "sameContents_giveSameRows",
            "neighbours_changeNothing",
            "threads_giveSameRows",
            "closing_leavesOthersOpen");
  }

  @Test
  void modelOfOneThread_failsThreads() {
    Map<String, String> failures = BrokenCases.failures(OneThreadCase.class);
    assertThat(failures).containsOnlyKeys("threads_giveSameRows");
    assertThat(failures.get("threads_giveSameRows"))
        .contains("encoding beside other threads failed");
  }

  @Test
  void closingAll_failsClosing() {
    assertThat(BrokenCases.failures(SharedCloseCase.class)).containsKey("closing_leavesOthersOpen");
  }

  @Test
  void hashOfAnotherForm_failsHash() {
    assertThat(BrokenCases.failures(HashOtherwiseCase.class)).containsOnlyKeys("hash_isStable");
  }

  @ExtendWith(BrokenCases.OnlyHere.class)
  abstract static class Case extends TextEncoderContract {
    private final Fault fault;

    Case(Fault fault) {
      this.fault = fault;
    }

    @Override
    protected TextEncoder encoder() {
      return new BrokenTextEncoder(8, fault);
    }

    @Override
    protected List<TextEncoder> otherOptions() {
      return List.of(new BrokenTextEncoder(9, fault));
    }

    @Override
    protected List<RefusedOption> refusedOptions() {
      return List.of(new RefusedOption("width", "1", () -> new BrokenTextEncoder(1, fault)));
    }
  }

  static final class SoundCase extends Case {
    SoundCase() {
      super(Fault.NONE);
    }
  }

  static final class ShortRowCase extends Case {
    ShortRowCase() {
      super(Fault.SHORT_ROW);
    }
  }

  static final class NotFiniteCase extends Case {
    NotFiniteCase() {
      super(Fault.NOT_FINITE);
    }
  }

  static final class NoiseBehindTokensCase extends Case {
    NoiseBehindTokensCase() {
      super(Fault.NOISE_BEHIND_TOKENS);
    }
  }

  static final class ConstantCase extends Case {
    ConstantCase() {
      super(Fault.CONSTANT);
    }
  }

  static final class ContentsMeetCase extends Case {
    ContentsMeetCase() {
      super(Fault.CONTENTS_MEET);
    }
  }

  static final class OrderTurnedCase extends Case {
    OrderTurnedCase() {
      super(Fault.ORDER_TURNED);
    }
  }

  static final class StatefulCase extends Case {
    StatefulCase() {
      super(Fault.STATEFUL);
    }
  }

  static final class OneThreadCase extends Case {
    OneThreadCase() {
      super(Fault.ONE_THREAD);
    }
  }

  static final class SharedCloseCase extends Case {
    SharedCloseCase() {
      super(Fault.SHARED_CLOSE);
    }
  }

  static final class HashOtherwiseCase extends Case {
    HashOtherwiseCase() {
      super(Fault.HASH_OTHERWISE);
    }
  }
}
