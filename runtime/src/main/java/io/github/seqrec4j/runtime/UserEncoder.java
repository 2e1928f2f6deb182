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
import io.github.seqrec4j.api.SequenceInput;
import io.github.seqrec4j.api.SequenceTask;
import io.github.seqrec4j.api.nn.HostArrays;
import io.github.seqrec4j.api.nn.ModelBlock;
import io.github.seqrec4j.api.nn.ParameterNames;
import io.github.seqrec4j.api.nn.Rows;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
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
  private final Set<SequenceInput> inputs;
  private final int width;
  private final List<Block> backbones = new ArrayList<>();
  private final ParameterStore store;

  /**
   * New backbones.
   *
   * @param categories number of event categories of the data
   */
  public UserEncoder(NDManager manager, ModelSpec spec, int categories) {
    this(manager, spec, categories, parameters -> {});
  }

  /**
   * Backbones as they were saved. Their parameters are made from the file's arrays alone, each
   * after its name and shape are found in the file's header: what a configuration asks for and the
   * file does not hold is never allocated, and the engine's random numbers are not touched.
   *
   * @throws io.github.seqrec4j.api.DataException if the file's backbones are not those of the spec
   */
  static UserEncoder load(
      NDManager manager, ModelSpec spec, int categories, SafeTensorsFile weights) {
    return new UserEncoder(
        manager, spec, categories, parameters -> SavedBackbones.apply(parameters, weights));
  }

  /**
   * Backbones.
   *
   * @param prepare is given the parameters of all of them before they are made
   */
  private UserEncoder(
      NDManager manager, ModelSpec spec, int categories, Consumer<Map<String, Parameter>> prepare) {
    branches = spec.itemEncoder().branches();
    maxLength = spec.maxLength();
    width = spec.itemEncoder().width();
    task = spec.backbone().task();
    inputs = Set.copyOf(spec.backbone().inputs());
    Shape[] shapes = context(1).shapes(new Shape(1, task.slots(maxLength), width));
    store = new ParameterStore(manager, false);
    for (int m = 0; m < branches.size(); m++) {
      backbones.add(spec.backbone().newBlock(spec.sequences(categories)));
    }
    prepare.accept(parameters());
    backbones.forEach(backbone -> ModelBlock.initialize(backbone, manager, shapes));
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
      ParameterNames.collect("backbone." + branches.get(m), backbones.get(m), found);
    }
    return found;
  }

  /** What backbones read beside item vectors and mask. */
  public Set<SequenceInput> inputs() {
    return inputs;
  }

  /**
   * Room for what the backbones read of some sequences.
   *
   * @param sequences Q
   */
  public SlotContext context(int sequences) {
    return new SlotContext(
        sequences, task.slots(maxLength), task instanceof SequenceTask.MaskedItem, inputs);
  }

  /**
   * Branch m: item vectors (Q, L, D), zero where padded or masked, and the arrays of a {@link
   * SlotContext}, to user vectors (Q, L, D).
   */
  public NDArray encode(int m, NDArray vectors, NDList context, boolean training) {
    return backbones
        .get(m)
        .forward(store, SlotContext.with(vectors, context), training)
        .singletonOrThrow();
  }

  /**
   * User vectors after the last item of each history.
   *
   * @param histories each with at least one item
   * @return (B, MD), the branches side by side, owned by {@code owner}
   */
  public NDArray encodeLast(NDManager owner, Histories histories, ItemVectors items) {
    boolean[] all = new boolean[branches.size()];
    Arrays.fill(all, true);
    return encodeLast(owner, histories, items, all, null);
  }

  /**
   * The same of some branches, (B, MD) with zeros in the others.
   *
   * @param asked (M), which ones
   * @param live vectors of the items behind those given, or null for none
   */
  NDArray encodeLast(
      NDManager owner,
      Histories histories,
      ItemVectors items,
      boolean[] asked,
      LiveRows.@Nullable Snapshot live) {
    int batch = histories.batch();
    int slots = task.slots(maxLength);
    boolean asks = slots > maxLength; // in a masked slot after the history
    SlotContext context = context(batch);
    int[] read = new int[context.length()];
    for (int b = 0; b < batch; b++) {
      int from = b * maxLength;
      for (int s = 0; s < maxLength; s++) {
        int at = b * slots + s;
        read[at] = histories.items()[from + s];
        if (read[at] != 0) {
          context.see(at, histories.times()[from + s], histories.categories()[from + s]);
          context.ask(at, histories.times()[asks || s + 1 == maxLength ? from + s : from + s + 1]);
        }
      }
      int last = (b + 1) * slots - 1;
      if (asks) {
        context.hide(last);
      }
      context.ask(last, histories.requestTimes()[b]);
    }
    NDList arrays = context.arrays(owner);
    NDArray vectors = vectors(owner, read, items, live).reshape(batch, slots, -1); // (B, L, MD)
    NDList last = new NDList();
    for (int m = 0; m < backbones.size(); m++) {
      if (!asked[m]) {
        last.add(owner.zeros(new Shape(batch, width)));
        continue;
      }
      NDArray branch = vectors.get(":, :, {}:{}", m * width, (m + 1) * width);
      NDArray states = // (B, L, D), or (B, 1, D) from a block that knows the parameter
          backbones
              .get(m)
              .forward(store, SlotContext.with(branch, arrays), false, LAST_ONLY)
              .singletonOrThrow();
      last.add(states.get(":, {}", states.getShape().get(1) - 1)); // (B, D)
    }
    return last.size() == 1 ? last.get(0) : NDArrays.concat(last, 1);
  }

  /** Vectors of rows, (R, MD), zero for row 0. */
  private static NDArray vectors(
      NDManager owner, int[] rows, ItemVectors items, LiveRows.@Nullable Snapshot live) {
    int[] stored = rows.clone();
    boolean any = false;
    for (int r = 0; r < rows.length; r++) {
      if (rows[r] > items.items()) {
        stored[r] = 0;
        any = true;
      }
    }
    NDArray vectors = Rows.take(items.vectors(), HostArrays.indices(owner, stored));
    if (!any || live == null) {
      return vectors;
    }
    int columns = Math.toIntExact(vectors.getShape().get(1));
    float[] added = new float[Math.multiplyExact(rows.length, columns)];
    float[] vector = new float[columns];
    for (int r = 0; r < rows.length; r++) {
      if (rows[r] > items.items()) {
        live.copy(rows[r], 0, vector);
        System.arraycopy(vector, 0, added, r * columns, columns);
      }
    }
    return vectors.add(HostArrays.of(owner, added, vectors.getShape())); // one of both is zero
  }
}
