package io.github.seqrec4j.api.content;

/** The features of one item: (T, F), of which the first tokens are real and the others padding. */
public final class FeatureRow {

  private final float[] values;
  private final int tokens;

  private FeatureRow(float[] values, int tokens) {
    this.values = values;
    this.tokens = tokens;
  }

  /**
   * One vector.
   *
   * @param values F numbers, not copied
   */
  public static FeatureRow pooled(float[] values) {
    return new FeatureRow(values, 1);
  }

  /**
   * Several vectors.
   *
   * @param values T F numbers, not copied; zeros behind the real tokens
   * @param tokens how many are real, at least 0; 0 says that the content has nothing to encode
   */
  public static FeatureRow tokens(float[] values, int tokens) {
    return new FeatureRow(values, tokens);
  }

  /** All numbers, not copied. */
  public float[] values() {
    return values;
  }

  /** How many tokens are real. */
  public int tokens() {
    return tokens;
  }

  /** Whether there is anything but zeros; a row of zeros says that the item lacks the modality. */
  public boolean isEmpty() {
    for (float value : values) {
      if (value != 0) {
        return tokens == 0;
      }
    }
    return true;
  }
}
