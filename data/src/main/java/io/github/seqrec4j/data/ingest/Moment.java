package io.github.seqrec4j.data.ingest;

import io.github.seqrec4j.api.Internal;
import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * A point in time, exactly: a number of 64 bits and billionths.
 *
 * @param kind what it was written as
 * @param whole the number, rounded down
 * @param billionths what is above it, in [0, 10^9)
 */
@Internal
public record Moment(Time.Kind kind, long whole, int billionths) implements Comparable<Moment> {

  /** Most decimals that are kept. */
  static final int DECIMALS = 9;

  private static final int WHOLE_DIGITS = 19; // of the largest number of 64 bits

  /**
   * A number.
   *
   * @throws ArithmeticException if it has more decimals, or does not fit 64 bits
   */
  static Moment of(BigDecimal number) {
    if (number.signum() == 0) {
      return new Moment(Time.Kind.NUMBER, 0, 0);
    }
    if ((long) number.precision() - number.scale() > WHOLE_DIGITS) {
      throw new ArithmeticException("beyond 64 bits");
    }
    BigDecimal floor = number.setScale(0, RoundingMode.FLOOR);
    return new Moment(
        Time.Kind.NUMBER,
        floor.longValueExact(),
        number.subtract(floor).movePointRight(DECIMALS).intValueExact());
  }

  /** The number. */
  public BigDecimal value() {
    return BigDecimal.valueOf(whole).add(BigDecimal.valueOf(billionths, DECIMALS));
  }

  /** How many decimals it has, 0 to 9. */
  public static int decimals(int billionths) {
    int decimals = DECIMALS;
    int left = billionths;
    while (decimals > 0 && left % 10 == 0) {
      left /= 10;
      decimals--;
    }
    return decimals;
  }

  /**
   * The number in units of 10^-{@code decimals}, of which it is a whole number.
   *
   * @throws ArithmeticException if that does not fit 64 bits
   */
  static long ticks(long whole, int billionths, int decimals) {
    long scale = 1;
    int fraction = billionths;
    for (int d = 0; d < DECIMALS; d++) {
      if (d < decimals) {
        scale *= 10;
      } else {
        fraction /= 10;
      }
    }
    // The whole is rounded down: next to the smallest number only the sum fits.
    return whole < 0
        ? Math.addExact(Math.multiplyExact(whole + 1, scale), fraction - scale)
        : Math.addExact(Math.multiplyExact(whole, scale), fraction);
  }

  @Override
  public int compareTo(Moment other) {
    int compared = Long.compare(whole, other.whole);
    return compared != 0 ? compared : Integer.compare(billionths, other.billionths);
  }
}
