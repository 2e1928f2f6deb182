package io.github.seqrec4j.objectives;

import java.util.Arrays;

/**
 * Items, each once, in order, without padding, and where they are.
 *
 * @param items ascending
 */
@SuppressWarnings("ArrayRecordComponent") // lives for one step and is never compared
record Distinct(int[] items) {

  /** Of items with repeats and padding. */
  static Distinct of(int[]... parts) {
    int length = 0;
    for (int[] part : parts) {
      length += part.length;
    }
    int[] sorted = new int[length];
    int at = 0;
    for (int[] part : parts) {
      System.arraycopy(part, 0, sorted, at, part.length);
      at += part.length;
    }
    Arrays.sort(sorted);
    int distinct = 0;
    for (int item : sorted) {
      if (item != 0 && (distinct == 0 || sorted[distinct - 1] != item)) {
        sorted[distinct++] = item;
      }
    }
    return new Distinct(Arrays.copyOf(sorted, distinct));
  }

  /** How many there are. */
  int size() {
    return items.length;
  }

  /** Place of each item, -1 of padding and of what is not among them. */
  int[] places(int[] wanted) {
    int[] places = new int[wanted.length];
    for (int i = 0; i < wanted.length; i++) {
      places[i] = Math.max(-1, Arrays.binarySearch(items, wanted[i]));
    }
    return places;
  }

  /** How often each place occurs; -1 is none. */
  int[] occurrences(int[] places) {
    int[] occurrences = new int[items.length];
    for (int place : places) {
      if (place >= 0) {
        occurrences[place]++;
      }
    }
    return occurrences;
  }
}
