package io.github.seqrec4j.training;

import io.github.seqrec4j.api.Candidates;
import java.util.Arrays;

/**
 * What the rows of a batch are scored against, and what they are to find: which columns they have,
 * and the few in which a row differs from the others. Nothing of rows x columns is held.
 *
 * <p>The columns of a row: its target's own, if there is one; the C shared ones; its K negatives.
 * Padding and every item of the row's own sequence but its target are excluded.
 *
 * <p>Shapes: R rows, C shared columns, K negatives.
 */
final class RowLayout {

  /** Added to the logits of excluded candidates, the reference's constant. */
  static final float EXCLUDED = -1e4f;

  private final Candidates candidates;
  private final int catalogue;
  private final float[] weights; // (R) what each counts for
  private final int[] targetItem; // (R) index among the encoded items
  private final float[] shared; // (C) added to the logits: -log p, EXCLUDED for padding
  private final float[] logMultiplicity; // (C) log n_c
  private final int[] firstExcluded; // (R + 1) into excluded
  private int[] excluded; // columns of each row that are no candidates

  /**
   * Lays out the rows of a batch.
   *
   * @param catalogue N, number of items there are
   */
  RowLayout(EventBatch batch, BatchInputs inputs, Candidates candidates, int catalogue) {
    this.candidates = candidates;
    this.catalogue = catalogue;
    int columns = candidates.shared();
    shared = new float[columns];
    logMultiplicity = new float[columns];
    for (int c = 0; c < columns; c++) {
      logMultiplicity[c] = (float) Math.log(candidates.multiplicity()[c]);
      shared[c] = candidates.items()[c] == 0 ? EXCLUDED : -candidates.logProbability()[c];
    }
    int rows = inputs.rows().size();
    targetItem = new int[rows];
    weights = new float[rows];
    firstExcluded = new int[rows + 1];
    excluded = new int[rows * 4];
    ColumnsByItem byItem = new ColumnsByItem(candidates.items(), columns);
    int[] items = new int[0]; // of the sequence, sorted
    int[] own = new int[0]; // shared columns that hold one of them
    int sequence = -1;
    for (int r = 0; r < rows; r++) {
      BatchInputs.Row row = inputs.rows().get(r);
      if (row.sequence() != sequence) {
        sequence = row.sequence();
        items = items(batch, sequence);
        own = byItem.of(items);
      }
      weights[r] = batch.weights()[row.target()];
      targetItem[r] = candidates.slotColumn()[row.target()];
      firstExcluded[r + 1] = firstExcluded[r];
      int targetColumn = candidates.hasTargetColumn() ? -1 : targetItem[r];
      for (int column : own) {
        if (column != targetColumn) {
          exclude(r, column + first());
        }
      }
      for (int k = 0; k < candidates.negatives(); k++) {
        int item = candidates.items()[negative(r, k)];
        if (item == 0 || Arrays.binarySearch(items, item) >= 0) {
          exclude(r, first() + columns + k);
        }
      }
    }
  }

  private void exclude(int row, int column) {
    int at = firstExcluded[row + 1]++;
    if (at == excluded.length) {
      excluded = Arrays.copyOf(excluded, 2 * at);
    }
    excluded[at] = column;
  }

  /** Items of a sequence, sorted, with repeats and padding. */
  private static int[] items(EventBatch batch, int sequence) {
    int from = sequence * batch.slotsPerSequence();
    int[] items = Arrays.copyOfRange(batch.items(), from, from + batch.slotsPerSequence());
    Arrays.sort(items);
    return items;
  }

  Candidates candidates() {
    return candidates;
  }

  /** N. */
  int catalogue() {
    return catalogue;
  }

  /** R. */
  int rows() {
    return targetItem.length;
  }

  /**
   * What some rows count for together.
   *
   * @param from first row
   * @param to row behind the last
   */
  double weight(int from, int to) {
    double sum = 0;
    for (int r = from; r < to; r++) {
      sum += weights[r];
    }
    return sum;
  }

