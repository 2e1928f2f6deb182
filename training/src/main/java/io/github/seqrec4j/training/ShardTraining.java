package io.github.seqrec4j.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.github.seqrec4j.api.CandidateSampler;
import io.github.seqrec4j.api.Internal;
import io.github.seqrec4j.api.RecommenderSpec;
import io.github.seqrec4j.api.SeqrecException;
import io.github.seqrec4j.api.nn.HostArrays;
import io.github.seqrec4j.api.nn.NativeEngine;
import io.github.seqrec4j.data.Dataset;
import io.github.seqrec4j.data.Split;
import io.github.seqrec4j.data.TrainingBatches;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The steps of partitions in a training by rounds: ordinary steps, each from the partition's seed,
 * its epoch and its number alone. Weights and moments are given at each round, so that one object
 * serves any of the partitions, and a round that is done again comes to the same bytes.
 *
 * <p>After an exception it is not to be used again.
 */
@Internal
public final class ShardTraining implements AutoCloseable {

  private final RecommenderSpec spec;
  private final Split split;
  private final RoundPlan plan;
  private final NDManager manager;
  private final @Nullable FinishedTeacher teacher;
  private final SequenceModel model;
  private final ParameterArena arena;
  private final ModelOptimizer optimizer;
  private final LocalMoments moments;
  private final IdleRows idle;
  private final CandidateSampler.Sampler sampler;
  private final Map<Integer, TrainingBatches> batches = new HashMap<>();

  private ShardTraining(
      NDManager manager, RecommenderSpec spec, Dataset dataset, RoundSpec rounds) {
    this.manager = manager;
    this.spec = spec;
    split = dataset.split(spec);
    plan = RoundPlan.of(rounds, spec, split);
    teacher = FinishedTeacher.of(spec, dataset);
    StepRunner.seedEngine(spec.training().seed(), 0, 0);
    model = FirstWeights.of(manager, spec, dataset, split, null).model();
    arena = new ParameterArena(manager, model.parameters(), spec.training().groups());
    optimizer = new ModelOptimizer(manager, spec.training(), arena, model.idTable(), plan.steps());
    moments = new LocalMoments(manager, optimizer);
    idle = new IdleRows(spec.training(), plan.steps());
    sampler = spec.objective().sampler().sampler(split.windowCounts());
  }

  /**
   * Prepares a model, whose weights come with each round.
   *
   * @param dataset all of it, kept open by the caller
   * @throws io.github.seqrec4j.api.UsageException for what a training in rounds does not have
   */
  public static ShardTraining open(RecommenderSpec spec, Dataset dataset, RoundSpec rounds) {
    return Trainer.alone(
        () -> {
          NDManager manager = NativeEngine.newManager(spec.training().device());
          try {
            return new ShardTraining(manager, spec, dataset, rounds);
          } catch (RuntimeException | Error e) {
            manager.close();
            throw e;
          }
        });
  }

  /**
   * A round of a partition. Waits for any other training in this process to end.
   *
   * @param start weights of all partitions
   * @param partition from 0
   * @param before file of its moments after the round before; null in the first
   * @param after file to write those after this round to; null for none
   * @throws SeqrecException if loss or weights stop being finite
   */
  public RoundSum run(
      RoundWeights start, int partition, @Nullable Path before, @Nullable Path after) {
    return Trainer.alone(() -> alone(start, partition, before, after));
  }

  private RoundSum alone(
      RoundWeights start, int partition, @Nullable Path before, @Nullable Path after) {
    long began = System.nanoTime();
    long from = plan.steps(start.rounds());
    long to = from + plan.localSteps();
    NDArray table = model.idTable();
    start.dense().into(arena.flat());
    if (table != null && start.table() != null) {
      start.table().into(table);
    }
    if (before == null) {
      moments.clear(from);
    } else {
      moments.read(before, from);
    }
    StepRunner.Made mean = steps(partition, from, to);
    optimizer.settle(manager, to);
    if (after != null) {
      moments.write(after, to);
    }
    int parts = plan.spec().partitions();
    FloatBlocks dense = FloatBlocks.of(arena.flat());
    check(dense, partition, to);
    int[] rows = table == null ? new int[0] : moved(start, table, from, to);
    FloatBlocks values = rows.length == 0 || table == null ? null : values(table, rows);
    long bytes = Float.BYTES * dense.size();
    if (values != null) {
      check(values, partition, to);
      bytes += Float.BYTES * values.size() + (long) Integer.BYTES * rows.length;
    }
    RoundSum.Part part =
        new RoundSum.Part(partition, mean, (System.nanoTime() - began) / 1e9, bytes);
    int[] movers = new int[rows.length];
    Arrays.fill(movers, 1);
    return new RoundSum(
        List.of(part),
        new WeightSum(parts, dense),
        rows,
        movers,
        values == null ? null : new WeightSum(parts, values));
  }

