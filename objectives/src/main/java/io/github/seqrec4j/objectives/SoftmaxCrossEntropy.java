package io.github.seqrec4j.objectives;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import io.github.seqrec4j.api.Description;
import io.github.seqrec4j.api.LogitGradients;
import io.github.seqrec4j.api.LogitRows;
import io.github.seqrec4j.api.Loss;
import io.github.seqrec4j.api.nn.HostArrays;
import io.github.seqrec4j.api.nn.Scale;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;

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

  /** By the logits: (softmax - 1 at the target) / R. */
  @Override
  public LogitGradients gradients(LogitRows rows) {
    double share = 1.0 / rows.rows();
    long columns = rows.logits().get(0).getShape().get(1);
    NDArray target = rows.target(); // (R, 1)
    long[] starts = LongStream.range(0, rows.rows()).map(row -> row * columns).toArray();
    NDArray start = HostArrays.of(target.getManager(), starts, new Shape(starts.length, 1));
    NDIndex places = new NDIndex("{}", target.add(start).reshape(-1)); // in row-major order
    List<NDArray> gradients = new ArrayList<>();
    for (int m = 0; m < rows.branches().size(); m++) {
      NDArray gradient = Scale.by(rows.softmax(m), share); // (R, C)
      NDArray flat = gradient.reshape(-1); // a view
      flat.set(places, gradient.gather(target, 1).reshape(-1).sub(share));
      gradients.add(gradient);
    }
    return new LogitGradients(loss(rows), gradients);
  }
}
