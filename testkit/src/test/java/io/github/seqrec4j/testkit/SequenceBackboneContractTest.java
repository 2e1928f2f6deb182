package io.github.seqrec4j.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.seqrec4j.api.SequenceBackbone;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.platform.testkit.engine.Events;

/** Runs the contract on backbones with one fault each: it must find that fault and no other. */
class SequenceBackboneContractTest {

  @Test
  void soundBackbone_passes() {
    Events tests = BrokenCases.run(SoundCase.class);
    assertThat(BrokenCases.failures(tests)).isEmpty();
    assertThat(tests.succeeded().count()).isGreaterThanOrEqualTo(12);
  }

  @Test
  void leakingBackbone_failsCausality() {
    Map<String, String> failures = BrokenCases.failures(LeakingCase.class);
    assertThat(failures).containsOnlyKeys("laterItem_changesNoEarlierState");
    assertThat(failures.get("laterItem_changesNoEarlierState"))
        .contains("states before slot 1 when its item is another");
  }

  @Test
  void maskIgnoringBackbone_failsPadding() {
    Map<String, String> failures = BrokenCases.failures(MaskIgnoringCase.class);
    assertThat(failures)
        .containsOnlyKeys(
            "paddedContent_changesNothing",
            "morePadding_changesNothing",
            "gradient_reachesEveryParameterAndRealItem");
    assertThat(failures.get("paddedContent_changesNothing"))
        .contains("output when padded slots hold noise");
    assertThat(failures.get("morePadding_changesNothing"))
        .contains("output under 3 more padded slots");
    assertThat(failures.get("gradient_reachesEveryParameterAndRealItem"))
        .contains("gradient of padded or masked slot");
  }

  @Test
  void idleParameter_failsGradient() {
    Map<String, String> failures = BrokenCases.failures(IdleParameterCase.class);
    assertThat(failures).containsOnlyKeys("gradient_reachesEveryParameterAndRealItem");
    assertThat(failures.get("gradient_reachesEveryParameterAndRealItem"))
        .contains("largest gradient of idle");
  }

  @Test
  void uncheckedOption_failsOptions() {
    Map<String, String> failures = BrokenCases.failures(UncheckedCase.class);
    assertThat(failures).containsOnlyKeys("options_outOfRange_areRefusedByName");
    assertThat(failures.get("options_outOfRange_areRefusedByName")).contains("dropout = 1.5");
  }

  @Test
  void otherJavaForm_failsAgreement() {
    Map<String, String> failures = BrokenCases.failures(OtherInJavaCase.class);
    assertThat(failures).containsOnlyKeys("javaForm_isAsTheBlock");
    assertThat(failures.get("javaForm_isAsTheBlock"))
        .contains("of the Java form's user vector of 2 slots");
  }

  @ExtendWith(BrokenCases.OnlyHere.class)
  static final class OtherInJavaCase extends SequenceBackboneContract {
    @Override
    protected SequenceBackbone backbone() {
      return new BrokenBackbones.OtherInJava();
    }

    @Override
    protected SequenceBackbone withoutDropout() {
      return new BrokenBackbones.OtherInJava(0);
    }

    @Override
    protected List<RefusedOption> refusedOptions() {
      return List.of(
          new RefusedOption("dropout", "1.5", () -> new BrokenBackbones.OtherInJava(1.5)));
    }
  }

  @ExtendWith(BrokenCases.OnlyHere.class)
  static final class SoundCase extends SequenceBackboneContract {
    @Override
    protected SequenceBackbone backbone() {
      return new BrokenBackbones.Sound();
    }

    @Override
    protected SequenceBackbone withoutDropout() {
      return new BrokenBackbones.Sound(0);
    }

    @Override
    protected List<RefusedOption> refusedOptions() {
      return List.of(new RefusedOption("dropout", "1.5", () -> new BrokenBackbones.Sound(1.5)));
    }
  }

  @ExtendWith(BrokenCases.OnlyHere.class)
  static final class LeakingCase extends SequenceBackboneContract {
    @Override
    protected SequenceBackbone backbone() {
      return new BrokenBackbones.Leaking();
    }

    @Override
    protected SequenceBackbone withoutDropout() {
      return new BrokenBackbones.Leaking(0);
    }

    @Override
    protected List<RefusedOption> refusedOptions() {
      return List.of(new RefusedOption("dropout", "1.5", () -> new BrokenBackbones.Leaking(1.5)));
    }
  }

  @ExtendWith(BrokenCases.OnlyHere.class)
  static final class MaskIgnoringCase extends SequenceBackboneContract {
    @Override
    protected SequenceBackbone backbone() {
      return new BrokenBackbones.MaskIgnoring();
    }

    @Override
    protected SequenceBackbone withoutDropout() {
      return new BrokenBackbones.MaskIgnoring(0);
    }

    @Override
    protected List<RefusedOption> refusedOptions() {
      return List.of(
          new RefusedOption("dropout", "1.5", () -> new BrokenBackbones.MaskIgnoring(1.5)));
    }
  }

  @ExtendWith(BrokenCases.OnlyHere.class)
  static final class IdleParameterCase extends SequenceBackboneContract {
    @Override
    protected SequenceBackbone backbone() {
      return new BrokenBackbones.IdleParameter();
    }

    @Override
    protected SequenceBackbone withoutDropout() {
      return new BrokenBackbones.IdleParameter(0);
    }

    @Override
    protected List<RefusedOption> refusedOptions() {
      return List.of(
          new RefusedOption("dropout", "1.5", () -> new BrokenBackbones.IdleParameter(1.5)));
    }
  }

  @ExtendWith(BrokenCases.OnlyHere.class)
  static final class UncheckedCase extends SequenceBackboneContract {
    @Override
    protected SequenceBackbone backbone() {
      return new BrokenBackbones.Unchecked();
    }

    @Override
    protected SequenceBackbone withoutDropout() {
      return new BrokenBackbones.Unchecked(0);
    }

    @Override
    protected List<RefusedOption> refusedOptions() {
      return List.of(new RefusedOption("dropout", "1.5", () -> new BrokenBackbones.Unchecked(1.5)));
    }
  }
}
