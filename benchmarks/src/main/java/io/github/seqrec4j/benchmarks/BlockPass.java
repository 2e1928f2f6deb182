package io.github.seqrec4j.benchmarks;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.training.GradientCollector;
import ai.djl.training.ParameterStore;
import io.github.seqrec4j.api.nn.ModelBlock;
import io.github.seqrec4j.api.nn.NativeEngine;

/** A block of random weights and its inputs, to be run again and again. */
final class BlockPass implements AutoCloseable {

  private static final int SEED = 7;

  private final NDManager manager = NativeEngine.newManager();
  private final ParameterStore store = new ParameterStore(manager, false);
  private final Block block;
  private final NDList inputs = new NDList();

  /** Of a block that reads arrays of these shapes. */
  BlockPass(Block block, Shape... shapes) {
    this.block = block;
    Engine.getInstance().setRandomSeed(SEED);
    ModelBlock.initialize(block, manager, shapes);
    block.getParameters().values().forEach(p -> p.getArray().setRequiresGradient(true));
  }

  /** Of the inputs. */
  NDManager manager() {
    return manager;
  }

  /** One more input. */
  void input(NDArray input) {
    inputs.add(input);
  }

  /** Forward without a graph, as evaluating and serving do. */
  float forward() {
    try (NDManager scratch = manager.newSubManager()) {
      return sum(block.forward(store, in(scratch), false)).getFloat();
    }
  }

  /** Forward with dropout, and backward to the weights. */
  float forwardBackward() {
    try (NDManager scratch = manager.newSubManager();
        GradientCollector collector = Engine.getInstance().newGradientCollector()) {
      NDArray sum = sum(block.forward(store, in(scratch), true));
      collector.backward(sum);
      return sum.getFloat();
    }
  }

  /** The inputs, in a manager that what is computed from them belongs to. */
  private NDList in(NDManager scratch) {
    NDList own = new NDList();
    for (NDArray input : inputs) {
      NDArray view = input.stopGradient();
      view.attach(scratch);
      own.add(view);
    }
    return own;
  }

  private static NDArray sum(NDList outputs) {
    NDArray sum = outputs.get(0).sum();
    for (int i = 1; i < outputs.size(); i++) {
      sum = sum.add(outputs.get(i).sum());
    }
    return sum;
  }

  @Override
  public void close() {
    manager.close();
  }
}
