package io.github.seqrec4j.fusion;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
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
import io.github.seqrec4j.api.nn.AttentionBias;
import io.github.seqrec4j.api.nn.Dropout;
import io.github.seqrec4j.api.nn.Linear;
import io.github.seqrec4j.api.nn.ModelBlock;
import java.util.List;
import java.util.Optional;

/**
 * Early fusion by attention pooling (Yang et al. 2016, equations 5 to 7, over the tokens of an item
 * instead of the words of a sentence): one learned query u asks all real tokens x_k of all
 * modalities, and their weighted mean is the branch {@code fused}.
 *
 * <pre>
 * a_k = softmax over k of u . tanh(W x_k + b)
 * s   = sum of a_k x_k
 * </pre>
 *
 * <p>Shapes: U items, L tokens of an item over all modalities, D width; W (D, D), u and b (D).
 *
 * @param dropout rate on the tokens, in [0, 1)
 */
@Description(
    value = "Early fusion: a learned query pools the tokens of all modalities, one fused branch",
    source =
        "Yang et al., Hierarchical Attention Networks for Document Classification, NAACL 2016, equations 5 to 7")
@Built
public record AttentionPooling(@Option("dropout rate on the tokens, in [0, 1)") double dropout)
    implements Fusion {

  /** Dropout 0.1. */
  public AttentionPooling() {
    this(0.1);
  }

  /**
   * Checks the rate.
   *
   * @throws IllegalArgumentException if the rate is out of its range
   */
  @Internal
  public AttentionPooling {
    Arguments.rate("dropout", dropout);
  }

  /** A builder that starts from the defaults. */
  public static AttentionPoolingBuilder builder() {
    return new AttentionPoolingBuilder();
  }

  /** A builder that starts from this. */
  public AttentionPoolingBuilder toBuilder() {
    return new AttentionPoolingBuilder(this);
  }

  @Override
  public String type() {
    return "attention";
  }

  @Override
  public List<Branch> branches(List<Modality> modalities) {
    return List.of(ConcatFusion.FUSED);
  }

  @Override
  public void check(List<Modality> modalities, int width) {} // all suit

  @Override
  public Optional<ItemJavaForm> javaForm() {
    return Optional.of(AttentionPoolingForm::new);
  }

  @Override
  public Block newBlock(List<Modality> modalities, int width) {
    return new PoolingBlock(modalities.size(), width, dropout);
  }

  /** In: per modality (U, T, D) and (U, T); out: (U, D). */
  private static final class PoolingBlock extends ModelBlock {
    private final int modalities;
    private final double dropout;
    private final Linear map;
    private final Linear query;

    PoolingBlock(int modalities, int width, double dropout) {
      this.modalities = modalities;
      this.dropout = dropout;
      map = addChildBlock("map", new Linear(width, width, Linear.Bias.WITH));
      query = addChildBlock("query", new Linear(width, 1, Linear.Bias.WITHOUT));
    }

    @Override
    protected NDList outputs(ParameterStore store, NDList inputs, boolean training) {
      NDList tokens = new NDList();
      NDList masks = new NDList();
      for (int m = 0; m < modalities; m++) {
        tokens.add(inputs.get(2 * m));
        masks.add(inputs.get(2 * m + 1));
      }
      NDArray x = modalities == 1 ? tokens.get(0) : NDArrays.concat(tokens, 1); // (U, L, D)
      NDArray mask = modalities == 1 ? masks.get(0) : NDArrays.concat(masks, 1); // (U, L)
      x = Dropout.apply(x, dropout, training);
      NDArray hidden = map.forward(store, x, training).tanh(); // (U, L, D)
      NDArray scores = query.forward(store, hidden, training).squeeze(2); // (U, L)
      NDArray missing =
          AttentionBias.ofKeys(mask, AttentionBias.HIDE_TOKEN).reshape(mask.getShape());
      NDArray weights = scores.add(missing).softmax(1).expandDims(1); // (U, 1, L)
      return new NDList(weights.matMul(x).squeeze(1)); // (U, D)
    }
  }
}
