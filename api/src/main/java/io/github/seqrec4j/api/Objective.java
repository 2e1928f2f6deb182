package io.github.seqrec4j.api;

/**
 * What a model is trained for: candidates, and the loss over their logits.
 *
 * @param sampler chooses the candidates
 * @param loss what is minimised
 */
public record Objective(
    @Option(value = "chooses the candidates of the training loss", defaultType = "in-batch")
        CandidateSampler sampler,
    @Option(value = "what is minimised", defaultType = "softmax-cross-entropy") Loss loss) {

  /** Of two parts. */
  public static Objective of(CandidateSampler sampler, Loss loss) {
    return new Objective(sampler, loss);
  }

  /** The samplers and losses found by name: {@code in-batch} and {@code softmax-cross-entropy}. */
  static Objective standard() {
    return new Objective(
        Components.of(CandidateSampler.class).get("in-batch"),
        Components.of(Loss.class).get("softmax-cross-entropy"));
  }
}
