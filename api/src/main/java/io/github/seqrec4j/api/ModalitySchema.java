package io.github.seqrec4j.api;

/**
 * Shape of one modality's features.
 *
 * @param modality whose
 * @param tokens T, feature vectors per item, at least 1; 1 means pooled
 * @param width F, numbers per vector, at least 1
 */
public record ModalitySchema(Modality modality, int tokens, int width) {

  /**
   * Checks the ranges.
   *
   * @throws IllegalArgumentException if tokens or width is below 1
   */
  public ModalitySchema {
    if (tokens < 1 || width < 1) {
      throw new IllegalArgumentException(
          "tokens and width must be at least 1: modality="
              + modality
              + ", tokens="
              + tokens
              + ", width="
              + width);
    }
  }
}
