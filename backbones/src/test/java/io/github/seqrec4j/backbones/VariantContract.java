package io.github.seqrec4j.backbones;

import io.github.seqrec4j.api.SequenceBackbone;
import io.github.seqrec4j.testkit.RefusedOption;
import io.github.seqrec4j.testkit.SequenceBackboneContract;
import java.util.List;

/** A backbone with some options other than their defaults; the refused ones are its main test's. */
abstract class VariantContract extends SequenceBackboneContract {

  private static final int LAYERS = 2;

  /** The variant with this dropout and number of layers. */
  protected abstract SequenceBackbone variant(double dropout, int layers);

  @Override
  protected final SequenceBackbone backbone() {
    return variant(0.3, LAYERS);
  }

  @Override
  protected final SequenceBackbone withoutDropout() {
    return variant(0, LAYERS);
  }

  @Override
  protected final List<RefusedOption> refusedOptions() {
    return List.of(new RefusedOption("layers", "0", () -> variant(0, 0)));
  }
}
