package io.github.seqrec4j.evaluation;

/** Takes recommendations, a list at a time, none of which it has to keep. */
@FunctionalInterface
public interface ListSink {

  /**
   * One list.
   *
   * @param target index in the evaluated set of the target whose user is recommended to
   * @param items indices 1..N in the dataset, the best first; at most as many as asked for, written
   *     to again after the call
   * @param scores of these items, likewise
   * @param size number of items in the list
   */
  void accept(int target, int[] items, float[] scores, int size);
}
