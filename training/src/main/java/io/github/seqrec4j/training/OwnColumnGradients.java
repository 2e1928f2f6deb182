package io.github.seqrec4j.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import io.github.seqrec4j.api.nn.HostArrays;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Gradients by the items that are in columns of rows' own: what each row puts there is collected, a
 * block after the other, and at the end added up by item. The engine would add vectors, one for
 * each column of each row; here each is a row's vector times a number, R of them in all.
 *
 * <p>Shapes: R rows, W columns of a row's own, U encoded items, D width.
 */
final class OwnColumnGradients {

  /** Most numbers of the items whose gradients are made at once, 1 MiB of them. */
  private static final int CHUNK = 1 << 18;

  private final RowLayout layout;
  private final int width; // W
  private final List<float[]> gradients = new ArrayList<>(); // per branch (RW), by the logits

  /** Columns of the rows of a layout, if it has any. */
  OwnColumnGradients(RowLayout layout) {
    this.layout = layout;
    width = layout.ownColumns();
  }

  /**
   * Takes the gradients of a block.
   *
   * @param branch in model order
   * @param row first of the block
   * @param gradient (b, W), but for the factor
   */
  void put(int branch, int row, NDArray gradient, double factor) {
    while (gradients.size() <= branch) {
      gradients.add(new float[Math.multiplyExact(layout.rows(), width)]);
    }
    FloatBuffer block = HostArrays.floats(gradient);
    float[] all = gradients.get(branch);
    for (int at = row * width; block.hasRemaining(); at++) {
      all[at] = (float) (factor * block.get());
    }
  }

  /**
   * Adds what was taken to the gradients of items.
   *
   * @param users per branch (R, D)
   * @param itemGradients per branch (U, D)
   */
  void addTo(NDManager owner, List<NDArray> users, List<NDArray> itemGradients) {
    if (gradients.isEmpty()) {
      return;
    }
    int encoded = Math.toIntExact(itemGradients.get(0).getShape().get(0));
    int[] items = layout.ownItems(0, layout.rows());
    int[] first = new int[encoded + 1]; // of each item, into places
    for (int item : items) {
      first[item + 1]++;
    }
    for (int item = 0; item < encoded; item++) {
      first[item + 1] += first[item];
    }
    int[] places = new int[items.length]; // in rows x W, by item
    int[] next = Arrays.copyOf(first, encoded);
    for (int place = 0; place < items.length; place++) {
      places[next[items[place]]++] = place;
    }
    for (int m = 0; m < gradients.size(); m++) {
      add(owner, first, places, gradients.get(m), users.get(m), itemGradients.get(m));
    }
  }

  /** Adds a branch, some items at a time. */
  private void add(
      NDManager owner,
      int[] first,
      int[] places,
      float[] gradient,
      NDArray users,
      NDArray itemGradients) {
    float[] vectors = users.toFloatArray(); // (R, D)
    int depth = Math.toIntExact(users.getShape().get(1)); // D
    int encoded = first.length - 1;
    int most = Math.max(1, CHUNK / depth);
    for (int from = 0; from < encoded; from += most) {
      int to = Math.min(encoded, from + most);
      float[] sums = new float[(to - from) * depth];
      for (int item = from; item < to; item++) {
        for (int i = first[item]; i < first[item + 1]; i++) {
          int row = places[i] / width;
          add(sums, (item - from) * depth, gradient[places[i]], vectors, row * depth, depth);
        }
      }
      try (NDManager scratch = owner.newSubManager()) {
        NDArray chunk = HostArrays.of(scratch, sums, new Shape(to - from, depth));
        itemGradients.get(scratch, new NDIndex("{}:{}", from, to)).addi(chunk); // a view
      }
    }
  }

  private static void add(
      float[] sums, int at, float factor, float[] vectors, int from, int depth) {
    if (factor == 0) { // an excluded candidate
      return;
    }
    for (int d = 0; d < depth; d++) {
      sums[at + d] += factor * vectors[from + d];
    }
  }
}
