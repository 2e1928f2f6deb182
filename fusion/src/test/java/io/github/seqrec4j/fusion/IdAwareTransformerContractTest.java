package io.github.seqrec4j.fusion;

import io.github.seqrec4j.api.Fusion;
import io.github.seqrec4j.api.Modality;
import io.github.seqrec4j.testkit.FusionContract;
import io.github.seqrec4j.testkit.RefusedOption;
import java.util.List;

class IdAwareTransformerContractTest extends FusionContract {

  @Override
  protected Fusion fusion() {
    return new IdAwareTransformer(
        2, 2, 0.3, IdAwareTransformer.Visibility.ID_AWARE, IdAwareTransformer.LastLayer.OUTPUTS);
  }

  @Override
  protected Fusion withoutDropout() {
    return new IdAwareTransformer(
        2, 2, 0, IdAwareTransformer.Visibility.ID_AWARE, IdAwareTransformer.LastLayer.OUTPUTS);
  }

  @Override
  protected List<RefusedOption> refusedOptions() {
    return List.of(
        new RefusedOption(
            "layers",
            "0",
            () ->
                new IdAwareTransformer(
                    0,
                    2,
                    0.1,
                    IdAwareTransformer.Visibility.ID_AWARE,
                    IdAwareTransformer.LastLayer.OUTPUTS)),
        new RefusedOption(
            "heads",
            "0",
            () ->
                new IdAwareTransformer(
                    2,
                    0,
                    0.1,
                    IdAwareTransformer.Visibility.ID_AWARE,
                    IdAwareTransformer.LastLayer.OUTPUTS)),
        new RefusedOption(
            "heads",
            "width=8, heads=3",
            () ->
                new IdAwareTransformer(
                        2,
                        3,
                        0.1,
                        IdAwareTransformer.Visibility.ID_AWARE,
                        IdAwareTransformer.LastLayer.OUTPUTS)
                    .newBlock(List.of(Modality.ID), 8)),
        new RefusedOption(
            "dropout",
            "1.0",
            () ->
                new IdAwareTransformer(
                    2,
                    2,
                    1,
                    IdAwareTransformer.Visibility.ID_AWARE,
                    IdAwareTransformer.LastLayer.OUTPUTS)));
  }
}
