package io.github.seqrec4j.benchmarks;

import io.github.seqrec4j.api.RecommendRequest;
import io.github.seqrec4j.api.Recommendation;
import io.github.seqrec4j.api.files.AtomicFiles;
import io.github.seqrec4j.runtime.SequentialRecommender;
import io.github.seqrec4j.runtime.ServingEngine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
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

/** A request for the top 10, of a model of three branches, width 64, in plain Java. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 3)
@Measurement(iterations = 5, time = 3)
@SuppressWarnings("NullAway.Init") // by JMH
public class RequestKernel {

  private static final int REQUESTS = 64;
  private static final int K = 10;
  private static final int SEED = 7;

  /** Of the catalogue. */
  @Param({"10000", "100000"})
  public int items;

  /** Items of the history. */
  @Param({"12", "100"})
  public int history;

  private Path folder;
  private SequentialRecommender model;
  private List<RecommendRequest> requests;
  private int next;

  @Setup
  public void open() throws IOException {
    folder = Files.createTempDirectory("request-kernel");
    Path bundle = folder.resolve("model");
    RandomBundle.save(bundle, items);
    model = SequentialRecommender.load(bundle, ServingEngine.JAVA);
    List<String> all = model.items();
    Random random = new Random(SEED);
    requests =
        IntStream.range(0, REQUESTS)
            .mapToObj(
                r ->
                    RecommendRequest.of(
                            IntStream.range(0, history)
                                .mapToObj(i -> all.get(random.nextInt(items)))
                                .toList())
                        .k(K))
            .toList();
  }

  @TearDown
  public void close() throws IOException {
    model.close();
    AtomicFiles.deleteTree(folder);
  }

  @Benchmark
  public List<Recommendation> recommend() {
    next = (next + 1) % REQUESTS;
    return model.recommend(requests.get(next));
  }
}
