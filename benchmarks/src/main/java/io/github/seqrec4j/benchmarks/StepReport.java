package io.github.seqrec4j.benchmarks;

import com.google.gson.GsonBuilder;
import io.github.seqrec4j.api.RecommenderSpec;
import io.github.seqrec4j.training.StepClock;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the steps of a training came to.
 *
 * @param machine that they ran on, in words
 * @param steps that were measured
 * @param stepMillis of a step: median, and the 10th and 90th of a hundred
 * @param stepsPerSecond by the mean
 * @param sequencesPerSecond likewise, of full batches
 * @param epochSeconds of the steps of an epoch at that
 * @param stepGigaflops of the matrix products of a step
 * @param arithmetic how they were counted: {@code counted}, or {@code estimated}, which is a bound
 * @param gigaflopsPerSecond of steps
 * @param bestGigaflopsPerSecond of a product of matrices
 * @param share of the best, 0 to 1
 * @param phases mean milliseconds of a step by phase
 * @param operators of the engine, per step
 * @param memory at its peak
 * @param nativeBytes of it outside the heap, -1 where the system does not tell
 */
record StepReport(
    String machine,
    int steps,
    Spread stepMillis,
    double stepsPerSecond,
    double sequencesPerSecond,
    double epochSeconds,
    double stepGigaflops,
    String arithmetic,
    double gigaflopsPerSecond,
    double bestGigaflopsPerSecond,
    double share,
    Map<String, Double> phases,
    OperatorCounts operators,
    ProcessMemory memory,
    long nativeBytes) {

  private static final double MILLION = 1e6;
  private static final double GIGA = 1e9;

  /** Of 100 sorted values the 10th, the 50th and the 90th. */
  record Spread(double p10, double median, double p90) {

    static Spread of(double[] values) {
      double[] sorted = values.clone();
      Arrays.sort(sorted);
      return new Spread(at(sorted, 0.1), at(sorted, 0.5), at(sorted, 0.9));
    }

    private static double at(double[] sorted, double part) {
      return sorted[(int) Math.min(sorted.length - 1, Math.floor(part * sorted.length))];
    }
  }

  /**
   * Of what was measured.
   *
   * @param counted FLOP of a step, or null where they are not counted
   * @param best FLOP/s
   */
  static StepReport of(
      RecommenderSpec spec,
      PhaseTimes times,
      @Nullable Double counted,
      double best,
      OperatorCounts operators,
      ProcessMemory memory) {
    long[] nanos = times.stepNanos();
    double seconds = Arrays.stream(nanos).sum() / GIGA / nanos.length;
    double flops = counted == null ? times.estimatedFlops() : counted;
    Map<String, Double> phases = new LinkedHashMap<>();
    for (StepClock.Phase phase : StepClock.Phase.values()) {
      phases.put(
          phase.name().toLowerCase(Locale.ROOT).replace('_', '-'),
          times.meanNanos(phase) / MILLION);
    }
    int sequences = spec.training().batchSize() * spec.training().accumulation();
    return new StepReport(
        machineInWords(),
        nanos.length,
        Spread.of(Arrays.stream(nanos).mapToDouble(n -> n / MILLION).toArray()),
        1 / seconds,
        sequences / seconds,
        times.stepsPerEpoch() * seconds,
        flops / GIGA,
        counted == null ? "estimated" : "counted",
        flops / seconds / GIGA,
        best / GIGA,
        flops / seconds / best,
        phases,
        operators,
        memory,
        memory.nativeBytes());
  }

  private static String machineInWords() {
    String threads = System.getenv("OMP_NUM_THREADS");
    return System.getProperty("os.name")
        + " on "
        + System.getProperty("os.arch")
        + ", "
        + Runtime.getRuntime().availableProcessors()
        + " processors, OMP_NUM_THREADS "
        + (threads == null ? "not set" : threads)
        + ", Java "
        + System.getProperty("java.version");
  }

  /** As JSON, its keys the names here. */
  String json() {
    return new GsonBuilder().setPrettyPrinting().create().toJson(this) + "\n";
  }

  /** Name, tab and value a line. */
  String table() {
    StringBuilder table = new StringBuilder();
    line(table, "machine", "%s", machine);
    line(table, "steps measured", "%d", steps);
    line(
        table,
        "a step, ms",
        "%.1f (10%%: %.1f, 90%%: %.1f)",
        stepMillis.median(),
        stepMillis.p10(),
        stepMillis.p90());
    line(table, "steps a second", "%.2f", stepsPerSecond);
    line(table, "sequences a second", "%.0f", sequencesPerSecond);
    line(table, "steps of an epoch, s", "%.1f", epochSeconds);
    line(table, "GFLOP a step", "%.2f, %s", stepGigaflops, arithmetic);
    line(table, "GFLOP/s", "%.1f", gigaflopsPerSecond);
    line(table, "best product, GFLOP/s", "%.1f", bestGigaflopsPerSecond);
    line(table, "share of it", "%.1f %%", 100 * share);
    double all = phases.values().stream().mapToDouble(Double::doubleValue).sum();
    phases.forEach(
        (name, millis) -> line(table, name + ", ms", "%.2f (%.0f %%)", millis, 100 * millis / all));
    line(table, "operators called from Java", "%.0f", operators.fromJava());
    line(table, "operators of the way back", "%.0f", operators.backward());
    line(table, "operators within these", "%.0f", operators.nested());
    line(table, "MB read by them, at least", "%.0f", operators.readBytes() / MILLION);
    line(table, "MB written, at least", "%.0f", operators.writtenBytes() / MILLION);
    line(table, "peak outside the heap, MB", "%s", megabytes(nativeBytes));
    line(table, "peak of the process, MB", "%s", megabytes(memory.residentBytes()));
    return table.toString();
  }

  private static String megabytes(long bytes) {
    return bytes < 0
        ? "not told by this system"
        : String.format(Locale.ROOT, "%.0f", bytes / MILLION);
  }

  private static void line(StringBuilder table, String name, String format, Object... values) {
    table.append(name).append('\t').append(String.format(Locale.ROOT, format, values)).append('\n');
  }
}
