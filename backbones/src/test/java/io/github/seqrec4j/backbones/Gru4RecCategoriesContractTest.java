package io.github.seqrec4j.backbones;

import io.github.seqrec4j.api.SequenceBackbone;

/** With categories of events alone. */
class Gru4RecCategoriesContractTest extends VariantContract {

  @Override
  protected SequenceBackbone variant(double dropout, int layers) {
    return Gru4Rec.builder()
        .dropout(dropout)
        .layers(layers)
        .hidden(10)
        .categories(Categories.EVENTS)
        .build();
  }
}
