package io.github.seqrec4j.runtime;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;
import io.github.seqrec4j.api.Branch;
import io.github.seqrec4j.api.Internal;
import io.github.seqrec4j.api.ModelSpec;
import io.github.seqrec4j.api.SequenceBackbone;
import io.github.seqrec4j.api.SequenceTask;
import io.github.seqrec4j.api.nn.HostArrays;
import io.github.seqrec4j.api.nn.ModelBlock;
import io.github.seqrec4j.api.nn.Rows;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The backbones of a model, one per branch with weights of its own. Its parameters belong to the
 * manager given to the constructor.
 *
 * <p>Shapes: B sequences, S items of a history, L slots that a backbone reads (S, or S+1 where the
 * last one is masked), D width, M branches.
 */
@Internal
public final class UserEncoder {

  private static final PairList<String, Object> LAST_ONLY =
      new PairList<>(List.of(SequenceBackbone.LAST_SLOT), List.of(true));

  private final List<Branch> branches;
  private final int maxLength;
  private final SequenceTask task;
  private final int width;
  private final List<Block> backbones = new ArrayList<>();
  private final ParameterStore store;

  /** Freshly drawn backbones; the engine's random seed decides them. */
  public UserEncoder(NDManager manager, ModelSpec spec) {
    branches = spec.itemEncoder().branches();
    maxLength = spec.maxLength();
    width = spec.itemEncoder().width();
    task = spec.backbone().task();
    Shape slots = new Shape(1, task.slots(maxLength));
    Shape vectors = new Shape(1, task.slots(maxLength), width);
    Shape[] inputs =
        task instanceof SequenceTask.MaskedItem
            ? new Shape[] {vectors, slots, slots}
            : new Shape[] {vectors, slots};
    store = new ParameterStore(manager, false);
    for (int m = 0; m < branches.size(); m++) {
      Block backbone = spec.backbone().newBlock(maxLength, width);
      ModelBlock.initialize(backbone, manager, inputs);
      backbones.add(backbone);
    }
  }

  /** M branches in model order. */
  public List<Branch> branches() {
    return branches;
  }

  /** S. */
  public int maxLength() {
    return maxLength;
  }

  /** Parameters by name, {@code backbone.<branch>...}. */
  public Map<String, Parameter> parameters() {
    Map<String, Parameter> found = new LinkedHashMap<>();
    for (int m = 0; m < backbones.size(); m++) {
      Weights.collect("backbone." + branches.get(m), backbones.get(m), found);
    }
    return found;
  }

  /**
   * Branch m: item vectors (B, L, D), zero where padded or masked, mask (B, L), 1 = real, and for a
   * masked task (B, L), 1 = masked, to user vectors (B, L, D).
   */
  public NDArray encode(
      int m, NDArray inputs, NDArray mask, @Nullable NDArray masked, boolean training) {
    NDList list = masked == null ? new NDList(inputs, mask) : new NDList(inputs, mask, masked);
    return backbones.get(m).forward(store, list, training).singletonOrThrow();
  }

  /**
   * User vectors after the last item of each history.
   *
   * @param histories (BS) left-padded item indices, 0 = padding; each with at least one item
   * @return (B, MD), the branches side by side, owned by {@code owner}
   */
  public NDArray encodeLast(NDManager owner, int[] histories, ItemVectors items) {
    int batch = histories.length / maxLength;
    int slots = task.slots(maxLength);
    boolean asks = task instanceof SequenceTask.MaskedItem; // the last slot, after the history
    int[] read = new int[batch * slots];
    float[] real = new float[read.length];
    float[] masked = new float[read.length];
    for (int b = 0; b < batch; b++) {
      System.arraycopy(histories, b * maxLength, read, b * slots, maxLength);
      for (int s = b * slots; s < b * slots + maxLength; s++) {
        real[s] = read[s] == 0 ? 0 : 1;
      }
      if (asks) {
        real[(b + 1) * slots - 1] = 1;
        masked[(b + 1) * slots - 1] = 1;
      }
    }
    Shape shape = new Shape(batch, slots);
    NDArray mask = HostArrays.of(owner, real, shape);
    NDArray hidden = asks ? HostArrays.of(owner, masked, shape) : null;
    NDArray indices = HostArrays.indices(owner, read).reshape(shape);
    NDArray vectors = Rows.take(items.vectors(), indices); // (B, L, MD), row 0 is zero
    NDList last = new NDList();
    for (int m = 0; m < backbones.size(); m++) {
      NDArray inputs = vectors.get(":, :, {}:{}", m * width, (m + 1) * width);
      NDList list = hidden == null ? new NDList(inputs, mask) : new NDList(inputs, mask, hidden);
      NDArray states = // (B, L, D), or (B, 1, D) from a block that knows the parameter
          backbones.get(m).forward(store, list, false, LAST_ONLY).singletonOrThrow();
      last.add(states.get(":, {}", states.getShape().get(1) - 1)); // (B, D)
    }
    return last.size() == 1 ? last.get(0) : NDArrays.concat(last, 1);
  }
}
