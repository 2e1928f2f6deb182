package io.github.seqrec4j.encode;

/** Is told how far the encoding is, by one thread at a time. */
@FunctionalInterface
public interface EncodingListener {

  /** Something happened. */
  void onEvent(EncodingEvent event);
}
