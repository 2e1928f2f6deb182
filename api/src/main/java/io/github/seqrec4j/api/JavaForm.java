package io.github.seqrec4j.api;

/** A backbone in plain Java: how it is made from the weights that its block was trained to. */
@Experimental
@FunctionalInterface
public interface JavaForm {

  /**
   * The backbone of one branch.
   *
   * @param weights of the branch's block, by the names of its parameters; every one is asked for
   */
  HistoryEncoder newEncoder(SequenceSchema sequences, NamedWeights weights);
}
