package io.github.seqrec4j.encode;

import java.nio.file.Path;

/** What happens while features are made. */
public sealed interface EncodingEvent {

  /**
   * It begins.
   *
   * @param file the feature file to be
   * @param encoder name of the encoder
   * @param items items of the catalogue
   * @param done items that an earlier run, which was broken off, has done
   * @param reason why features that are there, or the rest of another run, are not used; empty if
   *     there are none
   */
  record Started(Path file, String encoder, int items, int done, String reason)
      implements EncodingEvent {}

  /**
   * More items are done.
   *
   * @param done items done so far
   * @param items items of the catalogue
   */
  record Advanced(int done, int items) implements EncodingEvent {}
}
