package io.github.seqrec4j.encode;

import io.github.seqrec4j.api.Arguments;
import io.github.seqrec4j.api.Built;
import io.github.seqrec4j.api.Internal;

/**
 * How an encoding is run; the features do not depend on it.
 *
 * @param redo when features that are there are made anew
 * @param threads how many encode at the same time, 1 to 1024
 * @param listener is told how far it is
 */
@Built
public record EncodingOptions(Redo redo, int threads, EncodingListener listener) {

  /** Anew if anything changed, a thread for each processor, no listener. */
  public EncodingOptions() {
    this(Redo.IF_CHANGED, Runtime.getRuntime().availableProcessors(), event -> {});
  }

  /**
   * Checks the range.
   *
   * @throws IllegalArgumentException if the number of threads is out of it
   */
  @Internal
  public EncodingOptions {
    Arguments.within("threads", threads, 1, Arguments.MAX_THREADS);
  }

  /** A builder that starts from the defaults. */
  public static EncodingOptionsBuilder builder() {
    return new EncodingOptionsBuilder();
  }

  /** A builder that starts from this. */
  public EncodingOptionsBuilder toBuilder() {
    return new EncodingOptionsBuilder(this);
  }
}
