package io.github.seqrec4j.fusion;

import io.github.seqrec4j.api.Fusion;
import io.github.seqrec4j.testkit.FusionContract;
import io.github.seqrec4j.testkit.RefusedOption;
import java.util.List;
import org.junit.jupiter.api.Nested;

/** Both stages; what counts as dropout is the noise of the gate too. */
class MixtureOfExpertsContractTest {

  private static MixtureOfExpertsBuilder small() {
    return MixtureOfExperts.builder().experts(3).dropout(0.3);
  }

  private static Fusion dry(MixtureOfExperts.Stage stage) {
    return small().dropout(0).gate(MixtureOfExperts.Gate.PLAIN).stage(stage).build();
  }

  @Nested
  class Early extends FusionContract {
    @Override
    protected Fusion fusion() {
      return small().build();
    }

    @Override
    protected Fusion withoutDropout() {
      return dry(MixtureOfExperts.Stage.EARLY);
    }

    @Override
    protected List<RefusedOption> refusedOptions() {
      return List.of(
          new RefusedOption("experts", "0", () -> small().experts(0).build()),
          new RefusedOption("experts", "1001", () -> small().experts(1001).build()),
          new RefusedOption("dropout", "1.0", () -> small().dropout(1).build()));
    }
  }

  @Nested
  class Late extends FusionContract {
    @Override
    protected Fusion fusion() {
      return small().stage(MixtureOfExperts.Stage.LATE).build();
    }

    @Override
    protected Fusion withoutDropout() {
      return dry(MixtureOfExperts.Stage.LATE);
    }

    @Override
    protected List<RefusedOption> refusedOptions() {
      return List.of(new RefusedOption("dropout", "-0.1", () -> small().dropout(-0.1).build()));
    }
  }
}
