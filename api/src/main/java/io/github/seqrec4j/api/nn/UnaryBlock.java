package io.github.seqrec4j.api.nn;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.training.ParameterStore;

/** A block of one input and one output, which is called with arrays and not with lists of one. */
public abstract class UnaryBlock extends ModelBlock {

  /** For subclasses. */
  protected UnaryBlock() {}

  /**
   * Maps an array.
   *
   * @param training whether dropout and the like are on
   */
  public abstract NDArray forward(ParameterStore store, NDArray x, boolean training);

  @Override
  protected final NDList outputs(ParameterStore store, NDList inputs, boolean training) {
    return new NDList(forward(store, inputs.singletonOrThrow(), training));
  }
}
