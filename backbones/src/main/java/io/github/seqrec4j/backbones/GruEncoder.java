package io.github.seqrec4j.backbones;

import io.github.seqrec4j.api.HistoryEncoder;
import io.github.seqrec4j.api.NamedWeights;
import io.github.seqrec4j.api.PackedHistory;
import io.github.seqrec4j.api.inference.LinearMap;
import io.github.seqrec4j.api.inference.Nonlinearities;
import io.github.seqrec4j.api.nn.Linear.Bias;
import java.util.ArrayList;
import java.util.List;

/** {@link Gru4RecBlock} in plain Java. H width of the state. */
final class GruEncoder implements HistoryEncoder {

  /** Gates side by side: r, z, n. */
  private static final int GATES = 3;

  private final EventVectors events;
  private final int hidden;
  private final List<Layer> layers = new ArrayList<>();
  private final LinearMap output;

  /**
   * The maps of a {@link io.github.seqrec4j.api.nn.GruLayer}.
   *
   * @param input W_r, W_z, W_n, (3H, in)
   * @param state U_r, U_z, U_n, (3H, H)
   */
  private record Layer(LinearMap input, LinearMap state) {}

  /** From the weights of the block. */
  GruEncoder(Gru4Rec spec, int categoriesRead, int width, NamedWeights weights) {
    hidden = spec.hidden() == 0 ? width : spec.hidden();
    int gates = Math.multiplyExact(GATES, hidden);
    for (int i = 0; i < spec.layers(); i++) {
      NamedWeights layer = weights.below("layer" + i);
      int in = i == 0 ? width : hidden;
      layers.add(
          new Layer(
              LinearMap.of(layer.get("input", gates, in), in, gates),
              LinearMap.of(layer.get("state", gates, hidden), hidden, gates)));
    }
    output = LinearMap.of(weights.below("output"), hidden, width, Bias.WITH);
    events = new EventVectors(weights, spec.intervals(), categoriesRead, width);
  }

  @Override
  public float[] encode(PackedHistory history) {
    float[][] x = events.of(history);
    for (Layer layer : layers) {
      x = states(layer, x);
    }
    return output.apply(x[x.length - 1]);
  }

  /** (R, in) to the state after each slot, (R, H). */
  private float[][] states(Layer layer, float[][] x) {
    float[][] states = new float[x.length][];
    float[] h = new float[hidden];
    for (int r = 0; r < x.length; r++) {
      float[] wx = layer.input.apply(x[r]);
      float[] uh = layer.state.apply(h);
      float[] next = new float[hidden];
      for (int j = 0; j < hidden; j++) {
        float reset = Nonlinearities.sigmoid(wx[j] + uh[j]);
        float keep = Nonlinearities.sigmoid(wx[hidden + j] + uh[hidden + j]);
        float fresh = (float) Math.tanh(wx[2 * hidden + j] + reset * uh[2 * hidden + j]);
        next[j] = (1 - keep) * fresh + keep * h[j];
      }
      h = next;
      states[r] = h;
    }
    return states;
  }
}
