package io.github.seqrec4j.data.encode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

final class HashedTfIdfTextTest {

  private static final List<String> CATALOGUE =
      List.of(
          "Oak Reading Chair",
          "Beech Reading Chair, Ladder Back",
          "Steel Camping Mug",
          "Enamel Mug for the Campsite",
          "Steel Lamp");

  private final HashedTfIdfText encoder = new HashedTfIdfText(CATALOGUE, 256);

  @Property
  void normIsOne(@ForAll @AlphaChars @StringLength(min = 1, max = 40) String word) {
    float[] row = encoder.encode(word);
    assertThat(dot(row, row)).isCloseTo(1, within(1e-5));
    assertThat(row).hasSize(encoder.width()).isEqualTo(encoder.encode(word));
  }

  @Test
  void likeTitlesAreCloserThanUnlikeOnes() {
    float[] chair = encoder.encode("Oak Reading Chair");
    assertThat(dot(chair, encoder.encode("Beech Reading Chair, Ladder Back")))
        .isGreaterThan(dot(chair, encoder.encode("Steel Camping Mug")) + 0.2);
  }

  @Test
  void rareWordsWeighMore() {
    float[] title = encoder.encode("Steel Lamp");
    assertThat(Math.abs(dot(title, encoder.encode("lamp"))))
        .isGreaterThan(Math.abs(dot(title, encoder.encode("steel"))));
  }

  @Test
  void caseAndPunctuationDoNotCount() {
    assertThat(encoder.encode("STEEL, camping -- mug!"))
        .isEqualTo(encoder.encode("Steel Camping Mug"));
  }

  @Test
  void otherScriptsCount() {
    assertThat(encoder.encode("Кружка")).isNotEqualTo(encoder.encode("椅子"));
    assertThat(dot(encoder.encode("椅子"), encoder.encode("椅子"))).isCloseTo(1, within(1e-5));
  }

  @Test
  void noWordsNoNumbers() {
    assertThat(encoder.encode(" -- ")).containsOnly(0);
  }

  private static double dot(float[] a, float[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += (double) a[i] * b[i];
    }
    return sum;
  }
}
