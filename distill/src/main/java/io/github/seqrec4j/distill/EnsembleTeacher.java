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
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The on-the-fly native ensemble, ONE (Lan, Zhu and Gong 2018): the ensemble of all branches learns
 * from the targets as they do and teaches each of them (equations 5 to 8),
 *
 * <pre>
 * L = sum of CE_m + w(epoch) [ensembleWeight CE_E + tau^2 sum of KL(p_E || p_m)]
 * </pre>
 *
 * <p>Deviations: the paper's ensemble weighs branches by a learned gate over their shared lower
 * layers (equation 5), which branches here do not have: the ensemble is the mean of their logits,
 * as it is served; and w ramps up the ensemble's own cross entropy too, where the paper's is 1 from
 * the start. At the default, w = 1, that is the same.
 *
 * @param temperature tau, above 0, at most 50 (published: 3)
 * @param teacherGradient whether the gradient reaches the ensemble that teaches
 * @param rampUp weight w over the epochs
 * @param ensembleWeight how much the cross entropy of the ensemble counts, 0 to 1000
 */
@Description(
    value = "The ensemble learns from the targets and teaches every branch (ONE)",
    source =
        "Lan, Zhu and Gong, Knowledge Distillation by On-the-Fly Native Ensemble, NeurIPS 2018")
@Built
public record EnsembleTeacher(
    @Option("temperature of teacher and student, above 0, at most 50; published: 3")
        double temperature,
    @Option("stop: the teacher is a constant; flow: the gradient reaches it too")
        TeacherGradient teacherGradient,
    @Option("weight of the distillation loss over the epochs") RampUp rampUp,
    @Option("how much the cross entropy of the ensemble itself counts, 0 to 1000; published: 1")
        double ensembleWeight)
    implements Distillation {

  /** Temperature 3, the teacher stopped, weight 1, the ensemble learning as a branch does. */
  public EnsembleTeacher() {
    this(3, TeacherGradient.STOP, new ConstantWeight(), 1);
  }

  /**
   * Checks the ranges.
   *
   * @throws IllegalArgumentException naming the option out of its range
   */
  @Internal
  public EnsembleTeacher {
    Arguments.within(
        "temperature",
        Arguments.positive("temperature", temperature),
        0,
        Arguments.MAX_TEMPERATURE);
    Arguments.within("ensembleWeight", ensembleWeight, 0, OnlineDistillation.MAX_WEIGHT);
  }

  /** A builder that starts from the defaults. */
  public static EnsembleTeacherBuilder builder() {
    return new EnsembleTeacherBuilder();
  }

  /** A builder that starts from this. */
  public EnsembleTeacherBuilder toBuilder() {
    return new EnsembleTeacherBuilder(this);
  }

  @Override
  public String type() {
    return "ensemble-teacher";
  }

  @Override
  public double weight(int epoch) {
    return rampUp.weight(epoch);
  }

  @Override
  public void check(List<Branch> branches) {} // one branch is its own ensemble

  @Override
  public NDArray loss(LogitRows rows) {
    return graph(rows.branches()).loss(rows);
  }

  @Override
  public @Nullable LogitGradients gradients(LogitRows rows) {
    return graph(rows.branches()).gradients(rows);
  }

  private TeacherGraph graph(List<Branch> branches) {
    List<Teacher> edges =
        branches.size() == 1
            ? List.of()
            : branches.stream().map(b -> new Teacher(Branch.ENSEMBLE, b.name())).toList();
    return new TeacherGraph(
        edges,
        temperature,
        OnlineDistillation.Divergence.KL,
        teacherGradient,
        1,
        branches.size() == 1 ? 0 : ensembleWeight);
  }
}
