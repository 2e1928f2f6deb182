package io.github.seqrec4j.api;

import java.util.List;

/**
 * The trainable table of ID embeddings, (N+1, F_id), row 0 being padding.
 *
 * @param width F_id, numbers per row, at least 1
 * @param initialFrom modalities whose first-token features, averaged, start the table ({@code
 *     idInit} 1 to 3 of the reference; they need a feature width equal to {@code width}, and are
 *     copied, never aliased); empty starts it Xavier-normal ({@code idInit} 0)
 * @param codes whether items share rows
 */
public record IdTable(int width, List<Modality> initialFrom, IdCodes codes) {

  /** A table with a row for each item. */
  public IdTable(int width, List<Modality> initialFrom) {
    this(width, initialFrom, new IdCodes());
  }

  /**
   * Checks and copies.
   *
   * @throws IllegalArgumentException if the width is below 1, the ID is to start from itself, or
   *     shared rows do not divide the width or are to start from features
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
    if (codes.used() && width % codes.splits() != 0) {
      throw new IllegalArgumentException(
          "splits must divide the width of the ID table, " + width + ": " + codes.splits());
    }
    if (codes.used() && !initialFrom.isEmpty()) {
      throw new IllegalArgumentException(
          "rows that items share cannot start from the features of one: leave out either "
              + initialFrom
              + " or splits = "
              + codes.splits());
    }
  }
}
