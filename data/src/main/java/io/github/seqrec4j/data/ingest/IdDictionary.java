package io.github.seqrec4j.data.ingest;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Numbers identifiers from 0 in the order of their first appearance: an open hash table over the
 * UTF-8 bytes of all of them, one behind the other.
 *
 * <p>A look-up of a known identifier waits for memory three times: for its slot, its place, its
 * bytes. Where there are many identifiers nothing else of a log takes as long. Memory answers many
 * such requests in the time of one if none depends on another, so {@link #locate} makes those of a
 * whole batch together.
 */
final class IdDictionary {

  private static final int CHUNK_BITS = 20;
  private static final int CHUNK = 1 << CHUNK_BITS;
  private static final int PREFIX = Integer.BYTES; // the length, before the bytes
  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private long[] table = new long[1 << 10]; // hash, code + 1; or 0
  private long[] places = new long[1 << 9]; // chunk, first byte behind the length
  private byte[][] chunks = {new byte[CHUNK]};
  private int chunk;
  private int used; // of the last chunk
  private int size;

  /** Number of identifiers. */
  int size() {
    return size;
  }

  /** The code of an identifier, or -1. */
  int find(byte[] from, int start, int end) {
    return code(table[slot(from, start, end, hash(from, start, end))]);
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
      append(from, start, end - start);
      table[slot] = ((long) hash << Integer.SIZE) | size;
      if (2 * size > table.length) {
        rehash();
      }
      return size - 1;
    }
    return code(table[slot]);
  }

  /** Where each of a batch probably is; comes before {@link #find(IdBatch, int)} and add. */
  void locate(IdBatch ids) {
    int[] hashes = ids.hashes();
    int[] guesses = ids.guesses();
    int[] lengths = ids.lengths();
    int mask = table.length - 1;
    for (int i = 0; i < ids.size(); i++) {
      hashes[i] = hash(ids.bytes(), ids.start(i), ids.end(i));
    }
    for (int i = 0; i < ids.size(); i++) {
      int slot = hashes[i] & mask;
      long entry = table[slot];
      while (entry != 0 && (int) (entry >>> Integer.SIZE) != hashes[i]) {
        slot = (slot + 1) & mask;
        entry = table[slot];
      }
      guesses[i] = code(entry);
    }
    for (int i = 0; i < ids.size(); i++) {
      lengths[i] = guesses[i] < 0 ? -1 : length(guesses[i]);
    }
  }

  /** The code of an identifier of a located batch, or -1. */
  int find(IdBatch ids, int i) {
    return isGuessed(ids, i) ? ids.guesses()[i] : find(ids.bytes(), ids.start(i), ids.end(i));
  }

  /** The code of an identifier of a located batch, a new one if it has none. */
  int add(IdBatch ids, int i) {
    return isGuessed(ids, i) ? ids.guesses()[i] : add(ids.bytes(), ids.start(i), ids.end(i));
  }

  private boolean isGuessed(IdBatch ids, int i) {
    int start = ids.start(i);
    int end = ids.end(i);
    int guess = ids.guesses()[i];
    if (ids.lengths()[i] != end - start) {
      return false;
    }
    int at = start(guess);
    return Arrays.equals(bytes(guess), at, at + end - start, ids.bytes(), start, end);
  }

  int add(String id) {
    byte[] utf8 = id.getBytes(StandardCharsets.UTF_8);
    return add(utf8, 0, utf8.length);
  }

  /** What holds the bytes of an identifier. */
  byte[] bytes(int code) {
    return chunks[(int) (places[code] >>> CHUNK_BITS)];
  }

  int start(int code) {
    return (int) places[code] & (CHUNK - 1);
  }

  int length(int code) {
    return (int) INT.get(bytes(code), start(code) - PREFIX);
  }

  String text(int code) {
    return new String(bytes(code), start(code), length(code), StandardCharsets.UTF_8);
  }

  private static int code(long entry) {
    return (int) entry - 1;
  }

  private int slot(byte[] from, int start, int end, int hash) {
    int mask = table.length - 1;
    int slot = hash & mask;
    for (long entry = table[slot]; entry != 0; entry = table[slot]) {
      if ((int) (entry >>> Integer.SIZE) == hash && isAt(code(entry), from, start, end)) {
        return slot;
      }
      slot = (slot + 1) & mask;
    }
    return slot;
  }

  private boolean isAt(int code, byte[] from, int start, int end) {
    byte[] bytes = bytes(code);
    int at = start(code);
    int length = end - start;
    return (int) INT.get(bytes, at - PREFIX) == length
        && Arrays.equals(bytes, at, at + length, from, start, end);
  }

  private void append(byte[] from, int start, int length) {
    if (size == places.length) {
      places = Arrays.copyOf(places, Math.addExact(size, size));
    }
    if (chunks[chunk].length - used < PREFIX + length) {
      chunk++;
      chunks = Arrays.copyOf(chunks, chunk + 1);
      chunks[chunk] = new byte[Math.max(CHUNK, Math.addExact(PREFIX, length))];
      used = 0;
    }
    INT.set(chunks[chunk], used, length);
    used += PREFIX;
    System.arraycopy(from, start, chunks[chunk], used, length);
    places[size] = ((long) chunk << CHUNK_BITS) | used;
    used += length;
    size++;
  }

  private void rehash() {
    long[] larger = new long[Math.multiplyExact(2, table.length)];
    int mask = larger.length - 1;
    for (long entry : table) {
      if (entry != 0) {
        int slot = (int) (entry >>> Integer.SIZE) & mask;
        while (larger[slot] != 0) {
          slot = (slot + 1) & mask;
        }
        larger[slot] = entry;
      }
    }
    table = larger;
  }

  /** Eight bytes at a time, multiplied and folded; the last ones and the length likewise. */
  private static int hash(byte[] from, int start, int end) {
    int at = start;
    long hash = (long) end - start;
    for (; end - at >= Long.BYTES; at += Long.BYTES) {
      hash = mixed(hash ^ (long) LONG.get(from, at));
    }
    if (at < end) {
      long rest = 0;
      for (int i = end - 1; i >= at; i--) {
        rest = (rest << Byte.SIZE) | (from[i] & 0xFF);
      }
      hash = mixed(hash ^ rest);
    }
    return (int) (mixed(hash) >>> Integer.SIZE);
  }

  private static long mixed(long bits) {
    long product = bits * 0x9E3779B97F4A7C15L;
    return product ^ (product >>> Integer.SIZE);
  }
}
