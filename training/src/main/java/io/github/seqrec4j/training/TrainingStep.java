package io.github.seqrec4j.training;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import io.github.seqrec4j.api.Candidates;
import io.github.seqrec4j.api.nn.HostArrays;
import io.github.seqrec4j.api.nn.Rows;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Forward and backward pass of one batch: items, sequences, loss, gradients. */
final class TrainingStep {

  private final SequenceModel model;

  TrainingStep(SequenceModel model) {
    this.model = model;
  }

  /**
   * What a forward pass computed, owned by the manager it was given.
   *
   * @param items per branch (C, D)
   * @param users per branch (Q, L, D)
   * @param loss logits and losses
   * @param rowItems distinct items whose ID rows are in {@code idRows}
   * @param idRows (distinct, F_id), the leaf that receives the gradient of the ID table; null
   *     without ID
   */
  @SuppressWarnings("ArrayRecordComponent") // lives for one step and is never compared
  record Pass(
      List<NDArray> items,
      List<NDArray> users,
      StepLoss loss,
      int[] rowItems,
      @Nullable NDArray idRows) {}

  /**
   * Runs the batch forward and backward; gradients are then in the parameters and in {@link
   * Pass#idRows()}.
   *
   * @param batch (B(S+1)) left-padded items
   * @param inputs what the backbones read of it
   * @param weight of the distillation
   */
  Pass run(NDManager owner, int[] batch, BatchInputs inputs, Candidates candidates, double weight) {
    BatchRows rows = BatchRows.of(batch, model.spec().maxLength() + 1, inputs, candidates);
    int[] rowItems = rowItems(candidates);
    NDArray idRows = model.idRows(owner, rowItems);
    if (idRows != null) {
      idRows.setRequiresGradient(true);
    }
    try (GradientCollector collector = Engine.getInstance().newGradientCollector()) {
      Pass pass = forward(owner, inputs, rows, candidates, rowItems, idRows, weight);
      collector.backward(pass.loss().total());
      return pass;
    }
  }

  /** The distinct items whose ID rows a step reads, in order. */
  static int[] rowItems(Candidates candidates) {
    return Arrays.stream(candidates.items()).sorted().distinct().toArray();
  }

  private Pass forward(
      NDManager owner,
      BatchInputs inputs,
      BatchRows rows,
      Candidates candidates,
      int[] rowItems,
      @Nullable NDArray idRows,
      double weight) {
    List<NDArray> items =
        model.encodeItems(
            owner, candidates.items(), perColumn(owner, candidates, rowItems, idRows), true);
    int length = inputs.slot().length; // QL
    long[] column = new long[length];
    float[] read = new float[length];
    for (int at = 0; at < length; at++) {
      if (inputs.slot()[at] >= 0) {
        column[at] = candidates.slotColumn()[inputs.slot()[at]];
        read[at] = 1;
      }
    }
    Shape shape = new Shape(length / inputs.slots(), inputs.slots()); // (Q, L)
    NDArray columns = HostArrays.of(owner, column, shape);
    NDArray isRead = HostArrays.of(owner, read, shape).expandDims(2); // (Q, L, 1)
    NDArray mask = HostArrays.of(owner, inputs.mask(), shape);
    NDArray masked =
        inputs.masked().length == 0 ? null : HostArrays.of(owner, inputs.masked(), shape);
    NDArray positions =
        HostArrays.of(
            owner,
            inputs.rows().stream().mapToLong(BatchInputs.Row::position).toArray(),
            new Shape(inputs.rows().size())); // (R)
    List<NDArray> users = new ArrayList<>();
    List<NDArray> userRows = new ArrayList<>();
    for (int m = 0; m < items.size(); m++) {
      NDArray vectors = Rows.take(items.get(m), columns).mul(isRead); // (Q, L, D)
      NDArray user = model.userEncoder().encode(m, vectors, mask, masked, true);
      users.add(user);
      userRows.add(Rows.take(user.reshape(length, -1), positions)); // (R, D)
    }
    StepLoss loss =
        StepLoss.of(
            owner, model.branches(), userRows, items, rows, model.spec().distillation(), weight);
    return new Pass(items, users, loss, rowItems, idRows);
  }

  /**
   * ID rows per candidate column: the leaf itself, or its rows repeated where columns repeat items.
   */
  private static @Nullable NDArray perColumn(
      NDManager owner, Candidates candidates, int[] rowItems, @Nullable NDArray idRows) {
    if (idRows == null || Arrays.equals(rowItems, candidates.items())) {
      return idRows;
    }
    int[] row = new int[candidates.size()];
    for (int c = 0; c < row.length; c++) {
      row[c] = Arrays.binarySearch(rowItems, candidates.items()[c]);
    }
    return Rows.take(idRows, HostArrays.indices(owner, row));
  }
}
