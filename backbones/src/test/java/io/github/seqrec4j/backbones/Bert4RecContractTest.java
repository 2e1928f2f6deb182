package io.github.seqrec4j.backbones;

import io.github.seqrec4j.api.SequenceBackbone;
import io.github.seqrec4j.api.SequenceSchema;
import io.github.seqrec4j.testkit.RefusedOption;
import io.github.seqrec4j.testkit.SequenceBackboneContract;
import java.util.List;

class Bert4RecContractTest extends SequenceBackboneContract {

  @Override
  protected SequenceBackbone backbone() {
    return Bert4Rec.builder().dropout(0.3).build();
  }

  @Override
  protected SequenceBackbone withoutDropout() {
    return Bert4Rec.builder().dropout(0).build();
  }

  @Override
  protected List<RefusedOption> refusedOptions() {
    return List.of(
        new RefusedOption("layers", "0", () -> Bert4Rec.builder().layers(0).build()),
        new RefusedOption("heads", "0", () -> Bert4Rec.builder().heads(0).build()),
        new RefusedOption(
            "heads",
            "width=8, heads=3",
            () -> Bert4Rec.builder().heads(3).build().newBlock(SequenceSchema.of(12, 8))),
        new RefusedOption("dropout", "1.0", () -> Bert4Rec.builder().dropout(1).build()),
        new RefusedOption("expansion", "0", () -> Bert4Rec.builder().expansion(0).build()),
        new RefusedOption(
            "maskProbability", "0.0", () -> Bert4Rec.builder().maskProbability(0).build()),
        new RefusedOption(
            "maskProbability", "1.0", () -> Bert4Rec.builder().maskProbability(1).build()),
        new RefusedOption(
            "lastOnlyProbability",
            "1.5",
            () -> Bert4Rec.builder().lastOnlyProbability(1.5).build()),
        new RefusedOption("patterns", "0", () -> Bert4Rec.builder().patterns(0).build()));
  }
}
