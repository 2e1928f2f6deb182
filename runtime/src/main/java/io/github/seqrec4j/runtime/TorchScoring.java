package io.github.seqrec4j.runtime;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.github.seqrec4j.api.nn.HostArrays;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** By the blocks of the backbones, on the arrays of the engine. */
record TorchScoring(NDManager manager, UserEncoder users, ItemVectors items) implements Scoring {

  /** Most scores at a time while the best are sought: 2 MiB, which a cache may hold. */
  private static final int SCORES = 1 << 19;

  /** Fewest items at a time: a product of matrices pays by their number. */
  private static final int ITEMS = 1 << 11;

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

  /** Part of the items by part, so that no array of all scores is made. */
  @Override
  public List<TopItems> best(float[] vectors, int from, int to, List<Selection> selections) {
    int batch = selections.size();
    int together = Math.max(ITEMS, SCORES / batch);
    try (NDManager scratch = manager.newSubManager()) {
      NDArray all = HostArrays.of(scratch, vectors, new Shape(batch, vectors.length / batch));
      for (int first = 0; first < items.items(); first += together) {
        int count = Math.min(together, items.items() - first);
        try (NDManager part = scratch.newSubManager()) {
          NDArray products = items.products(part, all, first, count, from, to);
          FloatBuffer scores = HostArrays.floats(products);
          float[] row = new float[count];
          for (Selection selection : selections) {
            scores.get(row);
            selection.offer(row, count, first, 0);
          }
        }
      }
    }
    List<TopItems> best = new ArrayList<>();
    for (Selection selection : selections) {
      best.add(selection.best());
    }
    return best;
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
