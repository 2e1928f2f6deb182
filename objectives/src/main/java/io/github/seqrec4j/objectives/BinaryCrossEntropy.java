package io.github.seqrec4j.objectives;

import ai.djl.ndarray.NDArray;
import io.github.seqrec4j.api.Description;
import io.github.seqrec4j.api.LogitGradients;
import io.github.seqrec4j.api.LogitRows;
import io.github.seqrec4j.api.Loss;

/**
 * Binary cross entropy: the target is one, each negative is zero. (-log sigmoid(s_t) - sum_c log(1
 * - sigmoid(s_c))) / (n + 1) over the n negatives of a row, mean over rows, summed over branches. s
 * are the scores, without any correction for how candidates are drawn.
 *
 * <p>Departure from the paper: it has one negative to a target and adds the two terms, which is
 * twice this; with several negatives the mean is that of gSASRec.
 */
@Description(
    value = "Binary cross entropy of the target against each negative, on uncorrected scores",
    source = "Kang and McAuley, Self-Attentive Sequential Recommendation, ICDM 2018, section III.E")
public record BinaryCrossEntropy() implements Loss {

  @Override
  public String type() {
    return "bce";
  }

  @Override
  public NDArray loss(LogitRows rows) {
    return BinaryCosts.of(rows).loss();
  }

  @Override
  public LogitGradients gradients(LogitRows rows) {
    return BinaryCosts.of(rows).gradients();
  }
}
