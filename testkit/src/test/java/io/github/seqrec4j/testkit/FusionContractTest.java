package io.github.seqrec4j.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.seqrec4j.api.Fusion;
import io.github.seqrec4j.testkit.BrokenFusion.Fault;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Runs the contract on fusions with one fault each: it must find that fault and no other. */
class FusionContractTest {

  @Test
  void soundFusion_passes() {
    assertThat(BrokenCases.failures(SoundCase.class)).isEmpty();
  }

  @Test
  void meetingItems_failIndependence() {
    assertThat(BrokenCases.failures(ItemsMeetCase.class))
        .containsOnlyKeys("otherItems_changeNothing", "missingModality_harmsNoOtherItem")
        .hasEntrySatisfying(
            "otherItems_changeNothing", m -> assertThat(m).contains("output of an item alone"));
  }

  @Test
  void ignoredMask_failsPadding() {
    assertThat(BrokenCases.failures(MaskIgnoredCase.class))
        .containsOnlyKeys("paddedToken_changesNothing")
        .hasEntrySatisfying(
            "paddedToken_changesNothing", m -> assertThat(m).contains("padded token holds noise"));
  }

  @Test
  void otherForm_failsItsComparison() {
    assertThat(BrokenCases.failures(OtherFormCase.class))
        .containsOnlyKeys("javaForm_isAsTheBlock")
        .hasEntrySatisfying(
            "javaForm_isAsTheBlock", m -> assertThat(m).contains("of the Java form's vector"));
  }

  @ExtendWith(BrokenCases.OnlyHere.class)
  abstract static class Case extends FusionContract {
    abstract Fault fault();

    @Override
    protected Fusion fusion() {
      return new BrokenFusion(0.5, fault());
    }

    @Override
    protected Fusion withoutDropout() {
      return new BrokenFusion(0, fault());
    }

    @Override
    protected List<RefusedOption> refusedOptions() {
      return List.of(new RefusedOption("dropout", "1.5", () -> new BrokenFusion(1.5, fault())));
    }
  }

  static final class SoundCase extends Case {
    @Override
    Fault fault() {
      return Fault.NONE;
    }
  }

  static final class ItemsMeetCase extends Case {
    @Override
    Fault fault() {
      return Fault.ITEMS_MEET;
    }
  }

  static final class MaskIgnoredCase extends Case {
    @Override
    Fault fault() {
      return Fault.MASK_IGNORED;
    }
  }

  static final class OtherFormCase extends Case {
    @Override
    Fault fault() {
      return Fault.FORM_OF_ITS_OWN;
    }
  }
}
