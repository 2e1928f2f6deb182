package io.github.seqrec4j.runtime;

import java.util.Arrays;

/**
 * A set of rows. Immutable; one with a row more shares all but a page with the one before, so that
 * retiring an item copies some kilobytes, whatever the size of the catalogue.
 */
final class RowBits {

  /** Words of a page, 8 KiB, 65,536 rows. */
  private static final int PAGE = 1 << 10;

  static final RowBits NONE = new RowBits(new long[0][], 0);

  private final long[][] pages; // null where nothing is set
  private final int count;

  private RowBits(long[][] pages, int count) {
    this.pages = pages;
    this.count = count;
  }

  /** How many rows there are. */
  int count() {
    return count;
  }

  boolean get(int row) {
    int page = row / Long.SIZE / PAGE;
    return page < pages.length
        && pages[page] != null
        && (pages[page][row / Long.SIZE % PAGE] & (1L << row)) != 0;
  }

  /** With a row; itself where it has it. */
  RowBits with(int row) {
    return get(row) ? this : flipped(row, count + 1);
  }

  /** Without a row; itself where it has it not. */
  RowBits without(int row) {
    return get(row) ? flipped(row, count - 1) : this;
  }

  private RowBits flipped(int row, int left) {
    int page = row / Long.SIZE / PAGE;
    long[][] copy = Arrays.copyOf(pages, Math.max(pages.length, page + 1));
    long[] words = copy[page] == null ? new long[PAGE] : copy[page].clone();
    words[row / Long.SIZE % PAGE] ^= 1L << row;
    copy[page] = words;
    return new RowBits(copy, left);
  }

  /** The first row from one on, or -1. */
  int next(int from) {
    int word = from / Long.SIZE;
    long masked = -1L << from;
    while (word / PAGE < pages.length) {
      long[] page = pages[word / PAGE];
      if (page == null) {
        word = (word / PAGE + 1) * PAGE;
      } else {
        long bits = page[word % PAGE] & masked;
        if (bits != 0) {
          return word * Long.SIZE + Long.numberOfTrailingZeros(bits);
        }
        word++;
      }
      masked = -1L;
    }
    return -1;
  }
}
