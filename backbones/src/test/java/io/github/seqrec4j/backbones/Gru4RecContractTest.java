package io.github.seqrec4j.backbones;

import io.github.seqrec4j.api.SequenceBackbone;
import io.github.seqrec4j.testkit.RefusedOption;
import io.github.seqrec4j.testkit.SequenceBackboneContract;
import java.util.List;

class Gru4RecContractTest extends SequenceBackboneContract {

  @Override
  protected SequenceBackbone backbone() {
    return new Gru4Rec(2, 10, 0.3);
  }

  @Override
  protected SequenceBackbone withoutDropout() {
    return new Gru4Rec(2, 10, 0);
  }

  @Override
  protected List<RefusedOption> refusedOptions() {
    return List.of(
        new RefusedOption("layers", "0", () -> new Gru4Rec(0, 10, 0.1)),
        new RefusedOption("hidden", "-1", () -> new Gru4Rec(1, -1, 0.1)),
        new RefusedOption("dropout", "1.0", () -> new Gru4Rec(1, 10, 1)),
        new RefusedOption("dropout", "-0.1", () -> new Gru4Rec(1, 10, -0.1)));
  }
}
