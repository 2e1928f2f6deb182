package io.github.seqrec4j.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.seqrec4j.api.Distillation;
import io.github.seqrec4j.testkit.BrokenDistillation.Fault;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Runs the contract on distillations with one fault each: it must find that and no other. */
class DistillationContractTest {

  @Test
  void soundDistillation_passes() {
    assertThat(BrokenCases.failures(SoundCase.class)).isEmpty();
  }

  @Test
  void sumOverRows_failsMean() {
    assertThat(BrokenCases.failures(SumCase.class))
        .containsOnlyKeys(
            "repeatedRows_changeNothing",
            "blocks_weightedByTheirRows_equalTheWhole",
            "weightedRows_countByTheirWeights")
        .hasEntrySatisfying(
            "repeatedRows_changeNothing", m -> assertThat(m).contains("a mean over rows"));
  }

  @Test
  void ignoredWeights_failWeightedRows() {
    assertThat(BrokenCases.failures(WeightsIgnoredCase.class))
        .containsOnlyKeys("weightedRows_countByTheirWeights")
        .hasEntrySatisfying(
            "weightedRows_countByTheirWeights",
            m -> assertThat(m).contains("take it by LogitRows.mean"));
  }

  @Test
  void ignoredMultiplicity_failsColumns() {
    assertThat(BrokenCases.failures(MultiplicityIgnoredCase.class))
        .containsOnlyKeys("repeatedColumns_equalMultiplicity")
        .hasEntrySatisfying(
            "repeatedColumns_equalMultiplicity",
            m -> assertThat(m).contains("column 0 standing for three slots"));
  }

  @ExtendWith(BrokenCases.OnlyHere.class)
  abstract static class Case extends DistillationContract {
    abstract Fault fault();

    @Override
    protected Distillation distillation() {
      return new BrokenDistillation(1, fault());
    }

    @Override
    protected boolean isDivergence() {
      return true;
    }

    @Override
    protected List<RefusedOption> refusedOptions() {
      return List.of(
          new RefusedOption("weight", "-1.0", () -> new BrokenDistillation(-1, fault())));
    }
  }

  static final class SoundCase extends Case {
    @Override
    Fault fault() {
      return Fault.NONE;
    }
  }

  static final class SumCase extends Case {
    @Override
    Fault fault() {
      return Fault.SUM;
    }
  }

  static final class WeightsIgnoredCase extends Case {
    @Override
    Fault fault() {
      return Fault.WEIGHTS_IGNORED;
    }
  }

  static final class MultiplicityIgnoredCase extends Case {
    @Override
    Fault fault() {
      return Fault.MULTIPLICITY_IGNORED;
    }
  }
}
