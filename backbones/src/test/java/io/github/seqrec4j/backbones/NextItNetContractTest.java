package io.github.seqrec4j.backbones;

import io.github.seqrec4j.api.SequenceBackbone;
import io.github.seqrec4j.testkit.RefusedOption;
import io.github.seqrec4j.testkit.SequenceBackboneContract;
import java.util.List;

class NextItNetContractTest extends SequenceBackboneContract {

  @Override
  protected SequenceBackbone backbone() {
    return NextItNet.builder().dilations(List.of(1, 2, 1, 2)).kernel(3).dropout(0.3).build();
  }

  @Override
  protected SequenceBackbone withoutDropout() {
    return NextItNet.builder().dilations(List.of(1, 2, 1, 2)).kernel(3).dropout(0).build();
  }

  @Override
  protected List<RefusedOption> refusedOptions() {
    return List.of(
        new RefusedOption(
            "dilations",
            "empty",
            () -> NextItNet.builder().dilations(List.of()).kernel(3).dropout(0.1).build()),
        new RefusedOption(
            "dilations",
            "0",
            () -> NextItNet.builder().dilations(List.of(1, 0)).kernel(3).dropout(0.1).build()),
        new RefusedOption(
            "kernel",
            "0",
            () -> NextItNet.builder().dilations(List.of(1)).kernel(0).dropout(0.1).build()),
        new RefusedOption(
            "dropout",
            "1.0",
            () -> NextItNet.builder().dilations(List.of(1)).kernel(3).dropout(1).build()));
  }
}
