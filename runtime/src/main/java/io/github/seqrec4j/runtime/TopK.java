package io.github.seqrec4j.runtime;

import java.util.function.IntPredicate;

/** The k best of many scores, by a heap of k: O(N log k) and no sort of the catalogue. */
final class TopK {

  private TopK() {}

  /**
   * Columns of the k largest scores of a row, best first; of equal scores the smaller column comes
   * first.
   *
   * @param scores rows of {@code columns} scores; negative infinity marks what is left out
   * @param row which of them
   * @param k at least 1; fewer come back if fewer are left
   * @param admitted asked of the columns that would else come back, and of no others
   */
  static int[] of(float[] scores, int row, int columns, int k, IntPredicate admitted) {
    int first = Math.multiplyExact(row, columns);
    int[] heap = new int[Math.min(k, columns)]; // places in scores, the worst on top
    int size = 0;
    for (int i = first; i < first + columns; i++) {
      if (scores[i] == Float.NEGATIVE_INFINITY) {
        continue;
      }
      if (size < heap.length) {
        if (admitted.test(i - first)) {
          heap[size++] = i;
          up(heap, size - 1, scores);
        }
      } else if (worse(heap[0], i, scores) && admitted.test(i - first)) {
        heap[0] = i;
        down(heap, size, scores);
      }
    }
    int[] best = new int[size];
    for (int at = size - 1; at >= 0; at--) {
      best[at] = heap[0] - first;
      heap[0] = heap[--size];
      down(heap, size, scores);
    }
    return best;
  }

  private static boolean worse(int a, int b, float[] scores) {
    return scores[a] < scores[b] || (scores[a] == scores[b] && a > b);
  }

  private static void up(int[] heap, int at, float[] scores) {
    while (at > 0 && worse(heap[at], heap[(at - 1) / 2], scores)) {
      int parent = (at - 1) / 2;
      swap(heap, at, parent);
      at = parent;
    }
  }

  private static void down(int[] heap, int size, float[] scores) {
    int at = 0;
    while (true) {
      int child = 2 * at + 1;
      if (child >= size) {
        return;
      }
      if (child + 1 < size && worse(heap[child + 1], heap[child], scores)) {
        child++;
      }
      if (!worse(heap[child], heap[at], scores)) {
        return;
      }
      swap(heap, at, child);
      at = child;
    }
  }

  private static void swap(int[] heap, int a, int b) {
    int value = heap[a];
    heap[a] = heap[b];
    heap[b] = value;
  }
}
