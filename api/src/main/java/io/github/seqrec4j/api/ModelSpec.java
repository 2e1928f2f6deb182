package io.github.seqrec4j.api;

/**
 * What a trained model computes, and all that serving it needs to know: a part of {@link
 * RecommenderSpec} that says nothing of how it was trained.
 *
 * @param itemEncoder turns items into vectors
 * @param backbone sequence model, built once per branch
 * @param maxLength S, items of the history the backbone reads, at least 1
 */
@Built(required = {"itemEncoder", "backbone"})
public record ModelSpec(
    @Option(value = "turns items into vectors, one per branch", defaultType = "multi-modal")
        ItemEncoder itemEncoder,
    @Option(value = "sequence model, built once per branch", defaultType = "sasrec")
        SequenceBackbone backbone,
    @Option(
            value = "items of the history the backbone reads, 1 to 16384",
            defaultValue = "" + RecommenderSpec.DEFAULT_MAX_LENGTH)
        int maxLength) {

  /**
   * Checks that the parts fit each other.
   *
   * @throws IllegalArgumentException if the backbone does not fit the encoder's width, or maxLength
   *     is below 1
   */
  @Internal
  public ModelSpec {
    Arguments.within("maxLength", maxLength, 1, Arguments.MAX_LENGTH);
    Arguments.part(
        "backbone", () -> backbone.check(SequenceSchema.of(maxLength, itemEncoder.width())));
  }

  /**
   * What the backbone is told of the sequences.
   *
   * @param categories number of event categories of the data
   */
  public SequenceSchema sequences(int categories) {
    return new SequenceSchema(maxLength, itemEncoder.width(), categories);
  }

  /** A builder that starts from the defaults. */
  public static ModelSpecBuilder builder() {
    return new ModelSpecBuilder();
  }

  /** A builder that starts from this. */
  public ModelSpecBuilder toBuilder() {
    return new ModelSpecBuilder(this);
  }
}
