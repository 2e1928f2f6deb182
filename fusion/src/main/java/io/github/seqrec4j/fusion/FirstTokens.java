package io.github.seqrec4j.fusion;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.training.ParameterStore;
import io.github.seqrec4j.api.ItemTokens;
import io.github.seqrec4j.api.nn.Dropout;
import io.github.seqrec4j.api.nn.ModelBlock;
import java.util.List;

/**
 * Base of the fusions without attention: they see the first token of each modality, after dropout.
 * In: per modality (U, T, D) and (U, T); out: per branch (U, D).
 */
abstract class FirstTokens extends ModelBlock {

  private final int modalities;
  private final double dropout;

  FirstTokens(int modalities, double dropout) {
    this.modalities = modalities;
    this.dropout = dropout;
  }

  /** First tokens of one item in plain Java, per modality (D), copies. */
  static float[][] of(List<ItemTokens> tokens) {
    return tokens.stream().map(modality -> modality.vectors()[0].clone()).toArray(float[][]::new);
  }

  /** First tokens of one item in plain Java, side by side, (MD). */
  static float[] sideBySide(List<ItemTokens> tokens, int width) {
    float[] all = new float[tokens.size() * width];
    for (int m = 0; m < tokens.size(); m++) {
      System.arraycopy(tokens.get(m).vectors()[0], 0, all, m * width, width);
    }
    return all;
  }

  /**
   * First tokens, per modality (U, D), to one (U, D) per branch.
   *
   * @param present per modality (U, 1), 1 where the item has it, 0 elsewhere
   */
  abstract NDList fuse(ParameterStore store, NDList first, NDList present, boolean training);

  @Override
  protected NDList outputs(ParameterStore store, NDList inputs, boolean training) {
    NDList first = new NDList();
    NDList present = new NDList();
    for (int m = 0; m < modalities; m++) {
      NDArray token = inputs.get(2 * m).get(":, 0"); // (U, D)
      first.add(Dropout.apply(token, dropout, training));
      present.add(inputs.get(2 * m + 1).get(":, :1")); // (U, 1)
    }
    return fuse(store, first, present, training);
  }
}
