package io.github.seqrec4j.api;

/**
 * How an answer is made of items that differ: maximal marginal relevance (Carbonell and Goldstein,
 * SIGIR 1998) over the vectors of items' contents.
 *
 * @param lambda what an item's score counts against its likeness to items that are in the answer
 *     already, from 0 (unlike items) to 1 (best scores, in order); the score is brought to [0, 1]
 *     over the pool, likeness is a cosine
 * @param pool best items by score among which the answer is chosen, for each item that is wanted,
 *     from 1 to 1000
 */
@Experimental
public record Diversity(double lambda, int pool) {

  /** {@link #pool()} unless said. */
  public static final int DEFAULT_POOL = 10;

  private static final int MAX_POOL = 1000;

  /**
   * Checks the ranges.
   *
   * @throws IllegalArgumentException if one is left
   */
  public Diversity {
    if (!(lambda >= 0 && lambda <= 1)) {
      throw new UsageException("lambda of diversity must be in [0, 1]: " + lambda);
    }
    if (pool < 1 || pool > MAX_POOL) {
      throw new UsageException("pool of diversity must be from 1 to " + MAX_POOL + ": " + pool);
    }
  }

  /** With a pool of {@value #DEFAULT_POOL} times what is wanted. */
  public static Diversity of(double lambda) {
    return new Diversity(lambda, DEFAULT_POOL);
  }
}
