package io.github.seqrec4j.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import io.github.seqrec4j.api.Branch;
import io.github.seqrec4j.api.LogitRows;
import io.github.seqrec4j.api.nn.HostArrays;
import io.github.seqrec4j.api.nn.Rows;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The logits of a block of rows: inner products of user vectors with the columns of their rows,
 * corrected for how candidates were drawn, excluded ones far below.
 *
 * <p>Shapes: b rows of the block, C columns, W of them a row's own, U encoded items, D width.
 *
 * @param rows logits of the block
 * @param ownVectors per branch (b, W, D), vectors of the items in the columns of rows' own; none if
 *     all columns are shared
 */
record BlockLogits(LogitRows rows, List<NDArray> ownVectors) {

  /**
   * The logits of rows {@code from} to {@code to}.
   *
   * @param users per branch (b, D)
   * @param items per branch (U, D)
   */
  static BlockLogits of(
      NDManager scratch,
      List<Branch> branches,
      List<NDArray> users,
      List<NDArray> items,
      RowLayout layout,
      int from,
      int to) {
    int rows = to - from;
    NDArray correction =
        layout.isCorrected() ? perColumn(scratch, layout, from, to, layout.shared(), -1) : null;
    Places excluded = Places.of(scratch, layout.excluded(from, to), RowLayout.EXCLUDED);
    long[] target = new long[rows];
    for (int r = 0; r < rows; r++) {
      target[r] = layout.target(from + r);
    }
    List<NDArray> ownVectors = ownVectors(scratch, items, layout, from, to);
    List<NDArray> logits = new ArrayList<>();
    for (int m = 0; m < items.size(); m++) {
      NDArray own = ownVectors.isEmpty() ? null : ownVectors.get(m);
      NDArray branch = products(users.get(m), items.get(m), layout, own); // (b, C)
      if (correction != null) {
        branch.addi(correction);
      }
      excluded.put(branch);
      logits.add(branch);
    }
    LogitRows made =
        new LogitRows(
            branches,
            logits,
            HostArrays.of(scratch, target, new Shape(rows, 1)),
            logMultiplicity(scratch, layout, target),
            perColumn(scratch, layout, from, to, layout.candidates().logProbability(), 1),
            layout.catalogue(),
            weights(scratch, layout.weights(from, to)));
    return new BlockLogits(made, ownVectors);
  }

  /** The same rows with the logits (b, C) of a finished model. */
  BlockLogits with(NDArray teacher) {
    return new BlockLogits(rows.withTeacher(teacher), ownVectors);
  }

  private static @Nullable NDArray weights(NDManager scratch, float[] weights) {
    return weights.length == 0
        ? null
        : HostArrays.of(scratch, weights, new Shape(weights.length, 1));
  }

  /** Of (b, C) the columns that all rows share. */
  static NDArray shared(NDArray columns, RowLayout layout) {
    int shared = layout.candidates().shared();
    return shared == layout.columns()
        ? columns
        : columns.get(":, {}:{}", layout.first(), layout.first() + shared);
  }

  /** Of (b, C) the columns of rows' own, (b, W). */
  static NDArray own(NDArray columns, RowLayout layout) {
    int shared = layout.candidates().shared();
    if (shared == 0) {
      return columns;
    }
    NDArray negatives = columns.get(":, {}:", layout.first() + shared);
    if (layout.first() == 0) {
      return negatives;
    }
    NDArray target = columns.get(":, :1");
    return layout.ownColumns() == 1 ? target : NDArrays.concat(new NDList(target, negatives), 1);
  }

  private static List<NDArray> ownVectors(
      NDManager scratch, List<NDArray> items, RowLayout layout, int from, int to) {
    if (layout.ownColumns() == 0) {
      return List.of();
    }
    NDArray indices =
        HostArrays.indices(scratch, layout.ownItems(from, to))
            .reshape(to - from, layout.ownColumns());
    return items.stream().map(item -> Rows.take(item, indices)).toList();
  }

