package io.github.seqrec4j.data;

import io.github.seqrec4j.api.ModalitySchema;
import java.nio.FloatBuffer;

/**
 * Frozen features of all items in one modality. Safe for concurrent readers.
 *
 * <p>Shapes: T tokens per item, F numbers per token.
 */
public interface FeatureStore extends AutoCloseable {

  /** T and F. */
  ModalitySchema schema();

  /**
   * Reads the rows of some items, from index 0 of the buffers on.
   *
   * @param items indices 1..N, or 0 for padding, whose features and mask are zero
   * @param features receives (items, T, F), row by row
   * @param mask receives (items, T), 1 = real token; an all-zero row = the item lacks the modality
   */
  void read(int[] items, FloatBuffer features, FloatBuffer mask);

  @Override
  void close();
}
