package io.github.seqrec4j.cli;

import io.github.seqrec4j.data.EvaluationSet;
import io.github.seqrec4j.data.Split;
import io.github.seqrec4j.evaluation.Ranking;
import java.util.stream.IntStream;

/** The test targets that hardly occur in the training sequences: what ids alone cannot learn. */
final class RareTargets {

  /** Below this number of training interactions an item is rare. */
  static final int LIMIT = 10;

  private final int[] users;

  RareTargets(Split split) {
    EvaluationSet test = split.test();
    users =
        IntStream.range(0, test.size())
            .filter(i -> split.counts().count(test.target(i)) < LIMIT)
            .toArray();
  }

  /** Number of such targets. */
  int size() {
    return users.length;
  }

  /** The part of a ranking of the test set that is about them. */
  Ranking of(Ranking test) {
    return new Ranking(IntStream.of(users).mapToDouble(i -> test.ranks()[i]).toArray());
  }
}
