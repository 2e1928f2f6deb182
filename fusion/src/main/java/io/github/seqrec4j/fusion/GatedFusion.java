package io.github.seqrec4j.fusion;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.nn.Activation;
import ai.djl.nn.Block;
import ai.djl.training.ParameterStore;
import io.github.seqrec4j.api.Arguments;
import io.github.seqrec4j.api.Branch;
import io.github.seqrec4j.api.Built;
import io.github.seqrec4j.api.Description;
import io.github.seqrec4j.api.Fusion;
import io.github.seqrec4j.api.Internal;
import io.github.seqrec4j.api.ItemJavaForm;
import io.github.seqrec4j.api.Modality;
import io.github.seqrec4j.api.Option;
import io.github.seqrec4j.api.nn.Linear;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Early fusion by gates, the Gated Multimodal Unit (Arevalo et al. 2017, section 3.1 in its form
 * for any number of modalities): an item says, number by number, how much of each modality counts.
 * With x_m the first token of modality m,
 *
 * <pre>
 * h_m = tanh(W_m x_m)
 * z_m = sigmoid(W_zm [x_1; ...; x_M])
 * h   = sum of z_m * h_m over the modalities that the item has
 * </pre>
 *
 * <p>The paper's items have all modalities; here a missing one adds nothing to the sum.
 *
 * <p>Shapes: U items, D width, M modalities; W_m is (D, D), W_zm (D, MD), both without bias, as in
 * the paper.
 *
 * @param dropout rate on the tokens, in [0, 1)
 */
@Description(
    value = "Early fusion: gates weigh the numbers of all modalities, one fused branch",
    source = "Arevalo et al., Gated Multimodal Units for Information Fusion, ICLR 2017 workshop")
@Built
public record GatedFusion(@Option("dropout rate on the tokens, in [0, 1)") double dropout)
    implements Fusion {

  /** Dropout 0.1. */
  public GatedFusion() {
    this(0.1);
  }

  /**
   * Checks the rate.
   *
   * @throws IllegalArgumentException if the rate is out of its range
   */
  @Internal
  public GatedFusion {
    Arguments.rate("dropout", dropout);
  }

  /** A builder that starts from the defaults. */
  public static GatedFusionBuilder builder() {
    return new GatedFusionBuilder();
  }

  /** A builder that starts from this. */
  public GatedFusionBuilder toBuilder() {
    return new GatedFusionBuilder(this);
  }

  @Override
  public String type() {
    return "gated";
  }

  @Override
  public List<Branch> branches(List<Modality> modalities) {
    return List.of(ConcatFusion.FUSED);
  }

  @Override
  public void check(List<Modality> modalities, int width) {} // all suit

  @Override
  public Optional<ItemJavaForm> javaForm() {
    return Optional.of(GatedFusionForm::new);
  }

  @Override
  public Block newBlock(List<Modality> modalities, int width) {
    return new GatedBlock(modalities, width, dropout);
  }

  private static final class GatedBlock extends FirstTokens {
    private final List<Linear> maps = new ArrayList<>();
    private final List<Linear> gates = new ArrayList<>();

    GatedBlock(List<Modality> modalities, int width, double dropout) {
      super(modalities.size(), dropout);
      int all = modalities.size() * width;
      for (Modality modality : modalities) {
        maps.add(addChildBlock("map_" + modality, new Linear(width, width, Linear.Bias.WITHOUT)));
        gates.add(addChildBlock("gate_" + modality, new Linear(all, width, Linear.Bias.WITHOUT)));
      }
    }

    @Override
    NDList fuse(ParameterStore store, NDList first, NDList present, boolean training) {
      NDArray all = first.size() == 1 ? first.get(0) : NDArrays.concat(first, 1); // (U, MD)
      NDArray sum = null;
      for (int m = 0; m < first.size(); m++) {
        NDArray h = maps.get(m).forward(store, first.get(m), training).tanh(); // (U, D)
        NDArray z = Activation.sigmoid(gates.get(m).forward(store, all, training)); // (U, D)
        NDArray share = z.mul(h).mul(present.get(m));
        sum = sum == null ? share : sum.add(share);
      }
      return new NDList(Objects.requireNonNull(sum, "an item has at least one modality"));
    }
  }
}
