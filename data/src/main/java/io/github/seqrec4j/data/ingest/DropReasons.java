package io.github.seqrec4j.data.ingest;

import io.github.seqrec4j.api.Internal;

/** Why interactions that can be used are dropped, as the summary of a dataset says it. */
@Internal
public final class DropReasons {

  /** Its item is not in the items file. */
  public static final String UNKNOWN_ITEM = "item not in the items file";

  /** Its time. */
  public static final String OUTSIDE_WINDOW = "outside the time window";

  /** The user had the item before. */
  public static final String REPEATED = "repeated";

  /** The user has as many newer ones as are kept. */
  public static final String BEYOND_MAXIMUM = "beyond the maximum length";

  /** It goes with its user. */
  public static final String FEW_OF_USER = "users with too few";

  /** It goes with its item. */
  public static final String FEW_OF_ITEM = "items with too few";

  private DropReasons() {}
}
