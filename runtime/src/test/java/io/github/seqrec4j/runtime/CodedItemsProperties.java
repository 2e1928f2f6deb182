package io.github.seqrec4j.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
    int excluded = random.nextInt(items);
    int modulus = 1 + random.nextInt(4);
    IntPredicate admitted = column -> column % modulus == 0;
    float[] found =
        CodedItems.of(blocks)
            .best(
                user, from, to, k, scores -> scores[excluded] = Float.NEGATIVE_INFINITY, admitted);
    float[] all = blocks.products(user, 1, from, to);
    all[excluded] = Float.NEGATIVE_INFINITY;
    int[] best = TopK.of(all, 0, items, k, admitted);
    assertThat(TopK.of(found, 0, items, k, admitted)).containsExactly(best);
    for (int column : best) {
      assertThat(found[column]).isEqualTo(all[column]);
    }
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
    float[] scores = CodedItems.of(blocks).best(user, 0, columns, 10, all -> {}, column -> true);
    int computed = 0;
    for (float score : scores) {
      computed += score == Float.NEGATIVE_INFINITY ? 0 : 1;
    }
    assertThat(computed).isBetween(10, 60);
  }

  /** A user of no numbers takes the way of the whole scan, which tells of it. */
  @Example
  void ofUserWithoutNumbers_allIsComputed() throws IOException {
    float[] vectors = {0, 0, 1, 2, -4, 5};
    CodedItems coded = CodedItems.of(StoredBlocks.of(vectors, 2, folder.resolve("vectors")));
    assertThat(coded.best(new float[] {Float.NaN, 1}, 0, 2, 1, all -> {}, column -> true))
        .containsExactly(Float.NaN, Float.NaN);
    assertThat(
            coded.best(
                new float[] {Float.POSITIVE_INFINITY, 1}, 0, 2, 2, all -> {}, column -> true))
        .containsExactly(Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY);
  }
}
