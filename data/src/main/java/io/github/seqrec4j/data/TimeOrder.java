package io.github.seqrec4j.data;

/**
 * The times of all interactions in ascending order, without sorting: a digit of 16 bits after the
 * other is chosen by counting, in constant memory.
 */
final class TimeOrder {

  private static final int DIGIT = 16;

  private final Dataset dataset;

  TimeOrder(Dataset dataset) {
    this.dataset = dataset;
  }

  /** The time with {@code rank} others before it. */
  double at(long rank) {
    long before = Math.min(Math.max(rank, 0), dataset.interactions() - 1);
    long prefix = 0;
    for (int shift = Long.SIZE - DIGIT; shift >= 0; shift -= DIGIT) {
      long[] counts = new long[1 << DIGIT];
      int above = shift + DIGIT;
      for (long p = 0; p < dataset.interactions(); p++) {
        long ordered = ordered(dataset.time(p));
        if (above == Long.SIZE || ordered >>> above == prefix >>> above) {
          counts[(int) (ordered >>> shift) & ((1 << DIGIT) - 1)]++;
        }
      }
      int digit = 0;
      while (before >= counts[digit]) {
        before -= counts[digit++];
      }
      prefix |= (long) digit << shift;
    }
    return Double.longBitsToDouble(prefix < 0 ? prefix ^ Long.MIN_VALUE : ~prefix);
  }

  /** Bits that compare, unsigned, as the numbers do. */
  private static long ordered(double time) {
    long bits = Double.doubleToLongBits(time);
    return bits < 0 ? ~bits : bits ^ Long.MIN_VALUE;
  }
}
