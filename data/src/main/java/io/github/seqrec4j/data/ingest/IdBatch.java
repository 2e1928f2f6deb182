package io.github.seqrec4j.data.ingest;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Some identifiers, copied, to be looked up in an {@link IdDictionary} together. */
final class IdBatch {

  private byte[] bytes = new byte[1 << 12];
  private final int[] ends; // of identifier i at i + 1
  private final int[] guesses; // code of one with the same hash, or -1
  private final int[] lengths; // of that one
  private final int[] hashes;
  private int size;

  /** Room for a number of identifiers. */
  IdBatch(int capacity) {
    ends = new int[capacity + 1];
    guesses = new int[capacity];
    lengths = new int[capacity];
    hashes = new int[capacity];
  }

  /** Copies one. */
  void add(byte[] from, int start, int end) {
    int length = end - start;
    int to = ends[size];
    if (to > bytes.length - length) {
      bytes = Arrays.copyOf(bytes, Math.max(Math.addExact(to, length), 2 * bytes.length));
    }
    System.arraycopy(from, start, bytes, to, length);
    ends[++size] = to + length;
  }

  void clear() {
    size = 0;
  }

  int size() {
    return size;
  }

  byte[] bytes() {
    return bytes;
  }

  int start(int i) {
    return ends[i];
  }

  int end(int i) {
    return ends[i + 1];
  }

  String text(int i) {
    return new String(bytes, start(i), end(i) - start(i), StandardCharsets.UTF_8);
  }

  int[] guesses() {
    return guesses;
  }

  int[] lengths() {
    return lengths;
  }

  int[] hashes() {
    return hashes;
  }
}