  /** Inner products (b, C) of user vectors (b, D) with the columns of their rows. */
  private static NDArray products(
      NDArray users, NDArray items, RowLayout layout, @Nullable NDArray ownVectors) {
    int shared = layout.candidates().shared();
    NDList parts = new NDList();
    if (shared > 0) {
      NDArray columns = shared == items.getShape().get(0) ? items : slice(items, 0, shared);
      parts.add(users.matMul(columns.transpose())); // (b, C)
    }
    if (ownVectors != null) {
      NDArray own = ownVectors.matMul(users.expandDims(2)).squeeze(2); // (b, W)
      if (layout.first() == 0 || shared == 0) {
        parts.add(own);
      } else {
        parts.add(0, own.get(":, :1"));
        if (layout.candidates().negatives() > 0) {
          parts.add(own.get(":, 1:"));
        }
      }
    }
    return parts.size() == 1 ? parts.get(0) : NDArrays.concat(parts, 1);
  }

  /**
   * What belongs to the columns of rows: (1, C), or (b, C) where rows have columns of their own.
   *
   * @param shared (C) of the shared columns
   * @param sign of the log probabilities of the rows' own columns
   */
  private static NDArray perColumn(
      NDManager scratch, RowLayout layout, int from, int to, float[] shared, float sign) {
    NDArray row = HostArrays.of(scratch, shared, new Shape(1, shared.length));
    int negatives = layout.candidates().negatives();
    if (layout.ownColumns() == 0) {
      return row;
    }
    NDList parts = new NDList();
    int rows = to - from;
    if (layout.first() > 0) {
      float[] targets = Arrays.copyOfRange(layout.candidates().targetLogProbability(), from, to);
      parts.add(HostArrays.of(scratch, targets, new Shape(rows, 1)).muli(sign));
    }
    if (shared.length > 0) {
      parts.add(row.broadcast(rows, shared.length));
    }
    if (negatives > 0) {
      float[] drawn =
          Arrays.copyOfRange(
              layout.candidates().negativeLogProbability(), from * negatives, to * negatives);
      parts.add(HostArrays.of(scratch, drawn, new Shape(rows, negatives)).muli(sign));
    }
    return parts.size() == 1 ? parts.get(0) : NDArrays.concat(parts, 1);
  }

  /** (b, C) log n_c and 0 at the target; (1, C) zeros where every column stands for one slot. */
  private static NDArray logMultiplicity(NDManager scratch, RowLayout layout, long[] target) {
    int columns = layout.columns();
    if (!layout.hasMultiplicity()) {
      return scratch.zeros(new Shape(1, columns));
    }
    float[] row = new float[columns];
    System.arraycopy(
        layout.logMultiplicity(), 0, row, layout.first(), layout.logMultiplicity().length);
    NDArray all =
        scratch
            .zeros(new Shape(target.length, columns))
            .addi(HostArrays.of(scratch, row, new Shape(1, columns)));
    int[] places = new int[target.length];
    for (int r = 0; r < places.length; r++) {
      places[r] = r * columns + (int) target[r];
    }
    Places.of(scratch, places, 0).put(all);
    return all;
  }

  /**
   * Places of a matrix, in row-major order, that are set to a value.
   *
   * @param index of them, null if there are none
   * @param values as many
   */
  private record Places(@Nullable NDIndex index, @Nullable NDArray values) {

    static Places of(NDManager scratch, int[] places, float value) {
      return places.length == 0
          ? new Places(null, null)
          : new Places(
              new NDIndex("{}", HostArrays.indices(scratch, places)),
              scratch.full(new Shape(places.length), value));
    }

    /**
     * Sets them in a matrix without a trace in its graph: no loss depends on what is excluded.
     *
     * @param matrix whose numbers stand side by side
     */
    void put(NDArray matrix) {
      if (index != null && values != null) {
        NDArray numbers = matrix.stopGradient(); // a view
        numbers.attach(matrix.getManager());
        numbers.reshape(-1).set(index, values);
      }
    }
  }

  private static NDArray slice(NDArray rows, int from, int to) {
    return rows.get(new NDIndex("{}:{}", from, to));
  }
}
