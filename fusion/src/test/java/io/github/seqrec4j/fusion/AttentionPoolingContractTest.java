package io.github.seqrec4j.fusion;

import io.github.seqrec4j.api.Fusion;
import io.github.seqrec4j.testkit.FusionContract;
import io.github.seqrec4j.testkit.RefusedOption;
import java.util.List;

class AttentionPoolingContractTest extends FusionContract {

  @Override
  protected Fusion fusion() {
    return AttentionPooling.builder().dropout(0.3).build();
  }

  @Override
  protected Fusion withoutDropout() {
    return AttentionPooling.builder().dropout(0).build();
  }

  @Override
  protected List<RefusedOption> refusedOptions() {
    return List.of(
        new RefusedOption("dropout", "1.0", () -> AttentionPooling.builder().dropout(1).build()),
        new RefusedOption(
            "dropout", "-0.1", () -> AttentionPooling.builder().dropout(-0.1).build()));
  }
}
