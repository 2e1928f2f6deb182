package io.github.seqrec4j.imports;

/** What an interaction may have besides user and item. */
public enum InteractionColumn {
  /** When it was: column {@code timestamp}. Without it the order of the source is the time. */
  TIMESTAMP,
  /** How it was rated: column {@code rating}, empty where one is not rated. */
  RATING
}
