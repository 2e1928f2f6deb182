package io.github.seqrec4j.encode;

import io.github.seqrec4j.api.Arguments;
import io.github.seqrec4j.api.DataException;
import java.util.ArrayList;
import java.util.List;

/**
 * What became of items so far.
 *
 * @param encoded with features
 * @param missing with nothing to encode
 * @param unreadable with content that cannot be read
 * @param examples the first few of these
 */
record Counts(int encoded, int missing, int unreadable, List<String> examples) {

  private static final int EXAMPLES = 5;

  static final Counts NONE = new Counts(0, 0, 0, List.of());

  Counts {
    Arguments.atLeast("encoded", encoded, 0);
    Arguments.atLeast("missing", missing, 0);
    Arguments.atLeast("unreadable", unreadable, 0);
    long items = (long) encoded + missing + unreadable;
    if (items > Integer.MAX_VALUE) {
      throw new IllegalArgumentException(
          "more items than there can be: " + items + ", at most " + Integer.MAX_VALUE);
    }
    examples = List.copyOf(examples.subList(0, Math.min(EXAMPLES, examples.size())));
  }

  /** That nothing was encoded. */
  DataException nothing(String where) {
    return new DataException(
        where
            + ": none of "
            + items()
            + " items has anything to encode; unreadable: "
            + unreadable
            + " "
            + examples);
  }

  int items() {
    return encoded + missing + unreadable;
  }

  Counts plus(Counts more) {
    List<String> all = new ArrayList<>(examples);
    all.addAll(more.examples);
    return new Counts(
        encoded + more.encoded, missing + more.missing, unreadable + more.unreadable, all);
  }
}
