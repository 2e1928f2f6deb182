package io.github.seqrec4j.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import com.sun.management.OperatingSystemMXBean;
import io.github.seqrec4j.api.IdTable;
import io.github.seqrec4j.api.RecommenderSpec;
import io.github.seqrec4j.api.RowUpdate;
import io.github.seqrec4j.api.TrainingEvent;
import io.github.seqrec4j.api.TrainingSpec;
import io.github.seqrec4j.api.UsageException;
import io.github.seqrec4j.evaluation.Evaluator;
import java.lang.management.ManagementFactory;
import java.util.Locale;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a training will take, reckoned before it begins from the shapes of its weights and the size
 * of its first batch.
 *
 * <p>State and checkpoint are exact. A step is a bound for blocks of any kind: each matrix (n, k)
 * is taken to be applied to all tokens of all items of the batch, or all slots of all sequences,
 * with {@value #COPIES} arrays of n numbers kept for each until the way back; tables that rows are
 * looked up in take nothing, and what grows with the square of the slots is not in it.
 *
 * @param stateBytes weights, moments, average, best weights and gradients
 * @param stepBytes what a step adds, about
 * @param evaluationBytes what a validation adds: item vectors, those of some users, and a block of
 *     scores
 * @param checkpointBytes of a checkpoint; three or four are on disk
 * @param stepFlops floating-point operations of the matrix products of a step, about
 */
record CostEstimate(
    long stateBytes, long stepBytes, long evaluationBytes, long checkpointBytes, double stepFlops) {

  private static final Logger LOG = LoggerFactory.getLogger(CostEstimate.class);

  /**
   * Arrays that a matrix leaves for the way back: its input, its output, and what follows it, such
   * as a norm, an activation or a mask of dropout.
   */
  private static final int COPIES = 4;

  /** Arrays of the size of a block of logits that its loss and their gradients take. */
  private static final int OF_LOGITS = 10;

  private static final double GIGA = 1e9;
  private static final int PRODUCT = 512;
  private static final int REPEATS = 4;

  /**
   * What a step works on.
   *
   * @param items that are encoded
   * @param tokens of each
   * @param slots of all sequences, per branch
   * @param rows that predict, per branch
   */
  record StepSize(long items, long tokens, long slots, long rows) {}

  /** Of a model with its optimizer. */
  static CostEstimate of(SequenceModel model, ParameterArena arena, StepSize step) {
    RecommenderSpec spec = model.spec();
    long dense = arena.flat().size();
    long table = model.idTable() == null ? 0 : model.idTable().size();
    long rows = model.items() + 1L;
    long saved = saved(spec.training());
    long kept = 0;
    double products = 0;
    for (Map.Entry<String, Parameter> entry : model.parameters().entrySet()) {
      if (entry.getValue().getType() != Parameter.Type.WEIGHT) {
        continue;
      }
      Shape shape = entry.getValue().getArray().getShape();
      boolean encoder = entry.getKey().startsWith(SequenceModel.ENCODER + ".");
      long applied = encoder ? step.items() * step.tokens() : step.slots();
      kept += applied * shape.get(0);
      products += (double) applied * shape.size();
    }
    int width = spec.itemEncoder().width();
    int branches = model.branches().size();
    products += (double) branches * step.rows() * step.items() * width;
    long logits = Math.min(StreamedLoss.BLOCK, step.rows() * step.items());
    long vectors = (long) branches * width * (step.items() + step.slots());
    return new CostEstimate(
        state(spec.training(), dense, rows, table),
        Float.BYTES * (COPIES * kept + 2 * vectors + OF_LOGITS * logits),
        Float.BYTES * rows * branches * width + Evaluator.workBytes(branches, width),
        Float.BYTES * saved * (dense + table) + Long.BYTES * (table == 0 ? 0 : rows),
        3 * 2 * products); // the way back takes twice as much
  }

  /** Arrays of a weight that a checkpoint holds. */
  private static long saved(TrainingSpec spec) {
    return 1L + spec.optimizer().moments().size() + (spec.emaDecay() > 0 ? 1 : 0);
  }

  /**
   * Beside what is saved: the best weights; of dense ones the gradient in parts and as a whole, and
   * two arrays of the optimizer's.
   */
  private static long state(TrainingSpec spec, long dense, long rows, long table) {
    long saved = saved(spec);
    long ofTable = saved + 1 + (spec.idTable() == RowUpdate.DENSE ? 3 : 0);
    return Float.BYTES * ((saved + 5) * dense + ofTable * table)
        + Long.BYTES * (table == 0 ? 0 : rows);
  }

  /** All memory outside the heap. */
  long bytes() {
    return stateBytes + Math.max(stepBytes, evaluationBytes);
  }

  /** Memory of the machine, or of the container that the process is in. */
  static long memory() {
    return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
        .getTotalMemorySize();
  }

  /**
   * That the ID table with its moments and the best of it fits, before any of it is made.
   *
   * @param items N
   * @param memory in bytes
   * @throws UsageException if not, with what makes it smaller
   */
  static void checkTable(RecommenderSpec spec, int items, long memory) {
    IdTable table = spec.itemEncoder().idTable().orElse(null);
    if (table == null || table.codes().used()) {
      return;
    }
    long rows = items + 1L;
    long bytes = state(spec.training(), 0, rows, rows * table.width());
    if (bytes > memory) {
      throw new UsageException(
          "the ID table of "
              + items
              + " items with its moments and the best of it needs "
              + gigabytes(bytes)
              + ", and this machine or container has "
              + gigabytes(memory)
              + ": lower the width of the ID in item-encoder, drop rare items by data.filter.minimum-per-item, or"
              + " train on a larger machine");
    }
  }

  /**
   * Logs it; as a warning where it may not fit.
   *
   * @param memory in bytes
   */
  void warn(long memory) {
    if (bytes() > memory) {
      LOG.warn(
          "the training may need more memory than the {} of this machine or container: {}; lower"
              + " training.batch-size",
          gigabytes(memory),
          inWords());
    } else {
      LOG.info("the training will take {}", inWords());
    }
  }

  /** In words. */
  private String inWords() {
    return String.format(
        Locale.ROOT,
        "about %s outside the heap (state %s, step %s, validation %s), checkpoints of %s, %.2f"
            + " GFLOP a step",
        gigabytes(bytes()),
        gigabytes(stateBytes),
        gigabytes(stepBytes),
        gigabytes(evaluationBytes),
        gigabytes(checkpointBytes),
        stepFlops / GIGA);
  }

  private static String gigabytes(long bytes) {
    return String.format(Locale.ROOT, "%.2f GB", bytes / GIGA);
  }

  /**
   * As an event.
   *
   * @param rate FLOP/s of a matrix product
   */
  TrainingEvent.Estimated event(int stepsPerEpoch, double rate) {
    return new TrainingEvent.Estimated(
        stateBytes,
        stepBytes,
        evaluationBytes,
        checkpointBytes,
        stepFlops,
        stepsPerEpoch * stepFlops / rate);
  }

  /** FLOP/s of a product of two square matrices, the best of some. */
  static double rate(NDManager manager) {
    double best = 0;
    try (NDManager scratch = manager.newSubManager()) {
      NDArray a = scratch.ones(new Shape(PRODUCT, PRODUCT));
      for (int i = 0; i < REPEATS; i++) {
        long start = System.nanoTime();
        try (NDArray product = a.matMul(a)) {
          product.getFloat(0, 0); // waits for it
        }
        best =
            Math.max(best, 2.0 * PRODUCT * PRODUCT * PRODUCT * GIGA / (System.nanoTime() - start));
      }
    }
    return best;
  }
}
