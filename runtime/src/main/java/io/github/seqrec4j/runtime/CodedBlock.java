package io.github.seqrec4j.runtime;

import java.util.Arrays;
import java.util.List;

/**
 * Some thousand item vectors in 8 bits a number, a quarter of the bytes: e_ij is close to c_j q_ij,
 * q_ij a whole number in [-127, 127]. Products with a user come with a bound on how far they may be
 * off, so that few items have to be looked at in full; see {@link CodedItems}.
 *
 * <p>Four items share an int, item g + r L being byte r of place g, for L = ceil(items / 4), as q +
 * 128: each loop below runs over ints alone and shifts by constants, which is the form that the
 * JVM's compiler vectorises. Nothing is masked: the sum over int >> 8r counts the bytes above r
 * too, 256 times the sum over int >> 8(r+1), which is taken off in the end. Ints wrap around on the
 * way, and back.
 *
 * <p>Symbols: C numbers of a vector, u a user, e_i an item.
 */
final class CodedBlock {

  /** Items of a block, at most: four columns of codes and the sums fill a first-level cache. */
  static final int ITEMS = 1 << 12;

  private static final int LANES = 4;
  private static final int LARGEST = 127;
  private static final int OFFSET = 128;

  /** Rounding of one sum or product of floats, with room for the sums of bounds themselves. */
  private static final double ROUNDING = 0x1p-23;

  private static final int EXTRA_ROUNDINGS = 8;

  private final int items;
  private final int ints; // L
  private final int[][] codes; // (C, L)
  private final double[] scales; // c_j
  private final double residual; // largest norm of e_i - c q_i
  private final double norm; // largest norm of e_i

  private CodedBlock(int items, int[][] codes, double[] scales, double residual, double norm) {
    this.items = items;
    ints = codes[0].length;
    this.codes = codes;
    this.scales = scales;
    this.residual = residual;
    this.norm = norm;
  }

  /**
   * Codes of consecutive blocks of {@link ItemBlocks}.
   *
   * @param blocks (C, items) each, {@value #ITEMS} items in all at most
   */
  static CodedBlock of(List<float[][]> blocks) {
    int items = blocks.stream().mapToInt(block -> block[0].length).sum();
    int columns = blocks.get(0).length;
    int[][] codes = new int[columns][(items + LANES - 1) / LANES];
    double[] scales = new double[columns];
    double[] residuals = new double[items];
    double[] norms = new double[items];
    for (int j = 0; j < columns; j++) {
      double largest = 0;
      for (float[][] block : blocks) {
        for (float number : block[j]) {
          largest = Math.max(largest, Math.abs(number)); // NaN where a number is
        }
      }
      scales[j] = largest / LARGEST;
      int first = 0;
      for (float[][] block : blocks) {
        code(block[j], first, scales[j], codes[j], residuals, norms);
        first += block[j].length;
      }
    }
    return new CodedBlock(items, codes, scales, root(residuals), root(norms));
  }

  private static void code(
      float[] column, int first, double scale, int[] codes, double[] residuals, double[] norms) {
    for (int i = 0; i < column.length; i++) {
      int item = first + i;
      int code = scale > 0 ? (int) Math.rint(column[i] / scale) : 0;
      int lane = item / codes.length;
      codes[item % codes.length] |= (code + OFFSET) << (Byte.SIZE * lane);
      double off = column[i] - scale * code;
      residuals[item] += off * off;
      norms[item] += (double) column[i] * column[i];
    }
  }

  private static double root(double[] squares) {
    return Math.sqrt(Arrays.stream(squares).max().orElse(0));
  }

  /** How many items there are. */
  int size() {
    return items;
  }

  /**
   * Products with a user: of item g + r L close to unit sums[r][g].
   *
   * @param margin by how much they may be off at most, infinity or NaN where the numbers are too
   *     large for a bound
   */
  @SuppressWarnings("ArrayRecordComponent") // lives for one request and is never compared
  record Products(int items, int[][] sums, double unit, double margin) {

    /** Offers all items that reach the floor, as columns from {@code start} on. */
    void offer(int start, Selection selection) {
      int column = start;
      int least = least(selection.floor());
      for (int[] lane : sums) {
        int count = Math.min(lane.length, start + items - column);
        for (int g = 0; g < count; g++) {
          if (lane[g] >= least) {
            double product = unit * lane[g];
            selection.offer(column + g, product - margin, product + margin);
            least = least(selection.floor());
          }
        }
        column += lane.length;
      }
    }

    private int least(double floor) {
      double bound = Math.floor((floor - margin) / unit);
      return bound > Integer.MIN_VALUE ? (int) bound : Integer.MIN_VALUE; // also where it is NaN
    }
  }

