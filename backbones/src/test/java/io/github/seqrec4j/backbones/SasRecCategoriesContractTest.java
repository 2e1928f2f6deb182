package io.github.seqrec4j.backbones;

import io.github.seqrec4j.api.SequenceBackbone;

/** With categories of events and all times. */
class SasRecCategoriesContractTest extends VariantContract {

  @Override
  protected SequenceBackbone variant(double dropout, int layers) {
    return SasRec.builder()
        .dropout(dropout)
        .layers(layers)
        .intervals(Intervals.REQUESTS)
        .categories(Categories.EVENTS)
        .build();
  }
}
