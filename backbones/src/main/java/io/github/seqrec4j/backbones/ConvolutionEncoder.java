package io.github.seqrec4j.backbones;

import io.github.seqrec4j.api.HistoryEncoder;
import io.github.seqrec4j.api.NamedWeights;
import io.github.seqrec4j.api.PackedHistory;
import io.github.seqrec4j.api.inference.LinearMap;
import io.github.seqrec4j.api.inference.VectorNorm;
import io.github.seqrec4j.api.nn.Linear.Bias;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/** {@link NextItNetBlock} in plain Java; only what the last slot sees is computed. */
final class ConvolutionEncoder implements HistoryEncoder {

  private final List<Convolution> convolutions = new ArrayList<>(); // two of each residual block
  private final LinearMap output;

  /** From the weights of the block. */
  ConvolutionEncoder(NextItNet spec, int width, NamedWeights weights) {
    for (int b = 0; b < spec.dilations().size(); b++) {
      NamedWeights block = weights.below("block" + b);
      int dilation = spec.dilations().get(b);
      convolutions.add(new Convolution(block, "first", width, spec.kernel(), dilation));
      convolutions.add(new Convolution(block, "second", width, spec.kernel(), 2 * dilation));
    }
    output = LinearMap.of(weights.below("output"), width, width, Bias.WITH);
  }

  @Override
  public float[] encode(PackedHistory history) {
    float[][] h = history.vectors().clone(); // rows are replaced, never changed
    List<BitSet> needed = needed(h.length);
    for (int c = 0; c < convolutions.size(); c += 2) {
      float[][] inner = convolutions.get(c).apply(h, needed.get(c));
      float[][] outer = convolutions.get(c + 1).apply(inner, needed.get(c + 1));
      for (int r = 0; r < h.length; r++) {
        if (needed.get(c + 1).get(r)) {
          EventVectors.add(h[r], outer[r]);
        }
      }
      h = outer;
    }
    return output.apply(h[h.length - 1]);
  }

  /** Slots of R that each convolution must compute, so that the last slot can be. */
  private List<BitSet> needed(int slots) {
    List<BitSet> needed = new ArrayList<>();
    BitSet of = new BitSet(slots);
    of.set(slots - 1);
    for (int c = convolutions.size() - 1; c > 0; c -= 2) {
      needed.add(0, of);
      BitSet inner = convolutions.get(c).read(of);
      needed.add(0, inner);
      BitSet before = convolutions.get(c - 1).read(inner);
      before.or(of); // the residual
      of = before;
    }
    return needed;
  }

  /** ReLU(LN(convolution)), see {@link io.github.seqrec4j.api.nn.CausalConvolution}. */
  private static final class Convolution {
    private final int dilation;
    private final List<LinearMap> taps = new ArrayList<>(); // the earliest slot first
    private final float[] bias;
    private final VectorNorm norm;

    Convolution(NamedWeights block, String name, int width, int kernel, int dilation) {
      this.dilation = dilation;
      float[] all = block.below(name).get("weight", width, Math.multiplyExact(kernel, width));
      for (int k = 0; k < kernel; k++) {
        float[] tap = new float[width * width];
        for (int o = 0; o < width; o++) {
          System.arraycopy(all, (o * kernel + k) * width, tap, o * width, width);
        }
        taps.add(LinearMap.of(tap, width, width));
      }
      bias = block.below(name).get("bias", width);
      norm = VectorNorm.of(block.below(name + "Norm"), width);
    }

    /** Slot that a tap reads for slot r; negative where it lies before the sequence. */
    private long source(int r, int tap) {
      return r - (long) (taps.size() - 1 - tap) * dilation;
    }

    /** Slots read for these. */
    BitSet read(BitSet slots) {
      BitSet read = new BitSet();
      slots.stream()
          .forEach(
              r -> {
                for (int k = 0; k < taps.size(); k++) {
                  if (source(r, k) >= 0) {
                    read.set((int) source(r, k));
                  }
                }
              });
      return read;
    }

    /** (R, D) to (R, D), of which only some rows are filled. */
    float[][] apply(float[][] x, BitSet slots) {
      float[][] y = new float[x.length][0];
      for (int r = slots.nextSetBit(0); r >= 0; r = slots.nextSetBit(r + 1)) {
        float[] sum = bias.clone();
        for (int k = 0; k < taps.size(); k++) {
          if (source(r, k) >= 0) {
            EventVectors.add(taps.get(k).apply(x[(int) source(r, k)]), sum);
          }
        }
        y[r] = norm.apply(sum);
        for (int j = 0; j < y[r].length; j++) {
          y[r][j] = Math.max(y[r][j], 0);
        }
      }
      return y;
    }
  }
}
