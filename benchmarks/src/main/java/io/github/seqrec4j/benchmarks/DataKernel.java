package io.github.seqrec4j.benchmarks;

import io.github.seqrec4j.api.Modality;
import io.github.seqrec4j.api.RecommenderSpec;
import io.github.seqrec4j.data.FeatureStore;
import io.github.seqrec4j.data.TrainingBatches;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.SplittableRandom;
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

/**
 * What a step reads: a batch of 128 sequences, and features of 1,000 items widened from float16.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 3)
@Measurement(iterations = 5, time = 3)
@SuppressWarnings("NullAway.Init") // by JMH
public class DataKernel {

  private static final int USERS = 20_000;
  private static final int GATHERED = 1000;
  private static final int SEED = 7;

  /** Of the catalogue. */
  @Param({"10000", "100000"})
  public int items;

  private KernelData data;
  private TrainingBatches batches;
  private FeatureStore store;
  private int[] gathered;
  private FloatBuffer features;
  private FloatBuffer mask;
  private int step;

  @Setup
  public void open() throws IOException {
    data = KernelData.of(items, USERS);
    RecommenderSpec spec = KernelSpecs.plain();
    batches = new TrainingBatches(data.dataset().split(spec), spec.training().batchSize(), SEED);
    store = data.dataset().features(Modality.TEXT);
    gathered = new SplittableRandom(SEED).ints(GATHERED, 1, items + 1).toArray();
    features = direct(GATHERED * store.schema().width());
    mask = direct(GATHERED);
  }

  private static FloatBuffer direct(int numbers) {
    return ByteBuffer.allocateDirect(numbers * Float.BYTES)
        .order(ByteOrder.nativeOrder())
        .asFloatBuffer();
  }

  @TearDown
  public void close() throws IOException {
    data.close();
  }

  @Benchmark
  public int[] batch() {
    step = (step + 1) % batches.stepsPerEpoch();
    return batches.batch(1, step);
  }

  @Benchmark
  public float gather() {
    store.read(gathered, features, mask);
    return features.get(0);
  }
}
