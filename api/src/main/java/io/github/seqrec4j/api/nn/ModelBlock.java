package io.github.seqrec4j.api.nn;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.training.ParameterStore;
import ai.djl.training.initializer.Initializer;
import ai.djl.util.PairList;
import io.github.seqrec4j.api.Experimental;
import org.jspecify.annotations.Nullable;

/**
 * A DJL block whose parameter shapes are fixed by its constructor, so that it is initialised
 * without input shapes. Blocks that hold DJL's own layers override {@link #initializeChildBlocks}
 * for them.
 *
 * <p>A block of several outputs, as a fusion's, extends this class, one of a single output {@link
 * ArrayBlock}, a map of one array {@link UnaryBlock}.
 */
@Experimental
public abstract class ModelBlock extends AbstractBlock {

  /** For subclasses. */
  protected ModelBlock() {}

  /**
   * Computes the outputs.
   *
   * @param inputs in the order in which the block documents them
   * @param training whether dropout and the like are on
   */
  protected abstract NDList outputs(ParameterStore store, NDList inputs, boolean training);

  /** The outputs; a block that reads parameters of the call overrides this for them. */
  @Override
  protected NDList forwardInternal(
      ParameterStore store,
      NDList inputs,
      boolean training,
      @Nullable PairList<String, Object> params) {
    return outputs(store, inputs, training);
  }

  /**
   * Declares a trainable parameter of this block. What has two dimensions or more is a matrix,
   * which decays also where {@link io.github.seqrec4j.api.ParameterGroups.Decayed#MATRICES} alone
   * do; rows that are looked up are a {@link #table}.
   */
  protected final Parameter weight(String name, Shape shape, Initializer initializer) {
    return parameter(
        name,
        shape.dimension() > 1 ? Parameter.Type.WEIGHT : Parameter.Type.BIAS,
        shape,
        initializer);
  }

  /** Declares a trainable parameter whose rows are looked up, as by position. */
  protected final Parameter table(String name, Shape shape, Initializer initializer) {
    return parameter(name, Parameter.Type.OTHER, shape, initializer);
  }

  private Parameter parameter(
      String name, Parameter.Type type, Shape shape, Initializer initializer) {
    return addParameter(
        Parameter.builder()
            .setName(name)
            .setType(type)
            .optShape(shape)
            .optInitializer(initializer)
            .build());
  }

  /**
   * The parameter's array on the device of {@code like}, which is that of its manager: to ask the
   * array itself is a call of the engine, for each parameter in each step.
   */
  protected static NDArray value(
      ParameterStore store, Parameter parameter, NDArray like, boolean training) {
    return store.getValue(parameter, like.getManager().getDevice(), training);
  }

  /** One array through a block with one input and one output. */
  public static NDArray apply(ParameterStore store, Block block, NDArray input, boolean training) {
    return block.forward(store, new NDList(input), training).singletonOrThrow();
  }

  @Override
  protected void initializeChildBlocks(NDManager manager, DataType dataType, Shape... inputShapes) {
    for (Block child : getChildren().values()) {
      child.initialize(manager, dataType, inputShapes);
    }
  }

  /**
   * Initialises a block and its children; shapes are known already. Its parameters record no graph
   * until their arrays are asked to: outside a gradient collector the engine records on every
   * thread but the one that loaded it, so that a parameter which asks for its gradient makes each
   * request keep a graph.
   */
  public static void initialize(Block block, NDManager manager, Shape... inputShapes) {
    block.initialize(manager, DataType.FLOAT32, inputShapes);
    block.getParameters().values().forEach(parameter -> parameter.freeze(true));
  }

  /** The shapes of the inputs, which is what most blocks of a sequence model return. */
  @Override
  public Shape[] getOutputShapes(Shape[] inputShapes) {
    return inputShapes;
  }
}
