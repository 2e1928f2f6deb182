package io.github.seqrec4j.data;

/** IEEE 754 half precision. */
final class HalfFloats {

  private static final float[] WIDENED = new float[1 << 16];

  static {
    for (int bits = 0; bits < WIDENED.length; bits++) {
      WIDENED[bits] = compute(bits);
    }
  }

  private HalfFloats() {}

  /** The value of a half. */
  static float widen(short bits) {
    return WIDENED[bits & 0xffff];
  }

  private static float compute(int bits) {
    int sign = (bits & 0x8000) << 16;
    int exponent = bits >> 10 & 0x1f;
    int fraction = bits & 0x3ff;
    if (exponent == 0x1f) { // infinity or NaN
      return Float.intBitsToFloat(sign | 0x7f800000 | (fraction << 13));
    }
    if (exponent == 0) { // zero or subnormal: fraction * 2^-24
      float value = fraction * 0x1p-24f;
      return sign == 0 ? value : -value;
    }
    return Float.intBitsToFloat(
        sign | ((exponent + 112) << 23) | (fraction << 13)); // bias 15 to 127
  }
}
