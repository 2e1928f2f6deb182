package io.github.seqrec4j.benchmarks;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;

/**
 * What the operators of a step come to.
 *
 * <p>Bytes are counted of the outermost operators: four for each number of their inputs, and what
 * they allocated or, where they write in place, their first input. What an operator moves to and
 * fro within itself is not in it; nor is a view, which moves nothing.
 *
 * @param fromJava native calls that ran an operator
 * @param backward operators that the way back ran
 * @param nested operators that these ran within themselves
 * @param readBytes by both, at least
 * @param writtenBytes by both, at least
 */
record OperatorCounts(
    double fromJava, double backward, double nested, double readBytes, double writtenBytes) {

  private static final String OPERATOR = "aten::";
  private static final String WAY_BACK = "autograd::engine";
  private static final String IN_PLACE = "_";

  /** Of a trace of some steps, per step. */
  static OperatorCounts of(List<EngineTrace.Operator> trace, int steps) {
    List<EngineTrace.Operator> ordered = new ArrayList<>(trace);
    ordered.sort(
        Comparator.comparingDouble(EngineTrace.Operator::start)
            .thenComparing(Comparator.comparingDouble(EngineTrace.Operator::end).reversed()));
    Deque<EngineTrace.Operator> within = new ArrayDeque<>();
    double fromJava = 0;
    double backward = 0;
    double nested = 0;
    double read = 0;
    double written = 0;
    for (EngineTrace.Operator each : ordered) {
      while (!within.isEmpty() && within.peek().end() <= each.start()) {
        within.pop();
      }
      if (isOperator(each)) {
        if (within.stream().anyMatch(OperatorCounts::isOperator)) {
          nested++;
        } else {
          if (within.stream().anyMatch(o -> o.name().startsWith(WAY_BACK))) {
            backward++;
          } else {
            fromJava++;
          }
          read += read(each);
          written += written(each);
        }
      }
      within.push(each);
    }
    return new OperatorCounts(
        fromJava / steps, backward / steps, nested / steps, read / steps, written / steps);
  }

  private static boolean isOperator(EngineTrace.Operator each) {
    return each.name().startsWith(OPERATOR);
  }

  private static boolean inPlace(EngineTrace.Operator each) {
    return each.name().endsWith(IN_PLACE);
  }

  /** Neither in place nor with memory of its own: a view, or a question. */
  private static boolean movesNothing(EngineTrace.Operator each) {
    return each.name().startsWith(OPERATOR + "empty") || (each.taken() <= 0 && !inPlace(each));
  }

  private static double read(EngineTrace.Operator each) {
    if (movesNothing(each)) {
      return 0;
    }
    long numbers = each.inputs().stream().mapToLong(Long::longValue).sum();
    boolean overwrites =
        List.of("aten::copy_", "aten::fill_", "aten::zero_", "aten::normal_", "aten::bernoulli_")
            .contains(each.name());
    return Float.BYTES * (double) (overwrites ? numbers - first(each) : numbers);
  }

  private static double written(EngineTrace.Operator each) {
    if (movesNothing(each)) {
      return 0;
    }
    return inPlace(each) ? Float.BYTES * (double) first(each) : each.taken();
  }

  private static long first(EngineTrace.Operator each) {
    return each.inputs().isEmpty() ? 0 : each.inputs().get(0);
  }
}
