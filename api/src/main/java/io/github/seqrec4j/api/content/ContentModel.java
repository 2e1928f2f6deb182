package io.github.seqrec4j.api.content;

import java.util.List;

/**
 * An encoder at work. Several threads encode at the same time.
 *
 * @param <T> what is encoded, such as a text
 */
public interface ContentModel<T> extends AutoCloseable {

  /** What a row of features looks like. */
  FeatureShape shape();

  /**
   * Encodes contents side by side. The same contents give the same rows, on the same machine.
   *
   * @param contents at least one; what has no content is not among them
   * @return a row for each, in their order
   */
  List<FeatureRow> encode(List<T> contents);

  @Override
  void close();
}
