package io.github.seqrec4j.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import io.github.seqrec4j.api.Branch;
import io.github.seqrec4j.api.Distillation;
import io.github.seqrec4j.api.LogitRows;
import io.github.seqrec4j.api.Loss;
import io.github.seqrec4j.api.nn.HostArrays;
import io.github.seqrec4j.api.nn.Rows;
import io.github.seqrec4j.api.nn.Scale;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The loss of a step (paper equation for L), a block of rows after the other: loss, mean over rows
 * and summed over branches, plus the weighted distillation.
 *
 * <p>Rows are independent, so that each block has a graph of its own from its user vectors and the
 * item vectors, both leaves, to its share of the loss; it is followed back at once and let go of.
 * What remains are the gradients of user and item vectors, from which the pass through the encoders
 * goes on. A block is small enough to stay in the processor's caches; nothing of rows x catalogue
 * exists.
 *
 * <p>Shapes: R rows, C columns, U encoded items, D width, M branches, b rows of a block.
 */
final class StreamedLoss {

  /** Most logits of a branch in a block, 1 MiB of them: more rows than this makes are cut. */
  static final int BLOCK = 1 << 18;

  private final List<Branch> branches;
  private final Loss loss;
  private final Distillation distillation;
  private final double weight;
  private final int block;

  /**
   * A loss.
   *
   * @param weight of the distillation; 0 leaves it out
   * @param block most logits of a branch in a block
   */
  StreamedLoss(
      List<Branch> branches, Loss loss, Distillation distillation, double weight, int block) {
    this.branches = branches;
    this.loss = loss;
    this.distillation = distillation;
    this.weight = weight;
    this.block = block;
  }

  /**
   * What a step came to.
   *
   * @param loss mean over rows
   * @param distillation mean over rows, weighted
   * @param userGradients per branch (R, D)
   * @param itemGradients per branch (U, D)
   */
  record Result(
      double loss, double distillation, List<NDArray> userGradients, List<NDArray> itemGradients) {}

  /**
   * Computes loss and gradients.
   *
   * @param users per branch (R, D)
   * @param items per branch (U, D)
   */
  Result run(
      GradientCollector collector,
      NDManager owner,
      List<NDArray> users,
      List<NDArray> items,
      RowLayout layout) {
    int rows = layout.rows();
    int size = Math.max(1, block / Math.max(1, layout.columns()));
    List<NDList> userParts = new ArrayList<>();
    List<NDArray> itemGradients = new ArrayList<>();
    for (NDArray item : items) {
      userParts.add(new NDList());
      itemGradients.add(owner.zeros(item.getShape()));
    }
    double lossSum = 0;
    double distillationSum = 0;
    for (int from = 0; from < rows; from += size) {
      int to = Math.min(rows, from + size);
      double share = (double) (to - from) / rows;
      try (NDManager scratch = owner.newSubManager()) {
        List<NDArray> userLeaves = new ArrayList<>();
        List<NDArray> itemLeaves = new ArrayList<>();
        for (int m = 0; m < items.size(); m++) {
          NDArray part = from == 0 && to == rows ? users.get(m) : slice(users.get(m), from, to);
          userLeaves.add(leaf(scratch, part));
          itemLeaves.add(leaf(scratch, items.get(m)));
        }
        LogitRows logits = logits(scratch, userLeaves, itemLeaves, layout, from, to);
        NDArray own = scaled(loss.loss(logits), share);
        NDArray total = own;
        if (weight > 0) {
          NDArray distilled = scaled(distillation.loss(logits), share * weight);
          distillationSum += distilled.getFloat();
          total = own.add(distilled);
        }
        lossSum += own.getFloat();
        collector.backward(total);
        for (int m = 0; m < items.size(); m++) {
          NDArray userGradient = userLeaves.get(m).getGradient();
          userGradient.attach(owner);
          userParts.get(m).add(userGradient);
          NDArray itemGradient = itemLeaves.get(m).getGradient();
          itemGradient.attach(scratch);
          itemGradients.get(m).addi(itemGradient);
        }
      }
    }
    List<NDArray> userGradients = new ArrayList<>();
    for (NDList parts : userParts) {
      userGradients.add(parts.size() == 1 ? parts.get(0) : NDArrays.concat(parts));
    }
    return new Result(lossSum, distillationSum, userGradients, itemGradients);
  }

