package io.github.seqrec4j.runtime;

import ai.djl.ndarray.types.Shape;
import io.github.seqrec4j.api.DataException;
import io.github.seqrec4j.api.files.FileBoundary;
import io.github.seqrec4j.api.inference.WeightedSum;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;

/**
 * The vectors of all items on the heap, in blocks of a thousand items and within a block column by
 * column: the products of a user with a block are a sum of scaled columns, which the JVM
 * vectorises. Of several users, some columns are summed for all before the next are, so that they
 * come from the first-level cache for all but one. Of any size. Once loaded, the file may go.
 *
 * <p>Shapes: B users, N items, C = MD numbers of a vector.
 */
final class ItemBlocks {

  /** Items of a block: four columns take 16 KiB, half of a first-level cache. */
  static final int ITEMS = 1 << 10;

  /** Users whose sums with a block are made together, 64 KiB of them. */
  private static final int USERS = 16;

  /**
   * Items of a block beyond which it is computed whole: one item alone reads a cache line a number.
   */
  private static final int FEW = 32;

  private final int items;
  private final int columns;
  private final float[][][] blocks; // (N / ITEMS, C, ITEMS), the last one shorter

  /** Without numbers yet. */
  private ItemBlocks(int items, int columns) {
    this.items = items;
    this.columns = columns;
    blocks = new float[(int) ((items + ITEMS - 1L) / ITEMS)][][];
  }

  /**
   * The vectors of a file. Each block is made when its numbers come, so that no more memory is
   * taken than the file holds.
   *
   * @param shape (N+1, C), row 0 zero
   * @throws DataException if the file has no such array
   */
  static ItemBlocks load(SafeTensorsFile file, String name, Shape shape) throws IOException {
    ItemBlocks vectors =
        new ItemBlocks(Math.toIntExact(shape.get(0)) - 1, Math.toIntExact(shape.get(1)));
    file.readFloats(
        name,
        shape,
        (numbers, from) -> {
          if (!vectors.put(numbers, from)) {
            throw FileBoundary.damaged(
                file.path().toString(), "row 0, the padding, is not zero", ModelBundle.REMEDY);
          }
        });
    return vectors;
  }

  /** Takes numbers in row-major order; returns whether those of row 0 are zero. */
  private boolean put(FloatBuffer numbers, long from) {
    int row = Math.toIntExact(from / columns);
    int column = (int) (from % columns);
    while (numbers.hasRemaining()) {
      float number = numbers.get();
      if (row > 0) {
        newBlock((row - 1) / ITEMS)[column][(row - 1) % ITEMS] = number;
      } else if (number != 0) {
        return false;
      }
      if (++column == columns) {
        column = 0;
        row++;
      }
    }
    return true;
  }

  private float[][] newBlock(int b) {
    if (blocks[b] == null) {
      blocks[b] = new float[columns][Math.min(ITEMS, items - b * ITEMS)];
    }
    return blocks[b];
  }

  /** N. */
  int size() {
    return items;
  }

  /** Numbers of an item's vector, from one on as many as the target has. */
  void copy(int item, int from, float[] target) {
    float[][] block = blocks[(item - 1) / ITEMS];
    int at = (item - 1) % ITEMS;
    for (int j = 0; j < target.length; j++) {
      target[j] = block[from + j][at];
    }
  }

  int blocks() {
    return blocks.length;
  }

  /** A block, (C, its items). */
  float[][] block(int i) {
    return blocks[i];
  }

  /** See {@link Scoring#products}. */
  float[] products(float[] users, int batch, int from, int to) {
    float[] products = new float[Math.multiplyExact(batch, items)];
    float[][] sums = new float[Math.min(USERS, batch)][Math.min(ITEMS, items)];
    for (int i = 0; i < blocks.length; i++) {
      int length = blocks[i][0].length;
      for (int first = 0; first < batch; first += USERS) {
        int count = Math.min(USERS, batch - first);
        products(i, users, first * columns, count, from, to, sums);
        for (int b = 0; b < count; b++) {
          System.arraycopy(sums[b], 0, products, (first + b) * items + i * ITEMS, length);
        }
      }
    }
    return products;
  }

  /**
   * Inner products of a block's items with some users.
   *
   * @param first where the first user begins
   * @param count how many users
   * @param sums takes them, a row a user
   */
  void products(int block, float[] users, int first, int count, int from, int to, float[][] sums) {
    float[][] vectors = blocks[block];
    int length = vectors[0].length;
    for (int b = 0; b < count; b++) {
      Arrays.fill(sums[b], 0, length, 0);
    }
    for (int j = from; j < to; j += WeightedSum.UNROLLED) {
      int together = Math.min(WeightedSum.UNROLLED, to - j);
      for (int b = 0; b < count; b++) {
        WeightedSum.add(vectors, j, together, users, first + b * columns + j, sums[b], length);
      }
    }
  }

  /**
   * Offers all items to users, to each those that reach its floor. Users are shared out among idle
   * processors, unless one of them is filtered.
   *
   * @param users (B, C)
   * @param selections (B)
   */
  void select(float[] users, int from, int to, List<Selection> selections) {
    int groups = (selections.size() + USERS - 1) / USERS;
    IntConsumer group =
        g -> {
          int first = g * USERS;
          int end = Math.min(selections.size(), first + USERS);
          select(users, first, from, to, selections.subList(first, end));
        };
    if (selections.stream().anyMatch(Selection::isFiltered)) {
      IntStream.range(0, groups).forEach(group);
    } else {
      IdleCores.each(groups, group);
    }
  }

  private void select(float[] users, int first, int from, int to, List<Selection> some) {
    float[][] sums = new float[some.size()][Math.min(ITEMS, items)];
    for (int i = 0; i < blocks.length; i++) {
      products(i, users, first * columns, some.size(), from, to, sums);
      for (int b = 0; b < some.size(); b++) {
        some.get(b).offer(sums[b], blocks[i][0].length, i * ITEMS, 0);
      }
    }
  }

  /**
   * Scores of some items, as they come of whole blocks, to the last bit.
   *
   * @param some columns of items, ascending
   * @param user where the user begins
   */
  float[] products(int[] some, float[] users, int user, int from, int to) {
    float[] scores = new float[some.length];
    float[] vector = new float[to - from];
    float[][] whole = new float[1][0];
    int end;
    for (int at = 0; at < some.length; at = end) {
      int block = some[at] / ITEMS;
      end = at + 1;
      while (end < some.length && some[end] / ITEMS == block) {
        end++;
      }
      if (end - at > FEW) {
        whole[0] = whole[0].length == 0 ? new float[ITEMS] : whole[0];
        products(block, users, user, 1, from, to, whole);
        for (int i = at; i < end; i++) {
          scores[i] = whole[0][some[i] % ITEMS];
        }
      } else {
        for (int i = at; i < end; i++) {
          copy(some[i] + 1, from, vector);
          scores[i] = WeightedSum.product(vector, users, user + from);
        }
      }
    }
    return scores;
  }
}
