package io.github.seqrec4j.api;

/** A backbone of one branch with its weights. Many threads may ask at once. */
@Experimental
@FunctionalInterface
public interface HistoryEncoder {

  /** User vector of the last slot, (D), a new array. */
  float[] encode(PackedHistory history);
}
