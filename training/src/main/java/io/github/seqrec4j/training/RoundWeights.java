package io.github.seqrec4j.training;

import io.github.seqrec4j.api.Internal;
import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/** The weights that a round begins with, to be sent to all partitions. */
@Internal
public final class RoundWeights implements Serializable {

  private static final long serialVersionUID = 1L;

  private final int rounds;
  private final FloatBlocks dense;
  private final @Nullable FloatBlocks table;

  /**
   * Of a model.
   *
   * @param rounds that are done
   * @param dense (P)
   * @param table (N+1, F_id), or null without one
   */
  RoundWeights(int rounds, FloatBlocks dense, @Nullable FloatBlocks table) {
    this.rounds = rounds;
    this.dense = dense;
    this.table = table;
  }

  /** Rounds that led to them. */
  public int rounds() {
    return rounds;
  }

  FloatBlocks dense() {
    return dense;
  }

  @Nullable FloatBlocks table() {
    return table;
  }

  /** Bytes of the numbers. */
  public long bytes() {
    return Float.BYTES * (dense.size() + (table == null ? 0 : table.size()));
  }
}