  /**
   * Products of all items with a user.
   *
   * @param user (C)
   * @param from first number of C that counts
   * @param to last number, exclusive
   */
  Products products(float[] user, int from, int to) {
    double largest = 0;
    double squares = 0;
    for (int j = from; j < to; j++) {
      double number = user[j];
      largest = Math.max(largest, Math.abs(number * scales[j]));
      squares += number * number;
    }
    // The largest sum of products of codes with whole weights still is an int.
    double unit = largest / Math.floorDiv(Integer.MAX_VALUE, LARGEST * (to - from));
    double off = 0;
    int[] weights = new int[to - from];
    if (unit > 0) {
      for (int j = from; j < to; j++) {
        double exact = user[j] * scales[j];
        weights[j - from] = (int) (exact / unit);
        off += Math.abs(exact - unit * weights[j - from]);
      }
    }
    double length = Math.sqrt(squares);
    double margin =
        length * residual
            + LARGEST * off
            + (to - from + EXTRA_ROUNDINGS)
                * (ROUNDING * length * (norm + residual)
                    + 2 * (double) Float.MIN_VALUE); // underflow
    return new Products(items, sums(from, weights), unit, margin);
  }

  private int[][] sums(int from, int[] weights) {
    int[][] sums = new int[LANES][ints];
    sum(from, weights, sums);
    int offset = OFFSET * Arrays.stream(weights).sum();
    for (int lane = 0; lane < LANES; lane++) {
      if (lane < LANES - 1) {
        takeOff(sums[lane], sums[lane + 1], offset);
      } else {
        takeOff(sums[lane], offset);
      }
    }
    return sums;
  }

  private static void takeOff(int[] sums, int[] above, int offset) {
    for (int g = 0; g < sums.length; g++) {
      sums[g] -= (above[g] << Byte.SIZE) + offset;
    }
  }

  private static void takeOff(int[] sums, int offset) {
    for (int g = 0; g < sums.length; g++) {
      sums[g] -= offset;
    }
  }

  private void sum(int from, int[] weights, int[][] sums) {
    int j = 0;
    for (; j + 4 <= weights.length; j += 4) {
      int[] c0 = codes[from + j];
      int[] c1 = codes[from + j + 1];
      int[] c2 = codes[from + j + 2];
      int[] c3 = codes[from + j + 3];
      int w0 = weights[j];
      int w1 = weights[j + 1];
      int w2 = weights[j + 2];
      int w3 = weights[j + 3];
      addFirst(c0, c1, c2, c3, w0, w1, w2, w3, sums[0], ints);
      addSecond(c0, c1, c2, c3, w0, w1, w2, w3, sums[1], ints);
      addThird(c0, c1, c2, c3, w0, w1, w2, w3, sums[2], ints);
      addFourth(c0, c1, c2, c3, w0, w1, w2, w3, sums[3], ints);
    }
    for (; j < weights.length; j++) {
      for (int lane = 0; lane < LANES; lane++) {
        addOne(codes[from + j], Byte.SIZE * lane, weights[j], sums[lane], ints);
      }
    }
  }

  private static void addFirst(
      int[] c0, int[] c1, int[] c2, int[] c3, int w0, int w1, int w2, int w3, int[] sums, int n) {
    for (int g = 0; g < n; g++) {
      sums[g] += c0[g] * w0 + c1[g] * w1 + c2[g] * w2 + c3[g] * w3;
    }
  }

  private static void addSecond(
      int[] c0, int[] c1, int[] c2, int[] c3, int w0, int w1, int w2, int w3, int[] sums, int n) {
    for (int g = 0; g < n; g++) {
      sums[g] += (c0[g] >>> 8) * w0 + (c1[g] >>> 8) * w1 + (c2[g] >>> 8) * w2 + (c3[g] >>> 8) * w3;
    }
  }

  private static void addThird(
      int[] c0, int[] c1, int[] c2, int[] c3, int w0, int w1, int w2, int w3, int[] sums, int n) {
    for (int g = 0; g < n; g++) {
      sums[g] +=
          (c0[g] >>> 16) * w0 + (c1[g] >>> 16) * w1 + (c2[g] >>> 16) * w2 + (c3[g] >>> 16) * w3;
    }
  }

  private static void addFourth(
      int[] c0, int[] c1, int[] c2, int[] c3, int w0, int w1, int w2, int w3, int[] sums, int n) {
    for (int g = 0; g < n; g++) {
      sums[g] +=
          (c0[g] >>> 24) * w0 + (c1[g] >>> 24) * w1 + (c2[g] >>> 24) * w2 + (c3[g] >>> 24) * w3;
    }
  }

  private static void addOne(int[] codes, int shift, int weight, int[] sums, int n) {
    for (int g = 0; g < n; g++) {
      sums[g] += (codes[g] >>> shift) * weight;
    }
  }
}
