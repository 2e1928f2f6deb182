package io.github.seqrec4j.api.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The mask, which several threads draw. */
final class DropoutTest {

  private static final int SIZE = 1 << 20;

  @ParameterizedTest
  @CsvSource({"1, 0", "5, 0.1", "4099, 0.5", "100001, 0.2", "600001, 0.999"})
  void mask_inPieces_isThatOfTheWhole(int size, double rate) {
    IntBuffer whole = IntBuffer.allocate(size);
    Dropout.draw(whole, rate, 987654321, 0);

    int first = size / 8192 * 4096;
    IntBuffer pieces = IntBuffer.allocate(size);
    Dropout.draw(pieces.slice(first, size - first), rate, 987654321, first);
    Dropout.draw(pieces.slice(0, first), rate, 987654321, 0);

    assertThat(pieces.array()).isEqualTo(whole.array());
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

  /**
   * Neighbours, columns of usual widths and chunks: those dropped together are as many as by
   * chance.
   */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 8, 16, 64, 100, 256, 4096, 1 << 18})
  void mask_atSomeDistance_isIndependent(int distance) {
    float[] mask = mask(0.5, 6);

    assertThat(together(mask, mask, distance)).isCloseTo(0.25, within(0.0025));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 1L << 32, Long.MIN_VALUE})
  void masks_ofSeedsThatAreAlike_areIndependent(long difference) {
    float[] mask = mask(0.5, 7);

    assertThat(together(mask, mask(0.5, 7 + difference), 0)).isCloseTo(0.25, within(0.0025));
  }

  @Test
  void masks_ofOneSeed_areTheSame() {
    assertThat(Arrays.equals(mask(0.3, 8), mask(0.3, 8))).isTrue();
  }

  /** Share of the places that are dropped in the one, and in the other some places on. */
  private static double together(float[] one, float[] other, int distance) {
    int both = 0;
    for (int i = 0; i + distance < SIZE; i++) {
      if (one[i] == 0 && other[i + distance] == 0) {
        both++;
      }
    }
    return (double) both / (SIZE - distance);
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
