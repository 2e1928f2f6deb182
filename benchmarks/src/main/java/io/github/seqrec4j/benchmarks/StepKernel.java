package io.github.seqrec4j.benchmarks;

import io.github.seqrec4j.api.CandidateSampler;
import io.github.seqrec4j.api.Distillation;
import io.github.seqrec4j.api.RowUpdate;
import io.github.seqrec4j.distill.NoDistillation;
import io.github.seqrec4j.distill.OnlineDistillation;
import io.github.seqrec4j.objectives.Full;
import io.github.seqrec4j.objectives.InBatch;
import io.github.seqrec4j.training.StepKernels;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** The streamed loss of a batch of 128 sequences, and whole steps of it. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 3)
@Measurement(iterations = 5, time = 3)
@SuppressWarnings("NullAway.Init") // by JMH
public class StepKernel {

  private static final int USERS = 2000;
  private static final int RAMP = 20;

  /** Candidates: the items of the batch, or all. */
  public enum Columns {
    /** Softmax over the items of the batch. */
    IN_BATCH,
    /** Softmax over the catalogue. */
    FULL
  }

  /** Between branches. */
  public enum Teaching {
    /** Branches learn alone. */
    NONE,
    /** Online distillation. */
    ONLINE
  }

  @Param public Columns columns;

  @Param public Teaching teaching;

  /** Of the catalogue. */
  @Param("3000")
  public int items;

  private KernelData data;
  private StepKernels kernels;

  @Setup
  public void open() throws IOException {
    data = KernelData.of(items, USERS);
    CandidateSampler sampler = columns == Columns.FULL ? new Full() : InBatch.debiased();
    Distillation distillation =
        teaching == Teaching.NONE ? new NoDistillation() : OnlineDistillation.sigmoid(1, RAMP);
    kernels =
        new StepKernels(KernelSpecs.of(sampler, distillation, RowUpdate.DEFERRED), data.dataset());
  }

  @TearDown
  public void close() throws IOException {
    kernels.close();
    data.close();
  }

  @Benchmark
  public double loss() {
    return kernels.loss();
  }

  @Benchmark
  public double step() {
    return kernels.step();
  }
}
