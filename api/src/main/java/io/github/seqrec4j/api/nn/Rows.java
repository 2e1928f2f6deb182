package io.github.seqrec4j.api.nn;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.ndarray.types.SparseFormat;
import io.github.seqrec4j.api.Experimental;

/**
 * The real slots of a padded batch, so that position-wise layers compute nothing for padding.
 *
 * <p>Shapes: B sequences, S slots, R real slots, D width. Row r is the r-th real slot in batch
 * order.
 */
@Experimental
public final class Rows {

  private final long batch;
  private final long slots;
  private final NDArray mask;
  private final NDArray slotOfRow;
  private final NDArray rowOfSlot;

  private Rows(NDArray mask, NDArray slotOfRow, NDArray rowOfSlot) {
    batch = mask.getShape().get(0);
    slots = mask.getShape().get(1);
    this.mask = mask;
    this.slotOfRow = slotOfRow;
    this.rowOfSlot = rowOfSlot;
  }

  /**
   * The rows of a mask (B, S), 1 = real, with at least one real slot; arrays belong to the mask's
   * manager.
   */
  public static Rows of(NDArray mask) {
    long batch = mask.getShape().get(0);
    long slots = mask.getShape().get(1);
    NDArray flat = mask.reshape(batch * slots);
    NDArray slotOfRow = flat.nonzero().reshape(-1); // (R)
    // Padded slots point at row 0: what they hold is never used, as every reader masks them.
    NDArray rowOfSlot = flat.cumSum(0).sub(1).mul(flat).toType(DataType.INT64, false); // (BS)
    return new Rows(mask, slotOfRow, rowOfSlot);
  }

  /** (B, S, D) to (R, D). */
  public NDArray pack(NDArray padded) {
    return take(padded.reshape(batch * slots, padded.getShape().get(2)), slotOfRow);
  }

  /** (R, D) to (B, S, D); padded slots hold some row's values and must be masked by the reader. */
  public NDArray unpack(NDArray rows) {
    return take(rows, rowOfSlot).reshape(batch, slots, rows.getShape().get(1));
  }

  /** Position within its sequence of each row, (R) int64 in 0..S-1. */
  public NDArray positions() {
    return slotOfRow.mod(slots);
  }

  /**
   * For each row and lag the row that many real slots earlier in the same sequence, or R where the
   * sequence does not reach back so far: (R, K) int64.
   *
   * @param lags K numbers of slots, each at least 0
   */
  public NDArray earlier(int... lags) {
    NDArray rank = mask.cumSum(1).sub(1).reshape(batch * slots, 1); // among real slots, (BS, 1)
    NDArray back = HostArrays.indices(rank.getManager(), lags); // (K)
    NDArray reaches = take(rank, slotOfRow).toType(DataType.INT64, false).gte(back); // (R, K)
    NDArray row = rank.getManager().arange(0, (int) size(), 1, DataType.INT64).reshape(-1, 1);
    return row.sub(size()).sub(back).mul(reaches.toType(DataType.INT64, false)).add(size());
  }

  /** Number of rows, R. */
  public long size() {
    return slotOfRow.getShape().get(0);
  }

  /**
   * Rows of a matrix by index, differentiable: (N, D) and int64 (...) to (..., D). The result
   * belongs to the manager of {@code indices}, so the matrix may be a parameter.
   */
  public static NDArray take(NDArray matrix, NDArray indices) {
    return ai.djl.nn.core.Embedding.embedding(indices, matrix, SparseFormat.DENSE)
        .singletonOrThrow();
  }

  /** Shape (B, S) of the mask. */
  public Shape shape() {
    return new Shape(batch, slots);
  }
}
