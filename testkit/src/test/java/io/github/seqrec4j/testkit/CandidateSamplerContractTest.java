package io.github.seqrec4j.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.seqrec4j.api.CandidateSampler;
import io.github.seqrec4j.testkit.BrokenSampler.Fault;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Runs the contract on samplers with one fault each: it must find that fault and no other. */
class CandidateSamplerContractTest {

  @Test
  void soundSampler_passes() {
    assertThat(BrokenCases.failures(SoundCase.class)).isEmpty();
  }

  @Test
  void countedPadding_failsColumns() {
    assertThat(BrokenCases.failures(PaddingCountedCase.class))
        .containsOnlyKeys("everySlot_hasColumnOfItsItem")
        .hasEntrySatisfying(
            "everySlot_hasColumnOfItsItem", m -> assertThat(m).contains("column of padded slot"));
  }

  @Test
  void infiniteProbability_failsFiniteness() {
    assertThat(BrokenCases.failures(CountNotClampedCase.class))
        .containsOnlyKeys("columns_holdKnownItemsAndFiniteNumbers")
        .hasEntrySatisfying(
            "columns_holdKnownItemsAndFiniteNumbers",
            m -> assertThat(m).contains("log probability of item 30"));
  }

  @Test
  void stateBetweenCalls_failsRandom() {
    assertThat(BrokenCases.failures(StatefulCase.class))
        .containsOnlyKeys("random_decidesEverything");
  }

  @ExtendWith(BrokenCases.OnlyHere.class)
  abstract static class Case extends CandidateSamplerContract {
    abstract Fault fault();

    @Override
    protected CandidateSampler sampler() {
      return new BrokenSampler(fault());
    }

    @Override
    protected List<RefusedOption> refusedOptions() {
      return List.of(); // it has none with a range
    }
  }

  static final class SoundCase extends Case {
    @Override
    Fault fault() {
      return Fault.NONE;
    }
  }

  static final class PaddingCountedCase extends Case {
    @Override
    Fault fault() {
      return Fault.PADDING_COUNTED;
    }
  }

  static final class CountNotClampedCase extends Case {
    @Override
    Fault fault() {
      return Fault.COUNT_NOT_CLAMPED;
    }
  }

  static final class StatefulCase extends Case {
    @Override
    Fault fault() {
      return Fault.STATEFUL;
    }
  }
}
