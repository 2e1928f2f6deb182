package io.github.seqrec4j.benchmarks;

import io.github.seqrec4j.api.TrainingEvent;
import io.github.seqrec4j.api.TrainingListener;
import io.github.seqrec4j.training.StepClock;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Times the steps of a training by phase: some to warm up, those that are measured, and, after
 * them, some under the engine's profiler; then it ends the training.
 */
final class PhaseTimes implements TrainingListener, StepClock {

  /** How many steps run before any is measured: code is compiled, memory is fetched. */
  static final int WARM_UP = 20;

  /** How many run under the profiler. */
  static final int PROFILED = 2;

  /** Ends the training. */
  static final class Enough extends RuntimeException {

    private static final long serialVersionUID = 1;

    Enough() {
      super("as many steps as were asked for");
    }
  }

  private final int steps;
  private final Path trace;
  private final List<Map<Phase, Long>> measured = new ArrayList<>(); // nanoseconds of each step
  private Map<Phase, Long> current = new EnumMap<>(Phase.class);
  private @Nullable Phase phase;
  private long since;
  private int done;
  private TrainingEvent.@Nullable Started started;
  private TrainingEvent.@Nullable Estimated estimated;

  /**
   * Of some steps.
   *
   * @param trace file that the profiler writes
   */
  PhaseTimes(int steps, Path trace) {
    this.steps = steps;
    this.trace = trace;
  }

  @Override
  public void begin(Phase next) {
    long now = System.nanoTime();
    end(now);
    phase = next;
    since = now;
  }

  private void end(long now) {
    if (phase != null) {
      current.merge(phase, now - since, Long::sum);
      phase = null;
    }
  }

  @Override
  public void onEvent(TrainingEvent event) {
    if (event instanceof TrainingEvent.Started told) {
      started = told;
    } else if (event instanceof TrainingEvent.Estimated told) {
      estimated = told;
    } else if (event instanceof TrainingEvent.StepFinished) {
      stepFinished();
    }
  }

  private void stepFinished() {
    end(System.nanoTime());
    done++;
    if (done > WARM_UP && done <= WARM_UP + steps) {
      measured.add(current);
    }
    current = new EnumMap<>(Phase.class);
    if (done == WARM_UP + steps) {
      EngineTrace.start();
    } else if (done == WARM_UP + steps + PROFILED) {
      EngineTrace.stop(trace);
      throw new Enough();
    }
  }

  /** Steps in an epoch. */
  int stepsPerEpoch() {
    return told(started).stepsPerEpoch();
  }

  /** FLOP of a step, about, by the training's own estimate. */
  double estimatedFlops() {
    return told(estimated).stepFlops();
  }

  private static <T> T told(@Nullable T event) {
    if (event == null) {
      throw new IllegalStateException("the training has told nothing yet");
    }
    return event;
  }

  /** Nanoseconds of each measured step, in order. */
  long[] stepNanos() {
    return measured.stream().mapToLong(PhaseTimes::sum).toArray();
  }

  private static long sum(Map<Phase, Long> step) {
    return step.values().stream().mapToLong(Long::longValue).sum();
  }

  /** Mean nanoseconds of a step in a phase. */
  double meanNanos(Phase of) {
    return measured.stream().mapToLong(step -> step.getOrDefault(of, 0L)).average().orElseThrow();
  }
}
