package io.github.seqrec4j.backbones;

import io.github.seqrec4j.api.SequenceBackbone;
import io.github.seqrec4j.testkit.RefusedOption;
import io.github.seqrec4j.testkit.SequenceBackboneContract;
import java.util.List;

/** With categories of events and all times. */
class HstuCategoriesContractTest extends SequenceBackboneContract {

  private static HstuBuilder builder() {
    return Hstu.builder().scalingLength(20).categories(Categories.EVENTS);
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
    return List.of(new RefusedOption("layers", "0", () -> builder().layers(0).build()));
  }
}
