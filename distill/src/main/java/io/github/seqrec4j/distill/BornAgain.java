package io.github.seqrec4j.distill;

import ai.djl.ndarray.NDArray;
import io.github.seqrec4j.api.Arguments;
import io.github.seqrec4j.api.Branch;
import io.github.seqrec4j.api.Built;
import io.github.seqrec4j.api.Description;
import io.github.seqrec4j.api.Distillation;
import io.github.seqrec4j.api.Internal;
import io.github.seqrec4j.api.LogitGradients;
import io.github.seqrec4j.api.LogitRows;
import io.github.seqrec4j.api.Option;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A finished teacher (Furlanello et al. 2018, section 3): a model that was trained before, on the
 * same data and split, teaches every branch of a new one by its ensemble, which never changes. The
 * paper's students have the teacher's architecture; here any may.
 *
 * <pre>
 * L = sum of CE_m + w(epoch) tau^2 sum of KL(p_T || p_m)
 * </pre>
 *
 * <p>p_T is over the candidates of the batch as p_m is, from the teacher's scores with the same
 * popularity correction and the same exclusions. The teacher reads what the student reads before a
 * target and no more; a teacher that was trained on other data, on another split, or on everything,
 * is refused, as it would tell what is held out.
 *
 * @param model bundle of the teacher; to be set
 * @param temperature tau, above 0, at most 50 (published: 1)
 * @param rampUp weight w over the epochs
 */
@Description(
    value = "A finished model, trained before on the same data, teaches every branch",
    source = "Furlanello et al., Born-Again Neural Networks, ICML 2018")
@Built
public record BornAgain(
    @Option("directory of the finished model that teaches") @Nullable Path model,
    @Option("temperature of teacher and student, above 0, at most 50; published: 1")
        double temperature,
    @Option("weight of the distillation loss over the epochs") RampUp rampUp)
    implements Distillation {

  /** No model, temperature 1, weight 1. */
  public BornAgain() {
    this(null, 1, new ConstantWeight());
  }

  /**
   * Checks the range.
   *
   * @throws IllegalArgumentException if the temperature is not above 0 or above 50
   */
  @Internal
  public BornAgain {
    Arguments.within(
        "temperature",
        Arguments.positive("temperature", temperature),
        0,
        Arguments.MAX_TEMPERATURE);
  }

  /** A builder that starts from the defaults. */
  public static BornAgainBuilder builder() {
    return new BornAgainBuilder();
  }

  /** A builder that starts from this. */
  public BornAgainBuilder toBuilder() {
    return new BornAgainBuilder(this);
  }

  @Override
  public String type() {
    return "born-again";
  }

  @Override
  public double weight(int epoch) {
    return rampUp.weight(epoch);
  }

  @Override
  public @Nullable Path teacher() {
    return model;
  }

  /**
   * Checks that there is a teacher; any branches suit.
   *
   * @throws IllegalArgumentException if none is named
   */
  @Override
  public void check(List<Branch> branches) {
    if (model == null) {
      throw new IllegalArgumentException(
          "model must name the directory of the finished model that teaches, such as"
              + " runs/first/model");
    }
  }

  @Override
  public NDArray loss(LogitRows rows) {
    return graph(rows.branches()).loss(rows);
  }

  @Override
  public @Nullable LogitGradients gradients(LogitRows rows) {
    return graph(rows.branches()).gradients(rows);
  }

  private TeacherGraph graph(List<Branch> branches) {
    return new TeacherGraph(
        branches.stream().map(b -> new Teacher(TeacherGraph.FINISHED, b.name())).toList(),
        temperature,
        OnlineDistillation.Divergence.KL,
        OnlineDistillation.TeacherGradient.STOP,
        1,
        0);
  }
}
