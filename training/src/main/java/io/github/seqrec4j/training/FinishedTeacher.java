package io.github.seqrec4j.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import io.github.seqrec4j.api.Branch;
import io.github.seqrec4j.api.DataException;
import io.github.seqrec4j.api.ModelSpec;
import io.github.seqrec4j.api.RecommenderSpec;
import io.github.seqrec4j.api.SequenceTask;
import io.github.seqrec4j.api.UsageException;
import io.github.seqrec4j.api.nn.HostArrays;
import io.github.seqrec4j.api.nn.Rows;
import io.github.seqrec4j.api.nn.Scale;
import io.github.seqrec4j.data.DataSpec;
import io.github.seqrec4j.data.Dataset;
import io.github.seqrec4j.runtime.ItemVectors;
import io.github.seqrec4j.runtime.SequentialRecommender;
import io.github.seqrec4j.runtime.ServingEngine;
import io.github.seqrec4j.runtime.UserEncoder;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A finished model that teaches: what its ensemble says of the rows and candidates of a step,
 * without dropout and without a gradient. It knows nothing that the student's training does not: it
 * was trained on the same data and the same split, and reads of a sequence what precedes the
 * target.
 *
 * <p>Shapes: B sequences, L slots, R rows, U encoded items, M branches of width D of the teacher.
 */
final class FinishedTeacher implements AutoCloseable {

  private static final List<Branch> TEACHER = List.of(new Branch("teacher"));

  private final SequentialRecommender recommender;

  private FinishedTeacher(SequentialRecommender recommender) {
    this.recommender = recommender;
  }

  /**
   * Opens the model that a distillation names.
   *
   * @return null where it names none
   * @throws DataException if the bundle is damaged, or was trained on other data, on another split,
   *     or on what is held out here
   * @throws UsageException if the rows of its task, or the length that it reads, are not the
   *     student's
   */
  static @Nullable FinishedTeacher of(RecommenderSpec spec, Dataset dataset) {
    Path bundle = spec.distillation().teacher();
    if (bundle == null) {
      return null;
    }
    SequentialRecommender recommender = SequentialRecommender.load(bundle, ServingEngine.PYTORCH);
    try {
      checkModel(bundle, recommender.model(), spec.model());
      checkData(bundle, recommender, dataset);
      return new FinishedTeacher(recommender);
    } catch (RuntimeException e) {
      recommender.close();
      throw e;
    }
  }

  private static void checkModel(Path bundle, ModelSpec teacher, ModelSpec student) {
    boolean rows =
        teacher.backbone().task() instanceof SequenceTask.NextItem
            && student.backbone().task() instanceof SequenceTask.NextItem;
    if (!rows) {
      throw new UsageException(
          bundle
              + " cannot teach: its backbone is '"
              + teacher.backbone().type()
              + "', the student's '"
              + student.backbone().type()
              + "', and both must predict the next item after each; masked items are predicted from"
              + " masks that a teacher does not know");
    }
    if (teacher.maxLength() != student.maxLength()) {
      throw new UsageException(
          bundle
              + " cannot teach: it reads "
              + teacher.maxLength()
              + " items, the student "
              + student.maxLength()
              + "; set seqrec4j.max-length alike");
    }
  }

  private static void checkData(Path bundle, SequentialRecommender teacher, Dataset dataset) {
    String remedy = "; train the teacher on this data and split, without --refit";
    String hash = teacher.origin().dataHash();
    if (!hash.equals(dataset.hash())) {
      throw new DataException(
          bundle
              + " cannot teach: it was trained on other data, of hash "
              + hash
              + ", this is "
              + dataset.hash()
              + ", and may know what is held out here"
              + remedy);
    }
    DataSpec then = RunSpec.ofBundle(bundle).data();
    if (!then.split().equals(dataset.spec().split())
        || !then.targets().equals(dataset.spec().targets())) {
      throw new DataException(
          bundle
              + " cannot teach: it was trained on another split, "
              + then.split()
              + " of "
              + then.targets()
              + ", this is "
              + dataset.spec().split()
              + " of "
              + dataset.spec().targets()
              + ", and may know what is held out here"
              + remedy);
    }
    if (TrainingReport.ofBundle(bundle).refit() != null) {
      throw new DataException(
          bundle
              + " cannot teach: it was trained anew on all interactions, those held out included"
              + remedy);
    }
  }

  /** Tells the teacher from others. */
  String name() {
    return " taught by the model of " + recommender.origin().created();
  }

  /**
   * What the teacher says of a step: its scores are inner products of these.
   *
   * @param users (R, MD), each branch times its weight in the ensemble
   * @param items (U, MD)
   */
  record Vectors(NDArray users, NDArray items) {

    /** Logits of some rows, corrected and excluded as a branch's: (b, C), owned by the block. */
    NDArray logits(NDManager scratch, RowLayout layout, int from, int to) {
      NDArray some = users.get(scratch, new NDIndex("{}:{}", from, to));
      return BlockLogits.of(scratch, TEACHER, List.of(some), List.of(items), layout, from, to)
          .rows()
          .logits()
          .get(0);
    }
  }

  /**
   * Encodes a batch as the teacher does.
   *
   * @param inputs the student's, whose rows these are
   * @param items U
   * @return arrays of the owner
   */
  Vectors vectors(NDManager owner, EventBatch batch, BatchInputs inputs, int[] items) {
    return recommender.read(
        (manager, users, stored) -> {
          try (NDManager scratch = manager.newSubManager()) {
            NDArray rows = rows(scratch, users, stored, batch, inputs);
            NDArray columns = Rows.take(stored.vectors(), HostArrays.indices(scratch, items));
            return new Vectors(moved(rows, owner), moved(columns, owner));
          }
        });
  }

  /** User vectors where the student predicts, (R, MD). */
  private static NDArray rows(
      NDManager scratch,
      UserEncoder users,
      ItemVectors stored,
      EventBatch batch,
      BatchInputs inputs) {
    BatchInputs own = BatchInputs.nextItem(users.context(batch.sequences()), batch);
    int[] read = new int[own.slot().length]; // BL
    for (int at = 0; at < read.length; at++) {
      read[at] = own.slot()[at] < 0 ? 0 : batch.items()[own.slot()[at]];
    }
    NDArray slots = HostArrays.indices(scratch, read).reshape(batch.sequences(), own.slots());
    NDArray vectors = Rows.take(stored.vectors(), slots); // (B, L, MD), row 0 is zero
    NDList context = own.context().arrays(scratch);
    NDArray positions =
        HostArrays.of(
            scratch,
            inputs.rows().stream().mapToLong(BatchInputs.Row::position).toArray(),
            new Shape(inputs.rows().size())); // (R)
    int branches = stored.branches().size();
    long width = stored.vectors().getShape().get(1) / branches;
    NDList sides = new NDList();
    for (int m = 0; m < branches; m++) {
      NDArray branch = vectors.get(":, :, {}:{}", m * width, (m + 1) * width);
      NDArray user = users.encode(m, branch, context, false).reshape(read.length, width);
      sides.add(Scale.by(Rows.take(user, positions), stored.weights().values().get(m)));
    }
    return branches == 1 ? sides.get(0) : NDArrays.concat(sides, 1);
  }

  private static NDArray moved(NDArray array, NDManager owner) {
    NDArray there = array.toDevice(owner.getDevice(), false);
    there.attach(owner);
    return there;
  }

  @Override
  public void close() {
    recommender.close();
  }
}
