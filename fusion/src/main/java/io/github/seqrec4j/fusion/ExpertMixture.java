package io.github.seqrec4j.fusion;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.Parameter;
import ai.djl.training.ParameterStore;
import io.github.seqrec4j.api.nn.Dropout;
import io.github.seqrec4j.api.nn.Initializers;
import io.github.seqrec4j.api.nn.Linear;
import io.github.seqrec4j.api.nn.UnaryBlock;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The adaptor of one modality, (U, D) to (U, D): G whitening maps and their gate, which starts even
 * (its weights at zero, as in the authors' code).
 */
final class ExpertMixture extends UnaryBlock {

  /** Least deviation of the noise, that of the authors' code. */
  private static final double LEAST_NOISE = 1e-2;

  private final double dropout;
  private final List<Linear> maps = new ArrayList<>(); // W1_k
  private final List<Parameter> centres = new ArrayList<>(); // b_k
  private final Linear gate; // W2
  private final @Nullable Linear noise; // W3

  ExpertMixture(MixtureOfExperts spec, int width) {
    dropout = spec.dropout();
    int experts = spec.experts();
    for (int k = 0; k < experts; k++) {
      centres.add(weight("centre" + k, new Shape(width), Initializers.ZEROS));
      maps.add(addChildBlock("expert" + k, new Linear(width, width, Linear.Bias.WITHOUT)));
    }
    gate = addChildBlock("gate", even(width, experts));
    noise =
        spec.gate() == MixtureOfExperts.Gate.NOISY
            ? addChildBlock("noise", even(width, experts))
            : null;
  }

  private static Linear even(int width, int experts) {
    return new Linear(width, experts, Linear.Bias.WITHOUT, Initializers.ZEROS);
  }

  @Override
  public NDArray forward(ParameterStore store, NDArray x, boolean training) {
    NDArray logits = gate.forward(store, x, training); // (U, G)
    if (noise != null && training) {
      NDArray deviation =
          Activation.softPlus(noise.forward(store, x, training)).add(LEAST_NOISE); // (U, G)
      NDArray drawn = x.getManager().randomNormal(deviation.getShape());
      logits = logits.add(drawn.mul(deviation));
    }
    NDArray gates = logits.softmax(1); // (U, G)
    NDArray mixed = null;
    for (int k = 0; k < maps.size(); k++) {
      NDArray centred =
          Dropout.apply(x, dropout, training).sub(value(store, centres.get(k), x, training));
      NDArray share =
          maps.get(k)
              .forward(store, centred, training)
              .mul(gates.get(":, {}:{}", k, k + 1)); // (U, D)
      mixed = mixed == null ? share : mixed.add(share);
    }
    return Objects.requireNonNull(mixed, "there is at least one expert");
  }
}
