package io.github.seqrec4j.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import io.github.seqrec4j.api.nn.HostArrays;
import io.github.seqrec4j.api.nn.Rows;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The gradients of several batches of one step, each a weighted mean over the rows of its batch, to
 * that over the rows of all of them.
 *
 * <p>Shapes: P dense parameters; U distinct ID rows of a batch, V of all; F_id their width.
 */
final class GradientSum {

  /**
   * What a step follows.
   *
   * @param loss mean over rows
   * @param distillation mean over rows, weighted
   * @param dense (P)
   * @param items (V) distinct items whose ID rows move, in order
   * @param idRows (V, F_id), null without ID
   */
  @SuppressWarnings("ArrayRecordComponent") // lives for one step and is never compared
  record Mean(
      double loss, double distillation, NDArray dense, int[] items, @Nullable NDArray idRows) {}

  private final NDManager owner;
  private final NDArray dense;
  private final List<int[]> items = new ArrayList<>();
  private final List<NDArray> idRows = new ArrayList<>();
  private double weights;
  private double loss;
  private double distillation;

  /**
   * An empty sum.
   *
   * @param parameters P
   */
  GradientSum(NDManager owner, long parameters) {
    this.owner = owner;
    dense = owner.zeros(new Shape(parameters));
  }

  /**
   * Adds what a batch came to.
   *
   * @param batch its arrays are overwritten; its ID rows are taken over
   * @param weight what the rows of the batch count for, together
   */
  void add(Mean batch, double weight) {
    dense.addi(batch.dense().muli(weight));
    items.add(batch.items());
    if (batch.idRows() != null) {
      NDArray part = batch.idRows().muli(weight);
      part.attach(owner);
      idRows.add(part);
    }
    loss += batch.loss() * weight;
    distillation += batch.distillation() * weight;
    weights += weight;
  }

  /** The mean over the rows of all batches. */
  Mean mean() {
    int[] all = items.stream().flatMapToInt(Arrays::stream).sorted().distinct().toArray();
    NDArray table = null;
    if (!idRows.isEmpty()) {
      table = owner.zeros(new Shape(all.length, idRows.get(0).getShape().get(1)));
      for (int b = 0; b < idRows.size(); b++) {
        int[] row = Arrays.stream(items.get(b)).map(i -> Arrays.binarySearch(all, i)).toArray();
        NDArray at = HostArrays.indices(owner, row);
        table.set(new NDIndex("{}", at), Rows.take(table, at).addi(idRows.get(b)));
      }
      table.divi(weights);
    }
    return new Mean(loss / weights, distillation / weights, dense.divi(weights), all, table);
  }
}
