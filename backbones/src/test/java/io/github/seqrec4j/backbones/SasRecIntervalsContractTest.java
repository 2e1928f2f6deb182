package io.github.seqrec4j.backbones;

import io.github.seqrec4j.api.SequenceBackbone;

/** With times of events and of requests. */
class SasRecIntervalsContractTest extends VariantContract {

  @Override
  protected SequenceBackbone variant(double dropout, int layers) {
    return SasRec.builder().dropout(dropout).layers(layers).intervals(Intervals.REQUESTS).build();
  }
}
