package io.github.seqrec4j.api;

/** Checks of arguments, with messages that name the option, the value and the range. */
public final class Arguments {

  /**
   * Most layers of anything. Far beyond what is useful; a bound, because a layer takes memory
   * before it is known whether there are weights for it.
   */
  public static final int MAX_LAYERS = 1000;

  /** Most items of a history that a backbone reads, as attention takes memory of its square. */
  public static final int MAX_LENGTH = 1 << 14;

  /** Longest item vector of a branch. */
  public static final int MAX_WIDTH = 1 << 16;

  /** Widest hidden layer of a feed-forward network, in widths. */
  public static final int MAX_EXPANSION = 64;

  /** Most rows of a batch, and most mask sets of a row. */
  public static final int MAX_BATCH = 1 << 20;

  /** Most negatives that are drawn for a row, or for a batch. */
  public static final int MAX_NEGATIVES = 1 << 20;

  /**
   * Highest temperature of a softmax: divided by it, the -1e4 of an excluded candidate still leaves
   * a probability of 0 in float32.
   */
  public static final double MAX_TEMPERATURE = 50;

  /** Most threads of anything. */
  public static final int MAX_THREADS = 1024;

  private Arguments() {}

  /**
   * From {@code minimum} to {@code maximum}.
   *
   * @throws IllegalArgumentException otherwise
   */
  public static int within(String option, int value, int minimum, int maximum) {
    return atMost(option, atLeast(option, value, minimum), maximum);
  }

  /**
   * From {@code minimum} to {@code maximum}.
   *
   * @throws IllegalArgumentException otherwise
   */
  public static double within(String option, double value, double minimum, double maximum) {
    if (!(value >= minimum && value <= maximum)) {
      throw new IllegalArgumentException(
          option + " must be from " + minimum + " to " + maximum + ": " + value);
    }
    return value;
  }

  /**
   * At most {@code maximum}.
   *
   * @throws IllegalArgumentException otherwise
   */
  public static int atMost(String option, int value, int maximum) {
    if (value > maximum) {
      throw new IllegalArgumentException(option + " must be at most " + maximum + ": " + value);
    }
    return value;
  }

  /**
   * At least {@code minimum}.
   *
   * @throws IllegalArgumentException otherwise
   */
  public static int atLeast(String option, int value, int minimum) {
    if (value < minimum) {
      throw new IllegalArgumentException(option + " must be at least " + minimum + ": " + value);
    }
    return value;
  }

  /**
   * A rate in [0, 1).
   *
   * @throws IllegalArgumentException otherwise
   */
  public static double rate(String option, double value) {
    if (!(value >= 0 && value < 1)) {
      throw new IllegalArgumentException(option + " must be in [0, 1): " + value);
    }
    return value;
  }

  /**
   * Finite and above 0.
   *
   * @throws IllegalArgumentException otherwise
   */
  public static double positive(String option, double value) {
    if (!(value > 0) || Double.isInfinite(value)) {
      throw new IllegalArgumentException(option + " must be above 0: " + value);
    }
    return value;
  }

  /**
   * Finite and at least 0.
   *
   * @throws IllegalArgumentException otherwise
   */
  public static double notNegative(String option, double value) {
    if (!(value >= 0) || Double.isInfinite(value)) {
      throw new IllegalArgumentException(option + " must be at least 0: " + value);
    }
    return value;
  }

  /**
   * There is a head, and the width splits evenly over the heads.
   *
   * @throws IllegalArgumentException otherwise
   */
  public static void headsDivide(int width, int heads) {
    atLeast("heads", heads, 1);
    if (width % heads != 0) {
      throw new IllegalArgumentException(
          "heads must divide width: width=" + width + ", heads=" + heads);
    }
  }

  /**
   * Runs a check of a part; what it refuses is refused in the name of the part.
   *
   * @throws IllegalArgumentException with the part's message behind its name
   */
  public static void part(String option, Runnable check) {
    try {
      check.run();
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(option + ": " + e.getMessage(), e);
    }
  }
}
