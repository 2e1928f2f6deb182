package io.github.seqrec4j.lucene;

import io.github.seqrec4j.api.Arguments;
import io.github.seqrec4j.api.Built;
import io.github.seqrec4j.api.Internal;
import io.github.seqrec4j.api.Option;

/**
 * How the graph over item vectors is built. The names are those of the paper on HNSW: M there is
 * {@code connections}, efConstruction is {@code construction}.
 *
 * @param connections M, neighbours of a node in every layer but the lowest, which has twice as
 *     many; from 2 to 512. More find more, and take more memory and time
 * @param construction efConstruction, candidates for them that are looked at, from 1 to 3200
 * @param precision of the numbers that the graph is walked with
 */
@Built
public record VectorIndexSpec(
    @Option("neighbours of a node of the graph, M of HNSW, 2 to 512") int connections,
    @Option("candidates for neighbours, efConstruction of HNSW, 1 to 3200") int construction,
    @Option("numbers that the graph is walked with: float32 or int8") Precision precision) {

  /** Most neighbours that Lucene's graphs have. */
  private static final int MAX_CONNECTIONS = 512;

  /** Most candidates that Lucene's graphs are built with. */
  private static final int MAX_CONSTRUCTION = 3200;

  /** Of the numbers that a graph is walked with; what is found is ranked by float32 in any case. */
  public enum Precision {
    /** Four bytes. */
    FLOAT32,
    /**
     * One byte, in which seven bits are used, beside the four on disk: a quarter of the memory to
     * search.
     */
    INT8
  }

  /** Lucene's own: 16 neighbours, 100 candidates, float32. */
  public VectorIndexSpec() {
    this(16, 100, Precision.FLOAT32);
  }

  /**
   * Checks the ranges; {@link #builder()} is the way to it that stays.
   *
   * @throws IllegalArgumentException if one is left
   */
  @Internal
  public VectorIndexSpec {
    Arguments.within("connections", connections, 2, MAX_CONNECTIONS);
    Arguments.within("construction", construction, 1, MAX_CONSTRUCTION);
  }

  /** A builder that starts from the defaults. */
  public static VectorIndexSpecBuilder builder() {
    return new VectorIndexSpecBuilder();
  }

  /** A builder that starts from this. */
  public VectorIndexSpecBuilder toBuilder() {
    return new VectorIndexSpecBuilder(this);
  }
}
