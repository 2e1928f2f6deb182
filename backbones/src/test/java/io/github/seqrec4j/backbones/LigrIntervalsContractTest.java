package io.github.seqrec4j.backbones;

import io.github.seqrec4j.api.SequenceBackbone;
import io.github.seqrec4j.api.nn.TransformerLayer.Nonlinearity;
import io.github.seqrec4j.testkit.RefusedOption;
import io.github.seqrec4j.testkit.SequenceBackboneContract;
import java.util.List;

/** Every option away from its default. */
class LigrIntervalsContractTest extends SequenceBackboneContract {

  private static LigrBuilder builder() {
    return Ligr.builder()
        .layers(1)
        .heads(4)
        .activation(Nonlinearity.GELU)
        .expansion(1)
        .intervals(Intervals.EVENTS);
  }

  @Override
  protected SequenceBackbone backbone() {
    return builder().dropout(0.3).build();
  }

  @Override
  protected SequenceBackbone withoutDropout() {
    return builder().dropout(0).build();
  }

  @Override
  protected List<RefusedOption> refusedOptions() {
    return List.of(new RefusedOption("expansion", "-1", () -> builder().expansion(-1).build()));
  }
}
