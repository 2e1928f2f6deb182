package org.example.parts;

import io.github.seqrec4j.api.Arguments;
import io.github.seqrec4j.api.Description;
import io.github.seqrec4j.api.Option;
import io.github.seqrec4j.api.Schedule;

/**
 * The rate rises along a line over W steps, then falls with the root of the step (Vaswani et al.,
 * "Attention Is All You Need", NIPS 2017, section 5.3): min(step / W, sqrt(W / step)). It does not
 * depend on the length of the training.
 *
 * <p>Departure from the paper: the largest factor is 1, at step W, so that the optimizer's rate is
 * what it says; the paper's is (D W)^-0.5.
 *
 * @param warmUpSteps W, at least 1 (paper: 4000)
 */
// tag::spec[]
@Description(
    value = "the rate rises over a warm-up, then falls with the root of the step",
    source = "Vaswani et al., Attention Is All You Need, NIPS 2017")
public record InverseSquareRoot(
    @Option("steps over which the rate rises to its full size, at least 1") int warmUpSteps)
    implements Schedule {

  /** 1000 steps of warm-up. */
  public InverseSquareRoot() {
    this(1000);
  }

  /**
   * Checks the range.
   *
   * @throws IllegalArgumentException if there are none
   */
  public InverseSquareRoot {
    Arguments.atLeast("warmUpSteps", warmUpSteps, 1);
  }

  @Override
  public String type() {
    return "inverse-square-root";
  }

  @Override
  public double factor(long step, long steps) {
    return Math.min((double) step / warmUpSteps, Math.sqrt((double) warmUpSteps / step));
  }
}
// end::spec[]
