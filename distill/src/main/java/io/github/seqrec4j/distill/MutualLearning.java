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
import io.github.seqrec4j.distill.OnlineDistillation.TeacherGradient;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Deep mutual learning (Zhang et al. 2018): every branch learns from every other. To the cross
 * entropy of each of K branches comes the mean over its K - 1 peers of their Kullback-Leibler
 * divergence from it (equation 8, first form),
 *
 * <pre>
 * L_k = CE_k + w(epoch) tau^2 / (K - 1) sum over l != k of KL(p_l || p_k)
 * </pre>
 *
 * <p>Deviations: the paper has no temperature (tau = 1) and weighs the divergence by 1 in all
 * epochs, which are the defaults here; it updates its networks one after the other, each time with
 * the others' predictions anew, here all branches move in one step, on the predictions before it.
 *
 * @param temperature tau, above 0, at most 50
 * @param teacherGradient whether the gradient reaches the peer that teaches; the paper's do not
 * @param rampUp weight w over the epochs
 */
@Description(
    value = "Every branch learns from every other",
    source = "Zhang et al., Deep Mutual Learning, CVPR 2018")
@Built
public record MutualLearning(
    @Option("temperature of teacher and student, above 0, at most 50; published: 1")
        double temperature,
    @Option("stop: teachers are constants, as published; flow: the gradient reaches them too")
        TeacherGradient teacherGradient,
    @Option("weight of the distillation loss over the epochs") RampUp rampUp)
    implements Distillation {

  /** Temperature 1, teachers stopped, weight 1. */
  public MutualLearning() {
    this(1, TeacherGradient.STOP, new ConstantWeight());
  }

  /**
   * Checks the range.
   *
   * @throws IllegalArgumentException if the temperature is not above 0 or above 50
   */
  @Internal
  public MutualLearning {
    Arguments.within(
        "temperature",
        Arguments.positive("temperature", temperature),
        0,
        Arguments.MAX_TEMPERATURE);
  }

  /** A builder that starts from the defaults. */
  public static MutualLearningBuilder builder() {
    return new MutualLearningBuilder();
  }

  /** A builder that starts from this. */
  public MutualLearningBuilder toBuilder() {
    return new MutualLearningBuilder(this);
  }

  @Override
  public String type() {
    return "mutual";
  }

  @Override
  public double weight(int epoch) {
    return rampUp.weight(epoch);
  }

  @Override
  public void check(List<Branch> branches) {} // one has no peers, and learns from the targets alone

  @Override
  public NDArray loss(LogitRows rows) {
    return graph(rows.branches()).loss(rows);
  }

  @Override
  public @Nullable LogitGradients gradients(LogitRows rows) {
    return graph(rows.branches()).gradients(rows);
  }

  private TeacherGraph graph(List<Branch> branches) {
    List<Teacher> edges = new ArrayList<>();
    for (Branch teacher : branches) {
      for (Branch student : branches) {
        if (!teacher.equals(student)) {
          edges.add(new Teacher(teacher.name(), student.name()));
        }
      }
    }
    return new TeacherGraph(
        edges,
        temperature,
        OnlineDistillation.Divergence.KL,
        teacherGradient,
        1.0 / Math.max(1, branches.size() - 1),
        0);
  }
}
