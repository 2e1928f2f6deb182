package io.github.seqrec4j.data;

import io.github.seqrec4j.api.SplitMethod;
import io.github.seqrec4j.api.SplitMethod.Targets;
import io.github.seqrec4j.data.ingest.Time;
import io.github.seqrec4j.testkit.RefusedOption;
import io.github.seqrec4j.testkit.SplitMethodContract;
import java.util.List;

final class TemporalSplitContractTest extends SplitMethodContract {

  @Override
  protected SplitMethod method() {
    return new TemporalSplit();
  }

  @Override
  protected Protocol protocol() {
    return Protocol.BY_TIME;
  }

  @Override
  protected List<RefusedOption> refusedOptions() {
    return List.of(
        new RefusedOption(
            "validationShare", "0.0", () -> new TemporalSplit(0, 0.1, null, null, Targets.FIRST)),
        new RefusedOption(
            "testShare", "1.5", () -> new TemporalSplit(0.1, 1.5, null, null, Targets.FIRST)),
        new RefusedOption(
            "testFrom",
            "5",
            () -> new TemporalSplit(0.1, 0.1, new Time("8"), new Time("5"), Targets.FIRST)));
  }
}
