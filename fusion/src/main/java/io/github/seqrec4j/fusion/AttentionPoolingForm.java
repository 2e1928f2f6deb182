package io.github.seqrec4j.fusion;

import io.github.seqrec4j.api.ItemTokens;
import io.github.seqrec4j.api.ModalitySchema;
import io.github.seqrec4j.api.NamedWeights;
import io.github.seqrec4j.api.TokenEncoder;
import io.github.seqrec4j.api.inference.LinearMap;
import io.github.seqrec4j.api.inference.Nonlinearities;
import io.github.seqrec4j.api.inference.WeightedSum;
import io.github.seqrec4j.api.nn.Linear;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * {@link AttentionPooling} in plain Java, of one item. Padded tokens are left out instead of hidden
 * by a bias, which gives the same: their weights are exactly zero. Where an item has no real token
 * at all the bias is that of every token, and so all are read.
 *
 * <p>Shapes: R tokens that are read, D width.
 */
final class AttentionPoolingForm implements TokenEncoder {

  private final int width;
  private final LinearMap map; // W, b
  private final float[] query; // u, (D)

  AttentionPoolingForm(List<ModalitySchema> modalities, NamedWeights weights) {
    width = modalities.get(0).width();
    map = LinearMap.of(weights.below("map"), width, width, Linear.Bias.WITH);
    query = weights.below("query").get("weight", 1, width);
  }

  @Override
  public float[][] encode(List<ItemTokens> modalities) {
    boolean any = modalities.stream().anyMatch(modality -> modality.real() > 0);
    List<float[]> read = new ArrayList<>();
    for (ItemTokens modality : modalities) {
      float[][] vectors = modality.vectors();
      read.addAll(Arrays.asList(vectors).subList(0, any ? modality.real() : vectors.length));
    }
    float[][] tokens = read.toArray(float[][]::new); // (R, D)
    float[] weights = new float[tokens.length]; // a, (R)
    for (int k = 0; k < tokens.length; k++) {
      float[] hidden = map.apply(tokens[k]);
      for (int j = 0; j < width; j++) {
        hidden[j] = (float) Math.tanh(hidden[j]);
      }
      weights[k] = WeightedSum.product(hidden, query, 0);
    }
    Nonlinearities.softmax(weights, weights.length);
    float[] pooled = new float[width]; // s
    WeightedSum.add(tokens, 0, tokens.length, weights, 0, pooled, width);
    return new float[][] {pooled};
  }
}
