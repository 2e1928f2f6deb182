package io.github.seqrec4j.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.github.seqrec4j.api.nn.HostArrays;
import io.github.seqrec4j.api.nn.NativeEngine;
import io.github.seqrec4j.api.nn.Rows;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ContentMapTest {

  private static final int ITEMS = 400;
  private static final int FEATURES = 6; // the last is 1
  private static final int WIDTH = 3;

  /** Embeddings that are a map of the content, and noise. */
  private static ContentMap.Source source(NDManager manager, float[][] truth, double noise) {
    Random random = new Random(2);
    float[] content = new float[(ITEMS + 1) * FEATURES];
    float[] embeddings = new float[(ITEMS + 1) * WIDTH];
    for (int i = 0; i <= ITEMS; i++) {
      for (int f = 0; f < FEATURES; f++) {
        float x = f == FEATURES - 1 ? 1 : (float) random.nextGaussian();
        content[i * FEATURES + f] = x;
        for (int d = 0; d < WIDTH; d++) {
          embeddings[i * WIDTH + d] += x * truth[f][d];
        }
      }
      for (int d = 0; d < WIDTH; d++) {
        embeddings[i * WIDTH + d] += (float) (noise * random.nextGaussian());
      }
    }
    NDArray x = HostArrays.of(manager, content, new Shape(ITEMS + 1, FEATURES));
    NDArray y = HostArrays.of(manager, embeddings, new Shape(ITEMS + 1, WIDTH));
    return new ContentMap.Source() {
      @Override
      public NDArray content(NDManager owner, int[] items) {
        return Rows.take(x, HostArrays.indices(owner, items));
      }

      @Override
      public NDArray embeddings(NDManager owner, int[] items) {
        return Rows.take(y, HostArrays.indices(owner, items));
      }
    };
  }

  private static float[][] truth() {
    Random random = new Random(1);
    float[][] truth = new float[FEATURES][WIDTH];
    for (float[] row : truth) {
      for (int d = 0; d < WIDTH; d++) {
        row[d] = (float) random.nextGaussian();
      }
    }
    return truth;
  }

  @Test
  void map_findsTheOneBehindTheData() {
    try (NDManager manager = NativeEngine.newManager()) {
      float[][] truth = truth();
      int[] items = IntStream.rangeClosed(1, ITEMS).toArray();
      NDArray map = ContentMap.fit(manager, source(manager, truth, 0.05), items);
      assertThat(map.getShape()).isEqualTo(new Shape(FEATURES, WIDTH));
      for (int f = 0; f < FEATURES; f++) {
        for (int d = 0; d < WIDTH; d++) {
          assertThat(map.getFloat(f, d)).isCloseTo(truth[f][d], offset(0.05f));
        }
      }
    }
  }

  @Test
  void contentThatSaysNothing_isShrunk() {
    try (NDManager manager = NativeEngine.newManager()) {
      int[] few = IntStream.rangeClosed(1, 30).toArray();
      NDArray map = ContentMap.fit(manager, source(manager, new float[FEATURES][WIDTH], 1), few);
      float[] spread = map.get("0:" + (FEATURES - 1)).toFloatArray();
      double squares =
          IntStream.range(0, spread.length).mapToDouble(i -> spread[i]).map(w -> w * w).sum();
      assertThat(squares).as("what noise is taken for").isLessThan(0.1);
    }
  }

  @Test
  void oneItem_isEnough() {
    try (NDManager manager = NativeEngine.newManager()) {
      NDArray map = ContentMap.fit(manager, source(manager, truth(), 0), new int[] {7});
      assertThat(map.toFloatArray()).doesNotContain(Float.NaN, Float.POSITIVE_INFINITY);
    }
  }

  @Test
  void map_leavesNoArrayBehindButItself() {
    try (NDManager manager = NativeEngine.newManager()) {
      ContentMap.Source source = source(manager, truth(), 0.1);
      int[] items = IntStream.rangeClosed(1, ITEMS).toArray();
      ContentMap.fit(manager, source, items).close();
      long before = NativeArrays.count();
      ContentMap.fit(manager, source, items).close();
      assertThat(NativeArrays.count()).isEqualTo(before);
    }
  }
}
