package io.github.seqrec4j.data;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.FloatRange;
import org.junit.jupiter.api.Test;

final class HalfRoundingTest {

  @Test
  void everyHalfComesBack() {
    for (int bits = 0; bits < 1 << 16; bits++) {
      float value = HalfFloats.widen((short) bits);
      if (!Float.isNaN(value)) {
        assertThat(HalfRounding.narrow(value)).isEqualTo((short) bits);
      }
    }
  }

  @Test
  void tiesGoToEvenAndTheLargeBecomeInfinite() {
    assertThat(rounded(1 + 0x1p-11f)).isEqualTo(1f);
    assertThat(rounded(1 + 0x3p-11f)).isEqualTo(1 + 0x1p-9f);
    assertThat(rounded(0x1p-25f)).isEqualTo(0f);
    assertThat(rounded(0x3p-25f)).isEqualTo(0x1p-23f);
    assertThat(rounded(Math.nextDown(0x1p-14f))).isEqualTo(0x1p-14f);
    assertThat(rounded(Math.nextDown(65520f))).isEqualTo(65504f);
    assertThat(rounded(65520f)).isEqualTo(Float.POSITIVE_INFINITY);
    assertThat(rounded(Float.NEGATIVE_INFINITY)).isEqualTo(Float.NEGATIVE_INFINITY);
    assertThat(rounded(Float.NaN)).isNaN();
  }

  @Property
  void theNearestHalf(@ForAll @FloatRange(min = -65504, max = 65504) float value) {
    checkNearest(value);
  }

  @Property
  void theNearestSmallHalf(@ForAll @FloatRange(min = -1, max = 1) float value) {
    checkNearest(value * 0x1p-13f); // about the border to subnormal halves
  }

  private static void checkNearest(float value) {
    short bits = HalfRounding.narrow(value);
    double error = Math.abs((double) HalfFloats.widen(bits) - value);
    for (int neighbour : new int[] {bits - 1, bits + 1}) {
      float other = HalfFloats.widen((short) neighbour);
      if (Float.isFinite(other)) {
        assertThat(error).isLessThanOrEqualTo(Math.abs((double) other - value));
        assertThat(error == Math.abs((double) other - value) && (bits & 1) == 1).isFalse();
      }
    }
  }

  private static float rounded(float value) {
    return HalfFloats.widen(HalfRounding.narrow(value));
  }
}
