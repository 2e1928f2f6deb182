package io.github.seqrec4j.cli.export;

/**
 * Takes vectors of items or users, one after the other, in bounded memory. What {@link #finish} did
 * not finish leaves nothing that could be taken for whole.
 */
public interface VectorSink extends AutoCloseable {

  /** Takes the vector of an item or user; the title is empty for users. */
  void add(String id, String title, float[] vector);

  /** Writes what is left. */
  void finish();

  @Override
  void close();
}
