package io.github.seqrec4j.encode;

import io.github.seqrec4j.api.Built;
import io.github.seqrec4j.api.Internal;
import io.github.seqrec4j.api.Option;

/**
 * How features are made from what is known of the items.
 *
 * @param text from their texts
 * @param image from their pictures
 */
@Built
public record EncodeSpec(
    @Option("how features/text.npy is made") TextFeatures text,
    @Option("how features/image.npy is made") ImageFeatures image) {

  /** Of all its options; {@link #builder()} is the way to it that stays. */
  @Internal
  public EncodeSpec {}

  /**
   * A builder that starts from the defaults: titles by the encoder {@code minilm}, pictures by
   * {@code colour-layout}, which are looked for when it builds.
   */
  public static EncodeSpecBuilder builder() {
    return new EncodeSpecBuilder();
  }

  /** A builder that starts from this. */
  public EncodeSpecBuilder toBuilder() {
    return new EncodeSpecBuilder(this);
  }
}
