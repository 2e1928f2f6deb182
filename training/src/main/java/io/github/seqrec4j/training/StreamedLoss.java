package io.github.seqrec4j.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.training.GradientCollector;
import io.github.seqrec4j.api.Branch;
import io.github.seqrec4j.api.Distillation;
import io.github.seqrec4j.api.LogitGradients;
import io.github.seqrec4j.api.LogitRows;
import io.github.seqrec4j.api.Loss;
import io.github.seqrec4j.api.nn.MixedPrecision;
import io.github.seqrec4j.api.nn.Scale;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The loss of a step (paper equation for L), a block of rows after the other: loss, mean over rows
 * and summed over branches, plus the weighted distillation. Where rows have weights both means are
 * weighted by them: sum w l / sum w, a block's share of the step being that of its weights.
 *
 * <p>Rows are independent, so that each block has a graph of its own from its user vectors and the
 * item vectors, both leaves, to its share of the loss; it is followed back at once and let go of.
 * What remains are the gradients of user and item vectors, from which the pass through the encoders
 * goes on. A block is small enough to stay in the processor's caches; nothing of rows x catalogue
 * exists.
 *
 * <p>Shapes: R rows, C columns, W of them a row's own, U encoded items, D width, M branches, b rows
 * of a block.
 */
final class StreamedLoss {

  /**
   * Most logits of a branch in a block, 4 MiB of them: in half of that and less, calls cost more.
   */
  static final int BLOCK = 1 << 20;

  /**
   * How many times that a block has on a GPU, where a call costs more and no cache is to be met.
   */
  private static final int GPU_BLOCKS = 1 << 5;

