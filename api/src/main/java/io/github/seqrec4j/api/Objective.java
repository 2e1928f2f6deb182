package io.github.seqrec4j.api;

/**
 * What a model is trained for: candidates, and the loss over their logits.
 *
 * @param sampler chooses the candidates
 * @param loss what is minimised
 */
@Built
public record Objective(
    @Option(value = "chooses the candidates of the training loss", defaultType = "in-batch")
        CandidateSampler sampler,
    @Option(value = "what is minimised", defaultType = "softmax-cross-entropy") Loss loss) {

  /** Of two parts. */
  public static Objective of(CandidateSampler sampler, Loss loss) {
    return new Objective(sampler, loss);
  }

  /** Of its parts; {@link #builder()} is the way to it that stays. */
  @Internal
  public Objective {}

  /** A builder that starts from softmax cross entropy over the items of the batch. */
  public static ObjectiveBuilder builder() {
    return new ObjectiveBuilder();
  }

  /** A builder that starts from this. */
  public ObjectiveBuilder toBuilder() {
    return new ObjectiveBuilder(this);
  }
}
