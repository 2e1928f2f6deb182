package io.github.seqrec4j.benchmarks;

import io.github.seqrec4j.api.RowUpdate;
import io.github.seqrec4j.distill.NoDistillation;
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

/** AdamW over all weights, and over the rows of the ID table that a batch reads, in each form. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 3)
@Measurement(iterations = 5, time = 3)
@SuppressWarnings("NullAway.Init") // by JMH
public class OptimizerKernel {

  private static final int USERS = 2000;

  /** Of the catalogue, and rows of the ID table. */
  @Param({"3000", "100000"})
  public int items;

  /** What happens to the rows that a step does not read. */
  @Param public RowUpdate update;

  private KernelData data;
  private StepKernels kernels;

  @Setup
  public void open() throws IOException {
    data = KernelData.of(items, USERS);
    kernels =
        new StepKernels(
            KernelSpecs.of(InBatch.debiased(), new NoDistillation(), update), data.dataset());
  }

  @TearDown
  public void close() throws IOException {
    kernels.close();
    data.close();
  }

  @Benchmark
  public double optimise() {
    return kernels.optimise();
  }
}
