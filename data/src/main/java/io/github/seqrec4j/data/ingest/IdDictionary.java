package io.github.seqrec4j.data.ingest;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Numbers identifiers from 0 in the order of their first appearance: an open hash table over the
 * UTF-8 bytes of all of them, one behind the other.
 */
final class IdDictionary {

  private static final int CHUNK = 1 << 20;

  private int[] table = new int[1 << 10]; // code + 1, or 0
  private int[] hashes = new int[1 << 9];
  private int[] chunks = new int[1 << 9]; // where an identifier is: chunk, first byte, length
  private int[] starts = new int[1 << 9];
  private int[] lengths = new int[1 << 9];
  private byte[][] bytes = {new byte[CHUNK]};
  private int chunk;
  private int used; // of the last chunk
  private int size;

  /** Number of identifiers. */
  int size() {
    return size;
  }

  /** The code of an identifier, or -1. */
  int find(byte[] from, int start, int end) {
    return table[slot(from, start, end, hash(from, start, end))] - 1;
  }

  int find(String id) {
    byte[] utf8 = id.getBytes(StandardCharsets.UTF_8);
    return find(utf8, 0, utf8.length);
  }

  /** The code of an identifier, a new one if it has none. */
  int add(byte[] from, int start, int end) {
    int hash = hash(from, start, end);
    int slot = slot(from, start, end, hash);
    if (table[slot] == 0) {
      append(from, start, end - start, hash);
      table[slot] = size;
      if (2 * size > table.length) {
        rehash();
      }
      return size - 1;
    }
    return table[slot] - 1;
  }

  int add(String id) {
    byte[] utf8 = id.getBytes(StandardCharsets.UTF_8);
    return add(utf8, 0, utf8.length);
  }

  /** What holds the bytes of an identifier. */
  byte[] bytes(int code) {
    return bytes[chunks[code]];
  }

  int start(int code) {
    return starts[code];
  }

  int length(int code) {
    return lengths[code];
  }

  String text(int code) {
    return new String(bytes(code), start(code), length(code), StandardCharsets.UTF_8);
  }

  private int slot(byte[] from, int start, int end, int hash) {
    int mask = table.length - 1;
    int slot = hash & mask;
    while (table[slot] != 0) {
      int code = table[slot] - 1;
      if (hashes[code] == hash
          && Arrays.equals(
              bytes(code), starts[code], starts[code] + lengths[code], from, start, end)) {
        return slot;
      }
      slot = (slot + 1) & mask;
    }
    return slot;
  }

  private void append(byte[] from, int start, int length, int hash) {
    if (size == hashes.length) {
      int larger = Math.addExact(size, size);
      hashes = Arrays.copyOf(hashes, larger);
      chunks = Arrays.copyOf(chunks, larger);
      starts = Arrays.copyOf(starts, larger);
      lengths = Arrays.copyOf(lengths, larger);
    }
    if (bytes[chunk].length - used < length) {
      chunk++;
      bytes = Arrays.copyOf(bytes, chunk + 1);
      bytes[chunk] = new byte[Math.max(CHUNK, length)];
      used = 0;
    }
    System.arraycopy(from, start, bytes[chunk], used, length);
    hashes[size] = hash;
    chunks[size] = chunk;
    starts[size] = used;
    lengths[size] = length;
    used += length;
    size++;
  }

  private void rehash() {
    table = new int[Math.multiplyExact(2, table.length)];
    int mask = table.length - 1;
    for (int code = 0; code < size; code++) {
      int slot = hashes[code] & mask;
      while (table[slot] != 0) {
        slot = (slot + 1) & mask;
      }
      table[slot] = code + 1;
    }
  }

  /** FNV-1a, its bits mixed once more, as its low ones are weak. */
  private static int hash(byte[] from, int start, int end) {
    int hash = 0x811C9DC5;
    for (int i = start; i < end; i++) {
      hash = (hash ^ from[i]) * 0x01000193;
    }
    hash ^= hash >>> 15;
    hash *= 0x2C1B3C6D;
    return hash ^ (hash >>> 13);
  }
}
