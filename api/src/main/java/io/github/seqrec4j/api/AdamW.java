package io.github.seqrec4j.api;

/**
 * AdamW as PyTorch defines it: decoupled decay, bias correction, gradient norm clipped over all
 * parameters together. Published settings of the paper: rate 1e-4, decay 0.1, clip 5.
 *
 * @param learningRate step size, above 0
 * @param weightDecay decoupled decay per step, times the rate, at least 0
 * @param beta1 decay of the first moment, in [0, 1)
 * @param beta2 decay of the second moment, in [0, 1)
 * @param epsilon added to the root of the second moment, above 0
 * @param clipNorm largest gradient norm, at least 0; 0 does not clip
 * @param idTable how the rows of the ID table are updated
 */
@Built
public record AdamW(
    @Option("step size, above 0") double learningRate,
    @Option("decoupled weight decay, at least 0") double weightDecay,
    @Option("decay of the first moment, in [0, 1)") double beta1,
    @Option("decay of the second moment, in [0, 1)") double beta2,
    @Option("added to the root of the second moment, above 0") double epsilon,
    @Option("largest gradient norm over all parameters; 0 does not clip") double clipNorm,
    @Option(
            "rows of the ID table: deferred and dense move all of them at every step, as the reference does, deferred when they are next read; lazy moves those of the batch only")
        RowUpdate idTable) {

  /** How the rows of the ID table are updated. */
  public enum RowUpdate {
    /**
     * The same weights as {@link #DENSE} but for rounding, at a cost independent of the catalogue:
     * what a row missed is applied in one operation when it is next read.
     */
    DEFERRED,
    /**
     * Only rows of the batch decay and move. Rare items learn slower: under dense AdamW the first
     * moment carries a row on for some ten steps after its gradient, here it does not.
     */
    LAZY,
    /**
     * Every row decays and every moment fades at every step, as PyTorch does with a dense gradient
     * (the reference).
     */
    DENSE
  }

  /** Rate 1e-3, decay 0.01, betas 0.9 and 0.999, epsilon 1e-8, clip 5, deferred rows. */
  public AdamW() {
    this(1e-3, 0.01, 0.9, 0.999, 1e-8, 5, RowUpdate.DEFERRED);
  }

  /**
   * Checks the ranges.
   *
   * @throws IllegalArgumentException naming the option out of its range
   */
  @Internal
  public AdamW {
    Arguments.positive("learningRate", learningRate);
    Arguments.notNegative("weightDecay", weightDecay);
    Arguments.rate("beta1", beta1);
    Arguments.rate("beta2", beta2);
    Arguments.positive("epsilon", epsilon);
    Arguments.notNegative("clipNorm", clipNorm);
  }

  /** A builder that starts from the defaults. */
  public static AdamWBuilder builder() {
    return new AdamWBuilder();
  }

  /** A builder that starts from this. */
  public AdamWBuilder toBuilder() {
    return new AdamWBuilder(this);
  }
}
