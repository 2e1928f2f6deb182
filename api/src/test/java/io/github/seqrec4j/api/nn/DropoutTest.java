package io.github.seqrec4j.api.nn;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.FloatBuffer;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The mask, which several threads draw. */
final class DropoutTest {

  /** Sixteen bits of one generator's numbers for each value, whatever thread draws it. */
  @ParameterizedTest
  @CsvSource({"1, 0", "5, 0.1", "4099, 0.5", "100001, 0.2", "262144, 0.999"})
  void mask_isThatOfOneGeneratorFromFirstToLast(int size, double rate) {
    long seed = 987654321L * size;
    int threshold = (int) Math.round(rate * 65536);
    float kept = 65536f / (65536 - threshold);
    float[] expected = new float[size];
    SplittableRandom random = new SplittableRandom(seed);
    long bits = 0;
    for (int i = 0; i < size; i++) {
      bits = i % 4 == 0 ? random.nextLong() : bits >>> 16;
      expected[i] = (bits & 0xffff) < threshold ? 0 : kept;
    }

    FloatBuffer whole = FloatBuffer.allocate(size);
    Dropout.draw(whole, rate, seed, 0);
    assertThat(whole.array()).isEqualTo(expected);

    int first = size / 8 * 4;
    FloatBuffer pieces = FloatBuffer.allocate(size);
    Dropout.draw(pieces.slice(first, size - first), rate, seed, first);
    Dropout.draw(pieces.slice(0, first), rate, seed, 0);
    assertThat(pieces.array()).isEqualTo(expected);
  }
}
