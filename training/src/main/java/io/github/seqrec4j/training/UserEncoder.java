package io.github.seqrec4j.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.training.ParameterStore;
import io.github.seqrec4j.api.Branch;
import io.github.seqrec4j.api.RecommenderSpec;
import io.github.seqrec4j.api.nn.ModelBlock;
import io.github.seqrec4j.api.nn.Rows;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The backbones of a model, one per branch with weights of its own. Its parameters belong to the
 * manager given to the constructor.
 *
 * <p>Shapes: B sequences, S slots, D width, M branches.
 */
final class UserEncoder {

  private final List<Branch> branches;
  private final int maxLength;
  private final int width;
  private final List<Block> backbones = new ArrayList<>();
  private final ParameterStore store;

  /** Freshly drawn backbones; the engine's random seed decides them. */
  UserEncoder(NDManager manager, RecommenderSpec spec) {
    branches = spec.itemEncoder().branches();
    maxLength = spec.maxLength();
    width = spec.itemEncoder().width();
    store = new ParameterStore(manager, false);
    for (int m = 0; m < branches.size(); m++) {
      Block backbone = spec.backbone().newBlock(maxLength, width);
      ModelBlock.initialize(
          backbone, manager, new Shape(1, maxLength, width), new Shape(1, maxLength));
      backbones.add(backbone);
    }
  }

  List<Branch> branches() {
    return branches;
  }

  int maxLength() {
    return maxLength;
  }

  /** Parameters by name, {@code backbone.<branch>...}. */
  Map<String, Parameter> parameters() {
    Map<String, Parameter> found = new LinkedHashMap<>();
    for (int m = 0; m < backbones.size(); m++) {
      Weights.collect("backbone." + branches.get(m), backbones.get(m), found);
    }
    return found;
  }

  /**
   * Branch m: item vectors (B, S, D), zero where padded, and mask (B, S) to user vectors (B, S, D).
   */
  NDArray encode(int m, NDArray inputs, NDArray mask, boolean training) {
    return backbones.get(m).forward(store, new NDList(inputs, mask), training).singletonOrThrow();
  }

  /**
   * User vectors after the last item of each history.
   *
   * @param histories (BS) left-padded item indices, 0 = padding; each with at least one item
   * @return (B, MD), the branches side by side, owned by {@code owner}
   */
  NDArray encodeLast(NDManager owner, int[] histories, ItemVectors items) {
    int batch = histories.length / maxLength;
    float[] real = new float[histories.length];
    for (int s = 0; s < real.length; s++) {
      real[s] = histories[s] == 0 ? 0 : 1;
    }
    NDArray mask = owner.create(real, new Shape(batch, maxLength));
    NDArray slots = SequenceModel.indices(owner, histories).reshape(batch, maxLength);
    NDArray vectors = Rows.take(items.vectors(), slots); // (B, S, MD), row 0 is zero
    NDList last = new NDList();
    for (int m = 0; m < backbones.size(); m++) {
      NDArray inputs = vectors.get(":, :, {}:{}", m * width, (m + 1) * width);
      last.add(encode(m, inputs, mask, false).get(":, {}", maxLength - 1)); // (B, D)
    }
    return last.size() == 1 ? last.get(0) : NDArrays.concat(last, 1);
  }
}
