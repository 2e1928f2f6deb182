package io.github.seqrec4j.backbones;

import ai.djl.ndarray.NDArray;
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
 * {@link Categories} of a history, added to its item vectors: x_s + G_c, c the category of event s;
 * an event without one that training knew stays x_s. In (B, L, D) and categories (B, L) int64, 1 to
 * C, 0 = none; out (B, L, D).
 */
final class CategoryEmbedding extends ArrayBlock {

  private final Parameter table; // G, (C, D)

  private CategoryEmbedding(int categories, int width) {
    table =
        table("table", new Shape(categories, width), Initializers.xavierNormal(width, categories));
  }

  /**
   * The block, or none where no categories are read.
   *
   * @param categories C; 0 reads none
   */
  static @Nullable CategoryEmbedding of(int categories, int width) {
    return categories == 0 ? null : new CategoryEmbedding(categories, width);
  }

  /** What a backbone reads, without the categories, which are the last of its inputs. */
  static NDList without(NDList inputs) {
    return new NDList(inputs.subList(0, inputs.size() - 1));
  }

  /**
   * Item vectors, whatever was added to them before, with their categories.
   *
   * @param x (B, L, D)
   * @param inputs of the backbone
   */
  NDArray added(ParameterStore store, NDArray x, NDList inputs, boolean training) {
    return output(store, new NDList(x, inputs.get(inputs.size() - 1)), training);
  }

  @Override
  protected NDArray output(ParameterStore store, NDList inputs, boolean training) {
    NDArray x = inputs.get(0);
    NDArray categories = inputs.get(1);
    NDArray known = categories.gt(0).toType(DataType.FLOAT32, false).expandDims(2); // (B, L, 1)
    NDArray rows = categories.sub(1).maximum(0); // (B, L)
    return x.add(Rows.take(value(store, table, x, training), rows).mul(known));
  }
}
