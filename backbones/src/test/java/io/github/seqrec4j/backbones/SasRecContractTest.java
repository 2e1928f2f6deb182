package io.github.seqrec4j.backbones;

import io.github.seqrec4j.api.SequenceBackbone;
import io.github.seqrec4j.api.SequenceSchema;
import io.github.seqrec4j.testkit.RefusedOption;
import io.github.seqrec4j.testkit.SequenceBackboneContract;
import java.util.List;

class SasRecContractTest extends SequenceBackboneContract {

  @Override
  protected SequenceBackbone backbone() {
    return SasRec.builder().dropout(0.3).build();
  }

  @Override
  protected SequenceBackbone withoutDropout() {
    return SasRec.builder().dropout(0).build();
  }

  @Override
  protected List<RefusedOption> refusedOptions() {
    return List.of(
        new RefusedOption("layers", "0", () -> SasRec.builder().layers(0).build()),
        new RefusedOption("heads", "0", () -> SasRec.builder().heads(0).build()),
        new RefusedOption(
            "heads",
            "width=8, heads=3",
            () -> SasRec.builder().heads(3).build().newBlock(SequenceSchema.of(12, 8))),
        new RefusedOption("dropout", "1.0", () -> SasRec.builder().dropout(1).build()),
        new RefusedOption("dropout", "-0.1", () -> SasRec.builder().dropout(-0.1).build()),
        new RefusedOption("dropout", "NaN", () -> SasRec.builder().dropout(Double.NaN).build()),
        new RefusedOption("expansion", "0", () -> SasRec.builder().expansion(0).build()));
  }
}
