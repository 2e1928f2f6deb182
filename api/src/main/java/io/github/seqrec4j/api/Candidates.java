package io.github.seqrec4j.api;

/**
 * What the rows of a batch are scored against.
 *
 * @param items (C) item indices; 0 is padding and always excluded
 * @param slotColumn for each slot of the batch, in order, the column that holds its item, or -1 for
 *     padding
 * @param multiplicity (C) n_c, number of batch slots that column c stands for; 1 in the plain form
 * @param correction (C) added to the logit, for instance -log p(item)
 */
@SuppressWarnings("ArrayRecordComponent") // a value that lives for one step and is never compared
public record Candidates(int[] items, int[] slotColumn, int[] multiplicity, float[] correction) {

  /** C, number of columns. */
  public int size() {
    return items.length;
  }
}
