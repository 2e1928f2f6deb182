package io.github.seqrec4j.runtime;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.github.seqrec4j.api.Internal;
import io.github.seqrec4j.api.SequenceInput;
import io.github.seqrec4j.api.nn.HostArrays;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * What backbones read beside item vectors, of sequences as they are read.
 *
 * <p>Shapes: Q sequences of L slots; every array is (QL), or empty where it is not read.
 */
@Internal
public final class SlotContext {

  private final int slots;
  private final float[] mask;
  private final float[] masked;
  private final long[] times;
  private final long[] requestTimes;
  private final long[] categories;

  /**
   * All slots padded.
   *
   * @param sequences Q
   * @param slots L
   * @param isMasked whether the task masks items
   * @param inputs what the backbone declares
   */
  public SlotContext(int sequences, int slots, boolean isMasked, Set<SequenceInput> inputs) {
    this.slots = slots;
    int length = Math.multiplyExact(sequences, slots);
    mask = new float[length];
    masked = new float[isMasked ? length : 0];
    times = new long[inputs.contains(SequenceInput.EVENT_TIMES) ? length : 0];
    requestTimes = new long[inputs.contains(SequenceInput.REQUEST_TIMES) ? length : 0];
    categories = new long[inputs.contains(SequenceInput.EVENT_CATEGORIES) ? length : 0];
  }

  /** L. */
  public int slots() {
    return slots;
  }

  /** QL. */
  public int length() {
    return mask.length;
  }

  /** Whether a slot holds an item, seen or masked. */
  public boolean isReal(int at) {
    return mask[at] != 0;
  }

  /** Whether the item of a slot is masked. */
  public boolean isMasked(int at) {
    return masked.length > 0 && masked[at] != 0;
  }

  /**
   * A slot whose event is seen.
   *
   * @param time of the event, in seconds since 1970
   * @param category of the event, 0 = none
   */
  public void see(int at, long time, int category) {
    mask[at] = 1;
    if (times.length > 0) {
      times[at] = time;
    }
    if (categories.length > 0) {
      categories[at] = category;
    }
  }

  /** A slot whose item is masked: nothing of its event is seen. */
  public void hide(int at) {
    mask[at] = 1;
    masked[at] = 1;
  }

  /** When a slot is asked for its prediction, in seconds since 1970. */
  public void ask(int at, long time) {
    if (requestTimes.length > 0) {
      requestTimes[at] = time;
    }
  }

  /** Shapes of {@link #arrays} of one sequence. */
  Shape[] shapes(Shape vectors) {
    Shape one = new Shape(1, slots);
    List<Shape> shapes = new ArrayList<>(List.of(vectors, one));
    for (int read :
        new int[] {masked.length, times.length, requestTimes.length, categories.length}) {
      if (read > 0) {
        shapes.add(one);
      }
    }
    return shapes.toArray(new Shape[0]);
  }

  /** Mask, masked slots where the task has them, declared inputs: each (Q, L). */
  public NDList arrays(NDManager owner) {
    Shape shape = new Shape(mask.length / slots, slots);
    NDList arrays = new NDList(HostArrays.of(owner, mask, shape));
    if (masked.length > 0) {
      arrays.add(HostArrays.of(owner, masked, shape));
    }
    for (long[] input : List.of(times, requestTimes, categories)) { // in the order of the enum
      if (input.length > 0) {
        arrays.add(HostArrays.of(owner, input, shape));
      }
    }
    return arrays;
  }

  /** Item vectors (Q, L, D) in front of the other arrays. */
  static NDList with(NDArray vectors, NDList arrays) {
    NDList all = new NDList(vectors);
    all.addAll(arrays);
    return all;
  }
}
