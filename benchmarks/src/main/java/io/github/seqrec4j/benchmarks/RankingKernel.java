package io.github.seqrec4j.benchmarks;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.github.seqrec4j.api.EvaluationSpec;
import io.github.seqrec4j.api.RecommenderSpec;
import io.github.seqrec4j.api.nn.NativeEngine;
import io.github.seqrec4j.data.EvaluationSet;
import io.github.seqrec4j.evaluation.Evaluator;
import io.github.seqrec4j.evaluation.Ranking;
import io.github.seqrec4j.runtime.ItemVectors;
import io.github.seqrec4j.runtime.UserEncoder;
import java.io.IOException;
import java.util.Map;
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
 * The ranks of 2,000 users' targets among all items, of an ensemble and three branches, the users'
 * vectors encoded first, as an evaluation does.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 3)
@Measurement(iterations = 5, time = 3)
@SuppressWarnings("NullAway.Init") // by JMH
public class RankingKernel {

  private static final int USERS = 2000;
  private static final int SEED = 7;

  /** Of the catalogue. */
  @Param({"10000", "100000"})
  public int items;

  private final EvaluationSpec evaluation = new EvaluationSpec();
  private KernelData data;
  private NDManager manager;
  private UserEncoder users;
  private ItemVectors vectors;
  private EvaluationSet targets;

  @Setup
  public void open() throws IOException {
    data = KernelData.of(items, USERS);
    RecommenderSpec spec = KernelSpecs.plain();
    manager = NativeEngine.newManager();
    Engine.getInstance().setRandomSeed(SEED);
    users = new UserEncoder(manager, spec.model(), 0);
    int width = users.branches().size() * spec.itemEncoder().width();
    vectors = new ItemVectors(users.branches(), manager.randomNormal(new Shape(items + 1L, width)));
    targets = data.dataset().split(spec).validation();
  }

  @TearDown
  public void close() throws IOException {
    manager.close();
    data.close();
  }

  @Benchmark
  public Map<String, Ranking> ranks() {
    return Evaluator.evaluate(manager, users, vectors, targets, evaluation);
  }
}
