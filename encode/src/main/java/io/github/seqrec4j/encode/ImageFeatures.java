package io.github.seqrec4j.encode;

import io.github.seqrec4j.api.Built;
import io.github.seqrec4j.api.Internal;
import io.github.seqrec4j.api.Option;
import io.github.seqrec4j.api.content.ImageEncoder;

/**
 * How {@code features/image.npy} is made.
 *
 * @param folder where the pictures are, below the dataset directory or absolute
 * @param encoder turns pictures into numbers
 */
@Built
public record ImageFeatures(
    @Option(
            value = "folder of the pictures, below the dataset directory or absolute",
            defaultValue = "images")
        String folder,
    @Option(value = "turns pictures into numbers", defaultType = "colour-layout")
        ImageEncoder encoder) {

  /** Of all its options; {@link #builder()} is the way to it that stays. */
  @Internal
  public ImageFeatures {}

  /** A builder that starts from the defaults. */
  public static ImageFeaturesBuilder builder() {
    return new ImageFeaturesBuilder();
  }

  /** A builder that starts from this. */
  public ImageFeaturesBuilder toBuilder() {
    return new ImageFeaturesBuilder(this);
  }
}
