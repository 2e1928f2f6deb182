package io.github.seqrec4j.backbones;

import io.github.seqrec4j.api.SequenceBackbone;
import io.github.seqrec4j.testkit.RefusedOption;
import io.github.seqrec4j.testkit.SequenceBackboneContract;
import java.util.List;

class Gru4RecContractTest extends SequenceBackboneContract {

  @Override
  protected SequenceBackbone backbone() {
    return Gru4Rec.builder().layers(2).hidden(10).dropout(0.3).build();
  }

  @Override
  protected SequenceBackbone withoutDropout() {
    return Gru4Rec.builder().layers(2).hidden(10).dropout(0).build();
  }

  @Override
  protected List<RefusedOption> refusedOptions() {
    return List.of(
        new RefusedOption(
            "layers", "0", () -> Gru4Rec.builder().layers(0).hidden(10).dropout(0.1).build()),
        new RefusedOption(
            "hidden", "-1", () -> Gru4Rec.builder().layers(1).hidden(-1).dropout(0.1).build()),
        new RefusedOption(
            "dropout", "1.0", () -> Gru4Rec.builder().layers(1).hidden(10).dropout(1).build()),
        new RefusedOption(
            "dropout", "-0.1", () -> Gru4Rec.builder().layers(1).hidden(10).dropout(-0.1).build()));
  }
}
