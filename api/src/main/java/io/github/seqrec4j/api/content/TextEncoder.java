package io.github.seqrec4j.api.content;

import io.github.seqrec4j.api.Component;
import java.util.List;

/** Turns texts of items into numbers. */
public interface TextEncoder extends Component {

  /**
   * Makes it ready for a catalogue; the caller closes it.
   *
   * @param texts one per item, blank where an item has none; an encoder that learns, learns from
   *     them
   * @throws io.github.seqrec4j.api.DataException if the model or the texts cannot be used
   */
  ContentModel<String> open(List<String> texts);

  /**
   * Whether it learns from the texts that it is opened for, so that its numbers mean something else
   * for each catalogue; if so, new items cannot be encoded without the others. False unless
   * overridden: then any texts, or none, may be given to {@link #open}.
   */
  default boolean learns() {
    return false;
  }

  /**
   * SHA-256 of the files of its model, in hexadecimal; empty if it has none. Features are made anew
   * when it changes.
   *
   * @throws io.github.seqrec4j.api.DataException if the model is not there
   */
  String hash();
}