  /**
   * Most numbers of a branch in the vectors that a block's rows alone are scored against, 8 MiB of
   * them: of 1 to 128 MiB the fastest, with 16, for 256 negatives of each row.
   */
  private static final int OWN_VECTORS = 1 << 21;

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
   * @param teacher what a finished model says of the same rows and items; null without one
   */
  Result run(
      GradientCollector collector,
      NDManager owner,
      List<NDArray> users,
      List<NDArray> items,
      FinishedTeacher.@Nullable Vectors teacher,
      RowLayout layout) {
    int rows = layout.rows();
    int size = blockSize(layout, users.get(0));
    OwnColumnGradients own = new OwnColumnGradients(layout);
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
      try (NDManager scratch = owner.newSubManager()) {
        List<NDArray> parts = new ArrayList<>();
        for (NDArray user : users) {
          parts.add(slice(scratch, user, from, to));
        }
        Block made = block(collector, scratch, parts, items, teacher, layout, own, from, to);
        lossSum += made.loss();
        distillationSum += made.distillation();
        for (int m = 0; m < items.size(); m++) {
          NDArray userGradient = made.userGradients().get(m);
          userGradient.attach(owner);
          userParts.get(m).add(userGradient);
          if (made.itemGradients().isEmpty()) {
            continue;
          }
          NDArray itemGradient = made.itemGradients().get(m); // of the first items at least
          int encoded = (int) itemGradient.getShape().get(0);
          slice(scratch, itemGradients.get(m), 0, encoded).addi(itemGradient); // a view
        }
      }
    }
    own.addTo(owner, users, itemGradients);
    List<NDArray> userGradients = new ArrayList<>();
    for (NDList parts : userParts) {
      userGradients.add(parts.size() == 1 ? parts.get(0) : NDArrays.concat(parts));
    }
    return new Result(lossSum, distillationSum, userGradients, itemGradients);
  }

  /** b. */
  private int blockSize(RowLayout layout, NDArray users) {
    long times = users.getDevice().isGpu() ? GPU_BLOCKS : 1;
    long width = users.getShape().get(1);
    long rows = times * block / Math.max(1, layout.columns());
    long own = times * OWN_VECTORS / Math.max(1, layout.ownColumns() * width);
    return (int) Math.max(1, Math.min(rows, own));
  }

  /**
   * What a block came to, owned by the block but for the gradients of users.
   *
   * @param userGradients per branch (b, D)
   * @param itemGradients per branch (U, D), or of the first items alone, or none: without the
   *     columns of rows' own where these are written by hand
   */
  private record Block(
      double loss, double distillation, List<NDArray> userGradients, List<NDArray> itemGradients) {}

  /**
   * The same by the logits.
   *
   * @param gradients of the block's own mean but for the factor, per branch (b, C)
   * @param factor of the gradients
   */
  private record ByHand(double loss, double distillation, List<NDArray> gradients, double factor) {}

  /** A block, whose graph goes no further than its logits where gradients are written by hand. */
  private Block block(
      GradientCollector collector,
      NDManager scratch,
      List<NDArray> users,
      List<NDArray> items,
      FinishedTeacher.@Nullable Vectors teacher,
      RowLayout layout,
      OwnColumnGradients own,
      int from,
      int to) {
    double share = layout.weight(from, to) / layout.weight(0, layout.rows());
    List<NDArray> userLeaves = users.stream().map(user -> leaf(scratch, user)).toList();
    List<NDArray> itemLeaves = items.stream().map(item -> leaf(scratch, item)).toList();
    BlockLogits logits =
        BlockLogits.of(scratch, branches, userLeaves, itemLeaves, layout, from, to);
    if (teacher != null) {
      logits = logits.with(teacher.logits(scratch, layout, from, to));
    }
    ByHand byHand = byHand(scratch, logits.rows(), share);
    return byHand == null
        ? byEngine(collector, scratch, logits.rows(), userLeaves, itemLeaves, share)
        : products(scratch, byHand, logits, users, items, layout, own, from, share);
  }

  /**
   * Loss, distillation and the gradients of both by the logits, where they are written by hand;
   * null where they are not.
   */
  private @Nullable ByHand byHand(NDManager scratch, LogitRows rows, double share) {
    LogitRows logits =
        new LogitRows(
            branches,
            rows.logits().stream().map(branch -> constant(scratch, branch)).toList(),
            rows.target(),
            rows.logMultiplicity(),
            rows.logProbability(),
            rows.catalogue(),
            rows.weights());
    NDArray teacher = rows.teacher();
    if (teacher != null) {
      logits = logits.withTeacher(teacher);
    }
    LogitGradients distilled = weight > 0 ? distillation.gradients(logits) : null;
    if (weight > 0 && distilled == null) {
      return null;
    }
    if (distilled != null) {
      logits.checkWeighed(distillation);
    }
    LogitGradients own = loss.gradients(logits);
    if (own == null) {
      return null;
    }
    logits.checkWeighed(loss);
    for (int m = 0; m < branches.size(); m++) {
      NDArray gradient = own.gradients().get(m); // (b, C)
      if (distilled != null) {
        double part = weight * distilled.factor() / own.factor();
        try (NDArray other = distilled.gradients().get(m)) {
          gradient.addi(Scale.inPlace(other, part));
        }
      }
    }
    return new ByHand(
        own.loss().getFloat() * share,
        distilled == null ? 0 : distilled.loss().getFloat() * share * weight,
        own.gradients(),
        own.factor());
  }

  /** From gradients by the logits to those by user and item vectors: products of matrices. */
  private static Block products(
      NDManager scratch,
      ByHand made,
      BlockLogits logits,
      List<NDArray> users,
      List<NDArray> items,
      RowLayout layout,
      OwnColumnGradients own,
      int from,
      double share) {
    double factor = share * made.factor(); // on vectors, which are smaller than rows of logits
    List<NDArray> userGradients = new ArrayList<>();
    List<NDArray> itemGradients = new ArrayList<>();
    for (int m = 0; m < items.size(); m++) {
      NDArray gradient = made.gradients().get(m); // (b, C)
      NDArray userGradient = null; // (b, D)
      int shared = layout.candidates().shared();
      if (shared > 0) {
        NDArray part = BlockLogits.shared(gradient, layout);
        NDArray columns = slice(scratch, constant(scratch, items.get(m)), 0, shared);
        userGradient = MixedPrecision.product(part, columns);
        NDArray itemGradient = // (C, D)
            MixedPrecision.product(part.transpose(), constant(scratch, users.get(m)));
        itemGradients.add(Scale.inPlace(itemGradient, factor));
      }
      if (layout.ownColumns() > 0) {
        NDArray part = BlockLogits.own(gradient, layout); // (b, W)
        own.put(m, from, part, factor);
        NDArray vectors = constant(scratch, logits.ownVectors().get(m)); // (b, W, D)
        NDArray more = part.expandDims(1).matMul(vectors).squeeze(1);
        userGradient = userGradient == null ? more : userGradient.addi(more);
      }
      Objects.requireNonNull(userGradient, "a row has a column");
      userGradients.add(Scale.inPlace(userGradient, factor));
    }
    return new Block(made.loss(), made.distillation(), userGradients, itemGradients);
  }

  /** A block that the engine follows back, whatever the loss, the distillation and the columns. */
  private Block byEngine(
      GradientCollector collector,
      NDManager scratch,
      LogitRows logits,
      List<NDArray> userLeaves,
      List<NDArray> itemLeaves,
      double share) {
    NDArray own = shared(loss.loss(logits), share);
    logits.checkWeighed(loss);
    NDArray total = own;
    double distilled = 0;
    if (weight > 0) {
      NDArray both = shared(distillation.loss(logits), share * weight);
      logits.checkWeighed(distillation);
      distilled = both.getFloat();
      total = own.add(both);
    }
    collector.backward(total);
    return new Block(
        own.getFloat(), distilled, gradients(scratch, userLeaves), gradients(scratch, itemLeaves));
  }

  private static List<NDArray> gradients(NDManager scratch, List<NDArray> leaves) {
    List<NDArray> gradients = leaves.stream().map(NDArray::getGradient).toList();
    gradients.forEach(gradient -> gradient.attach(scratch));
    return gradients;
  }

  /** A view of some rows that goes with the block. */
  private static NDArray slice(NDManager scratch, NDArray rows, int from, int to) {
    return rows.get(scratch, new NDIndex("{}:{}", from, to));
  }

  /** The same numbers, of no graph. */
  private static NDArray constant(NDManager scratch, NDArray array) {
    NDArray constant = array.stopGradient();
    constant.attach(scratch);
    return constant;
  }

  /** The same numbers where a graph begins. */
  private static NDArray leaf(NDManager scratch, NDArray array) {
    NDArray leaf = constant(scratch, array);
    leaf.setRequiresGradient(true);
    return leaf;
  }

  private static NDArray shared(NDArray loss, double share) {
    return share == 1 ? loss : Scale.by(loss, share);
  }
}
