package io.github.seqrec4j.backbones;

import io.github.seqrec4j.api.SequenceBackbone;
import io.github.seqrec4j.api.nn.TransformerLayer.Nonlinearity;
import io.github.seqrec4j.api.nn.TransformerLayer.Norm;
import io.github.seqrec4j.testkit.RefusedOption;
import io.github.seqrec4j.testkit.SequenceBackboneContract;
import java.util.List;

/** Every option away from its default. */
class SasRecPreNormContractTest extends SequenceBackboneContract {

  private static SasRecBuilder builder() {
    return SasRec.builder()
        .layers(3)
        .heads(4)
        .norm(Norm.PRE)
        .activation(Nonlinearity.GELU)
        .expansion(1)
        .positions(SasRec.Positions.NONE)
        .finalNorm(SasRec.FinalNorm.WITH);
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
