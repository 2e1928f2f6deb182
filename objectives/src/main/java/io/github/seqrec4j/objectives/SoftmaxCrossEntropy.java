package io.github.seqrec4j.objectives;

import ai.djl.ndarray.NDArray;
import io.github.seqrec4j.api.Description;
import io.github.seqrec4j.api.LogitRows;
import io.github.seqrec4j.api.Loss;

/**
 * Cross entropy of the softmax over a row's candidates: -log softmax(logits)[target], mean over
 * rows and summed over branches (paper section 3.3). A column that stands for n_c slots of the
 * batch counts n_c times.
 */
@Description(
    value = "Cross entropy of the softmax over the candidates",
    source =
        "Ji et al., Online Distillation-enhanced Multi-modal Transformer for Sequential Recommendation, ACM MM 2023, section 3.3")
public record SoftmaxCrossEntropy() implements Loss {

  @Override
  public String type() {
    return "softmax-cross-entropy";
  }

  @Override
  public NDArray loss(LogitRows rows) {
    NDArray sum = rows.logSoftmax(0).gather(rows.target(), 1).mean().neg();
    for (int m = 1; m < rows.branches().size(); m++) {
      sum = sum.add(rows.logSoftmax(m).gather(rows.target(), 1).mean().neg());
    }
    return sum;
  }
}
