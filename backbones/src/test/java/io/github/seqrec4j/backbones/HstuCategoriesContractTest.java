package io.github.seqrec4j.backbones;

import io.github.seqrec4j.api.SequenceBackbone;

/** With categories of events and all times. */
class HstuCategoriesContractTest extends VariantContract {

  @Override
  protected SequenceBackbone variant(double dropout, int layers) {
    return Hstu.builder()
        .dropout(dropout)
        .layers(layers)
        .scalingLength(20)
        .categories(Categories.EVENTS)
        .build();
  }
}
