package io.github.seqrec4j.training;

import io.github.seqrec4j.api.Candidates;
import java.util.Arrays;

/**
 * What the rows of a batch are scored against, and what they are to find.
 *
 * <p>Shapes: R rows; C candidates.
 */
@SuppressWarnings("ArrayRecordComponent") // lives for one step and is never compared
record BatchRows(
    long[] target, // (R) column of each row's target
    float[]
        correction, // (R, C) added to the logits: -log p, EXCLUDED for what may not be a negative
    float[] logMultiplicity) { // (R, C) log n_c, 0 at the target

  /** Added to the logits of excluded candidates, the reference's constant. */
  static final float EXCLUDED = -1e4f;

  /**
   * Rows against candidates: padding and every item of the row's own sequence but its target are
   * excluded.
   *
   * @param batch (B(S+1)) items, 0 = padding
   */
  static BatchRows of(
      int[] batch, int slotsPerSequence, BatchInputs inputs, Candidates candidates) {
    int columns = candidates.size();
    float[] logN = new float[columns];
    float[] base = candidates.correction().clone();
    for (int c = 0; c < columns; c++) {
      logN[c] = (float) Math.log(candidates.multiplicity()[c]);
      if (candidates.items()[c] == 0) {
        base[c] = EXCLUDED;
      }
    }
    ColumnsByItem columnsByItem = new ColumnsByItem(candidates.items());
    int rows = inputs.rows().size();
    long[] target = new long[rows];
    float[] correction = new float[Math.multiplyExact(rows, columns)];
    float[] logMultiplicity = new float[correction.length];
    float[] own = new float[columns]; // corrections with all items of the sequence excluded
    int sequence = -1;
    for (int r = 0; r < rows; r++) {
      BatchInputs.Row row = inputs.rows().get(r);
      if (row.sequence() != sequence) {
        sequence = row.sequence();
        System.arraycopy(base, 0, own, 0, columns);
        for (int s = 0; s < slotsPerSequence; s++) {
          int item = batch[sequence * slotsPerSequence + s];
          if (item != 0) {
            columnsByItem.fill(item, own, EXCLUDED);
          }
        }
      }
      int at = r * columns;
      int column = candidates.slotColumn()[row.target()];
      target[r] = column;
      System.arraycopy(own, 0, correction, at, columns);
      correction[at + column] = candidates.correction()[column];
      System.arraycopy(logN, 0, logMultiplicity, at, columns);
      logMultiplicity[at + column] = 0;
    }
    return new BatchRows(target, correction, logMultiplicity);
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

    void fill(int item, float[] target, float value) {
      int i = Arrays.binarySearch(sortedItems, item);
      if (i < 0) {
        return;
      }
      while (i > 0 && sortedItems[i - 1] == item) {
        i--;
      }
      for (; i < sortedItems.length && sortedItems[i] == item; i++) {
        target[columns[i]] = value;
      }
    }
  }
}
