package io.github.seqrec4j.encode.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.seqrec4j.api.DataException;
import io.github.seqrec4j.api.content.ContentModel;
import io.github.seqrec4j.api.content.FeatureRow;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.interfaces.decomposition.SingularValueDecomposition_F64;
import org.junit.jupiter.api.Test;

final class TfIdfSvdTest {

  private static final List<String> CATALOGUE =
      List.of(
          "Oak Reading Chair",
          "Beech Reading Chair, Ladder Back",
          "Beech Stool",
          "Steel Camping Mug",
          "Enamel Mug for the Campsite",
          "Steel Lamp",
          "Reading Lamp");

  @Test
  void likeTitles_areCloserThanUnlikeOnes() {
    float[] chair = encode(CATALOGUE, 256, "Oak Reading Chair");
    assertThat(dot(chair, chair)).isCloseTo(1, within(1e-5));
    assertThat(dot(chair, encode(CATALOGUE, 256, "Beech Reading Chair, Ladder Back")))
        .isGreaterThan(dot(chair, encode(CATALOGUE, 256, "Steel Camping Mug")) + 0.2);
  }

  @Test
  void caseAndPunctuation_doNotCount() {
    assertThat(encode(CATALOGUE, 5, "STEEL -- mug!")).isEqualTo(encode(CATALOGUE, 5, "Steel Mug"));
  }

  @Test
  void unknownWords_giveNothing() {
    assertThat(encode(CATALOGUE, 4, "--")).containsOnly(0);
    assertThat(encode(CATALOGUE, 4, "zebra")).containsOnly(0);
  }

  /** As many directions as terms keep every angle between texts. */
  @Test
  void fullWidth_keepsCosines() {
    List<String> texts = random(60, 30);
    TfIdf tfIdf = TfIdf.of(texts, 1000);
    for (int i = 0; i + 1 < texts.size(); i += 7) {
      double expected = 0;
      double[] dense = dense(tfIdf, texts.get(i));
      double[] other = dense(tfIdf, texts.get(i + 1));
      for (int t = 0; t < dense.length; t++) {
        expected += dense[t] * other[t];
      }
      assertThat(dot(encode(texts, 65_536, texts.get(i)), encode(texts, 65_536, texts.get(i + 1))))
          .isCloseTo(expected, within(1e-5)); // float32
    }
  }

  /** What is kept of the texts is as much as the best directions keep, by EJML's dense SVD. */
  @Test
  void directions_areThoseOfTheSingularValues() {
    List<String> texts = random(80, 40);
    TfIdf tfIdf = TfIdf.of(texts, 1000);
    DMatrixRMaj matrix = new DMatrixRMaj(texts.size(), tfIdf.terms());
    for (int i = 0; i < texts.size(); i++) {
      System.arraycopy(
          dense(tfIdf, texts.get(i)), 0, matrix.data, i * tfIdf.terms(), tfIdf.terms());
    }
    SingularValueDecomposition_F64<DMatrixRMaj> svd =
        DecompositionFactory_DDRM.svd(matrix.numRows, matrix.numCols, false, true, true);
    assertThat(svd.decompose(matrix.copy())).isTrue();
    double[] singular = svd.getSingularValues().clone();
    java.util.Arrays.sort(singular);
    int width = 6;
    double best = 0;
    for (int i = 1; i <= width; i++) {
      best += Math.pow(singular[singular.length - i], 2);
    }
    double kept = LatentSemantics.of(tfIdf, texts, width, 3).energy(texts);
    assertThat(kept).isCloseTo(best, within(0.01 * best)); // the random start costs below 1 %
  }

  @Test
  void sameSeed_givesTheSameNumbers() {
    List<String> texts = random(50, 25);
    assertThat(encode(texts, 8, texts.get(3))).isEqualTo(encode(texts, 8, texts.get(3)));
  }

  @Test
  void nothingInCommon_isRefused() {
    assertThatThrownBy(() -> new TfIdfSvd().open(List.of("one", "two", " ")))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("no word occurs in two of 2 texts");
  }

  private static float[] encode(List<String> catalogue, int width, String text) {
    try (ContentModel<String> model =
        TfIdfSvd.builder().width(width).terms(20_000).seed(1).build().open(catalogue)) {
      List<FeatureRow> rows = model.encode(List.of(text));
      assertThat(rows).hasSize(1);
      assertThat(rows.get(0).values()).hasSize(model.shape().width());
      return rows.get(0).values();
    }
  }

  private static List<String> random(int texts, int words) {
    Random random = new Random(5);
    List<String> all = new ArrayList<>();
    for (int i = 0; i < texts; i++) {
      StringBuilder text = new StringBuilder();
      for (int w = 0; w < 6; w++) {
        text.append("w")
            .append((int) (words * random.nextDouble() * random.nextDouble()))
            .append(' ');
      }
      all.add(text.toString());
    }
    return all;
  }

  private static double[] dense(TfIdf tfIdf, String text) {
    double[] dense = new double[tfIdf.terms()];
    TfIdf.Sparse sparse = tfIdf.vector(text);
    for (int i = 0; i < sparse.terms().length; i++) {
      dense[sparse.terms()[i]] = sparse.values()[i];
    }
    return dense;
  }

  private static double dot(float[] a, float[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += (double) a[i] * b[i];
    }
    return sum;
  }
}
