package io.github.seqrec4j.backbones;

import io.github.seqrec4j.api.SequenceBackbone;

/** With categories of events and their times. */
class LigrCategoriesContractTest extends VariantContract {

  @Override
  protected SequenceBackbone variant(double dropout, int layers) {
    return Ligr.builder()
        .dropout(dropout)
        .layers(layers)
        .intervals(Intervals.EVENTS)
        .categories(Categories.EVENTS)
        .build();
  }
}
