package io.github.seqrec4j.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

final class ScoreCountProperties {

  private static final List<Float> EDGES =
      List.of(
          0f,
          -0f,
          Float.MIN_VALUE,
          -Float.MIN_VALUE,
          Float.MIN_NORMAL,
          -Float.MIN_NORMAL,
          1f,
          -1f,
          Math.nextUp(1f),
          Math.nextDown(-1f),
          Float.MAX_VALUE,
          -Float.MAX_VALUE,
          Float.POSITIVE_INFINITY,
          Float.NEGATIVE_INFINITY);

  @Provide
  Arbitrary<Float> score() {
    return Arbitraries.oneOf(
        Arbitraries.of(EDGES), Arbitraries.floats().between(-2, 2), Arbitraries.floats());
  }

  @Property(tries = 500)
  void of_anyScores_isWhatComparingThemCounts(
      @ForAll("scores") float[] scores,
      @ForAll("score") float first,
      @ForAll("score") float second) {
    int[] bits = new int[scores.length];
    int[] expected = new int[2];
    for (int i = 0; i < scores.length; i++) {
      bits[i] = Float.floatToRawIntBits(scores[i]);
      expected[0] += scores[i] > first ? 1 : 0;
      expected[1] += scores[i] > second ? 1 : 0;
    }

    int counts = ScoreCount.above(first, second).of(bits);

    assertThat(new int[] {ScoreCount.first(counts), ScoreCount.second(counts)})
        .as("%s above %s and %s", Arrays.toString(scores), first, second)
        .isEqualTo(expected);
  }

  @Provide
  Arbitrary<float[]> scores() {
    return score().array(float[].class).ofMaxSize(40);
  }
}
