package io.github.seqrec4j.backbones;

import io.github.seqrec4j.api.SequenceBackbone;
import io.github.seqrec4j.testkit.RefusedOption;
import io.github.seqrec4j.testkit.SequenceBackboneContract;
import java.util.List;

class NextItNetContractTest extends SequenceBackboneContract {

  @Override
  protected SequenceBackbone backbone() {
    return new NextItNet(List.of(1, 2, 1, 2), 3, 0.3);
  }

  @Override
  protected SequenceBackbone withoutDropout() {
    return new NextItNet(List.of(1, 2, 1, 2), 3, 0);
  }

  @Override
  protected List<RefusedOption> refusedOptions() {
    return List.of(
        new RefusedOption("dilations", "empty", () -> new NextItNet(List.of(), 3, 0.1)),
        new RefusedOption("dilations", "[1, 0]", () -> new NextItNet(List.of(1, 0), 3, 0.1)),
        new RefusedOption("kernel", "0", () -> new NextItNet(List.of(1), 0, 0.1)),
        new RefusedOption("dropout", "1.0", () -> new NextItNet(List.of(1), 3, 1)));
  }
}
