package io.github.seqrec4j.distill;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import io.github.seqrec4j.api.Branch;
import io.github.seqrec4j.api.LogitGradients;
import io.github.seqrec4j.api.LogitRows;
import io.github.seqrec4j.api.nn.Scale;
import io.github.seqrec4j.distill.OnlineDistillation.Divergence;
import io.github.seqrec4j.distill.OnlineDistillation.TeacherGradient;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Loss and gradients of a graph of teachers and students: the sum over the edges of tau^2 D(teacher
 * / tau, student / tau), times a weight, and the weighted cross entropy of the ensemble.
 *
 * <p>Shapes: R rows, C candidates. With distinct candidates, column c stands for n_c slots of the
 * batch; log n_c is added after the division by tau, which leaves both divergences exactly as they
 * are over slots.
 *
 * @param edges who teaches whom
 * @param temperature tau
 * @param divergence D
 * @param teacherGradient whether the gradient reaches the teacher
 * @param edgeWeight what each edge counts for
 * @param ensembleWeight what the cross entropy of the ensemble counts for
 */
record TeacherGraph(
    List<Teacher> edges,
    double temperature,
    Divergence divergence,
    TeacherGradient teacherGradient,
    double edgeWeight,
    double ensembleWeight) {

  /** The teacher that {@link LogitRows#teacher} holds the logits of; no branch has such a name. */
  static final String FINISHED = "the finished teacher";

  /** The ensemble at temperature 1 among distributions by branch; no branch has such a name. */
  private static final String SERVED = "ensemble at temperature 1";

  /** The loss, a mean over rows. */
  NDArray loss(LogitRows rows) {
    return new OfRows(rows).loss();
  }

  /** The loss and its gradients by the logits; null where the gradient reaches the teachers. */
  @Nullable LogitGradients gradients(LogitRows rows) {
    return teacherGradient == TeacherGradient.FLOW ? null : new OfRows(rows).gradients();
  }

  /** Mean of the branches' logits, (R, C): the logits themselves of one, else a new array. */
  private static NDArray ensemble(List<NDArray> logits) {
    if (logits.size() == 1) {
      return logits.get(0);
    }
    NDArray sum = logits.get(0).add(logits.get(1));
    for (NDArray logit : logits.subList(2, logits.size())) {
      sum.addi(logit);
    }
    return Scale.inPlace(sum, 1.0 / logits.size());
  }

  /** A block of rows, with what is computed of it once. */
  private final class OfRows {
    private final LogitRows rows;
    private final Map<String, NDArray> distributions = new HashMap<>(); // log p, (R, C)
    private final Map<String, NDArray> probabilities = new HashMap<>(); // p, (R, C)

    OfRows(LogitRows rows) {
      this.rows = rows;
    }

    /**
     * With constant teachers, by the logits of a student: tau (p_S - p_T) for each of its teachers,
     * whichever the divergence, and by those of each of M branches (p_E - 1 at the target) / M
     * times the ensemble's weight; the factor being 1 / R.
     */
    LogitGradients gradients() {
      NDArray loss = loss();
      Map<String, NDArray> differences = new HashMap<>(); // by student, summed over its teachers
      for (Teacher edge : edges) {
        NDArray difference = probability(edge.student()).sub(probability(edge.teacher()));
        differences.merge(edge.student(), difference, NDArray::addi);
      }
      List<NDArray> gradients = new ArrayList<>();
      for (int m = 0; m < rows.branches().size(); m++) {
        NDArray difference = differences.get(rows.branches().get(m).name());
        gradients.add(
            difference == null
                ? rows.logits().get(m).zerosLike()
                : rows.weigh(Scale.inPlace(difference, edgeWeight * temperature)));
      }
      if (ensembleWeight > 0) {
        NDArray ensemble = ensembleGradient();
        gradients.forEach(gradient -> gradient.addi(ensemble));
      }
      return new LogitGradients(loss, gradients, 1.0 / rows.rows());
    }

    NDArray loss() {
      Map<String, List<String>> students = new LinkedHashMap<>(); // by teacher
      for (Teacher edge : edges) {
        students.computeIfAbsent(edge.teacher(), name -> new ArrayList<>()).add(edge.student());
      }
      NDArray total = null;
      for (Map.Entry<String, List<String>> group : students.entrySet()) {
        NDArray divergences = divergences(group.getKey(), group.getValue()); // (R)
        total = total == null ? divergences : total.add(divergences);
      }
      NDArray taught =
          total == null
              ? rows.mean(rows.logMultiplicity().getManager().zeros(new Shape(rows.rows())))
              : Scale.by(rows.mean(total), edgeWeight * temperature * temperature);
      return ensembleWeight == 0
          ? taught
          : taught.add(Scale.by(rows.mean(served().gather(rows.target(), 1)), -ensembleWeight));
    }

    /** Of a teacher from its students, summed over these, (R). */
    private NDArray divergences(String name, List<String> students) {
      NDArray teacher = distribution(name);
      NDArray known = probability(name);
      if (teacherGradient == TeacherGradient.STOP) {
        teacher = teacher.stopGradient();
        known = known.stopGradient();
      }
      // Over slots log p_S is smaller by log n_c, in the teacher likewise: KL is free of n_c, the
      // cross entropy gets it back. One weighted sum serves all students of a teacher.
      NDArray own = divergence == Divergence.KL ? teacher : rows.logMultiplicity();
      NDArray difference = own.sub(distribution(students.get(0))); // (R, C)
      for (String student : students.subList(1, students.size())) {
        difference.subi(distribution(student)).addi(own);
      }
      try (NDArray product = known.mul(difference)) { // memory that the next operation finds warm
        difference.close();
        return product.sum(new int[] {1});
      }
    }

    /** Of the weighted cross entropy of the ensemble, by the logits of any branch, (R, C). */
    private NDArray ensembleGradient() {
      NDArray softmax = served().exp();
      NDArray atTarget = softmax.gather(rows.target(), 1).sub(1);
      double share = ensembleWeight / rows.branches().size();
      return rows.weigh(Scale.inPlace(softmax.scatter(rows.target(), atTarget, 1), share));
    }

    /** Log softmax of the ensemble at temperature 1, (R, C). */
    private NDArray served() {
      return temperature == 1
          ? distribution(Branch.ENSEMBLE)
          : distributions.computeIfAbsent(
              SERVED, n -> ensemble(rows.logits()).add(rows.logMultiplicity()).logSoftmax(1));
    }

    private NDArray probability(String name) {
      return probabilities.computeIfAbsent(
          name,
          n -> temperature == 1 && isBranch(n) ? rows.softmax(branch(n)) : distribution(n).exp());
    }

    /**
     * log softmax(logits / tau + log n), (R, C), of a branch, the ensemble or a finished teacher.
     */
    private NDArray distribution(String name) {
      return distributions.computeIfAbsent(name, this::newDistribution);
    }

    private NDArray newDistribution(String name) {
      if (temperature == 1 && isBranch(name)) {
        return rows.logSoftmax(branch(name));
      }
      NDArray logits = logits(name);
      NDArray scaled = temperature == 1 ? logits : Scale.by(logits, 1 / temperature);
      try (NDArray counted = scaled.add(rows.logMultiplicity())) {
        if (scaled != logits) {
          scaled.close();
        }
        if (name.equals(Branch.ENSEMBLE) && rows.logits().size() > 1) {
          logits.close();
        }
        return counted.logSoftmax(1);
      }
    }

    private NDArray logits(String name) {
      if (name.equals(FINISHED)) {
        return Objects.requireNonNull(
            rows.teacher(), "a distillation that names a teacher is given its logits");
      }
      return name.equals(Branch.ENSEMBLE)
          ? ensemble(rows.logits())
          : rows.logits().get(branch(name));
    }

    private static boolean isBranch(String name) {
      return !name.equals(Branch.ENSEMBLE) && !name.equals(FINISHED);
    }

    private int branch(String name) {
      for (int m = 0; m < rows.branches().size(); m++) {
        if (rows.branches().get(m).name().equals(name)) {
          return m;
        }
      }
      throw new IllegalArgumentException(
          "teachers: no branch '" + name + "' among " + rows.branches());
    }
  }
}
