package io.github.seqrec4j.fusion;

import io.github.seqrec4j.api.Fusion;
import io.github.seqrec4j.testkit.FusionContract;
import io.github.seqrec4j.testkit.RefusedOption;
import java.util.List;

/** Everything sees everything, and the last layer computes every token. */
class IdAwareTransformerAllTokensContractTest extends FusionContract {

  @Override
  protected Fusion fusion() {
    return IdAwareTransformer.builder()
        .layers(2)
        .heads(4)
        .dropout(0.3)
        .visibility(IdAwareTransformer.Visibility.ALL)
        .lastLayer(IdAwareTransformer.LastLayer.ALL_TOKENS)
        .build();
  }

  @Override
  protected Fusion withoutDropout() {
    return IdAwareTransformer.builder()
        .layers(2)
        .heads(4)
        .dropout(0)
        .visibility(IdAwareTransformer.Visibility.ALL)
        .lastLayer(IdAwareTransformer.LastLayer.ALL_TOKENS)
        .build();
  }

  @Override
  protected List<RefusedOption> refusedOptions() {
    return List.of(
        new RefusedOption(
            "layers",
            "-1",
            () ->
                IdAwareTransformer.builder()
                    .layers(-1)
                    .heads(4)
                    .dropout(0.3)
                    .visibility(IdAwareTransformer.Visibility.ALL)
                    .lastLayer(IdAwareTransformer.LastLayer.ALL_TOKENS)
                    .build()));
  }
}
