package io.github.seqrec4j.data.encode;

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
    examples = examples.stream().limit(EXAMPLES).toList();
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
