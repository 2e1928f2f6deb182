package io.github.seqrec4j.backbones;

import io.github.seqrec4j.api.SequenceBackbone;
import io.github.seqrec4j.api.SequenceSchema;
import io.github.seqrec4j.testkit.RefusedOption;
import io.github.seqrec4j.testkit.SequenceBackboneContract;
import java.util.List;

/** With relative times. */
class HstuContractTest extends SequenceBackboneContract {

  private static HstuBuilder builder() {
    return Hstu.builder().heads(2).scalingLength(12);
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
    return List.of(
        new RefusedOption("layers", "0", () -> builder().layers(0).build()),
        new RefusedOption("heads", "0", () -> builder().heads(0).build()),
        new RefusedOption(
            "heads",
            "width=8, heads=3",
            () -> builder().heads(3).build().newBlock(SequenceSchema.of(12, 8))),
        new RefusedOption("attentionWidth", "-1", () -> builder().attentionWidth(-1).build()),
        new RefusedOption("linearWidth", "-2", () -> builder().linearWidth(-2).build()),
        new RefusedOption("attentionWidth", "32769", () -> builder().attentionWidth(32769).build()),
        new RefusedOption("linearWidth", "32769", () -> builder().linearWidth(32769).build()),
        new RefusedOption("dropout", "1.0", () -> builder().dropout(1).build()),
        new RefusedOption("scalingLength", "-1", () -> builder().scalingLength(-1).build()));
  }
}
