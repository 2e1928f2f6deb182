package io.github.seqrec4j.evaluation;

/** The K items of the highest scores out of any, the best first; of equal ones the lower index. */
final class BestItems {

  private final int[] items;
  private final float[] scores;
  private int size;

  BestItems(int capacity) {
    items = new int[capacity];
    scores = new float[capacity];
  }

  /** Takes an item, in ascending order of indices. */
  void offer(int item, float score) {
    if (size == items.length && !(score > scores[size - 1])) {
      return;
    }
    int at = size < items.length ? size++ : size - 1;
    while (at > 0 && scores[at - 1] < score) {
      scores[at] = scores[at - 1];
      items[at] = items[at - 1];
      at--;
    }
    scores[at] = score;
    items[at] = item;
  }

  void clear() {
    size = 0;
  }

  void give(int target, ListSink sink) {
    sink.accept(target, items, scores, size);
  }
}
