package io.github.seqrec4j.data;

import io.github.seqrec4j.api.Description;

/**
 * The paper's protocol: of each user's last S+3 interactions, the last is the test target, the last
 * but one the validation target, the rest trains.
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
  public Split split(Dataset dataset, int maxLength) {
    int[] validation = new int[dataset.users()];
    int[] test = new int[dataset.users()];
    for (int user = 0; user < validation.length; user++) {
      validation[user] = dataset.length(user) - 2;
      test[user] = dataset.length(user) - 1;
    }
    return new Split(dataset, maxLength, new Split.Bounds(validation, test), Targets.FIRST);
  }
}
