package io.github.seqrec4j.api.content;

import io.github.seqrec4j.api.Component;
import java.awt.image.BufferedImage;

/** Turns pictures of items into numbers. */
public interface ImageEncoder extends Component {

  /**
   * Makes it ready; the caller closes it.
   *
   * @throws io.github.seqrec4j.api.DataException if the model cannot be used
   */
  ContentModel<BufferedImage> open();

  /**
   * SHA-256 of the files of its model, in hexadecimal; empty if it has none. Features are made anew
   * when it changes.
   *
   * @throws io.github.seqrec4j.api.DataException if the model is not there
   */
  String hash();
}
