package io.github.seqrec4j.objectives;

import ai.djl.ndarray.NDArray;
import io.github.seqrec4j.api.Arguments;
import io.github.seqrec4j.api.Built;
import io.github.seqrec4j.api.Description;
import io.github.seqrec4j.api.Internal;
import io.github.seqrec4j.api.LogitGradients;
import io.github.seqrec4j.api.LogitRows;
import io.github.seqrec4j.api.Loss;
import io.github.seqrec4j.api.Option;
import io.github.seqrec4j.api.nn.Scale;

/**
 * gBCE: {@link BinaryCrossEntropy} with sigmoid(s_t)^beta for the target, so that what is seldom a
 * negative is not predicted too surely. beta = alpha (t (1 - 1/alpha) + 1/alpha) = 1 - t (1 -
 * alpha), where alpha = n / (N - 1) is the share of the N - 1 other items that are negatives of a
 * row. (-beta log sigmoid(s_t) - sum_c log(1 - sigmoid(s_c))) / (n + 1), mean over rows, summed
 * over branches, on scores without any correction for how candidates are drawn, as beta is that.
 *
 * <p>Departure from the paper: n is counted for each row, without negatives that are excluded;
 * alpha is at most 1, where items are drawn several times.
 *
 * @param calibration t, from 0, which is binary cross entropy, to 1, probabilities as those of all
 *     items; published 0.75 with 256 uniform negatives for each row
 */
@Description(
    value =
        "Binary cross entropy that corrects the target's probability for negative sampling (gBCE)",
    source =
        "Petrov and Macdonald, gSASRec: Reducing Overconfidence in Sequential Recommendation Trained with Negative Sampling, RecSys 2023")
@Built
public record GeneralizedBinaryCrossEntropy(
    @Option(
            "0, binary cross entropy, to 1, probabilities as if all items were negatives (paper: t)")
        double calibration)
    implements Loss {

  /** Calibration 0.75. */
  public GeneralizedBinaryCrossEntropy() {
    this(0.75);
  }

  /**
   * Checks the range.
   *
   * @throws IllegalArgumentException if the calibration is out of it
   */
  @Internal
  public GeneralizedBinaryCrossEntropy {
    Arguments.within("calibration", calibration, 0.0, 1.0);
  }

  /** A builder that starts from the defaults. */
  public static GeneralizedBinaryCrossEntropyBuilder builder() {
    return new GeneralizedBinaryCrossEntropyBuilder();
  }

  /** A builder that starts from this. */
  public GeneralizedBinaryCrossEntropyBuilder toBuilder() {
    return new GeneralizedBinaryCrossEntropyBuilder(this);
  }

  @Override
  public String type() {
    return "gbce";
  }

  @Override
  public NDArray loss(LogitRows rows) {
    return costs(rows).loss();
  }

  @Override
  public LogitGradients gradients(LogitRows rows) {
    return costs(rows).gradients();
  }

  private BinaryCosts costs(LogitRows rows) {
    NDArray negatives = BinaryCosts.negatives(rows); // (R, 1)
    NDArray alpha = Scale.by(negatives, 1.0 / Math.max(1, rows.catalogue() - 1)).minimum(1);
    NDArray beta = Scale.by(alpha.sub(1), calibration).add(1);
    return new BinaryCosts(rows, beta, negatives.add(1));
  }
}
