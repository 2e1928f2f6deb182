package io.github.seqrec4j.fusion;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.ParameterStore;
import io.github.seqrec4j.api.Modality;
import io.github.seqrec4j.api.nn.AttentionBias;
import io.github.seqrec4j.api.nn.Dropout;
import io.github.seqrec4j.api.nn.HostArrays;
import io.github.seqrec4j.api.nn.ModelBlock;
import io.github.seqrec4j.api.nn.TransformerLayer;
import java.util.ArrayList;
import java.util.List;

/**
 * In: per modality (U, T_m, D) and (U, T_m); out: per modality (U, D). L = sum of T_m tokens per
 * item, M modalities; the tokens of a modality stand together, its first one is its output.
 */
final class IdAwareTransformerBlock extends ModelBlock {

  private final List<Modality> modalities;
  private final IdAwareTransformer spec;
  private final List<TransformerLayer> layers = new ArrayList<>();

  IdAwareTransformerBlock(IdAwareTransformer spec, List<Modality> modalities, int width) {
    this.spec = spec;
    this.modalities = modalities;
    for (int i = 0; i < spec.layers(); i++) {
      layers.add(
          addChildBlock("layer" + i, new TransformerLayer(width, spec.heads(), spec.dropout())));
    }
  }

  @Override
  protected NDList outputs(ParameterStore store, NDList inputs, boolean training) {
    NDList tokens = new NDList();
    NDList masks = new NDList();
    int[] first = new int[modalities.size()]; // of each modality's tokens
    int total = 0;
    for (int m = 0; m < first.length; m++) {
      tokens.add(inputs.get(2 * m));
      masks.add(inputs.get(2 * m + 1));
      first[m] = total;
      total += Math.toIntExact(inputs.get(2 * m).getShape().get(1));
    }
    NDArray x = first.length == 1 ? tokens.get(0) : NDArrays.concat(tokens, 1); // (U, L, D)
    NDArray mask = first.length == 1 ? masks.get(0) : NDArrays.concat(masks, 1); // (U, L)
    x = Dropout.apply(x, spec.dropout(), training);
    NDArray missing = AttentionBias.ofKeys(mask, AttentionBias.HIDE_TOKEN); // (U, 1, 1, L)
    NDManager manager = x.getManager();
    NDArray bias = missing.add(idBias(manager, modalityOfToken(first, total))); // (U, 1, L, L)
    int last = layers.size() - 1;
    for (int i = 0; i < last; i++) {
      x = layers.get(i).forward(store, x, x, bias, training);
    }
    if (spec.lastLayer() == IdAwareTransformer.LastLayer.ALL_TOKENS) {
      x = firstTokens(layers.get(last).forward(store, x, x, bias, training), first, total);
    } else {
      int[] all = new int[first.length];
      for (int m = 0; m < all.length; m++) {
        all[m] = m;
      }
      bias = missing.add(idBias(manager, all, modalityOfToken(first, total))); // (U, 1, M, L)
      x = layers.get(last).forward(store, firstTokens(x, first, total), x, bias, training);
    }
    NDList outputs = new NDList();
    for (int m = 0; m < first.length; m++) {
      outputs.add(x.get(":, {}", m)); // (U, D)
    }
    return outputs;
  }

  private static int[] modalityOfToken(int[] first, int total) {
    int[] modality = new int[total];
    for (int m = 0; m < first.length; m++) {
      java.util.Arrays.fill(modality, first[m], m + 1 < first.length ? first[m + 1] : total, m);
    }
    return modality;
  }

  /** (U, L, D) to (U, M, D). */
  private static NDArray firstTokens(NDArray x, int[] first, int total) {
    if (first.length == total) {
      return x; // pooled features: every token is an output
    }
    NDList picked = new NDList();
    for (int token : first) {
      picked.add(x.get(":, {}:{}", token, token + 1));
    }
    return NDArrays.concat(picked, 1);
  }

  private NDArray idBias(NDManager manager, int[] modalityOfToken) {
    return idBias(manager, modalityOfToken, modalityOfToken);
  }

  /**
   * (1, 1, Q, L): hides ID keys from content queries. Stronger than the bias of missing tokens, so
   * that even an item without any content keeps its content branches free of the ID.
   */
  private NDArray idBias(NDManager manager, int[] queryModality, int[] keyModality) {
    int id =
        spec.visibility() == IdAwareTransformer.Visibility.ID_AWARE
            ? modalities.indexOf(Modality.ID)
            : -1;
    float[] bias = new float[queryModality.length * keyModality.length];
    for (int q = 0; q < queryModality.length; q++) {
      for (int k = 0; k < keyModality.length; k++) {
        if (keyModality[k] == id && queryModality[q] != id) {
          bias[q * keyModality.length + k] = AttentionBias.HIDE_SLOT;
        }
      }
    }
    return HostArrays.of(manager, bias, new Shape(1, 1, queryModality.length, keyModality.length));
  }
}
