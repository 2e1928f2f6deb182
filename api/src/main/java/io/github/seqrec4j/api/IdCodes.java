package io.github.seqrec4j.api;

/**
 * Product codes in place of a row per item: an item has m codes, one of V in each of m splits, and
 * its ID embedding is the concatenation of m vectors of F_id / m numbers that it shares with all
 * items of the same code (Petrov and Macdonald, "RecJPQ: Training Large-Catalogue Sequential
 * Recommenders", WSDM 2024). The table has V rows instead of N + 1; the codes take m bytes an item.
 *
 * @param splits m, 0 to 256; 0 gives every item a row of its own; must divide F_id
 * @param codes V, codes in a split, 2 to 256 (paper: b = 256)
 * @param assignment which items share a code
 */
@Built
public record IdCodes(
    @Option("codes that make up the ID of an item, 0 to 256 (RecJPQ: m); 0: a row for each item")
        int splits,
    @Option("codes to choose from for each of them, 2 to 256 (RecJPQ: b)") int codes,
    @Option(
            "interactions: items that the same users meet share codes; hash: by the item's identifier alone")
        Assignment assignment) {

  /** Most codes of a split: one byte. */
  static final int MAX_CODES = 256;

  /** Most splits. */
  static final int MAX_SPLITS = 256;

  /** Which items share a code. */
  public enum Assignment {
    /**
     * The paper's truncated SVD: split j sorts the items by their place in the j-th singular vector
     * of the matrix of users and items, and cuts the order into V equal parts.
     */
    INTERACTIONS,
    /**
     * A hash of identifier and split: two items share all codes with a probability of V^-m. New
     * items and another log change nobody's code.
     */
    HASH
  }

  /** A row for each item; else 256 codes by interactions. */
  public IdCodes() {
    this(0, MAX_CODES, Assignment.INTERACTIONS);
  }

  /**
   * Checks the ranges.
   *
   * @throws IllegalArgumentException if one is left
   */
  @Internal
  public IdCodes {
    Arguments.within("splits", splits, 0, MAX_SPLITS);
    Arguments.within("codes", codes, 2, MAX_CODES);
  }

  /** Whether items share rows. */
  public boolean used() {
    return splits > 0;
  }

  /** A builder that starts from the defaults. */
  public static IdCodesBuilder builder() {
    return new IdCodesBuilder();
  }

  /** A builder that starts from this. */
  public IdCodesBuilder toBuilder() {
    return new IdCodesBuilder(this);
  }
}
