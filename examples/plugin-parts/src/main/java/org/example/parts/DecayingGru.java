package org.example.parts;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.training.ParameterStore;
import io.github.seqrec4j.api.Arguments;
import io.github.seqrec4j.api.Description;
import io.github.seqrec4j.api.Option;
import io.github.seqrec4j.api.SequenceBackbone;
import io.github.seqrec4j.api.SequenceInput;
import io.github.seqrec4j.api.SequenceSchema;
import io.github.seqrec4j.api.SequenceTask;
import io.github.seqrec4j.api.nn.ArrayBlock;
import io.github.seqrec4j.api.nn.Dropout;
import io.github.seqrec4j.api.nn.HostArrays;
import io.github.seqrec4j.api.nn.Initializers;
import io.github.seqrec4j.api.nn.Linear;
import io.github.seqrec4j.api.nn.Scale;
import java.util.Set;

/**
 * A GRU that forgets while nothing happens (GRU-D: Che, Purushotham, Cho, Sontag and Liu,
 * "Recurrent Neural Networks for Multivariate Time Series with Missing Values", Scientific Reports
 * 8, 2018, equations 4 and 5). Before an event is read, and again until the prediction is asked
 * for, the state h fades with the time that has passed:
 *
 * <pre>
 * delta = log(1 + seconds / unit)
 * gamma = exp(-max(0, w * delta + b))         one w and b for each number of the state
 * h     = gamma * h                           then
 * r     = sigmoid(W_r x + U_r h)
 * z     = sigmoid(W_z x + U_z h)
 * n     = tanh(W_n x + r * (U_n h))
 * h'    = (1 - z) * n + z * h
 * user  = V (gamma' * h') + c                 gamma' of the time until the request
 * </pre>
 *
 * <p>Departures from the paper: intervals enter by their logarithm, as those of a shop go from
 * seconds to years, so that forgetting follows a power law; w starts spread over (0, 1], so that
 * the state holds short and long memories from the beginning; the units have no biases, so that
 * left padding leaves the state at zero; missing values, the paper's other subject, do not occur.
 *
 * @param unit seconds below which an interval hardly counts, above 0
 * @param dropout rate on the item vectors, in [0, 1)
 */
// tag::spec[]
@Description(
    value = "A GRU whose state fades with the time since the last event",
    source = "Che et al., RNNs for Multivariate Time Series with Missing Values, Sci. Rep. 2018")
public record DecayingGru(
    @Option("seconds below which an interval hardly counts, above 0") double unit,
    @Option("dropout rate on the item vectors, in [0, 1)") double dropout)
    implements SequenceBackbone {

  /** An hour, dropout 0.1. */
  public DecayingGru() {
    this(3600, 0.1);
  }

  /**
   * Checks the ranges.
   *
   * @throws IllegalArgumentException naming the option that is wrong
   */
  public DecayingGru {
    Arguments.positive("unit", unit);
    Arguments.rate("dropout", dropout);
  }

  @Override
  public String type() {
    return "decaying-gru";
  }

  @Override
  public SequenceTask task() {
    return SequenceTask.NEXT_ITEM;
  }

  @Override
  public Set<SequenceInput> inputs() {
    return Set.of(SequenceInput.EVENT_TIMES, SequenceInput.REQUEST_TIMES);
  }

  @Override
  public Block newBlock(SequenceSchema sequences) {
    return new DecayingGruBlock(sequences.width());
  }

  // end::spec[]

  // tag::block[]
  /** In (B, S, D), (B, S), event times (B, S), request times (B, S); out (B, S, D). */
  private final class DecayingGruBlock extends ArrayBlock {
    private final int width;
    private final Linear input; // W_r, W_z, W_n
    private final Linear state; // U_r, U_z, U_n
    private final Linear map;
    private final Parameter rate; // w
    private final Parameter offset; // b

    DecayingGruBlock(int width) {
      this.width = width;
      input = addChildBlock("input", new Linear(width, width, 3, Linear.Bias.WITHOUT));
      state = addChildBlock("state", new Linear(width, width, 3, Linear.Bias.WITHOUT));
      map = addChildBlock("map", new Linear(width, width, Linear.Bias.WITH));
      rate = weight("rate", new Shape(width), (manager, shape, type) -> spread(manager));
      offset = weight("offset", new Shape(width), Initializers.ZEROS);
    }

    @Override
    protected NDArray output(ParameterStore store, NDList inputs, boolean training) {
      NDArray x = inputs.get(0).mul(inputs.get(1).expandDims(2)); // (B, S, D), zero where padded
      x = input.forward(store, Dropout.apply(x, dropout, training), training); // (B, S, 3D)
      NDArray times = inputs.get(2);
      NDArray fade = // (B, S-1, D), before the second event and on
          fade(store, times.get(":, 1:").sub(times.get(":, :-1")), training);
      NDArray h = x.getManager().zeros(new Shape(x.getShape().get(0), width)); // (B, D)
      NDList states = new NDList();
      for (int s = 0; s < x.getShape().get(1); s++) {
        if (s > 0) {
          h = h.mul(fade.get(new NDIndex(":, {}", s - 1)));
        }
        h = step(x.get(new NDIndex(":, {}", s)), state.forward(store, h, training), h);
        states.add(h);
      }
      NDArray all = NDArrays.stack(states, 1); // (B, S, D)
      NDArray asked = all.mul(fade(store, inputs.get(3).sub(times), training));
      return map.forward(store, asked, training);
    }

    /** One event: of W x (B, 3D), U h (B, 3D) and h (B, D) the next state (B, D). */
    private NDArray step(NDArray wx, NDArray uh, NDArray h) {
      NDIndex gates = new NDIndex(":, :{}", 2 * width);
      NDIndex last = new NDIndex(":, {}:", 2 * width);
      NDArray rz = Activation.sigmoid(wx.get(gates).add(uh.get(gates))); // (B, 2D)
      NDArray r = rz.get(new NDIndex(":, :{}", width));
      NDArray z = rz.get(new NDIndex(":, {}:", width));
      NDArray n = Activation.tanh(wx.get(last).add(r.mul(uh.get(last))));
      return n.add(z.mul(h.sub(n)));
    }

    /** gamma (B, S, D) after so many seconds, (B, S) int64; none below 0. */
    private NDArray fade(ParameterStore store, NDArray seconds, boolean training) {
      NDArray passed = Activation.relu(seconds.toType(DataType.FLOAT32, false));
      NDArray delta = Scale.by(passed, 1 / unit).add(1).log().expandDims(2); // (B, S, 1)
      NDArray w = value(store, rate, delta, training);
      NDArray b = value(store, offset, delta, training);
      return Activation.relu(delta.mul(w).add(b)).neg().exp();
    }

    /** (D): 1/D, 2/D, ..., 1. */
    private NDArray spread(NDManager manager) {
      float[] rates = new float[width];
      for (int d = 0; d < width; d++) {
        rates[d] = (d + 1f) / width;
      }
      return HostArrays.of(manager, rates, new Shape(width));
    }
  }
  // end::block[]
}
