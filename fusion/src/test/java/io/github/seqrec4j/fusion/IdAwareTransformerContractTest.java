package io.github.seqrec4j.fusion;

import io.github.seqrec4j.api.Fusion;
import io.github.seqrec4j.api.Modality;
import io.github.seqrec4j.testkit.FusionContract;
import io.github.seqrec4j.testkit.RefusedOption;
import java.util.List;

class IdAwareTransformerContractTest extends FusionContract {

  @Override
  protected Fusion fusion() {
    return IdAwareTransformer.builder()
        .layers(2)
        .heads(2)
        .dropout(0.3)
        .visibility(IdAwareTransformer.Visibility.ID_AWARE)
        .lastLayer(IdAwareTransformer.LastLayer.OUTPUTS)
        .build();
  }

  @Override
  protected Fusion withoutDropout() {
    return IdAwareTransformer.builder()
        .layers(2)
        .heads(2)
        .dropout(0)
        .visibility(IdAwareTransformer.Visibility.ID_AWARE)
        .lastLayer(IdAwareTransformer.LastLayer.OUTPUTS)
        .build();
  }

  @Override
  protected List<RefusedOption> refusedOptions() {
    return List.of(
        new RefusedOption(
            "layers",
            "0",
            () ->
                IdAwareTransformer.builder()
                    .layers(0)
                    .heads(2)
                    .dropout(0.1)
                    .visibility(IdAwareTransformer.Visibility.ID_AWARE)
                    .lastLayer(IdAwareTransformer.LastLayer.OUTPUTS)
                    .build()),
        new RefusedOption(
            "heads",
            "0",
            () ->
                IdAwareTransformer.builder()
                    .layers(2)
                    .heads(0)
                    .dropout(0.1)
                    .visibility(IdAwareTransformer.Visibility.ID_AWARE)
                    .lastLayer(IdAwareTransformer.LastLayer.OUTPUTS)
                    .build()),
        new RefusedOption(
            "heads",
            "width=8, heads=3",
            () ->
                IdAwareTransformer.builder()
                    .layers(2)
                    .heads(3)
                    .dropout(0.1)
                    .visibility(IdAwareTransformer.Visibility.ID_AWARE)
                    .lastLayer(IdAwareTransformer.LastLayer.OUTPUTS)
                    .build()
                    .newBlock(List.of(Modality.ID), 8)),
        new RefusedOption(
            "dropout",
            "1.0",
            () ->
                IdAwareTransformer.builder()
                    .layers(2)
                    .heads(2)
                    .dropout(1)
                    .visibility(IdAwareTransformer.Visibility.ID_AWARE)
                    .lastLayer(IdAwareTransformer.LastLayer.OUTPUTS)
                    .build()));
  }
}