  /**
   * What each of some rows counts for among them, their mean 1; none where they count alike.
   *
   * @param from first row
   * @param to row behind the last
   */
  float[] weights(int from, int to) {
    float[] some = Arrays.copyOfRange(weights, from, to);
    double mean = weight(from, to) / some.length;
    boolean alike = true;
    for (int r = 0; r < some.length; r++) {
      alike &= weights[from + r] == weights[from];
      some[r] = (float) (some[r] / mean);
    }
    return alike ? new float[0] : some;
  }

  /** First shared column: 1 where targets have a column of their own, else 0. */
  int first() {
    return candidates.hasTargetColumn() ? 1 : 0;
  }

  /** Columns of a row. */
  int columns() {
    return candidates.columns();
  }

  /** Index among the encoded items of a row's target. */
  int targetItem(int row) {
    return targetItem[row];
  }

  /** Column of a row's target. */
  int target(int row) {
    return candidates.hasTargetColumn() ? 0 : targetItem[row];
  }

  /** W, columns of a row's own: its target's, if it has one, and its negatives. */
  int ownColumns() {
    return first() + candidates.negatives();
  }

  /** (rows x W) indices among the encoded items of what is in them. */
  int[] ownItems(int from, int to) {
    int[] items = new int[(to - from) * ownColumns()];
    for (int r = from, at = 0; r < to; r++) {
      if (candidates.hasTargetColumn()) {
        items[at++] = targetItem(r);
      }
      for (int k = 0; k < candidates.negatives(); k++) {
        items[at++] = negative(r, k);
      }
    }
    return items;
  }

  /** Index among the encoded items of a row's k-th negative. */
  int negative(int row, int k) {
    return candidates.negativeColumn()[row * candidates.negatives() + k];
  }

  /** (C) what is added to the logits of shared columns. */
  float[] shared() {
    return shared;
  }

  /** Whether anything is added to the logits but at excluded places. */
  boolean isCorrected() {
    return ownColumns() > 0 || anyNotZero(shared);
  }

  private static boolean anyNotZero(float[] numbers) {
    for (float number : numbers) {
      if (number != 0) {
        return true;
      }
    }
    return false;
  }

  /** (C) log n_c of shared columns. */
  float[] logMultiplicity() {
    return logMultiplicity;
  }

  /** Whether any shared column stands for more than one slot. */
  boolean hasMultiplicity() {
    return anyNotZero(logMultiplicity);
  }

  /**
   * Excluded columns of some rows, as places in their (rows, columns) matrix.
   *
   * @param from first row
   * @param to row behind the last
   */
  int[] excluded(int from, int to) {
    int[] places = new int[firstExcluded[to] - firstExcluded[from]];
    int at = 0;
    for (int r = from; r < to; r++) {
      for (int i = firstExcluded[r]; i < firstExcluded[r + 1]; i++) {
        places[at++] = (r - from) * columns() + excluded[i];
      }
    }
    return places;
  }

  /** Shared columns by the item they hold. */
  private static final class ColumnsByItem {
    private final long[] sorted; // item above column

    ColumnsByItem(int[] items, int columns) {
      sorted = new long[columns];
      for (int c = 0; c < columns; c++) {
        sorted[c] = ((long) items[c] << Integer.SIZE) | c;
      }
      Arrays.sort(sorted);
    }

    /** Columns that hold one of some sorted items, each once. */
    int[] of(int[] items) {
      int[] columns = new int[items.length];
      int found = 0;
      for (int i = 0; i < items.length; i++) {
        if (items[i] == 0 || (i > 0 && items[i] == items[i - 1])) {
          continue;
        }
        int at = Arrays.binarySearch(sorted, (long) items[i] << Integer.SIZE);
        for (at = at < 0 ? -at - 1 : at;
            at < sorted.length && (int) (sorted[at] >>> Integer.SIZE) == items[i];
            at++) {
          if (found == columns.length) {
            columns = Arrays.copyOf(columns, 2 * found + 1);
          }
          columns[found++] = (int) sorted[at];
        }
      }
      return Arrays.copyOf(columns, found);
    }
  }
}
