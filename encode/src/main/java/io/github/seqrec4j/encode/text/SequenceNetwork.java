package io.github.seqrec4j.encode.text;

import java.nio.FloatBuffer;

/** A Transformer, whatever runs it. Several threads run it at the same time. */
interface SequenceNetwork extends AutoCloseable {

  /**
   * Vectors of tokens.
   *
   * @param ids B rows of tokens, each of at most {@code length}; shorter ones are padded and masked
   * @param length L
   * @return (B, L, F), or (B, F) if the network pools itself
   */
  FloatBuffer run(long[][] ids, int length);

  /** What error messages call it. */
  String name();

  @Override
  void close();
}
