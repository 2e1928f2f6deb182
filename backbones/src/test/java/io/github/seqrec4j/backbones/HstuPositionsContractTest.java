package io.github.seqrec4j.backbones;

import io.github.seqrec4j.api.SequenceBackbone;
import io.github.seqrec4j.testkit.RefusedOption;
import io.github.seqrec4j.testkit.SequenceBackboneContract;
import java.util.List;

/** By distances alone, with widths of heads that the width does not give. */
class HstuPositionsContractTest extends SequenceBackboneContract {

  private static HstuBuilder builder() {
    return Hstu.builder()
        .layers(3)
        .heads(3)
        .attentionWidth(4)
        .linearWidth(5)
        .timeBias(Hstu.TimeBias.NONE)
        .scalingLength(5);
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
    return List.of(new RefusedOption("dropout", "-0.1", () -> builder().dropout(-0.1).build()));
  }
}
