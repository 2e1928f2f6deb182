package io.github.seqrec4j.api.nn;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.training.ParameterStore;

/** A block of several inputs and one output, as the block of a sequence model is. */
public abstract class ArrayBlock extends ModelBlock {

  /** For subclasses. */
  protected ArrayBlock() {}

  /**
   * Computes the output.
   *
   * @param inputs in the order in which the block documents them
   * @param training whether dropout and the like are on
   */
  protected abstract NDArray output(ParameterStore store, NDList inputs, boolean training);

  @Override
  protected final NDList outputs(ParameterStore store, NDList inputs, boolean training) {
    return new NDList(output(store, inputs, training));
  }
}
