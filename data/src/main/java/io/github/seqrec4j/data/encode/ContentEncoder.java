package io.github.seqrec4j.data.encode;

/**
 * Turns what is known of an item into numbers; equal content gives equal numbers.
 *
 * @param <T> the content
 */
interface ContentEncoder<T> {

  /** F, how many numbers it makes, at least 1. */
  int width();

  /** F finite numbers of Euclidean norm 1, or all zero where the content says nothing. */
  float[] encode(T content);
}
