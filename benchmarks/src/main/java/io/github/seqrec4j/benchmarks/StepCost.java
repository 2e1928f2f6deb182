package io.github.seqrec4j.benchmarks;

import io.github.seqrec4j.api.RecommenderSpec;
import io.github.seqrec4j.api.files.AtomicFiles;
import io.github.seqrec4j.data.Dataset;
import io.github.seqrec4j.training.RunSpec;
import io.github.seqrec4j.training.Trainer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What the steps of a training cost: steps and sequences a second, arithmetic a second against the
 * best matrix product of the machine in the same run, time by phase, the engine's operators that a
 * step runs and the bytes they move, and memory. The first {@value PhaseTimes#WARM_UP} steps are
 * not measured; {@value PhaseTimes#PROFILED} more run under the engine's profiler at the end, in
 * which operators and bytes are counted.
 *
 * <p>Usage: {@code StepCost CONFIG STEPS [--set KEY=VALUE]... [--out DIR]}; DIR receives {@code
 * steps.json}, {@code steps.svg} and {@code trace.json}, which Chrome and Perfetto show.
 */
public final class StepCost {

  private static final String USAGE =
      "usage: StepCost CONFIG STEPS [--set KEY=VALUE]... [--out DIR]";

  private StepCost() {}

  public static void main(String[] arguments) throws IOException {
    if (arguments.length < 2 || arguments.length % 2 != 0 || !arguments[1].matches("[1-9]\\d*")) {
      System.err.println(USAGE);
      System.exit(2);
    }
    List<String> set = new ArrayList<>();
    Path out = null;
    for (int i = 2; i < arguments.length; i += 2) {
      switch (arguments[i]) {
        case "--set" -> set.add(arguments[i + 1]);
        case "--out" -> out = Path.of(arguments[i + 1]);
        default -> {
          System.err.println(USAGE);
          System.exit(2);
        }
      }
    }
    int steps = Integer.parseInt(arguments[1]);
    set.add("seqrec4j.training.epochs=" + (PhaseTimes.WARM_UP + steps + PhaseTimes.PROFILED));
    set.add("seqrec4j.training.patience=0");
    RunSpec run = RunSpec.load(Path.of(arguments[0]), set);
    Path folder = out == null ? Files.createTempDirectory("step-cost") : out;
    try {
      StepReport report = measure(run, steps, Files.createDirectories(folder));
      System.out.print(report.table());
      if (out != null) {
        AtomicFiles.write(folder.resolve("steps.json"), report.json());
        AtomicFiles.write(folder.resolve("steps.svg"), PhaseChart.svg(report.phases()));
      }
    } finally {
      if (out == null) {
        AtomicFiles.deleteTree(folder);
      }
    }
  }

  private static StepReport measure(RunSpec run, int steps, Path folder) throws IOException {
    Path path =
        Objects.requireNonNull(run.data().path(), "the configuration must set seqrec4j.data.path");
    RecommenderSpec spec = run.recommender();
    Path trace = folder.resolve("trace.json");
    double best = MatrixProduct.bestRate();
    try (Dataset data = Dataset.open(path, run.data())) {
      PhaseTimes times = new PhaseTimes(steps, trace);
      @Nullable Double counted =
          StepArithmetic.counts(spec) ? StepArithmetic.perStep(spec, data) : null;
      try {
        Trainer.create().fit(spec, data, times).close();
        throw new IllegalStateException("the training ended before " + steps + " steps");
      } catch (PhaseTimes.Enough e) {
        return StepReport.of(
            spec,
            times,
            counted,
            Math.max(best, MatrixProduct.bestRate()),
            OperatorCounts.of(EngineTrace.read(trace), PhaseTimes.PROFILED),
            ProcessMemory.peak());
      }
    }
  }
}
