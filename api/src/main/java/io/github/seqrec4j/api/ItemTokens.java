package io.github.seqrec4j.api;

/**
 * One modality of one item, as a {@link TokenEncoder} reads it.
 *
 * <p>Shapes: T tokens, F numbers of a token, both those of the {@link ModalitySchema}.
 *
 * @param vectors (T, F), zeros behind the real tokens; to be read only
 * @param real how many of the tokens are real, the first ones; 0 for an item that lacks the
 *     modality
 */
@Experimental
@SuppressWarnings("ArrayRecordComponent") // made for one call and never compared
public record ItemTokens(float[][] vectors, int real) {

  /**
   * Checks the number of real tokens.
   *
   * @throws IllegalArgumentException if it is not in 0..T
   */
  public ItemTokens {
    if (real < 0 || real > vectors.length) {
      throw new IllegalArgumentException(
          "real tokens must be from 0 to " + vectors.length + ": " + real);
    }
  }

  /** An item that lacks the modality. */
  public static ItemTokens missing(ModalitySchema schema) {
    return new ItemTokens(new float[schema.tokens()][schema.width()], 0);
  }
}
