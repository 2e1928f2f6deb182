package io.github.seqrec4j.benchmarks;

import ai.djl.ndarray.types.Shape;
import io.github.seqrec4j.api.nn.AttentionBias;
import io.github.seqrec4j.api.nn.TransformerLayer;
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

/** A layer of self-attention and feed-forward network over whole sequences, causal, two heads. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 3)
@Measurement(iterations = 5, time = 3)
@SuppressWarnings("NullAway.Init") // by JMH
public class AttentionKernel {

  private static final int HEADS = 2;
  private static final double DROPOUT = 0.1;

  /** Sequences. */
  @Param("128")
  public int batch;

  /** Slots of each. */
  @Param({"12", "100"})
  public int length;

  /** Numbers of each slot. */
  @Param({"64", "256"})
  public int width;

  private BlockPass pass;

  @Setup
  public void open() {
    Shape tokens = new Shape(batch, length, width);
    pass =
        new BlockPass(
            new TransformerLayer(width, HEADS, DROPOUT),
            tokens,
            tokens,
            new Shape(1, 1, length, length));
    pass.input(pass.manager().randomNormal(tokens));
    pass.input(pass.manager().randomNormal(tokens));
    pass.input(AttentionBias.causal(pass.manager(), length).reshape(1, 1, length, length));
  }

  @TearDown
  public void close() {
    pass.close();
  }

  @Benchmark
  public float forward() {
    return pass.forward();
  }

  @Benchmark
  public float forwardBackward() {
    return pass.forwardBackward();
  }
}
