package io.github.seqrec4j.api.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The mask, which several threads draw. */
final class DropoutTest {

  private static final int SIZE = 1 << 20;

  /** Sixteen bits of one generator's numbers for each value, whatever thread draws it. */
  @ParameterizedTest
  @CsvSource({"1, 0", "5, 0.1", "4099, 0.5", "100001, 0.2", "600001, 0.999"})
  void mask_isThatOfOneGeneratorFromFirstToLast(int size, double rate) {
    long seed = 987654321L * size;
    int threshold = (int) Math.round(rate * 65536);
    int kept = Float.floatToIntBits(65536f / (65536 - threshold));
    int[] expected = new int[size];
    SplittableRandom random = new SplittableRandom(seed);
    long bits = 0;
    for (int i = 0; i < size; i++) {
      bits = i % 4 == 0 ? random.nextLong() : bits >>> 16;
      expected[i] = (bits & 0xffff) < threshold ? 0 : kept;
    }

    IntBuffer whole = IntBuffer.allocate(size);
    Dropout.draw(whole, rate, seed, 0);
    assertThat(whole.array()).isEqualTo(expected);

    int first = size / 8 * 4;
    IntBuffer pieces = IntBuffer.allocate(size);
    Dropout.draw(pieces.slice(first, size - first), rate, seed, first);
    Dropout.draw(pieces.slice(0, first), rate, seed, 0);
    assertThat(pieces.array()).isEqualTo(expected);
  }

  /** The tolerance is five standard deviations of the share of a million draws. */
  @ParameterizedTest
  @ValueSource(doubles = {0.01, 0.1, 0.5, 0.9})
  void mask_ofARate_dropsThatShareAndKeepsTheMean(double rate) {
    float[] mask = mask(rate, 5);

    int dropped = 0;
    for (float value : mask) {
      if (value == 0) {
        dropped++;
      } else {
        assertThat((double) value).isCloseTo(1 / (1 - rate), within(1e-3 / (1 - rate)));
      }
    }
    double deviation = Math.sqrt(rate * (1 - rate) / SIZE);
    assertThat((double) dropped / SIZE).isCloseTo(rate, within(5 * deviation + 1.0 / (1 << 16)));
  }

  private static float[] mask(double rate, long seed) {
    IntBuffer bits = IntBuffer.allocate(SIZE);
    Dropout.draw(bits, rate, seed, 0);
    FloatBuffer mask = FloatBuffer.allocate(SIZE);
    while (bits.hasRemaining()) {
      mask.put(Float.intBitsToFloat(bits.get()));
    }
    return mask.array();
  }
}
