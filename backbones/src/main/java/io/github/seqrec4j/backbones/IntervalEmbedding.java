package io.github.seqrec4j.backbones;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import ai.djl.training.ParameterStore;
import io.github.seqrec4j.api.nn.ArrayBlock;
import io.github.seqrec4j.api.nn.Initializers;
import io.github.seqrec4j.api.nn.Rows;
import org.jspecify.annotations.Nullable;

/**
 * {@link Intervals} of a history, added to its item vectors. In (B, L, D), (B, L), event times (B,
 * L) and, for {@link Intervals#REQUESTS}, request times (B, L); out (B, L, D):
 *
 * <pre>
 * x_s + E_b(t_s - t_(s-1)) + F_b(r_s - t_s)      b: the bucket
 * </pre>
 *
 * <p>The first event of a history has a vector of its own in E. What comes out at padded slots is
 * unspecified.
 */
final class IntervalEmbedding extends ArrayBlock {

  private final Parameter since; // E, first row: no event before
  private final @Nullable Parameter until; // F

  private IntervalEmbedding(Intervals intervals, int width) {
    int rows = TimeBuckets.COUNT + 1;
    since = table("since", new Shape(rows, width), Initializers.xavierNormal(width, rows));
    until =
        intervals == Intervals.REQUESTS
            ? table(
                "until",
                new Shape(TimeBuckets.COUNT, width),
                Initializers.xavierNormal(width, TimeBuckets.COUNT))
            : null;
  }

  /** The block, or none where no intervals are read. */
  static @Nullable IntervalEmbedding of(Intervals intervals, int width) {
    return intervals == Intervals.NONE ? null : new IntervalEmbedding(intervals, width);
  }

  @Override
  protected NDArray output(ParameterStore store, NDList inputs, boolean training) {
    NDArray x = inputs.get(0);
    NDArray times = inputs.get(2);
    NDArray real = inputs.get(1).toType(DataType.INT64, false);
    NDArray follows = real.get(":, 1:").mul(real.get(":, :-1")); // (B, L-1), 1 = an event before
    NDArray passed = TimeBuckets.of(times.get(":, 1:").sub(times.get(":, :-1"))).add(1);
    NDArray first = real.get(":, :1").zerosLike(); // (B, 1)
    NDArray rows = NDArrays.concat(new NDList(first, passed.mul(follows)), 1); // (B, L)
    NDArray sum = x.add(Rows.take(value(store, since, x, training), rows));
    if (until == null) {
      return sum;
    }
    NDArray left = TimeBuckets.of(inputs.get(3).sub(times)); // (B, L)
    return sum.add(Rows.take(value(store, until, x, training), left));
  }
}