  /** Runs steps; returns what they came to on average. */
  private StepRunner.Made steps(int partition, long from, long to) {
    TrainingBatches own =
        batches.computeIfAbsent(
            partition,
            p ->
                new TrainingBatches(
                    split,
                    spec.training().batchSize(),
                    RoundPlan.seed(spec.training().seed(), p),
                    p,
                    plan.spec().partitions()));
    StepRunner runner =
        new StepRunner(manager, model, teacher, arena, own, sampler, optimizer, StepClock.NONE);
    int perEpoch = runner.stepsPerEpoch();
    double loss = 0;
    double distillation = 0;
    double norm = 0;
    for (long step = from; step < to; step++) {
      StepRunner.Made made =
          runner.run(Math.toIntExact(step / perEpoch + 1), (int) (step % perEpoch + 1));
      loss += made.loss();
      distillation += made.distillation();
      norm += made.gradientNorm();
    }
    double count = to - from;
    return new StepRunner.Made(loss / count, distillation / count, norm / count);
  }

  /** Rows of the table that are not what they are where no step reads them. */
  private int[] moved(RoundWeights start, NDArray table, long from, long to) {
    FloatBlocks before = start.table();
    if (before == null) {
      throw new IllegalArgumentException("weights without an ID table for a model with one");
    }
    int width = (int) table.getShape().get(1);
    int[] rows = new int[(int) table.getShape().get(0)];
    int[] count = {0};
    TableRows.all(
        table,
        (scratch, first, view) -> {
          NDArray unread = before.rows(scratch, first, view.getShape());
          idle.pass(scratch, unread, from, to);
          FloatBuffer expected = HostArrays.floats(unread);
          FloatBuffer actual = HostArrays.floats(view);
          int size = (int) view.getShape().get(0);
          for (int r = 0; r < size; r++) {
            if (differs(expected, actual, r * width, width)) {
              rows[count[0]++] = first + r;
            }
          }
        });
    return Arrays.copyOf(rows, count[0]);
  }

  private static boolean differs(FloatBuffer one, FloatBuffer other, int from, int count) {
    for (int i = from; i < from + count; i++) {
      if (Float.floatToRawIntBits(one.get(i)) != Float.floatToRawIntBits(other.get(i))) {
        return true;
      }
    }
    return false;
  }

  private static FloatBlocks values(NDArray table, int[] rows) {
    int width = (int) table.getShape().get(1);
    FloatBlocks values = new FloatBlocks((long) rows.length * width);
    int[] next = {0};
    TableRows.all(
        table,
        (scratch, first, view) -> {
          FloatBuffer read = HostArrays.floats(view);
          int end = first + (int) view.getShape().get(0);
          for (; next[0] < rows.length && rows[next[0]] < end; next[0]++) {
            for (int f = 0; f < width; f++) {
              values.set((long) next[0] * width + f, read.get((rows[next[0]] - first) * width + f));
            }
          }
        });
    return values;
  }

  private static void check(FloatBlocks weights, int partition, long step) {
    for (long i = 0; i < weights.size(); i++) {
      float weight = weights.get(i);
      if (!(Math.abs(weight) < WeightSum.LIMIT)) {
        throw new SeqrecException(
            "after step "
                + step
                + " of partition "
                + partition
                + " a weight is "
                + weight
                + ", expected one below "
                + (long) WeightSum.LIMIT
                + ": lower the learning rate or check the features for extreme values");
      }
    }
  }

  @Override
  public void close() {
    if (teacher != null) {
      teacher.close();
    }
    manager.close();
  }
}
