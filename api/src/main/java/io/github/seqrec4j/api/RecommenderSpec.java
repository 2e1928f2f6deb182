package io.github.seqrec4j.api;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

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
public record RecommenderSpec(
    @Option(value = "turns items into vectors, one per branch", defaultType = "multi-modal")
        ItemEncoder itemEncoder,
    @Option(value = "sequence model, built once per branch", defaultType = "sasrec")
        SequenceBackbone backbone,
    @Option("what the model is trained for") Objective objective,
    @Option(
            value = "how branches teach each other while training",
            defaultType = RecommenderSpec.DEFAULT_DISTILLATION)
        Distillation distillation,
    @Option(
            value = "items of the history the backbone reads, at least 1",
            defaultValue = "" + RecommenderSpec.DEFAULT_MAX_LENGTH)
        int maxLength,
    @Option("how the model is trained") TrainingSpec training,
    @Option("how the model is evaluated") EvaluationSpec evaluation) {

  /** Default of {@link #maxLength()}. */
  public static final int DEFAULT_MAX_LENGTH = 12;

  private static final String DEFAULT_DISTILLATION = "online";

  /**
   * Checks that the parts fit each other.
   *
   * @throws IllegalArgumentException if the distillation refers to a branch the encoder does not
   *     have, the backbone does not fit the encoder's width, or maxLength is below 1
   */
  public RecommenderSpec {
    Arguments.atLeast("maxLength", maxLength, 1);
    Arguments.part("distillation", () -> distillation.check(itemEncoder.branches()));
    Arguments.part(
        "backbone", () -> backbone.check(SequenceSchema.of(maxLength, itemEncoder.width())));
  }

  /** The part that serving needs. */
  public ModelSpec model() {
    return new ModelSpec(itemEncoder, backbone, maxLength);
  }

  /** A builder; item encoder and backbone must be given, the rest has defaults. */
  public static Builder builder() {
    return new Builder();
  }

  /** Builds a {@link RecommenderSpec}. */
  public static final class Builder {
    private @Nullable ItemEncoder itemEncoder;
    private @Nullable SequenceBackbone backbone;
    private @Nullable Objective objective;
    private @Nullable Distillation distillation;
    private int maxLength = DEFAULT_MAX_LENGTH;
    private @Nullable TrainingSpec training;
    private EvaluationSpec evaluation = new EvaluationSpec();

    private Builder() {}

    /** Turns items into vectors; must be given. */
    public Builder itemEncoder(ItemEncoder value) {
      itemEncoder = value;
      return this;
    }

    /** Sequence model; must be given. */
    public Builder backbone(SequenceBackbone value) {
      backbone = value;
      return this;
    }

    /** What it is trained for; default softmax cross entropy over the items of the batch. */
    public Builder objective(Objective value) {
      objective = value;
      return this;
    }

    /** How branches teach each other; default {@code online}, found by that name. */
    public Builder distillation(Distillation value) {
      distillation = value;
      return this;
    }

    /** S, at least 1; default 12. */
    public Builder maxLength(int value) {
      maxLength = value;
      return this;
    }

    /** How it is trained; default {@link TrainingSpec#TrainingSpec()}. */
    public Builder training(TrainingSpec value) {
      training = value;
      return this;
    }

    /** How it is evaluated; default {@link EvaluationSpec#EvaluationSpec()}. */
    public Builder evaluation(EvaluationSpec value) {
      evaluation = value;
      return this;
    }

    /**
     * The spec.
     *
     * @throws IllegalStateException naming every part that is missing
     * @throws IllegalArgumentException if the parts do not fit each other
     */
    public RecommenderSpec build() {
      List<String> missing = new ArrayList<>();
      if (itemEncoder == null) {
        missing.add("itemEncoder");
      }
      if (backbone == null) {
        missing.add("backbone");
      }
      if (itemEncoder == null || backbone == null) {
        throw new IllegalStateException("RecommenderSpec is missing " + String.join(", ", missing));
      }
      return new RecommenderSpec(
          itemEncoder,
          backbone,
          objective != null ? objective : Objective.standard(),
          distillation != null
              ? distillation
              : Components.of(Distillation.class).get(DEFAULT_DISTILLATION),
          maxLength,
          training != null ? training : new TrainingSpec(),
          evaluation);
    }
  }
}
