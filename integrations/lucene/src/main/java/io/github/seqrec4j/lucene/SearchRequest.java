package io.github.seqrec4j.lucene;

import java.util.Set;
import java.util.function.Predicate;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.TermInSetQuery;
import org.apache.lucene.util.BytesRef;
import org.jspecify.annotations.Nullable;

/**
 * What is looked for in an index, beside the vector.
 *
 * @param k at least 1
 * @param excluded items that must not come back
 * @param filter that items must match, or null for none
 * @param admitted asked of items that would else come back
 */
record SearchRequest(
    int k, Set<String> excluded, @Nullable Query filter, Predicate<String> admitted) {

  /** A query of these items. */
  static Query items(Set<String> items) {
    return new TermInSetQuery(ItemFields.ITEM, items.stream().map(BytesRef::new).toList());
  }

  /** What matches both, either of which may be null for none. */
  static @Nullable Query both(@Nullable Query a, @Nullable Query b) {
    if (a == null || b == null) {
      return a == null ? b : a;
    }
    return new BooleanQuery.Builder().add(a, Occur.FILTER).add(b, Occur.FILTER).build();
  }
}
