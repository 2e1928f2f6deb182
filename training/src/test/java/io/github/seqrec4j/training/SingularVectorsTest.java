package io.github.seqrec4j.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import io.github.seqrec4j.data.Dataset;
import io.github.seqrec4j.data.Split;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SingularVectorsTest {

  private static final int ITEMS = 30;

  @TempDir Path folder;

  @Test
  void vectors_areOrthonormal_andThoseOfTheMatrix() throws IOException {
    Random random = new Random(5);
    StringBuilder log = new StringBuilder("user\titem\n");
    for (int user = 0; user < 80; user++) {
      for (int e = 0; e < 8; e++) { // three tastes of different sizes, and some chance
        int taste = user % 7 < 4 ? 0 : user % 7 < 6 ? 1 : 2;
        int item =
            random.nextInt(20) == 0 ? random.nextInt(ITEMS) : taste * 10 + random.nextInt(10);
        log.append("u").append(user).append("\ti").append(item).append('\n');
      }
    }
    Files.writeString(folder.resolve("interactions.tsv"), log);
    try (Dataset dataset = Dataset.open(folder)) {
      Split split = dataset.split(5);
      int items = dataset.items();
      float[][] vectors = SingularVectors.of(split, items, 3);
      double[][] matrix = matrix(split, items);
      double before = Double.MAX_VALUE;
      for (int j = 0; j < 3; j++) {
        for (int i = 0; i <= j; i++) {
          assertThat(dot(vectors[i], vectors[j])).isCloseTo(i == j ? 1 : 0, offset(1e-5));
        }
        double[] image = gram(matrix, vectors[j]); // A'A v = s^2 v
        double value = 0;
        for (int i = 0; i < items; i++) {
          value += image[i] * vectors[j][i];
        }
        assertThat(value).as("squared singular value %d", j).isPositive().isLessThan(before);
        before = value;
        double off = 0;
        for (int i = 0; i < items; i++) {
          off += Math.pow(image[i] - value * vectors[j][i], 2);
        }
        assertThat(Math.sqrt(off) / value).as("residual of vector %d", j).isLessThan(0.05);
      }
    }
  }

  private static double[][] matrix(Split split, int items) {
    double[][] matrix = new double[split.users()][items];
    for (int user = 0; user < split.users(); user++) {
      int[] history = new int[split.trainingLength(user)];
      split.trainingItems(user, history, 0);
      for (int item : history) {
        matrix[user][item - 1] = 1;
      }
    }
    return matrix;
  }

  private static double[] gram(double[][] matrix, float[] vector) {
    double[] image = new double[vector.length];
    for (double[] row : matrix) {
      double sum = 0;
      for (int i = 0; i < row.length; i++) {
        sum += row[i] * vector[i];
      }
      for (int i = 0; i < row.length; i++) {
        image[i] += sum * row[i];
      }
    }
    return image;
  }

  private static double dot(float[] a, float[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += (double) a[i] * b[i];
    }
    return sum;
  }
}
