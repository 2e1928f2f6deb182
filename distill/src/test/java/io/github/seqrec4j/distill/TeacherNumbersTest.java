package io.github.seqrec4j.distill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.github.seqrec4j.api.Branch;
import io.github.seqrec4j.api.Distillation;
import io.github.seqrec4j.api.LogitGradients;
import io.github.seqrec4j.api.LogitRows;
import io.github.seqrec4j.api.nn.HostArrays;
import io.github.seqrec4j.api.nn.NativeEngine;
import io.github.seqrec4j.testkit.WholeGradients;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The formulas of the distillations, computed in plain Java: one row of three candidates. */
final class TeacherNumbersTest {

  private static final double ROUNDING = 1e-5; // floats against doubles
  private static final double[][] LOGITS = {{1, -0.5, 0.25}, {0, 2, -1}, {-1.5, 0.5, 1}};
  private static final double[] TEACHER = {2, 0, -1};
  private static final int TARGET = 2;

  private final NDManager manager = NativeEngine.newManager();

  @AfterEach
  void close() {
    manager.close();
  }

  private NDArray row(double... numbers) {
    float[] row = new float[numbers.length];
    for (int i = 0; i < row.length; i++) {
      row[i] = (float) numbers[i];
    }
    return HostArrays.of(manager, row, new Shape(1, row.length));
  }

  private LogitGradients gradients(Distillation distillation) {
    List<Branch> branches = new ArrayList<>();
    List<NDArray> logits = new ArrayList<>();
    for (int m = 0; m < LOGITS.length; m++) {
      branches.add(new Branch("branch-" + m));
      logits.add(row(LOGITS[m]));
    }
    LogitRows rows =
        new LogitRows(
            branches,
            logits,
            HostArrays.of(manager, new long[] {TARGET}, new Shape(1, 1)),
            row(0, 0, 0),
            row(0, 0, 0),
            3);
    LogitRows taught = distillation.teacher() == null ? rows : rows.withTeacher(row(TEACHER));
    return Objects.requireNonNull(distillation.gradients(taught), "gradients written by hand");
  }

  private static double[] softmax(double temperature, double... logits) {
    double sum = 0;
    for (double logit : logits) {
      sum += Math.exp(logit / temperature);
    }
    double[] p = new double[logits.length];
    for (int c = 0; c < p.length; c++) {
      p[c] = Math.exp(logits[c] / temperature) / sum;
    }
    return p;
  }

  private static double kl(double[] teacher, double[] student) {
    double sum = 0;
    for (int c = 0; c < teacher.length; c++) {
      sum += teacher[c] * Math.log(teacher[c] / student[c]);
    }
    return sum;
  }

  private static double[] ensemble() {
    double[] mean = new double[3];
    for (double[] branch : LOGITS) {
      for (int c = 0; c < mean.length; c++) {
        mean[c] += branch[c] / LOGITS.length;
      }
    }
    return mean;
  }

  private static void assertNumbers(LogitGradients made, double loss, double[][] gradients) {
    assertThat((double) made.loss().getFloat()).isCloseTo(loss, within(ROUNDING));
    for (int m = 0; m < gradients.length; m++) {
      float[] actual = WholeGradients.of(made, m).toFloatArray();
      for (int c = 0; c < actual.length; c++) {
        assertThat((double) actual[c])
            .as("branch %d, candidate %d", m, c)
            .isCloseTo(gradients[m][c], within(ROUNDING));
      }
    }
  }

  @Test
  void mutualLearning_isTheMeanOverPeers() {
    double loss = 0;
    double[][] gradients = new double[3][3];
    for (int student = 0; student < 3; student++) {
      double[] own = softmax(2, LOGITS[student]);
      for (int teacher = 0; teacher < 3; teacher++) {
        if (teacher != student) {
          double[] peer = softmax(2, LOGITS[teacher]);
          loss += 4 * kl(peer, own) / 2; // tau^2, two peers
          for (int c = 0; c < 3; c++) {
            gradients[student][c] += 2 * (own[c] - peer[c]) / 2; // tau, two peers
          }
        }
      }
    }
    assertNumbers(gradients(MutualLearning.builder().temperature(2).build()), loss, gradients);
  }

  @Test
  void ensembleTeacher_learnsAndTeaches() {
    double[] teacher = softmax(3, ensemble());
    double[] served = softmax(1, ensemble());
    double loss = -Math.log(served[TARGET]);
    double[][] gradients = new double[3][3];
    for (int m = 0; m < 3; m++) {
      double[] own = softmax(3, LOGITS[m]);
      loss += 9 * kl(teacher, own);
      for (int c = 0; c < 3; c++) {
        gradients[m][c] =
            3 * (own[c] - teacher[c]) + (served[c] - (c == TARGET ? 1 : 0)) / LOGITS.length;
      }
    }
    assertNumbers(gradients(new EnsembleTeacher()), loss, gradients);
  }

  @Test
  void bornAgain_teachesEveryBranch() {
    double[] teacher = softmax(1, TEACHER);
    double loss = 0;
    double[][] gradients = new double[3][3];
    for (int m = 0; m < 3; m++) {
      double[] own = softmax(1, LOGITS[m]);
      loss += kl(teacher, own);
      for (int c = 0; c < 3; c++) {
        gradients[m][c] = own[c] - teacher[c];
      }
    }
    assertNumbers(gradients(BornAgain.builder().model(Path.of("model")).build()), loss, gradients);
  }
}
