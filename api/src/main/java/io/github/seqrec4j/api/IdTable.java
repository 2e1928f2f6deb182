package io.github.seqrec4j.api;

import java.util.List;

/**
 * The trainable table of ID embeddings, (N+1, F_id), row 0 being padding.
 *
 * @param width F_id, numbers per row, at least 1
 * @param initialFrom modalities whose first-token features, averaged, start the table ({@code
 *     idInit} 1 to 3 of the reference; they need a feature width equal to {@code width}, and are
 *     copied, never aliased); empty starts it Xavier-normal ({@code idInit} 0)
 */
public record IdTable(int width, List<Modality> initialFrom) {

  /**
   * Checks and copies.
   *
   * @throws IllegalArgumentException if the width is below 1 or the ID is to start from itself
   */
  public IdTable {
    initialFrom = List.copyOf(initialFrom);
    if (width < 1) {
      throw new IllegalArgumentException("width of the ID table must be at least 1: " + width);
    }
    if (initialFrom.contains(Modality.ID)) {
      throw new IllegalArgumentException(
          "the ID table cannot start from itself: initialFrom=" + initialFrom);
    }
  }
}
