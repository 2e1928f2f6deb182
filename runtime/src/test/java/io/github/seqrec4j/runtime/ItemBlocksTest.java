package io.github.seqrec4j.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ItemBlocksTest {

  /** Numbers of a vector; no multiple of what the sums take at a time. */
  private static final int COLUMNS = 7;

  /** Float32 sums of seven products of normal numbers. */
  private static final double ROUNDING = 1e-5;

  @TempDir private Path folder;

  /** Catalogues below, at and above the border of a block, and of three blocks. */
  @ParameterizedTest
  @ValueSource(ints = {1, ItemBlocks.ITEMS, ItemBlocks.ITEMS + 1, 2 * ItemBlocks.ITEMS + 5})
  void vectorsAndProducts_areThoseOfTheFile(int items) throws IOException {
    Random random = new Random(items);
    float[] vectors = new float[(items + 1) * COLUMNS];
    for (int i = COLUMNS; i < vectors.length; i++) {
      vectors[i] = (float) random.nextGaussian();
    }
    ItemBlocks blocks = StoredBlocks.of(vectors, COLUMNS, folder.resolve("vectors"));
    float[] users = new float[2 * COLUMNS];
    for (int i = 0; i < users.length; i++) {
      users[i] = (float) random.nextGaussian();
    }
    float[] all = blocks.products(users, 2, 0, COLUMNS);
    float[] some = blocks.products(users, 2, 2, 6);
    assertThat(all).hasSize(2 * items);
    for (int item = 1; item <= items; item += Math.max(1, items / 50)) {
      float[] vector = new float[COLUMNS];
      blocks.copy(item, 0, vector);
      assertThat(vector)
          .containsExactly(Arrays.copyOfRange(vectors, item * COLUMNS, (item + 1) * COLUMNS));
      for (int b = 0; b < 2; b++) {
        int at = b * items + item - 1;
        assertThat((double) all[at])
            .isCloseTo(product(users, b, vector, 0, COLUMNS), within(ROUNDING));
        assertThat((double) some[at]).isCloseTo(product(users, b, vector, 2, 6), within(ROUNDING));
      }
    }
    int[] columns = IntStream.range(0, items).filter(i -> i % 100 == 0 || i > 1020).toArray();
    for (int b = 0; b < 2; b++) {
      int row = b * items;
      float[] found = blocks.products(columns, users, b * COLUMNS, 0, COLUMNS);
      float[] foundOfSome = blocks.products(columns, users, b * COLUMNS, 2, 6);
      for (int i = 0; i < columns.length; i++) {
        assertThat(found[i]).isEqualTo(all[row + columns[i]]);
        assertThat(foundOfSome[i]).isEqualTo(some[row + columns[i]]);
      }
    }
  }

  private static double product(float[] users, int b, float[] vector, int from, int to) {
    double sum = 0;
    for (int j = from; j < to; j++) {
      sum += (double) users[b * COLUMNS + j] * vector[j];
    }
    return sum;
  }
}
