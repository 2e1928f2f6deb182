package io.github.seqrec4j.api;

/**
 * All that defines a recommender besides its data.
 *
 * @param itemEncoder turns items into vectors
 * @param backbone sequence model, built once per branch
 * @param objective what the model is trained for
 * @param distillation how branches teach each other
 * @param maxLength S, items of the history the backbone reads, at least 1
 * @param training how it is trained
 * @param evaluation how it is evaluated
 */
@Built(required = {"itemEncoder", "backbone"})
public record RecommenderSpec(
    @Option(value = "turns items into vectors, one per branch", defaultType = "multi-modal")
        ItemEncoder itemEncoder,
    @Option(value = "sequence model, built once per branch", defaultType = "sasrec")
        SequenceBackbone backbone,
    @Option("what the model is trained for") Objective objective,
    @Option(value = "how branches teach each other while training", defaultType = "online")
        Distillation distillation,
    @Option(
            value = "items of the history the backbone reads, 1 to 16384",
            defaultValue = "" + RecommenderSpec.DEFAULT_MAX_LENGTH)
        int maxLength,
    @Option("how the model is trained") TrainingSpec training,
    @Option("how the model is evaluated") EvaluationSpec evaluation) {

  /** Default of {@link #maxLength()}. */
  public static final int DEFAULT_MAX_LENGTH = 12;

  /**
   * Checks that the parts fit each other.
   *
   * @throws IllegalArgumentException if the distillation refers to a branch the encoder does not
   *     have, the backbone does not fit the encoder's width or an augmentation, maxLength is below
   *     1, or the window stride above it
   */
  @Internal
  public RecommenderSpec {
    Arguments.within("maxLength", maxLength, 1, Arguments.MAX_LENGTH);
    Arguments.part(
        "training", () -> Arguments.within("windowStride", training.windowStride(), 0, maxLength));
    Arguments.part(
        "training", () -> training.augmentations().forEach(change -> change.check(backbone)));
    Arguments.part("distillation", () -> distillation.check(itemEncoder.branches()));
    Arguments.part(
        "backbone", () -> backbone.check(SequenceSchema.of(maxLength, itemEncoder.width())));
  }

  /** A builder that starts from the defaults. */
  public static RecommenderSpecBuilder builder() {
    return new RecommenderSpecBuilder();
  }

  /** A builder that starts from this. */
  public RecommenderSpecBuilder toBuilder() {
    return new RecommenderSpecBuilder(this);
  }

  /** The part that serving needs. */
  public ModelSpec model() {
    return ModelSpec.builder()
        .itemEncoder(itemEncoder)
        .backbone(backbone)
        .maxLength(maxLength)
        .build();
  }
}