  private static NDArray slice(NDArray rows, int from, int to) {
    return rows.get(new NDIndex("{}:{}", from, to));
  }

  /** The same numbers where a graph begins. */
  private static NDArray leaf(NDManager scratch, NDArray array) {
    NDArray leaf = array.stopGradient();
    leaf.attach(scratch);
    leaf.setRequiresGradient(true);
    return leaf;
  }

  private static NDArray scaled(NDArray loss, double factor) {
    return factor == 1 ? loss : Scale.by(loss, factor);
  }

  /**
   * The logits of rows {@code from} to {@code to}.
   *
   * @param users per branch (b, D)
   * @param items per branch (U, D)
   */
  LogitRows logits(
      NDManager scratch,
      List<NDArray> users,
      List<NDArray> items,
      RowLayout layout,
      int from,
      int to) {
    int rows = to - from;
    Shape shape = new Shape(rows, layout.columns());
    NDArray correction =
        scratch.zeros(shape).addi(perColumn(scratch, layout, from, to, layout.shared(), -1));
    put(correction, layout.excluded(from, to), RowLayout.EXCLUDED);
    long[] target = new long[rows];
    for (int r = 0; r < rows; r++) {
      target[r] = layout.target(from + r);
    }
    NDArray ownItems = own(scratch, layout, from, to);
    List<NDArray> logits = new ArrayList<>();
    for (int m = 0; m < items.size(); m++) {
      logits.add(products(users.get(m), items.get(m), layout, ownItems).add(correction)); // (b, C)
    }
    return new LogitRows(
        branches,
        logits,
        HostArrays.of(scratch, target, new Shape(rows, 1)),
        logMultiplicity(scratch, layout, target),
        perColumn(scratch, layout, from, to, layout.candidates().logProbability(), 1));
  }

  /**
   * Indices of the items that each row alone is scored against: its target, its negatives; or null.
   */
  private static @Nullable NDArray own(NDManager scratch, RowLayout layout, int from, int to) {
    int width = layout.first() + layout.candidates().negatives();
    if (width == 0) {
      return null;
    }
    int[] items = new int[(to - from) * width];
    for (int r = from, at = 0; r < to; r++) {
      if (layout.first() > 0) {
        items[at++] = layout.targetItem(r);
      }
      for (int k = 0; k < layout.candidates().negatives(); k++) {
        items[at++] = layout.negative(r, k);
      }
    }
    return HostArrays.indices(scratch, items).reshape(to - from, width);
  }

  /** Inner products (b, C) of user vectors (b, D) with the columns of their rows. */
  private static NDArray products(
      NDArray users, NDArray items, RowLayout layout, @Nullable NDArray ownItems) {
    int shared = layout.candidates().shared();
    NDList parts = new NDList();
    if (shared > 0) {
      NDArray columns = shared == items.getShape().get(0) ? items : slice(items, 0, shared);
      parts.add(users.matMul(columns.transpose())); // (b, C)
    }
    if (ownItems != null) {
      NDArray vectors = Rows.take(items, ownItems); // (b, 1 + K, D)
      NDArray own = vectors.matMul(users.expandDims(2)).squeeze(2); // (b, 1 + K)
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
    if (layout.first() + negatives == 0) {
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
    put(all, places, 0);
    return all;
  }

  /** Sets places of a matrix, in row-major order, to a value. */
  private static void put(NDArray matrix, int[] places, float value) {
    if (places.length == 0) {
      return;
    }
    NDManager scratch = matrix.getManager();
    NDArray flat = matrix.reshape(-1); // a view
    flat.set(
        new NDIndex("{}", HostArrays.indices(scratch, places)),
        scratch.full(new Shape(places.length), value));
  }
}
