package io.github.seqrec4j.encode;

import io.github.seqrec4j.api.Components;
import io.github.seqrec4j.api.Option;
import io.github.seqrec4j.api.content.ImageEncoder;
import io.github.seqrec4j.api.content.TextEncoder;

/**
 * How features are made from what is known of the items.
 *
 * @param text from their texts
 * @param image from their pictures
 */
public record EncodeSpec(
    @Option("how features/text.npy is made") TextFeatures text,
    @Option("how features/image.npy is made") ImageFeatures image) {

  /**
   * Titles by the encoder {@code minilm}, pictures by {@code colour-layout}.
   *
   * @throws IllegalArgumentException if one of them is not on the class path
   */
  public static EncodeSpec defaults() {
    return new EncodeSpec(
        new TextFeatures("{title}", Components.of(TextEncoder.class).get("minilm")),
        new ImageFeatures("images", Components.of(ImageEncoder.class).get("colour-layout")));
  }
}
