package io.github.seqrec4j.fusion;

import io.github.seqrec4j.api.ItemTokens;
import io.github.seqrec4j.api.ModalitySchema;
import io.github.seqrec4j.api.NamedWeights;
import io.github.seqrec4j.api.TokenEncoder;
import io.github.seqrec4j.api.inference.LinearMap;
import io.github.seqrec4j.api.inference.Nonlinearities;
import io.github.seqrec4j.api.nn.Linear;
import java.util.ArrayList;
import java.util.List;

/** {@link GatedFusion} in plain Java, of one item. Shapes: M modalities, D width. */
final class GatedFusionForm implements TokenEncoder {

  private final int width;
  private final List<LinearMap> maps = new ArrayList<>(); // W_m
  private final List<LinearMap> gates = new ArrayList<>(); // W_zm

  GatedFusionForm(List<ModalitySchema> modalities, NamedWeights weights) {
    width = modalities.get(0).width();
    int all = modalities.size() * width;
    for (ModalitySchema schema : modalities) {
      maps.add(map(weights, "map_" + schema.modality(), width));
      gates.add(map(weights, "gate_" + schema.modality(), all));
    }
  }

  private LinearMap map(NamedWeights weights, String name, int in) {
    return LinearMap.of(weights.below(name), in, width, Linear.Bias.WITHOUT);
  }

  @Override
  public float[][] encode(List<ItemTokens> modalities) {
    float[] all = FirstTokens.sideBySide(modalities, width); // (MD)
    float[] sum = new float[width];
    for (int m = 0; m < modalities.size(); m++) {
      if (modalities.get(m).real() == 0) {
        continue; // what an item lacks adds nothing
      }
      float[] h = maps.get(m).apply(modalities.get(m).vectors()[0]); // (D), before tanh
      float[] z = gates.get(m).apply(all); // (D), before the sigmoid
      for (int j = 0; j < width; j++) {
        sum[j] += Nonlinearities.sigmoid(z[j]) * (float) Math.tanh(h[j]);
      }
    }
    return new float[][] {sum};
  }
}
