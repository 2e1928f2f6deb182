package io.github.seqrec4j.backbones;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import ai.djl.training.ParameterStore;
import ai.djl.training.initializer.Initializer;
import ai.djl.training.initializer.NormalInitializer;
import io.github.seqrec4j.api.nn.ArrayBlock;
import io.github.seqrec4j.api.nn.Dropout;
import io.github.seqrec4j.api.nn.LayerNorm;
import io.github.seqrec4j.api.nn.Linear;
import io.github.seqrec4j.api.nn.Rows;
import io.github.seqrec4j.api.nn.Scale;
import io.github.seqrec4j.api.nn.Silu;
import org.jspecify.annotations.Nullable;

/**
 * One layer of {@link Hstu}, in the paper's symbols:
 *
 * <pre>
 * U, V, Q, K = Split(phi_1(f_1(Norm(X))))            phi_1 = phi_2 = SiLU
 * A V        = phi_2(Q K^T + rab^(p,t)) / n  V       hidden cells: 0
 * Y          = X + f_2(Dropout(Norm(A V) * U))
 * </pre>
 *
 * <p>rab^p is one number per distance of two slots, rab^t one per bucket of the time from the event
 * that is read until the slot that reads is asked; both for all heads of this layer. The norms have
 * neither gain nor shift.
 *
 * <p>Shapes: B sequences, S slots, Q of them asked, R packed rows, D width, H heads, each with K
 * numbers of query and key (paper: d_qk) and V of value and gate (paper: d_v).
 */
final class HstuLayer extends ArrayBlock {

  /** Start of f_1, rab^p and rab^t as in the published code. */
  private static final Initializer SMALL = new NormalInitializer(0.02f);

  private final int heads;
  private final int keySize;
  private final int valueSize;
  private final double dropout;
  private final double scale;
  private final Linear split; // f_1, its rows in the order U, V, Q, K
  private final Linear output; // f_2
  private final Parameter positionBias; // rab^p, from the largest distance down to 0
  private final @Nullable Parameter timeBias; // rab^t

  HstuLayer(Hstu spec, int slots, int width) {
    heads = spec.heads();
    keySize = Hstu.perHead(spec.attentionWidth(), width, heads);
    valueSize = Hstu.perHead(spec.linearWidth(), width, heads);
    dropout = spec.dropout();
    scale = 1.0 / (spec.scalingLength() == 0 ? slots : spec.scalingLength());
    int maps = 2 * heads * (valueSize + keySize);
    split = addChildBlock("split", new Linear(width, maps, Linear.Bias.WITHOUT, SMALL));
    output = addChildBlock("output", new Linear(heads * valueSize, width, Linear.Bias.WITH));
    positionBias = weight("positionBias", new Shape(slots), SMALL);
    timeBias =
        spec.timeBias() == Hstu.TimeBias.RELATIVE
            ? weight("timeBias", new Shape(TimeBuckets.COUNT), SMALL)
            : null;
  }

  /** Packed rows (R, D) to (R, D). */
  NDArray forward(
      ParameterStore store, NDArray x, Rows rows, RelativeCells cells, boolean training) {
    NDArray uvqk = uvqk(store, x, training); // (R, 2HV + 2HK)
    NDArray attended = attend(store, rows.unpack(vqk(uvqk)), cells, training); // (B, S, HV)
    return update(store, x, gate(uvqk), rows.pack(attended), training);
  }

  /** The last slots alone, which is all that is needed of a last layer: (R, D) to (B, 1, D). */
  NDArray last(ParameterStore store, NDArray x, Rows rows, RelativeCells cells, boolean training) {
    NDIndex last = new NDIndex(":, {}:", rows.shape().get(1) - 1);
    NDArray uvqk = rows.unpack(uvqk(store, x, training)); // (B, S, 2HV + 2HK)
    NDArray attended = attend(store, vqk(uvqk), cells.last(), training); // (B, 1, HV)
    return update(store, rows.unpack(x).get(last), gate(uvqk.get(last)), attended, training);
  }

  /** (..., D) to (..., 2HV + 2HK). */
  private NDArray uvqk(ParameterStore store, NDArray x, boolean training) {
    return Silu.of(split.forward(store, LayerNorm.plain(x), training));
  }

  /** U, (..., HV), of all four. */
  private NDArray gate(NDArray uvqk) {
    return uvqk.get(new NDIndex("..., :{}", heads * valueSize));
  }

  /** V, Q, K, (..., HV + 2HK), of all four. */
  private NDArray vqk(NDArray uvqk) {
    return uvqk.get(new NDIndex("..., {}:", heads * valueSize));
  }

  /** A V of Q slots: (B, S, HV + 2HK) to (B, Q, HV). */
  private NDArray attend(ParameterStore store, NDArray vqk, RelativeCells cells, boolean training) {
    long batch = vqk.getShape().get(0);
    long slots = vqk.getShape().get(1);
    long asked = cells.queries();
    int values = heads * valueSize;
    int keys = heads * keySize;
    NDArray v = vqk.get(new NDIndex(":, :, :{}", values)).reshape(batch, slots, heads, valueSize);
    NDArray q =
        vqk.get(new NDIndex(":, {}:, {}:{}", slots - asked, values, values + keys))
            .reshape(batch, asked, heads, keySize)
            .transpose(0, 2, 1, 3); // (B, H, Q, K)
    NDArray k =
        vqk.get(new NDIndex(":, :, {}:", values + keys))
            .reshape(batch, slots, heads, keySize)
            .transpose(0, 2, 3, 1); // (B, H, K, S)
    NDArray scores = q.matMul(k).addi(bias(store, cells, vqk, training)); // (B, H, Q, S)
    NDArray attended = Silu.of(scores).matMul(v.transpose(0, 2, 1, 3)); // (B, H, Q, V)
    return Scale.by(attended.transpose(0, 2, 1, 3).reshape(batch, asked, values), scale);
  }

  /** rab, where a cell is hidden so low that its SiLU is 0: (B, 1, Q, S). */
  private NDArray bias(ParameterStore store, RelativeCells cells, NDArray like, boolean training) {
    return cells.bias(
        value(store, positionBias, like, training),
        timeBias == null ? null : value(store, timeBias, like, training));
  }

  /** Y of X (..., D), U (..., HV) and A V (..., HV): (..., D). */
  private NDArray update(
      ParameterStore store, NDArray x, NDArray u, NDArray attended, boolean training) {
    NDArray gated = LayerNorm.plain(attended).mul(u);
    return x.add(output.forward(store, Dropout.apply(gated, dropout, training), training));
  }

  /** Padded slots and the rest of {@link HstuBlock}'s inputs to padded slots. */
  @Override
  protected NDArray output(ParameterStore store, NDList inputs, boolean training) {
    Rows rows = Rows.of(inputs.get(1));
    NDArray x = rows.pack(inputs.get(0));
    return rows.unpack(forward(store, x, rows, RelativeCells.of(inputs), training));
  }
}
