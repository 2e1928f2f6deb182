package io.github.seqrec4j.backbones;

import io.github.seqrec4j.api.HistoryEncoder;
import io.github.seqrec4j.api.NamedWeights;
import io.github.seqrec4j.api.PackedHistory;
import io.github.seqrec4j.api.inference.AttentionKeys;
import io.github.seqrec4j.api.inference.LinearMap;
import io.github.seqrec4j.api.inference.Nonlinearities;
import io.github.seqrec4j.api.inference.VectorNorm;
import io.github.seqrec4j.api.nn.Linear.Bias;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@link HstuBlock} in plain Java; of its last layer only the last slot is computed.
 *
 * <p>Shapes: R slots, D width, H heads, each with K numbers of query and key and V of value and
 * gate.
 */
final class HstuEncoder implements HistoryEncoder {

  private final float inputScale;
  private final EventVectors events;
  private final float[][] positions;
  private final List<Layer> layers = new ArrayList<>();

  /** From the weights of the block. */
  HstuEncoder(Hstu spec, int categoriesRead, int slots, int width, NamedWeights weights) {
    inputScale = (float) Math.sqrt(width);
    positions = weights.rows("positions", slots, width);
    for (int i = 0; i < spec.layers(); i++) {
      layers.add(new Layer(spec, slots, width, weights.below("layer" + i)));
    }
    events = new EventVectors(weights, Intervals.NONE, categoriesRead, width);
  }

  @Override
  public float[] encode(PackedHistory history) {
    float[][] h = events.of(history); // (R, D)
    for (int r = 0; r < h.length; r++) {
      float[] position = positions[positions.length - h.length + r];
      for (int j = 0; j < position.length; j++) {
        h[r][j] = h[r][j] * inputScale + position[j];
      }
    }
    for (Layer layer : layers.subList(0, layers.size() - 1)) {
      h = layer.forward(h, history, 0);
    }
    return layers.get(layers.size() - 1).forward(h, history, h.length - 1)[h.length - 1];
  }

  /** {@link HstuLayer} in plain Java. */
  private static final class Layer {
    private final int heads;
    private final int keySize;
    private final int valueSize;
    private final float scale;
    private final LinearMap split; // U, V, Q, K
    private final LinearMap output;
    private final float[] positionBias; // from the largest distance down to 0
    private final float @Nullable [] timeBias;

    Layer(Hstu spec, int slots, int width, NamedWeights weights) {
      heads = spec.heads();
      keySize = Hstu.perHead(spec.attentionWidth(), width, heads);
      valueSize = Hstu.perHead(spec.linearWidth(), width, heads);
      scale = (float) (1.0 / (spec.scalingLength() == 0 ? slots : spec.scalingLength()));
      int maps = 2 * heads * (valueSize + keySize);
      split = LinearMap.of(weights.below("split"), width, maps, Bias.WITHOUT);
      output = LinearMap.of(weights.below("output"), heads * valueSize, width, Bias.WITH);
      positionBias = weights.get("positionBias", slots);
      timeBias =
          spec.timeBias() == Hstu.TimeBias.RELATIVE
              ? weights.get("timeBias", TimeBuckets.COUNT)
              : null;
    }

    /** (R, D) to (R, D), rows before {@code first} left as they are. */
    float[][] forward(float[][] x, PackedHistory history, int first) {
      float[][] uvqk = new float[x.length][]; // (R, 2HV + 2HK)
      for (int r = 0; r < x.length; r++) {
        uvqk[r] = split.apply(VectorNorm.PLAIN.apply(x[r]));
        for (int j = 0; j < uvqk[r].length; j++) {
          uvqk[r][j] = Nonlinearities.silu(uvqk[r][j]);
        }
      }
      int values = heads * valueSize;
      int query = 2 * values;
      int key = query + heads * keySize;
      AttentionKeys keys = AttentionKeys.of(uvqk, heads, key, keySize, values, valueSize);
      float[][] y = x.clone();
      for (int r = first; r < x.length; r++) {
        float[] bias = bias(history, r);
        float[] attended = new float[values];
        for (int h = 0; h < heads; h++) {
          float[] scores = bias.clone();
          keys.addScores(uvqk[r], query, h, scores);
          for (int s = 0; s <= r; s++) {
            scores[s] = Nonlinearities.silu(scores[s]) * scale;
          }
          keys.put(scores, h, attended);
        }
        float[] gated = VectorNorm.PLAIN.apply(attended);
        for (int j = 0; j < values; j++) {
          gated[j] *= uvqk[r][j];
        }
        y[r] = output.apply(gated);
        EventVectors.add(x[r], y[r]);
      }
      return y;
    }

    /** rab of slot r and those that it sees, (r + 1). */
    private float[] bias(PackedHistory history, int r) {
      float[] bias = new float[r + 1];
      System.arraycopy(positionBias, positionBias.length - bias.length, bias, 0, bias.length);
      for (int s = 0; timeBias != null && s <= r; s++) {
        bias[s] += timeBias[TimeBuckets.of(history.requestTimes()[r] - history.times()[s])];
      }
      return bias;
    }
  }
}
