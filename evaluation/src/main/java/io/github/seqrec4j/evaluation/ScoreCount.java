package io.github.seqrec4j.evaluation;

/**
 * How many scores of a row lie above one bound and above another, from their bits: whole numbers
 * that compare as the scores do where they are positive, and the other way round, but for their
 * sign, where they are negative. In Java 17, C2 computes such a loop on many scores at a time and
 * comparisons of floats one by one, which takes four times as long.
 *
 * @param first bits that are turned round before they are compared with the first bound: none, or
 *     the sign where it is negative
 * @param firstBound the bound's bits, of 0 or more
 * @param second likewise of the second
 * @param secondBound likewise
 */
record ScoreCount(int first, int firstBound, int second, int secondBound) {

  /** Most scores of a row: two counts share an int. */
  static final int MOST = 0xffff;

  private static final int SIGN = Integer.MIN_VALUE;
  private static final int BITS = 16;

  /** Of scores above each of these bounds, which are numbers or infinite. */
  static ScoreCount above(float first, float second) {
    return new ScoreCount(turned(first), bound(first), turned(second), bound(second));
  }

  private static int turned(float bound) {
    return bound < 0 ? SIGN : 0;
  }

  /** Above a negative bound is what is not as far below 0 as it, or farther. */
  private static int bound(float bound) {
    return bound < 0 ? Float.floatToRawIntBits(-bound) - 1 : Float.floatToRawIntBits(bound + 0f);
  }

  /**
   * Counts both.
   *
   * @param row bits of at most {@value #MOST} scores, as {@link Float#floatToRawIntBits} gives them
   * @return the first count, and above its lower {@value #BITS} bits the second
   */
  int of(int[] row) {
    int counts = 0;
    for (int i = 0; i < row.length; i++) {
      int a = row[i] ^ first;
      int b = row[i] ^ second; // what is negative now counts as 0, as no difference may overflow
      counts +=
          ((firstBound - (a & ~(a >> 31))) >>> 31)
              + (((secondBound - (b & ~(b >> 31))) >>> 31) << BITS);
    }
    int above = first == 0 ? counts & MOST : row.length - (counts & MOST);
    int other = second == 0 ? counts >>> BITS : row.length - (counts >>> BITS);
    return above | other << BITS;
  }

  /** The first count. */
  static int first(int counts) {
    return counts & MOST;
  }

  /** The second count. */
  static int second(int counts) {
    return counts >>> BITS;
  }
}
