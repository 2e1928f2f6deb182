package io.github.seqrec4j.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.seqrec4j.api.ItemEncoder;
import io.github.seqrec4j.testkit.BrokenItemEncoder.Fault;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.platform.testkit.engine.Events;

/** Runs the contract on encoders with one fault each: it must find that fault and no other. */
class ItemEncoderContractTest {

  @Test
  void soundEncoder_passes() {
    Events tests = BrokenCases.run(SoundCase.class);
    assertThat(BrokenCases.failures(tests)).isEmpty();
    assertThat(tests.succeeded().count()).isGreaterThanOrEqualTo(15);
  }

  @Test
  void meetingItems_failIndependence() {
    fails(
        ItemsMeetCase.class,
        Map.of(
            "otherItems_changeNothing", "output of an item alone",
            "missingModality_harmsNoOtherItem", "output of the other items"));
  }

  @Test
  void ignoredMask_failsPadding() {
    fails(
        MaskIgnoredCase.class,
        Map.of("paddedToken_changesNothing", "output when a padded token holds noise"));
  }

  @Test
  void divisionByNoToken_failsMissingModality() {
    fails(
        MissingDividesCase.class,
        Map.of("missingModality_harmsNoOtherItem", "output of an item without content"));
  }

  @Test
  void idleParameter_failsGradient() {
    fails(
        IdleParameterCase.class,
        Map.of("gradient_reachesEveryParameterAndModality", "largest gradient of idle"));
  }

  @Test
  void unusedModality_failsGradient() {
    assertThat(BrokenCases.failures(ModalityUnusedCase.class))
        .containsOnlyKeys("gradient_reachesEveryParameterAndModality");
  }

  @Test
  void uncheckedSchema_failsRefusal() {
    fails(
        SchemaUncheckedCase.class,
        Map.of("otherSchema_isRefused", "a schema of [] for an encoder of [id, text, image]"));
  }

  @Test
  void missingTable_failsDeclaration() {
    fails(
        NoIdTableCase.class,
        Map.of("idTable_isThereExactlyWithId", "an ID table for the modalities [id, text, image]"));
  }

  @Test
  void repeatedBranch_failsDeclaration() {
    fails(
        BranchRepeatedCase.class,
        Map.of(
            "declarations_areStableAndDoNotRepeat", "branches",
            "output_isFiniteVectorPerBranch", "duplicate"));
  }

  private static void fails(Class<?> contract, Map<String, String> expected) {
    Map<String, String> failures = BrokenCases.failures(contract);
    assertThat(failures).containsOnlyKeys(expected.keySet());
    expected.forEach((test, part) -> assertThat(failures.get(test)).as(test).contains(part));
  }

  @ExtendWith(BrokenCases.OnlyHere.class)
  abstract static class Case extends ItemEncoderContract {
    private final Fault fault;

    Case(Fault fault) {
      this.fault = fault;
    }

    @Override
    protected ItemEncoder encoder() {
      return new BrokenItemEncoder(0.5, fault);
    }

    @Override
    protected ItemEncoder withoutDropout() {
      return new BrokenItemEncoder(0, fault);
    }

    @Override
    protected List<RefusedOption> refusedOptions() {
      return List.of(new RefusedOption("dropout", "1.5", () -> new BrokenItemEncoder(1.5, fault)));
    }
  }

  static final class SoundCase extends Case {
    SoundCase() {
      super(Fault.NONE);
    }
  }

  static final class ItemsMeetCase extends Case {
    ItemsMeetCase() {
      super(Fault.ITEMS_MEET);
    }
  }

  static final class MaskIgnoredCase extends Case {
    MaskIgnoredCase() {
      super(Fault.MASK_IGNORED);
    }
  }

  static final class MissingDividesCase extends Case {
    MissingDividesCase() {
      super(Fault.MISSING_DIVIDES);
    }
  }

  static final class IdleParameterCase extends Case {
    IdleParameterCase() {
      super(Fault.IDLE_PARAMETER);
    }
  }

  static final class ModalityUnusedCase extends Case {
    ModalityUnusedCase() {
      super(Fault.MODALITY_UNUSED);
    }
  }

  static final class SchemaUncheckedCase extends Case {
    SchemaUncheckedCase() {
      super(Fault.SCHEMA_UNCHECKED);
    }
  }

  static final class NoIdTableCase extends Case {
    NoIdTableCase() {
      super(Fault.NO_ID_TABLE);
    }
  }

  static final class BranchRepeatedCase extends Case {
    BranchRepeatedCase() {
      super(Fault.BRANCH_REPEATED);
    }
  }
}
