package io.github.seqrec4j.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.github.seqrec4j.api.IdCodes;
import io.github.seqrec4j.api.nn.HostArrays;
import io.github.seqrec4j.data.Dataset;
import io.github.seqrec4j.data.Split;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32C;

/**
 * The codes of all items, a byte for each split: which rows of a {@link CodedTable} make up the ID
 * of an item.
 *
 * <p>Symbols: N items, m splits, V codes of a split.
 */
final class ItemCodes {

  private final int splits;
  private final int values;
  private final byte[][] codes; // by split, of items 0..N; 0 is padding

  private ItemCodes(int values, byte[][] codes) {
    splits = codes.length;
    this.values = values;
    this.codes = codes;
  }

  /**
   * Assigns codes.
   *
   * @param split whose training interactions decide, where they do
   */
  static ItemCodes of(IdCodes spec, Dataset dataset, Split split) {
    byte[][] codes =
        switch (spec.assignment()) {
          case HASH -> hashed(spec, dataset);
          case INTERACTIONS -> byInteractions(spec, dataset, split);
        };
    return new ItemCodes(spec.codes(), codes);
  }

  /** m. */
  int splits() {
    return splits;
  }

  /** V. */
  int values() {
    return values;
  }

  /** The code of an item in 0..N, from 0 to V - 1. */
  int code(int item, int split) {
    return codes[split][item] & 0xFF;
  }

  /** Rows of the codebook, (U, m) int64: split after split, V each. */
  NDArray rows(NDManager manager, int[] items) {
    long[] rows = new long[Math.multiplyExact(items.length, splits)];
    for (int i = 0; i < items.length; i++) {
      for (int j = 0; j < splits; j++) {
        rows[i * splits + j] = (long) j * values + code(items[i], j);
      }
    }
    return HostArrays.of(manager, rows, new Shape(items.length, splits));
  }

  /** Numbers of an item in {@link #packed}: ceil(m / 8). */
  int words() {
    return (splits + Long.BYTES - 1) / Long.BYTES;
  }

  /** All codes, eight to a number, the first in its lowest byte: (N+1, {@link #words}) int64. */
  NDArray packed(NDManager manager) {
    int words = words();
    int rows = codes[0].length;
    long[] packed = new long[Math.multiplyExact(rows, words)];
    for (int item = 0; item < rows; item++) {
      for (int j = 0; j < splits; j++) {
        packed[item * words + j / Long.BYTES] |=
            (long) code(item, j) << (Byte.SIZE * (j % Long.BYTES));
      }
    }
    return HostArrays.of(manager, packed, new Shape(rows, words));
  }

  /**
   * These codes, but for items that have others already.
   *
   * @param packed as {@link #packed} has them
   * @param places of items 0..N in it; 0 for one that keeps these
   */
  ItemCodes withCodesOf(long[] packed, int[] places) {
    byte[][] mixed = new byte[splits][];
    for (int j = 0; j < splits; j++) {
      mixed[j] = codes[j].clone();
      for (int item = 1; item < places.length; item++) {
        if (places[item] > 0) {
          long word = packed[places[item] * words() + j / Long.BYTES];
          mixed[j][item] = (byte) (word >>> (Byte.SIZE * (j % Long.BYTES)));
        }
      }
    }
    return new ItemCodes(values, mixed);
  }

  private static byte[][] hashed(IdCodes spec, Dataset dataset) {
    byte[][] codes = new byte[spec.splits()][dataset.items() + 1];
    for (int item = 1; item <= dataset.items(); item++) {
      byte[] id = dataset.itemId(item).getBytes(StandardCharsets.UTF_8);
      for (int j = 0; j < spec.splits(); j++) {
        codes[j][item] = (byte) Math.floorMod(hash(id, j), spec.codes());
      }
    }
    return codes;
  }

  /** Spread by the finaliser of MurmurHash3: neighbouring checksums differ in few bits. */
  private static int hash(byte[] id, int split) {
    CRC32C checksum = new CRC32C();
    checksum.update(id);
    checksum.update(split);
    int mixed = (int) checksum.getValue() * 0x9E3779B9 + split;
    mixed = (mixed ^ mixed >>> 16) * 0x85EBCA6B;
    mixed = (mixed ^ mixed >>> 13) * 0xC2B2AE35;
    return mixed ^ mixed >>> 16;
  }

  /** Equal parts of the items' order in each singular vector; ties stand in catalogue order. */
  private static byte[][] byInteractions(IdCodes spec, Dataset dataset, Split split) {
    int items = dataset.items();
    float[][] vectors = SingularVectors.of(split, items, spec.splits());
    byte[][] codes = new byte[spec.splits()][items + 1];
    for (int j = 0; j < spec.splits(); j++) {
      int[] order = Ordering.ascending(vectors[j]);
      for (int rank = 0; rank < items; rank++) {
        codes[j][order[rank] + 1] = (byte) ((long) rank * spec.codes() / items);
      }
    }
    return codes;
  }
}
