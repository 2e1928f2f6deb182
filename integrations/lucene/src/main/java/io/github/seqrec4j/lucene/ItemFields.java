package io.github.seqrec4j.lucene;

/** Names of the fields that every index of items has, for queries of one's own. */
public final class ItemFields {

  /** The item's identifier, one term. */
  public static final String ITEM = "item";

  /** The item's title, by its words. */
  public static final String TITLE = "title";

  /** The item's vector, MD numbers, the branches side by side. */
  public static final String VECTOR = "vector";

  private ItemFields() {}
}
