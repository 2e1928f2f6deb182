package io.github.seqrec4j.data;

import io.github.seqrec4j.api.Description;
import io.github.seqrec4j.api.EventLog;
import io.github.seqrec4j.api.SplitBounds;
import io.github.seqrec4j.api.SplitMethod;

/**
 * The paper's protocol: the last interaction of each user is the test target, the last but one the
 * validation target, the rest trains. Where not all interactions are to be predicted, the last of
 * those that are tests, the last but one validates, and what stands before that trains.
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
      test[user] = lastTarget(log, user, log.length(user));
      validation[user] = lastTarget(log, user, test[user]);
    }
    return new SplitBounds(validation, test);
  }

  /** Position of a user's last target before a position; that one where there is none. */
  private static int lastTarget(EventLog log, int user, int before) {
    for (int p = before - 1; p >= 0; p--) {
      if (log.isTarget(user, p)) {
        return p;
      }
    }
    return before;
  }
}
