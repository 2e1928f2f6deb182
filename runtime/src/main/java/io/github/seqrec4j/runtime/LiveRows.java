package io.github.seqrec4j.runtime;

import io.github.seqrec4j.api.inference.WeightedSum;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Rows behind those of a bundle, in blocks as {@link ItemBlocks} has them. One thread at a time
 * appends; readers hold a {@link Snapshot}, which ends where it ended when it was taken, and see
 * nothing of what is written behind it. So nothing is copied but a block's place, once for each
 * block.
 *
 * <p>Shapes: n rows, C = MD numbers of a vector.
 */
final class LiveRows {

  /** Rows of a block. */
  static final int ROWS = 1 << 10;

  private final int first; // number of the first row
  private final int columns;
  private final Map<String, Place> places = new ConcurrentHashMap<>();
  private Block[] blocks = {};
  private int size;

  /**
   * No rows yet.
   *
   * @param first number of the first one
   */
  LiveRows(int first, int columns) {
    this.first = first;
    this.columns = columns;
  }

  /**
   * A row.
   *
   * @param vector (C), not copied
   * @param complete whether the item has a vector in every branch
   */
  @SuppressWarnings("ArrayRecordComponent") // lives for one change and is never compared
  record Row(String item, String title, float[] vector, boolean complete) {}

  /** Rows of an item, the last one first. */
  private record Place(int row, @Nullable Place before) {}

  private static final class Block {
    final float[][] columns; // (C, ROWS)
    final String[] items = new String[ROWS];
    final String[] titles = new String[ROWS];
    final boolean[] complete = new boolean[ROWS];

    Block(int columns) {
      this.columns = new float[columns][ROWS];
    }
  }

  /** Appends a row and returns its number. */
  int add(Row row) {
    if (size == blocks.length * ROWS) {
      blocks = Arrays.copyOf(blocks, blocks.length + 1);
      blocks[blocks.length - 1] = new Block(columns);
    }
    Block block = blocks[size / ROWS];
    int at = size % ROWS;
    for (int j = 0; j < columns; j++) {
      block.columns[j][at] = row.vector()[j];
    }
    block.items[at] = row.item();
    block.titles[at] = row.title();
    block.complete[at] = row.complete();
    int number = first + size++;
    places.put(row.item(), new Place(number, places.get(row.item())));
    return number;
  }

  /** All rows until now. To be handed to readers so that they see what was written before. */
  Snapshot snapshot() {
    return new Snapshot(first, columns, blocks, size, places);
  }

  /** Rows as they were at a time. Immutable. */
  static final class Snapshot {
    private final int first;
    private final int columns;
    private final Block[] blocks;
    private final int size;
    private final Map<String, Place> places;

    private Snapshot(int first, int columns, Block[] blocks, int size, Map<String, Place> places) {
      this.first = first;
      this.columns = columns;
      this.blocks = blocks;
      this.size = size;
      this.places = places;
    }

    /** n. */
    int size() {
      return size;
    }

    /** The last row of an item, or 0 if it has none. */
    int row(String item) {
      Place place = places.get(item);
      while (place != null && place.row() >= first + size) { // newer than this
        place = place.before();
      }
      return place == null ? 0 : place.row();
    }

    String item(int row) {
      return block(row).items[at(row)];
    }

    String title(int row) {
      return block(row).titles[at(row)];
    }

    /** Whether the item has a vector in every branch. */
    boolean isComplete(int row) {
      return block(row).complete[at(row)];
    }

    /** Numbers of a row's vector, from one on as many as the target has. */
    void copy(int row, int from, float[] target) {
      Block block = block(row);
      int at = at(row);
      for (int j = 0; j < target.length; j++) {
        target[j] = block.columns[from + j][at];
      }
    }

    private Block block(int row) {
      return blocks[(row - first) / ROWS];
    }

    private int at(int row) {
      return (row - first) % ROWS;
    }

    /**
     * Inner products of one user with all rows.
     *
     * @param users (B, C)
     * @param b which of them
     * @param from first number of C
     * @param to last number, exclusive
     * @param products takes them, from {@code start} on
     */
    void products(float[] users, int b, int from, int to, float[] products, int start) {
      float[] sum = new float[ROWS];
      for (int i = 0; i * ROWS < size; i++) {
        int length = Math.min(ROWS, size - i * ROWS);
        Arrays.fill(sum, 0);
        WeightedSum.add(blocks[i].columns, from, to - from, users, b * columns + from, sum, length);
        System.arraycopy(sum, 0, products, start + i * ROWS, length);
      }
    }
  }
}
