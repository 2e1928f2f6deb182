package io.github.seqrec4j.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import ai.djl.training.ParameterStore;
import io.github.seqrec4j.api.nn.Initializers;
import io.github.seqrec4j.api.nn.ModelBlock;
import io.github.seqrec4j.api.nn.Rows;

/**
 * ID embeddings put together from a codebook: the vectors of an item's codes, one after the other
 * (Petrov and Macdonald, RecJPQ, WSDM 2024). In: rows of the codebook (U, m) int64, out: (U, F_id).
 *
 * <p>Symbols: U items, m splits, V codes of a split, F_id width.
 */
final class CodedTable extends ModelBlock {

  private final int width;
  private final Parameter codebook;

  /**
   * A table.
   *
   * @param width F_id, a multiple of the splits
   */
  CodedTable(int splits, int values, int width) {
    this.width = width;
    // As a row of a table of V rows and F_id columns starts, so that an ID starts at that scale.
    codebook =
        table(
            "codebook",
            new Shape((long) splits * values, width / splits),
            Initializers.xavierNormal(values, width));
  }

  @Override
  protected NDList outputs(ParameterStore store, NDList inputs, boolean training) {
    NDArray rows = inputs.singletonOrThrow(); // (U, m)
    NDArray parts = Rows.take(value(store, codebook, rows, training), rows); // (U, m, F/m)
    return new NDList(parts.reshape(rows.getShape().get(0), width));
  }

  @Override
  public Shape[] getOutputShapes(Shape[] inputShapes) {
    return new Shape[] {new Shape(inputShapes[0].get(0), width)};
  }
}
