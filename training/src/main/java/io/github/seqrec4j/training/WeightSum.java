package io.github.seqrec4j.training;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * A sum of weights that is the same in whatever order it is made: a single summand as it is,
 * several as whole multiples of 2^-b, whose sums are exact. For P summands below 2^14 b is 49 -
 * ceil(log2 P): of 512 summands each is rounded by at most 2^-41.
 */
final class WeightSum implements Serializable {

  private static final long serialVersionUID = 1L;

  /** Largest weight, excluded, as a power of two. */
  private static final int LARGEST = 14;

  /** What no weight reaches. */
  static final double LIMIT = 1 << LARGEST;

  private static final int BITS = 20;
  private static final int BLOCK = 1 << BITS;

  private final int fraction;
  private final long size;
  private final @Nullable FloatBlocks single;
  private final long @Nullable [][] sums;

  /** Of one summand. */
  WeightSum(int summands, FloatBlocks single) {
    fraction = fraction(summands);
    size = single.size();
    this.single = single;
    sums = null;
  }

  /** Of several, all zero. */
  private WeightSum(int fraction, long size) {
    this.fraction = fraction;
    this.size = size;
    single = null;
    sums = new long[Math.toIntExact((size + BLOCK - 1) >> BITS)][];
    for (int b = 0; b < sums.length; b++) {
      sums[b] = new long[(int) Math.min(BLOCK, size - ((long) b << BITS))];
    }
  }

  private static int fraction(int summands) {
    int log = Integer.SIZE - Integer.numberOfLeadingZeros(summands - 1);
    return Long.SIZE - 1 - LARGEST - log;
  }

  /** An empty sum of another size with the same fractions. */
  WeightSum empty(long others) {
    return new WeightSum(fraction, others);
  }

  /** Adds numbers of another sum to some of this one, which is of several. */
  void add(long at, WeightSum other, long from, long count) {
    if (sums == null) {
      throw new IllegalStateException("a single summand takes no other");
    }
    for (long i = 0; i < count; i++) {
      long index = at + i;
      sums[(int) (index >> BITS)][(int) (index & (BLOCK - 1))] += other.fixed(from + i);
    }
  }

  private long fixed(long index) {
    if (sums != null) {
      return sums[(int) (index >> BITS)][(int) (index & (BLOCK - 1))];
    }
    return (long) Math.rint(Math.scalb((double) single().get(index), fraction));
  }

  private FloatBlocks single() {
    if (single == null) {
      throw new IllegalStateException("a sum of several");
    }
    return single;
  }

  long size() {
    return size;
  }

  /** A number of the sum. */
  double get(long index) {
    return sums == null ? single().get(index) : Math.scalb((double) fixed(index), -fraction);
  }
}
