package io.github.seqrec4j.data;

import io.github.seqrec4j.api.Description;
import io.github.seqrec4j.api.EventLog;
import io.github.seqrec4j.api.SplitBounds;
import io.github.seqrec4j.api.SplitMethod;

/**
 * The paper's protocol: the last interaction of each user is the test target, the last but one the
 * validation target, the rest trains.
 */
@Description(
    value = "the last interaction of each user tests, the last but one validates",
    source = "the paper's section 4.1.2, after Kang and McAuley 2018")
public record LeaveOneOut() implements SplitMethod {

  @Override
  public String type() {
    return "leave-one-out";
  }

  @Override
  public Targets targets() {
    return Targets.FIRST;
  }

  @Override
  public SplitBounds split(EventLog log) {
    int[] validation = new int[log.users()];
    int[] test = new int[log.users()];
    for (int user = 0; user < validation.length; user++) {
      validation[user] = Math.max(0, log.length(user) - 2);
      test[user] = Math.max(0, log.length(user) - 1);
    }
    return new SplitBounds(validation, test);
  }
}
