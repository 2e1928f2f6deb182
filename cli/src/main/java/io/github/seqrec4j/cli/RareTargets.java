package io.github.seqrec4j.cli;

import io.github.seqrec4j.data.EvaluationSet;
import io.github.seqrec4j.data.Split;
import io.github.seqrec4j.evaluation.Ranking;
import java.util.stream.IntStream;

/** The test targets that hardly occur in training: what ids alone cannot learn. */
final class RareTargets {

  /** Below this number of training interactions an item is rare. */
  static final int LIMIT = 10;

  private final int[] targets;

  RareTargets(Split split) {
    EvaluationSet test = split.test();
    targets =
        IntStream.range(0, test.size())
            .filter(i -> split.trainingCounts().count(test.target(i)) < LIMIT)
            .toArray();
  }

  /** Number of such targets. */
  int size() {
    return targets.length;
  }

  /** The part of a ranking of the test set that is about them. */
  Ranking of(Ranking test) {
    return new Ranking(
        IntStream.of(targets).mapToDouble(i -> test.ranks()[i]).toArray(),
        IntStream.of(targets).map(i -> test.users()[i]).toArray());
  }
}
