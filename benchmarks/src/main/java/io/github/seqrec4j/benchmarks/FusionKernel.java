package io.github.seqrec4j.benchmarks;

import ai.djl.ndarray.types.Shape;
import io.github.seqrec4j.api.Modality;
import io.github.seqrec4j.fusion.IdAwareTransformer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
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

/** IMT, two layers, over items of an ID, text and image, pooled and as tokens. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 3)
@Measurement(iterations = 5, time = 3)
@SuppressWarnings("NullAway.Init") // by JMH
public class FusionKernel {

  private static final List<Modality> MODALITIES =
      List.of(Modality.ID, Modality.TEXT, Modality.IMAGE);

  /** Items that are encoded. */
  @Param("1000")
  public int items;

  /** Of the ID, of a text, of an image. */
  @Param({"1-1-1", "1-30-50"})
  public String tokens;

  /** Numbers of each. */
  @Param("64")
  public int width;

  private BlockPass pass;

  @Setup
  public void open() {
    int[] counts = Arrays.stream(tokens.split("-", -1)).mapToInt(Integer::parseInt).toArray();
    List<Shape> shapes = new ArrayList<>();
    for (int count : counts) {
      shapes.add(new Shape(items, count, width));
      shapes.add(new Shape(items, count));
    }
    pass =
        new BlockPass(
            new IdAwareTransformer().newBlock(MODALITIES, width), shapes.toArray(Shape[]::new));
    for (int i = 0; i < shapes.size(); i += 2) {
      pass.input(pass.manager().randomNormal(shapes.get(i)));
      pass.input(pass.manager().ones(shapes.get(i + 1))); // all tokens are real
    }
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
