package io.github.seqrec4j.runtime;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.github.seqrec4j.api.nn.HostArrays;
import org.jspecify.annotations.Nullable;

/** By the blocks of the backbones, on the arrays of the engine. */
record TorchScoring(NDManager manager, UserEncoder users, ItemVectors items) implements Scoring {

  /** Takes ownership of the manager and all arrays in it. */
  TorchScoring {
    // The first pass fills the parameter store, which is then only read.
    Histories any = new Histories(1, users.maxLength());
    any.items()[users.maxLength() - 1] = 1;
    try (NDManager scratch = manager.newSubManager()) {
      users.encodeLast(scratch, any, items);
    }
  }

  @Override
  public ServingEngine engine() {
    return ServingEngine.PYTORCH;
  }

  @Override
  public EnsembleWeights weights() {
    return items.weights();
  }

  @Override
  public float[] encode(Histories histories, boolean[] branches, LiveRows.@Nullable Snapshot live) {
    try (NDManager scratch = manager.newSubManager()) {
      return users.encodeLast(scratch, histories, items, branches, live).toFloatArray();
    }
  }

  @Override
  public float[] products(float[] vectors, int batch, int from, int to) {
    try (NDManager scratch = manager.newSubManager()) {
      Shape shape = new Shape(batch, vectors.length / batch);
      return items.products(HostArrays.of(scratch, vectors, shape), from, to).toFloatArray();
    }
  }

  @Override
  public float[] itemVector(int item) {
    try (NDArray row = items.vectors().get(item)) {
      return row.toFloatArray();
    }
  }

  @Override
  public void close() {
    manager.close();
  }
}
