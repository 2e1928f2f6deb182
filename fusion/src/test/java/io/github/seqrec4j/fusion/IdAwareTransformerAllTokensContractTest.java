package io.github.seqrec4j.fusion;

import io.github.seqrec4j.api.Fusion;
import io.github.seqrec4j.testkit.FusionContract;
import io.github.seqrec4j.testkit.RefusedOption;
import java.util.List;

/** Everything sees everything, and the last layer computes every token. */
class IdAwareTransformerAllTokensContractTest extends FusionContract {

  @Override
  protected Fusion fusion() {
    return new IdAwareTransformer(
        2, 4, 0.3, IdAwareTransformer.Visibility.ALL, IdAwareTransformer.LastLayer.ALL_TOKENS);
  }

  @Override
  protected Fusion withoutDropout() {
    return new IdAwareTransformer(
        2, 4, 0, IdAwareTransformer.Visibility.ALL, IdAwareTransformer.LastLayer.ALL_TOKENS);
  }

  @Override
  protected List<RefusedOption> refusedOptions() {
    return List.of(
        new RefusedOption(
            "layers",
            "-1",
            () ->
                new IdAwareTransformer(
                    -1,
                    4,
                    0.3,
                    IdAwareTransformer.Visibility.ALL,
                    IdAwareTransformer.LastLayer.ALL_TOKENS)));
  }
}
