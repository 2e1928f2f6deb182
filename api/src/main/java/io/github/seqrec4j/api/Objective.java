package io.github.seqrec4j.api;

/**
 * What a model is trained for: candidates, and the loss over their logits.
 *
 * @param sampler chooses the candidates
 * @param loss what is minimised
 */
@Built
public record Objective(
    @Option("chooses the candidates of the training loss") CandidateSampler sampler,
    @Option("what is minimised") Loss loss) {

  /**
   * Softmax cross entropy over the items of the batch, found by the names {@code in-batch} and
   * {@code softmax-cross-entropy}.
   */
  public Objective() {
    this(
        Components.of(CandidateSampler.class).get("in-batch"),
        Components.of(Loss.class).get("softmax-cross-entropy"));
  }

  /** Of any parts. */
  @Internal
  public Objective {}

  /** Of two parts. */
  public static Objective of(CandidateSampler sampler, Loss loss) {
    return new Objective(sampler, loss);
  }

  /** A builder with the defaults of {@link #Objective()}. */
  public static ObjectiveBuilder builder() {
    return new ObjectiveBuilder();
  }

  /** A builder that starts from this. */
  public ObjectiveBuilder toBuilder() {
    return new ObjectiveBuilder(this);
  }
}
