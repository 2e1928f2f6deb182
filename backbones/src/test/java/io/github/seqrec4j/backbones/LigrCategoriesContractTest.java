package io.github.seqrec4j.backbones;

import io.github.seqrec4j.api.SequenceBackbone;
import io.github.seqrec4j.testkit.RefusedOption;
import io.github.seqrec4j.testkit.SequenceBackboneContract;
import java.util.List;

/** With categories of events and their times. */
class LigrCategoriesContractTest extends SequenceBackboneContract {

  private static LigrBuilder builder() {
    return Ligr.builder().layers(1).intervals(Intervals.EVENTS).categories(Categories.EVENTS);
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
