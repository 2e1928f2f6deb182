package io.github.seqrec4j.api;

/**
 * What the rows of a batch are scored against. All items of the batch are encoded, as they are what
 * the backbones read, and whatever else is drawn. The first C encoded items are candidates of every
 * row; beside them a row may have K negatives of its own. A row's target is one of the shared
 * columns, or has a column of its own in front of them.
 *
 * <p>Items of a row's own sequence other than its target are never its candidates, whatever is
 * drawn: the training excludes them.
 *
 * <p>Shapes: U encoded items, C shared columns, R rows, K negatives of a row's own, B(S+1) slots of
 * the batch.
 */
@Experimental
public final class Candidates {

  private final int[] items;
  private final int[] slotColumn;
  private final int[] multiplicity;
  private final float[] logProbability;
  private final float[] targetLogProbability;
  private final int negatives;
  private final int[] negativeColumn;
  private final float[] negativeLogProbability;

  private Candidates(Builder builder) {
    items = builder.items;
    slotColumn = builder.slotColumn;
    multiplicity = builder.multiplicity;
    logProbability = builder.logProbability;
    targetLogProbability = builder.targetLogProbability;
    negatives = builder.negatives;
    negativeColumn = builder.negativeColumn;
    negativeLogProbability = builder.negativeLogProbability;
  }

  /**
   * Candidates of a batch.
   *
   * @param items (U) encoded items; 0 is padding and never a candidate
   * @param slotColumn (B(S+1)) for each slot of the batch, in order, the index among the encoded
   *     items of its item, or -1 for padding
   */
  public static Builder encoding(int[] items, int[] slotColumn) {
    return new Builder(items, slotColumn);
  }

  /** (U) items that are encoded. */
  public int[] items() {
    return items;
  }

  /** (B(S+1)) index among the encoded items of each slot's item, -1 for padding. */
  public int[] slotColumn() {
    return slotColumn;
  }

  /** C, number of encoded items, from the first on, that are candidates of every row. */
  public int shared() {
    return multiplicity.length;
  }

  /** (C) n_c, number of batch slots that a shared column stands for; 1 in the plain form. */
  public int[] multiplicity() {
    return multiplicity;
  }

  /** (C) log probability with which a shared column is drawn; subtracted from its logits. */
  public float[] logProbability() {
    return logProbability;
  }

  /** Whether a row's target has a column of its own, and is none of the shared ones. */
  public boolean hasTargetColumn() {
    return targetLogProbability.length > 0;
  }

  /** (R) log probability of each target that has a column of its own; empty otherwise. */
  public float[] targetLogProbability() {
    return targetLogProbability;
  }

  /** K. */
  public int negatives() {
    return negatives;
  }

  /** (RK) index among the encoded items of each row's own negatives. */
  public int[] negativeColumn() {
    return negativeColumn;
  }

  /** (RK) log probability with which they are drawn. */
  public float[] negativeLogProbability() {
    return negativeLogProbability;
  }

  /** Columns of a row: its target's own, the shared ones, its negatives. */
  public int columns() {
    return (hasTargetColumn() ? 1 : 0) + shared() + negatives;
  }

  /** Builds {@link Candidates}. */
  public static final class Builder {
    private final int[] items;
    private final int[] slotColumn;
    private int[] multiplicity = new int[0];
    private float[] logProbability = new float[0];
    private float[] targetLogProbability = new float[0];
    private int negatives;
    private int[] negativeColumn = new int[0];
    private float[] negativeLogProbability = new float[0];

    private Builder(int[] items, int[] slotColumn) {
      this.items = items;
      this.slotColumn = slotColumn;
    }

    /**
     * The first encoded items are candidates of every row.
     *
     * @param multiplicities (C) n_c, each at least 1
     * @param logProbabilities (C)
     */
    public Builder shared(int[] multiplicities, float[] logProbabilities) {
      multiplicity = multiplicities;
      logProbability = logProbabilities;
      return this;
    }

    /**
     * Targets are none of the shared columns: each has one of its own.
     *
     * @param logProbabilities (R)
     */
    public Builder targetColumn(float[] logProbabilities) {
      targetLogProbability = logProbabilities;
      return this;
    }

    /**
     * Negatives of each row's own.
     *
     * @param perRow K, at least 1
     * @param columns (RK) indices among the encoded items
     * @param logProbabilities (RK)
     */
    public Builder negatives(int perRow, int[] columns, float[] logProbabilities) {
      negatives = Arguments.atLeast("perRow", perRow, 1);
      negativeColumn = columns;
      negativeLogProbability = logProbabilities;
      return this;
    }

    /**
     * The candidates.
     *
     * @throws IllegalArgumentException if lengths do not agree, or there are more shared columns
     *     than items
     */
    public Candidates build() {
      if (multiplicity.length != logProbability.length || multiplicity.length > items.length) {
        throw new IllegalArgumentException(
            "shared columns must be among the encoded items, with a probability each: "
                + multiplicity.length
                + " multiplicities, "
                + logProbability.length
                + " probabilities, "
                + items.length
                + " items");
      }
      if (negativeColumn.length != negativeLogProbability.length
          || (negatives > 0 && negativeColumn.length % negatives != 0)) {
        throw new IllegalArgumentException(
            "negatives must be "
                + negatives
                + " to a row, with a probability each: "
                + negativeColumn.length
                + " columns, "
                + negativeLogProbability.length
                + " probabilities");
      }
      return new Candidates(this);
    }
  }
}
