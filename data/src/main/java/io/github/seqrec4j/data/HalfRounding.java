package io.github.seqrec4j.data;

/** From single to IEEE 754 half precision, the way back of {@link HalfFloats}. */
final class HalfRounding {

  private static final int INFINITY = 0x7f800000;
  private static final int OVERFLOW = 0x477ff000; // 65520, halfway from the largest half to 2^16
  private static final int LEAST_NORMAL = 0x38800000; // 2^-14
  private static final int REBIAS = 112 << 23; // bias 127 to 15

  private HalfRounding() {}

  /**
   * The bits of the nearest half; of two equally near the even one.
   *
   * @param value any number; from 65520 on in magnitude it becomes infinite, NaN stays NaN
   */
  static short narrow(float value) {
    int bits = Float.floatToRawIntBits(value);
    int sign = (bits >>> 16) & 0x8000;
    int magnitude = bits & 0x7fffffff;
    if (magnitude > INFINITY) {
      return (short) (sign | 0x7e00);
    }
    if (magnitude >= OVERFLOW) {
      return (short) (sign | 0x7c00);
    }
    if (magnitude < LEAST_NORMAL) { // in units of 2^-24; the scaling is exact and rint ties to even
      return (short) (sign | (int) Math.rint(Float.intBitsToFloat(magnitude) * 0x1p24));
    }
    int tieToEven = 0xfff + ((magnitude >> 13) & 1);
    return (short) (sign | ((magnitude - REBIAS + tieToEven) >> 13));
  }
}
