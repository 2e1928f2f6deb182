package org.example.horizons;

import io.github.seqrec4j.api.SequenceBackbone;
import io.github.seqrec4j.testkit.RefusedOption;
import io.github.seqrec4j.testkit.SequenceBackboneContract;
import java.util.List;

// tag::test[]
final class HorizonsContractTest extends SequenceBackboneContract {

  @Override
  protected SequenceBackbone backbone() {
    return new Horizons();
  }

  @Override
  protected SequenceBackbone withoutDropout() {
    return new Horizons(List.of(0.5, 2.0), 0);
  }

  @Override
  protected List<RefusedOption> refusedOptions() {
    return List.of(
        new RefusedOption("halfLives", "0.0", () -> new Horizons(List.of(0.0), 0.1)),
        new RefusedOption("dropout", "1", () -> new Horizons(List.of(1.0), 1)));
  }
}
// end::test[]
