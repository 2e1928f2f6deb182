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
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Online distillation (paper section 3.4): w(epoch) times the sum over the edges of the teacher
 * graph of tau^2 D(teacher / tau, student / tau), D being the mean over rows of a divergence
 * between the distributions over candidates.
 *
 * <p>Shapes: R rows, C candidates. With distinct candidates, column c stands for n_c slots of the
 * batch; log n_c is added after the division by tau, which leaves both divergences exactly as they
 * are over slots.
 *
 * @param temperature tau, above 0, at most 50; published 0.3 to 0.5 for the cross-entropy form
 * @param divergence D
 * @param teacherGradient whether the gradient reaches the teacher
 * @param teachers edges {@code teacher -> student}; empty takes the paper's: the ID teaches each
 *     other branch and the ensemble teaches the ID, or, without an ID branch, the ensemble teaches
 *     all
 * @param rampUp weight w over the epochs
 * @param ensembleWeight at least 0: how much the cross entropy of the ensemble itself, the mean of
 *     the branches' logits, is added to the divergences, as in ONE (Lan, Zhu and Gong, "Knowledge
 *     Distillation by On-the-Fly Native Ensemble", NeurIPS 2018, equation 8), whose teacher learns
 *     from the targets too; 0 in the paper
 */
@Description(
    value = "Branches learn from each other and from the ensemble while they are trained",
    source =
        "Ji et al., Online Distillation-enhanced Multi-modal Transformer for Sequential Recommendation, ACM MM 2023, section 3.4")
@Built
public record OnlineDistillation(
    @Option("temperature of teacher and student (paper: tau), above 0, at most 50")
        double temperature,
    @Option(
            "kl: Kullback-Leibler divergence, as the paper's figure says; cross-entropy: as the reference computes")
        Divergence divergence,
    @Option(
            "stop: teachers are constants; flow: the gradient reaches the teacher too, as in the reference")
        TeacherGradient teacherGradient,
    @Option(
            "edges 'teacher -> student' over branches and 'ensemble'; empty: id -> each other branch, ensemble -> id")
        List<Teacher> teachers,
    @Option("weight of the distillation loss over the epochs") RampUp rampUp,
    @Option(
            "how much the cross entropy of the ensemble itself counts beside the divergences, 0 to 1000; 0: only branches learn from targets, as in the paper")
        double ensembleWeight)
    implements Distillation {

  private static final String ID = "id";

  /** Largest weight of an ensemble's cross entropy. */
  static final double MAX_WEIGHT = 1000;

  /** How far a student is from its teacher. */
  public enum Divergence {
    /**
     * -sum p_T log p_S, the reference's: its gradient by the student equals that of KL; with a
     * flowing teacher it also sharpens the teacher.
     */
    CROSS_ENTROPY,
    /** sum p_T (log p_T - log p_S). */
    KL
  }

  /** Whether the gradient reaches the teacher. */
  public enum TeacherGradient {
    /** The teacher learns from its students too, as the reference computes. */
    FLOW,
    /** The teacher is a constant. */
    STOP
  }

  /** KL at temperature 1, teachers stopped, the paper's edges, sigmoid ramp over 20 epochs. */
  public OnlineDistillation() {
    this(1, Divergence.KL, TeacherGradient.STOP, List.of(), new SigmoidRampUp(), 0);
  }

  /**
   * Checks and copies.
   *
   * @throws IllegalArgumentException if the temperature is not above 0 or above 50, or the
   *     ensemble's weight out of its range
   */
  @Internal
  public OnlineDistillation {
    Arguments.within(
        "temperature",
        Arguments.positive("temperature", temperature),
        0,
        Arguments.MAX_TEMPERATURE);
    Arguments.within("ensembleWeight", ensembleWeight, 0, MAX_WEIGHT);
    teachers = List.copyOf(teachers);
  }

  /** A builder that starts from the defaults. */
  public static OnlineDistillationBuilder builder() {
    return new OnlineDistillationBuilder();
  }

  /** A builder that starts from this. */
  public OnlineDistillationBuilder toBuilder() {
    return new OnlineDistillationBuilder(this);
  }

  /** The default form at a temperature, with a sigmoid ramp over {@code epochs}. */
  public static OnlineDistillation sigmoid(double temperature, int epochs) {
    SigmoidRampUp rampUp = SigmoidRampUp.builder().epochs(epochs).build();
    return builder().temperature(temperature).rampUp(rampUp).build();
  }

  /** The reference's form: cross entropy, gradient flowing to the teacher. */
  public static OnlineDistillation reference(double temperature, RampUp rampUp) {
    return builder()
        .temperature(temperature)
        .divergence(Divergence.CROSS_ENTROPY)
        .teacherGradient(TeacherGradient.FLOW)
        .rampUp(rampUp)
        .build();
  }

  @Override
  public String type() {
    return "online";
  }

  @Override
  public double weight(int epoch) {
    return rampUp.weight(epoch);
  }

  @Override
  public void check(List<Branch> branches) {
    Set<String> names =
        branches.stream().map(Branch::name).collect(Collectors.toCollection(TreeSet::new));
    for (Teacher edge : teachers) {
      if (!names.contains(edge.student())
          || !(names.contains(edge.teacher()) || edge.teacher().equals(Branch.ENSEMBLE))) {
        throw new IllegalArgumentException(
            "teachers: '" + edge + "' names a branch that is not among " + names);
      }
    }
  }

  /** The edges for these branches; none if there is but one. */
  List<Teacher> edges(List<Branch> branches) {
    if (!teachers.isEmpty() || branches.size() == 1) {
      return teachers;
    }
    boolean hasId = branches.stream().anyMatch(b -> b.name().equals(ID));
    List<Teacher> edges = new ArrayList<>();
    for (Branch branch : branches) {
      String teacher = hasId && !branch.name().equals(ID) ? ID : Branch.ENSEMBLE;
      edges.add(new Teacher(teacher, branch.name()));
    }
    return edges;
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
        edges(branches), temperature, divergence, teacherGradient, 1, ensembleWeight);
  }
}
