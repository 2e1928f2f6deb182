package io.github.seqrec4j.training;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import io.github.seqrec4j.api.Candidates;
import io.github.seqrec4j.api.RecommenderSpec;
import io.github.seqrec4j.api.nn.HostArrays;
import io.github.seqrec4j.api.nn.Rows;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Forward and backward pass of one batch: items, sequences, then the {@link StreamedLoss} with
 * gradients of user and item vectors, which go back through the encoders.
 */
final class TrainingStep {

  private final SequenceModel model;
  private final @Nullable FinishedTeacher teacher;
  private final int block;
  private final StepClock clock;

  /** Steps of a model without a finished teacher, which nobody watches. */
  TrainingStep(SequenceModel model) {
    this(model, null, StepClock.NONE);
  }

  /**
   * Steps of a model.
   *
   * @param teacher the finished model that the distillation names, or null
   * @param clock is told what they are at
   */
  TrainingStep(SequenceModel model, @Nullable FinishedTeacher teacher, StepClock clock) {
    this(model, teacher, StreamedLoss.BLOCK, clock);
  }

  /**
   * A step with blocks of another size, for tests.
   *
   * @param block most logits of a branch in a block
   */
  TrainingStep(SequenceModel model, int block) {
    this(model, null, block, StepClock.NONE);
  }

  private TrainingStep(
      SequenceModel model, @Nullable FinishedTeacher teacher, int block, StepClock clock) {
    this.model = model;
    this.teacher = teacher;
    this.block = block;
    this.clock = clock;
  }

  /**
   * What a pass computed, owned by the manager it was given.
   *
   * @param items per branch (U, D)
   * @param users per branch (Q, L, D)
   * @param userRows per branch (R, D)
   * @param loss losses and their gradients
   * @param rowItems distinct items whose ID rows are in {@code idRows}
   * @param idRows (distinct, F_id), the leaf that receives the gradient of the ID table; null
   *     without one
   */
  @SuppressWarnings("ArrayRecordComponent") // lives for one step and is never compared
  record Pass(
      List<NDArray> items,
      List<NDArray> users,
      List<NDArray> userRows,
      StreamedLoss.Result loss,
      int[] rowItems,
      @Nullable NDArray idRows) {}

  /**
   * Runs the batch forward and backward; gradients are then in the parameters and in {@link
   * Pass#idRows()}.
   *
   * @param inputs what the backbones read of the batch
   * @param weight of the distillation
   */
  Pass run(
      NDManager owner, EventBatch batch, BatchInputs inputs, Candidates candidates, double weight) {
    clock.begin(StepClock.Phase.DATA);
    RowLayout layout = new RowLayout(batch, inputs, candidates, model.items());
    int[] rowItems = rowItems(candidates);
    boolean table = model.idTable() != null; // else there is no ID, or its parameters are dense
    try (GradientCollector collector = Engine.getInstance().newGradientCollector()) {
      clock.begin(StepClock.Phase.ITEM_ENCODER);
      NDArray idRows = model.idRows(owner, rowItems, true);
      if (idRows != null && table) {
        idRows.setRequiresGradient(true);
      }
      List<NDArray> items =
          model.encodeItems(
              owner, candidates.items(), perColumn(owner, candidates, rowItems, idRows), true);
      clock.begin(StepClock.Phase.BACKBONES);
      List<NDArray> users = users(owner, inputs, candidates, items);
      List<NDArray> userRows = rows(owner, inputs, users);
      clock.begin(StepClock.Phase.LOSS);
      FinishedTeacher.Vectors taught =
          teacher == null || weight == 0
              ? null
              : teacher.vectors(owner, batch, inputs, candidates.items());
      StreamedLoss.Result loss =
          loss(weight).run(collector, owner, userRows, items, taught, layout);
      clock.begin(StepClock.Phase.BACKWARD);
      collector.backward(through(userRows, items, loss));
      return new Pass(items, users, userRows, loss, rowItems, table ? idRows : null);
    }
  }

  /** The loss of the recommender's objective and distillation. */
  StreamedLoss loss(double weight) {
    RecommenderSpec spec = model.spec();
    return new StreamedLoss(
        model.branches(), spec.objective().loss(), spec.distillation(), weight, block);
  }

  /** A scalar whose gradients by user and item vectors are those of the loss. */
  private static NDArray through(
      List<NDArray> userRows, List<NDArray> items, StreamedLoss.Result loss) {
    NDArray sum = null;
    for (int m = 0; m < items.size(); m++) {
      NDArray both =
          userRows
              .get(m)
              .mul(loss.userGradients().get(m))
              .sum()
              .add(items.get(m).mul(loss.itemGradients().get(m)).sum());
      sum = sum == null ? both : sum.add(both);
    }
    return Objects.requireNonNull(sum, "a model has at least one branch");
  }

  /** The distinct items whose ID rows a step reads, in order. */
  static int[] rowItems(Candidates candidates) {
    return Arrays.stream(candidates.items()).sorted().distinct().toArray();
  }

  /** User vectors of all slots, per branch (Q, L, D). */
  private List<NDArray> users(
      NDManager owner, BatchInputs inputs, Candidates candidates, List<NDArray> items) {
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
    NDList context = inputs.context().arrays(owner);
    List<NDArray> users = new ArrayList<>();
    for (int m = 0; m < items.size(); m++) {
      NDArray vectors = Rows.take(items.get(m), columns).mul(isRead); // (Q, L, D)
      users.add(model.userEncoder().encode(m, vectors, context, true));
    }
    return users;
  }

  /** User vectors where they predict, per branch (R, D). */
  private static List<NDArray> rows(NDManager owner, BatchInputs inputs, List<NDArray> users) {
    NDArray positions =
        HostArrays.of(
            owner,
            inputs.rows().stream().mapToLong(BatchInputs.Row::position).toArray(),
            new Shape(inputs.rows().size())); // (R)
    return users.stream()
        .map(user -> Rows.take(user.reshape(inputs.slot().length, -1), positions))
        .toList();
  }

  /** ID rows per encoded item: the leaf itself, or its rows repeated where items repeat. */
  private static @Nullable NDArray perColumn(
      NDManager owner, Candidates candidates, int[] rowItems, @Nullable NDArray idRows) {
    if (idRows == null || Arrays.equals(rowItems, candidates.items())) {
      return idRows;
    }
    int[] row = new int[candidates.items().length];
    for (int c = 0; c < row.length; c++) {
      row[c] = Arrays.binarySearch(rowItems, candidates.items()[c]);
    }
    return Rows.take(idRows, HostArrays.indices(owner, row));
  }
}
