package io.github.seqrec4j.training;

/** The order of numbers, without an object for each. */
final class Ordering {

  private static final long INDEX = 0xFFFF_FFFFL;

  private Ordering() {}

  /** Indices of the values, the smallest first, ties by index; 0.0 and -0.0 are a tie. */
  static int[] ascending(float[] values) {
    long[] keys = new long[values.length];
    for (int i = 0; i < values.length; i++) {
      int bits = Float.floatToIntBits(values[i] + 0f);
      int sortable = bits ^ (bits >> 31 & Integer.MAX_VALUE); // two's complement order
      keys[i] = (long) sortable << Integer.SIZE | i;
    }
    java.util.Arrays.parallelSort(keys);
    int[] order = new int[values.length];
    for (int i = 0; i < order.length; i++) {
      order[i] = (int) (keys[i] & INDEX);
    }
    return order;
  }
}
