package io.github.seqrec4j.training;

import io.github.seqrec4j.api.Candidates;
import java.util.Arrays;

/**
 * What a batch predicts, and against what: one row per real input slot, whose target is the next
 * slot.
 *
 * <p>Shapes: B sequences of S+1 left-padded slots, the first S being inputs; R rows; C candidates.
 */
@SuppressWarnings("ArrayRecordComponent") // lives for one step and is never compared
record BatchRows(
    long[] inputColumn, // (BS) candidate column of each input slot, 0 where padded
    float[] mask, // (BS) 1 = real
    long[] target, // (R) column of each row's target
    float[]
        correction, // (R, C) added to the logits: -log p, EXCLUDED for what may not be a negative
    float[] logMultiplicity) { // (R, C) log n_c, 0 at the target

  /** Added to the logits of excluded candidates, the reference's constant. */
  static final float EXCLUDED = -1e4f;

  static BatchRows of(int[] slots, int slotsPerSequence, Candidates candidates) {
    int batch = slots.length / slotsPerSequence;
    int inputs = slotsPerSequence - 1;
    int columns = candidates.size();
    long[] inputColumn = new long[batch * inputs];
    float[] mask = new float[batch * inputs];
    int rows = 0;
    for (int b = 0; b < batch; b++) {
      for (int s = 0; s < inputs; s++) {
        if (slots[b * slotsPerSequence + s] != 0) {
          inputColumn[b * inputs + s] = candidates.slotColumn()[b * slotsPerSequence + s];
          mask[b * inputs + s] = 1;
          rows++;
        }
      }
    }
    float[] logN = new float[columns];
    float[] base = candidates.correction().clone();
    for (int c = 0; c < columns; c++) {
      logN[c] = (float) Math.log(candidates.multiplicity()[c]);
      if (candidates.items()[c] == 0) {
        base[c] = EXCLUDED;
      }
    }
    ColumnsByItem columnsByItem = new ColumnsByItem(candidates.items());
    long[] target = new long[rows];
    float[] correction = new float[rows * columns];
    float[] logMultiplicity = new float[rows * columns];
    int row = 0;
    for (int b = 0; b < batch; b++) {
      int from = b * slotsPerSequence;
      int first = -1; // the first row of the sequence, whose exclusions the others copy
      for (int s = 0; s < inputs; s++) {
        if (slots[from + s] == 0) {
          continue;
        }
        int at = row * columns;
        if (first < 0) {
          first = at;
          System.arraycopy(base, 0, correction, at, columns);
          for (int t = s; t < slotsPerSequence; t++) {
            columnsByItem.fill(slots[from + t], correction, at, EXCLUDED);
          }
        } else {
          System.arraycopy(correction, first, correction, at, columns);
          correction[at + Math.toIntExact(target[first / columns])] =
              EXCLUDED; // open in the copied row
        }
        int column = candidates.slotColumn()[from + s + 1];
        target[row] = column;
        correction[at + column] = candidates.correction()[column];
        System.arraycopy(logN, 0, logMultiplicity, at, columns);
        logMultiplicity[at + column] = 0;
        row++;
      }
    }
    return new BatchRows(inputColumn, mask, target, correction, logMultiplicity);
  }

  int rows() {
    return target.length;
  }

  /** Columns that hold an item, as chains over the column index. */
  private static final class ColumnsByItem {
    private final int[] sortedItems;
    private final int[] columns;

    ColumnsByItem(int[] items) {
      long[] keys = new long[items.length];
      for (int c = 0; c < items.length; c++) {
        keys[c] = ((long) items[c] << 32) | c;
      }
      Arrays.sort(keys);
      sortedItems = new int[items.length];
      columns = new int[items.length];
      for (int i = 0; i < keys.length; i++) {
        sortedItems[i] = (int) (keys[i] >>> 32);
        columns[i] = (int) keys[i];
      }
    }

    void fill(int item, float[] target, int offset, float value) {
      int i = Arrays.binarySearch(sortedItems, item);
      if (i < 0) {
        return;
      }
      while (i > 0 && sortedItems[i - 1] == item) {
        i--;
      }
      for (; i < sortedItems.length && sortedItems[i] == item; i++) {
        target[offset + columns[i]] = value;
      }
    }
  }
}
