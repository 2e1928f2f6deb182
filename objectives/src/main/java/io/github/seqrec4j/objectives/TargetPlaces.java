package io.github.seqrec4j.objectives;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import io.github.seqrec4j.api.LogitRows;
import io.github.seqrec4j.api.nn.HostArrays;
import java.util.stream.LongStream;

/** Where the targets of a block stand in a matrix of its rows, R, and columns, C. */
final class TargetPlaces {

  private final NDIndex places; // in row-major order

  TargetPlaces(LogitRows rows) {
    long columns = rows.logits().get(0).getShape().get(1);
    NDArray target = rows.target(); // (R, 1)
    long[] starts = LongStream.range(0, rows.rows()).map(row -> row * columns).toArray();
    NDArray start = HostArrays.of(target.getManager(), starts, new Shape(starts.length, 1));
    places = new NDIndex("{}", target.add(start).reshape(-1));
  }

  /**
   * Changes the numbers at the targets.
   *
   * @param matrix (R, C)
   * @param values (R, 1)
   */
  void set(NDArray matrix, NDArray values) {
    NDArray flat = matrix.reshape(-1); // a view
    flat.set(places, values.reshape(-1));
  }
}
