package io.github.seqrec4j.data;

import io.github.seqrec4j.api.SplitMethod;
import io.github.seqrec4j.api.SplitMethod.Targets;
import io.github.seqrec4j.testkit.RefusedOption;
import io.github.seqrec4j.testkit.SplitMethodContract;
import java.util.List;

final class RatioSplitContractTest extends SplitMethodContract {

  @Override
  protected SplitMethod method() {
    return new RatioSplit();
  }

  @Override
  protected Protocol protocol() {
    return Protocol.BY_USER;
  }

  @Override
  protected List<RefusedOption> refusedOptions() {
    return List.of(
        new RefusedOption("validation", "-0.1", () -> new RatioSplit(-0.1, 0.1, Targets.EVERY)),
        new RefusedOption("validation", "0.0", () -> new RatioSplit(0, 0.1, Targets.EVERY)),
        new RefusedOption("test", "1.0", () -> new RatioSplit(0.1, 1, Targets.EVERY)),
        new RefusedOption("test", "0.5", () -> new RatioSplit(0.5, 0.5, Targets.FIRST)));
  }
}
