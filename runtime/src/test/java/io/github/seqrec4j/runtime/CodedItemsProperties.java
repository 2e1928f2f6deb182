package io.github.seqrec4j.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.seqrec4j.api.SeqrecException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.function.IntPredicate;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

class CodedItemsProperties {

  private static Path folder = Path.of("");

  @BeforeContainer
  static void makeFolder() throws IOException {
    folder = Files.createTempDirectory("coded-items");
  }

  @AfterContainer
  static void removeFolder() throws IOException {
    Files.delete(folder.resolve("vectors"));
    Files.delete(folder);
  }

  /** How the numbers of a catalogue are spread. */
  enum Numbers {
    /** All alike. */
    NORMAL,
    /** Columns of very different sizes, some of zeros alone. */
    UNEVEN,
    /** Few different ones, so that many items tie. */
    COARSE,
    /** A few items far larger than all others. */
    OUTLIERS,
    /** Near the ends of what a float can say. */
    EXTREME;

    float draw(Random random, int item, int column) {
      double normal = random.nextGaussian();
      return (float)
          switch (this) {
            case NORMAL -> normal;
            case UNEVEN -> column % 5 == 4 ? 0 : normal * Math.pow(10, column % 9 - 4);
            case COARSE -> random.nextInt(3) - 1;
            case OUTLIERS -> item % 997 == 3 ? normal * 1000 : normal;
            case EXTREME -> normal * (column % 2 == 0 ? 1e-38 : 1e17);
          };
    }
  }

  /** Of whatever catalogue, user, columns and filters: items and scores of a scan in full. */
  @Property(tries = 60)
  void best_areThoseOfAWholeScan(
      @ForAll Numbers numbers,
      @ForAll @IntRange(min = 1, max = 10_000) int items,
      @ForAll @IntRange(min = 1, max = 13) int columns,
      @ForAll @IntRange(min = 1, max = 40) int k,
      @ForAll long seed)
      throws IOException {
    Random random = new Random(seed);
    float[] vectors = new float[(items + 1) * columns];
    for (int i = columns; i < vectors.length; i++) {
      vectors[i] = numbers.draw(random, i / columns, i % columns);
    }
    ItemBlocks blocks = StoredBlocks.of(vectors, columns, folder.resolve("vectors"));
    float[] user = new float[columns];
    for (int j = 0; j < columns; j++) {
      user[j] = random.nextInt(8) == 0 ? 0 : numbers.draw(random, 0, j);
    }
    int from = random.nextInt(columns);
    int to = from + 1 + random.nextInt(columns - from);
    int modulus = 1 + random.nextInt(4);
    IntPredicate admitted = column -> column % modulus == 0 && column % 1000 != 17;
    TopItems best =
        TopItems.of(
            blocks.products(user, 1, from, to), 0, items, new Selection(k, admitted, false));
    Selection byCodes = new Selection(k, admitted, false);
    CodedItems.of(blocks).select(user, from, to, byCodes);
    assertSame(byCodes.best(some -> blocks.products(some, user, 0, from, to)), best);
    Selection byBlocks = new Selection(k, admitted, false);
    blocks.select(user, from, to, List.of(byBlocks));
    assertSame(byBlocks.best(some -> blocks.products(some, user, 0, from, to)), best);
    Selection whole = new Selection(k, admitted, false);
    whole.offer(blocks.products(user, 1, from, to), blocks.size(), 0, 0);
    assertSame(whole.best(), best);
  }

  private static void assertSame(TopItems found, TopItems expected) {
    assertThat(found.columns()).containsExactly(expected.columns());
    assertThat(found.scores()).containsExactly(expected.scores());
  }

  /** What the codes are for: of many items few are computed. */
  @Example
  void ofNormalVectors_fewAreInDoubt() throws IOException {
    int items = 3 * ItemBlocks.ITEMS;
    int columns = 64;
    Random random = new Random(1);
    float[] vectors = new float[(items + 1) * columns];
    for (int i = columns; i < vectors.length; i++) {
      vectors[i] = (float) random.nextGaussian();
    }
    float[] user = new float[columns];
    for (int j = 0; j < columns; j++) {
      user[j] = (float) random.nextGaussian();
    }
    ItemBlocks blocks = StoredBlocks.of(vectors, columns, folder.resolve("vectors"));
    Selection selection = new Selection(10, column -> true, false);
    CodedItems.of(blocks).select(user, 0, columns, selection);
    int[] computed = new int[1];
    selection.best(
        some -> {
          computed[0] = some.length;
          return blocks.products(some, user, 0, 0, columns);
        });
    assertThat(computed[0]).isBetween(10, 60);
  }

  /** A user of no numbers takes the way of the whole scan, which tells of it. */
  @Example
  void ofUserWithoutNumbers_itIsTold() throws IOException {
    float[] vectors = {0, 0, 1, 2, -4, 5};
    ItemBlocks blocks = StoredBlocks.of(vectors, 2, folder.resolve("vectors"));
    for (float number : new float[] {Float.NaN, Float.POSITIVE_INFINITY}) {
      float[] user = {number, 1};
      Selection selection = new Selection(1, column -> true, false);
      CodedItems.of(blocks).select(user, 0, 2, selection);
      assertThatThrownBy(() -> selection.best(some -> blocks.products(some, user, 0, 0, 2)))
          .isInstanceOf(SeqrecException.class)
          .hasMessageContaining("a score is not finite");
    }
  }
}
