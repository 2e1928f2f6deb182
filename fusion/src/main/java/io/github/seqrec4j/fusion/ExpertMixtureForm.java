package io.github.seqrec4j.fusion;

import io.github.seqrec4j.api.NamedWeights;
import io.github.seqrec4j.api.inference.LinearMap;
import io.github.seqrec4j.api.inference.Nonlinearities;
import io.github.seqrec4j.api.inference.VectorMap;
import io.github.seqrec4j.api.nn.Linear;
import java.util.ArrayList;
import java.util.List;

/** {@link ExpertMixture} in plain Java: G whitening maps and their gate, of one vector (D). */
final class ExpertMixtureForm implements VectorMap {

  private final int width;
  private final List<float[]> centres = new ArrayList<>(); // b_k, (D)
  private final List<LinearMap> maps = new ArrayList<>(); // W1_k
  private final LinearMap gate; // W2

  ExpertMixtureForm(MixtureOfExperts spec, int width, NamedWeights weights) {
    this.width = width;
    int experts = spec.experts();
    for (int k = 0; k < experts; k++) {
      centres.add(weights.get("centre" + k, width));
      maps.add(LinearMap.of(weights.below("expert" + k), width, width, Linear.Bias.WITHOUT));
    }
    gate = LinearMap.of(weights.below("gate"), width, experts, Linear.Bias.WITHOUT);
    if (spec.gate() == MixtureOfExperts.Gate.NOISY) {
      weights.below("noise").get("weight", experts, width); // W3, of training alone
    }
  }

  @Override
  public float[] apply(float[] x) {
    float[] gates = gate.apply(x); // g, (G)
    Nonlinearities.softmax(gates, gates.length);
    float[] mixed = new float[width];
    float[] centred = new float[width];
    for (int k = 0; k < gates.length; k++) {
      float[] centre = centres.get(k);
      for (int j = 0; j < width; j++) {
        centred[j] = x[j] - centre[j];
      }
      float[] share = maps.get(k).apply(centred);
      for (int j = 0; j < width; j++) {
        mixed[j] += gates[k] * share[j];
      }
    }
    return mixed;
  }
}
