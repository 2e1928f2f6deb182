package io.github.seqrec4j.evaluation;

import io.github.seqrec4j.api.DataException;
import io.github.seqrec4j.data.Dataset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Where a model keeps the items of a dataset, which are matched by identifier. */
final class ItemOrder {

  /** Unknown items named in a message. */
  private static final int NAMED = 3;

  private ItemOrder() {}

  /** Padding, then the items from one to the last. */
  static int[] from(int first, int last) {
    return IntStream.concat(IntStream.of(0), IntStream.rangeClosed(first, last)).toArray();
  }

  /**
   * The model's index of each item of a dataset at that item's index, then of the items that the
   * dataset lacks; 0, padding, is 0.
   *
   * @param model identifiers of the model's items 1..N
   * @throws DataException if the dataset has items that the model does not know
   */
  static int[] of(List<String> model, Dataset dataset) {
    Map<String, Integer> left = new HashMap<>();
    for (String item : model) {
      left.put(item, left.size() + 1);
    }
    int[] order = new int[model.size() + 1];
    List<String> unknown = new ArrayList<>();
    for (int item = 1; item <= dataset.items(); item++) {
      Integer index = left.remove(dataset.itemId(item));
      if (index == null) {
        unknown.add("'" + dataset.itemId(item) + "'");
      } else if (unknown.isEmpty()) {
        order[item] = index;
      }
    }
    if (!unknown.isEmpty()) {
      throw new DataException(
          dataset.spec().path()
              + ": "
              + unknown.size()
              + " of "
              + dataset.items()
              + " items are unknown to the model, such as "
              + String.join(", ", unknown.subList(0, Math.min(NAMED, unknown.size())))
              + "; evaluate on the catalogue the model was trained on");
    }
    int[] missing = left.values().stream().mapToInt(index -> index).sorted().toArray();
    System.arraycopy(missing, 0, order, order.length - missing.length, missing.length);
    return order;
  }
}
