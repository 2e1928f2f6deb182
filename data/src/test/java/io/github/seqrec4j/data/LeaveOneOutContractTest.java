package io.github.seqrec4j.data;

import io.github.seqrec4j.api.SplitMethod;
import io.github.seqrec4j.testkit.RefusedOption;
import io.github.seqrec4j.testkit.SplitMethodContract;
import java.util.List;

final class LeaveOneOutContractTest extends SplitMethodContract {

  @Override
  protected SplitMethod method() {
    return new LeaveOneOut();
  }

  @Override
  protected Protocol protocol() {
    return Protocol.BY_USER;
  }

  @Override
  protected List<RefusedOption> refusedOptions() {
    return List.of();
  }
}
