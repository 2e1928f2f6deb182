package io.github.seqrec4j.fusion;

import ai.djl.nn.Block;
import io.github.seqrec4j.api.Arguments;
import io.github.seqrec4j.api.Branch;
import io.github.seqrec4j.api.Built;
import io.github.seqrec4j.api.Description;
import io.github.seqrec4j.api.Fusion;
import io.github.seqrec4j.api.Internal;
import io.github.seqrec4j.api.ItemJavaForm;
import io.github.seqrec4j.api.Modality;
import io.github.seqrec4j.api.Option;
import java.util.List;
import java.util.Optional;

/**
 * The mixture-of-experts adaptor of UniSRec (Hou et al. 2022, section 2.1.2): the first token x of
 * each content modality passes through G maps, each a parametric whitening, mixed by a gate that
 * reads x; the ID stays as it is.
 *
 * <pre>
 * expert_k(x) = W1_k (x - b_k)                                        (equation 2)
 * g = softmax(W2 x + e * (softplus(W3 x) + 0.01)), e ~ N(0, 1)        (equation 4)
 * adapted = sum of g_k expert_k(x)                                    (equation 3)
 * </pre>
 *
 * <p>The noise e is there in training alone. {@link Stage#EARLY} adds the adapted modalities and
 * the ID up to one branch, as the paper's transductive form does with text and ID; {@link
 * Stage#LATE} makes each a branch.
 *
 * <p>Deviations: the paper's adaptor reads the frozen features and brings them to the width; here
 * the item encoder's map of each modality has done so before, and the adaptor maps D to D. The 0.01
 * and dropout before the subtraction are those of the authors' code.
 *
 * @param experts G, 1 to 1000 (published: 8)
 * @param dropout rate on what each expert reads, in [0, 1) (published: 0.2)
 * @param gate whether the gate is noisy in training
 * @param stage whether modalities are added up or stay branches of their own
 */
@Description(
    value = "Experts that whiten each content modality, mixed by a gate; added up or apart",
    source =
        "Hou et al., Towards Universal Sequence Representation Learning for Recommender Systems, KDD 2022, section 2.1.2")
@Built
public record MixtureOfExperts(
    @Option("experts of each modality, 1 to 1000") int experts,
    @Option("dropout rate on what each expert reads, in [0, 1)") double dropout,
    @Option("noisy: the gate gets noise in training, as published; plain: none") Gate gate,
    @Option("early: one branch, the sum of all; late: a branch of each modality") Stage stage)
    implements Fusion {

  private static final int MAX_EXPERTS = 1000;

  /** Whether the gate is noisy in training. */
  public enum Gate {
    /** Normal noise of learned size on the gate's logits, in training. */
    NOISY,
    /** No noise. */
    PLAIN
  }

  /** Where modalities meet. */
  public enum Stage {
    /** In one branch, their sum. */
    EARLY,
    /** In the scores alone. */
    LATE
  }

  /** Eight experts, dropout 0.2, a noisy gate, early. */
  public MixtureOfExperts() {
    this(8, 0.2, Gate.NOISY, Stage.EARLY);
  }

  /**
   * Checks the ranges.
   *
   * @throws IllegalArgumentException naming the option out of its range
   */
  @Internal
  public MixtureOfExperts {
    Arguments.within("experts", experts, 1, MAX_EXPERTS);
    Arguments.rate("dropout", dropout);
  }

  /** A builder that starts from the defaults. */
  public static MixtureOfExpertsBuilder builder() {
    return new MixtureOfExpertsBuilder();
  }

  /** A builder that starts from this. */
  public MixtureOfExpertsBuilder toBuilder() {
    return new MixtureOfExpertsBuilder(this);
  }

  @Override
  public String type() {
    return "mixture-of-experts";
  }

  @Override
  public List<Branch> branches(List<Modality> modalities) {
    return stage == Stage.EARLY
        ? List.of(ConcatFusion.FUSED)
        : modalities.stream().map(Branch::of).toList();
  }

  @Override
  public void check(List<Modality> modalities, int width) {} // all suit

  @Override
  public Optional<ItemJavaForm> javaForm() {
    return Optional.of(
        (modalities, weights) -> new MixtureOfExpertsForm(this, modalities, weights));
  }

  @Override
  public Block newBlock(List<Modality> modalities, int width) {
    return new MixtureOfExpertsBlock(this, modalities, width);
  }
}
