package io.github.seqrec4j.encode.text;

import io.github.seqrec4j.api.content.ContentModel;
import io.github.seqrec4j.api.content.FeatureRow;
import io.github.seqrec4j.api.content.FeatureShape;
import io.github.seqrec4j.encode.model.Vectors;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.interfaces.decomposition.EigenDecomposition_F64;

/**
 * Truncated singular value decomposition A = U S V' of the texts-by-terms matrix, by subspace
 * iteration from a random start. Only the terms' side V is kept; a text a is encoded as a V, which
 * is its row of U S, and brought to norm 1. A is never held: its rows pass one by one.
 */
final class LatentSemantics implements ContentModel<String> {

  private static final int OVERSAMPLING = 10; // more directions converge better
  private static final int ITERATIONS = 4;
  private static final double RANK = 1e-12; // of the largest eigenvalue: rounding below it

  private final TfIdf tfIdf;
  private final double[] directions; // V, (terms, F)
  private final int width;

  private LatentSemantics(TfIdf tfIdf, double[] directions, int width) {
    this.tfIdf = tfIdf;
    this.directions = directions;
    this.width = width;
  }

  /**
   * Learns the directions of a catalogue.
   *
   * @param most F at most
   */
  static LatentSemantics of(TfIdf tfIdf, List<String> texts, int most, long seed) {
    List<TfIdf.Sparse> rows = new ArrayList<>();
    for (String text : texts) {
      rows.add(tfIdf.vector(text));
    }
    int terms = tfIdf.terms();
    int width = Math.min(most, terms);
    int searched = Math.min(width + OVERSAMPLING, terms);
    Random random = new Random(seed);
    DMatrixRMaj basis = new DMatrixRMaj(terms, searched);
    for (int i = 0; i < basis.data.length; i++) {
      basis.data[i] = random.nextGaussian();
    }
    for (int i = 0; i < ITERATIONS; i++) {
      basis = orthonormal(gram(rows, basis));
    }
    // A'A within the basis, (searched, searched): its eigenvectors turn the basis into V.
    DMatrixRMaj image = gram(rows, basis);
    DMatrixRMaj inner = new DMatrixRMaj(basis.numCols, basis.numCols);
    CommonOps_DDRM.multTransA(basis, image, inner);
    width = Math.min(width, basis.numCols);
    return new LatentSemantics(tfIdf, turned(basis, inner, width), width);
  }

  /** A'A Z for Z (terms, n): row by row of A, a' (a Z). */
  private static DMatrixRMaj gram(List<TfIdf.Sparse> rows, DMatrixRMaj basis) {
    int n = basis.numCols;
    DMatrixRMaj result = new DMatrixRMaj(basis.numRows, n);
    double[] projected = new double[n];
    for (TfIdf.Sparse row : rows) {
      java.util.Arrays.fill(projected, 0);
      for (int i = 0; i < row.terms().length; i++) {
        int at = row.terms()[i] * n;
        double value = row.values()[i];
        for (int j = 0; j < n; j++) {
          projected[j] += value * basis.data[at + j];
        }
      }
      for (int i = 0; i < row.terms().length; i++) {
        int at = row.terms()[i] * n;
        double value = row.values()[i];
        for (int j = 0; j < n; j++) {
          result.data[at + j] += value * projected[j];
        }
      }
    }
    return result;
  }

  /** An orthonormal basis of the columns, Z E L^-1/2 for Z'Z = E L E', of as many as their rank. */
  private static DMatrixRMaj orthonormal(DMatrixRMaj matrix) {
    DMatrixRMaj inner = new DMatrixRMaj(matrix.numCols, matrix.numCols);
    CommonOps_DDRM.multTransA(matrix, matrix, inner);
    EigenDecomposition_F64<DMatrixRMaj> eigen =
        DecompositionFactory_DDRM.eig(inner.numRows, true, true);
    if (!eigen.decompose(inner)) {
      throw new IllegalStateException("the eigenvalues of a symmetric matrix did not converge");
    }
    double largest =
        IntStream.range(0, inner.numRows)
            .mapToDouble(i -> eigen.getEigenvalue(i).real)
            .max()
            .orElse(0);
    List<Integer> kept =
        IntStream.range(0, inner.numRows)
            .filter(i -> eigen.getEigenvalue(i).real > RANK * largest)
            .boxed()
            .toList();
    DMatrixRMaj turn = new DMatrixRMaj(inner.numRows, kept.size());
    for (int j = 0; j < kept.size(); j++) {
      double length = Math.sqrt(eigen.getEigenvalue(kept.get(j)).real);
      for (int i = 0; i < inner.numRows; i++) {
        turn.set(i, j, eigen.getEigenVector(kept.get(j)).get(i) / length);
      }
    }
    DMatrixRMaj basis = new DMatrixRMaj(matrix.numRows, kept.size());
    CommonOps_DDRM.mult(matrix, turn, basis);
    return basis;
  }

  /** The basis turned to the strongest directions, strongest first, each with a fixed sign. */
  private static double[] turned(DMatrixRMaj basis, DMatrixRMaj inner, int width) {
    // Symmetric but for rounding, which the decomposition would trip over.
    for (int i = 0; i < inner.numRows; i++) {
      for (int j = 0; j < i; j++) {
        double mean = (inner.get(i, j) + inner.get(j, i)) / 2;
        inner.set(i, j, mean);
        inner.set(j, i, mean);
      }
    }
    EigenDecomposition_F64<DMatrixRMaj> eigen =
        DecompositionFactory_DDRM.eig(inner.numRows, true, true);
    if (!eigen.decompose(inner)) {
      throw new IllegalStateException("the eigenvalues of a symmetric matrix did not converge");
    }
    List<Integer> order =
        IntStream.range(0, inner.numRows)
            .boxed()
            .sorted(Comparator.comparingDouble(i -> -eigen.getEigenvalue(i).real))
            .limit(width)
            .toList();
    double[] directions = new double[basis.numRows * width];
    DMatrixRMaj direction = new DMatrixRMaj(basis.numRows, 1);
    for (int f = 0; f < width; f++) {
      CommonOps_DDRM.mult(basis, eigen.getEigenVector(order.get(f)), direction);
      double sum = CommonOps_DDRM.elementSum(direction);
      for (int t = 0; t < basis.numRows; t++) {
        directions[t * width + f] = sum < 0 ? -direction.data[t] : direction.data[t];
      }
    }
    return directions;
  }

  @Override
  public FeatureShape shape() {
    return FeatureShape.pooled(width);
  }

  @Override
  public List<FeatureRow> encode(List<String> texts) {
    List<FeatureRow> rows = new ArrayList<>();
    for (String text : texts) {
      float[] row = project(text);
      Vectors.normalise(row, 0, width, 1);
      rows.add(FeatureRow.pooled(row));
    }
    return rows;
  }

  /** a V */
  private float[] project(String text) {
    TfIdf.Sparse sparse = tfIdf.vector(text);
    float[] row = new float[width];
    for (int i = 0; i < sparse.terms().length; i++) {
      int at = sparse.terms()[i] * width;
      for (int f = 0; f < width; f++) {
        row[f] += (float) (sparse.values()[i] * directions[at + f]);
      }
    }
    return row;
  }

  /** The sum of squares of A V: how much of the texts is kept. */
  double energy(List<String> texts) {
    double sum = 0;
    for (String text : texts) {
      for (float value : project(text)) {
        sum += (double) value * value;
      }
    }
    return sum;
  }

  @Override
  public void close() {
    // It holds nothing outside Java.
  }
}
