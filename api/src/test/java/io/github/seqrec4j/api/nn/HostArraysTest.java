package io.github.seqrec4j.api.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HostArraysTest {

  private static final int FLOATS = 1 << 18;

  @ParameterizedTest
  @ValueSource(ints = {1, FLOATS - 1, FLOATS, FLOATS + 1, 3 * FLOATS, 3 * FLOATS + 7})
  void floats_ofAnySize_areThoseGiven(int size) {
    float[] values = floats(size, 0);

    try (NDManager manager = NativeEngine.newManager()) {
      NDArray array = HostArrays.of(manager, values, new Shape(size, 1));

      assertThat(array.getShape()).isEqualTo(new Shape(size, 1));
      assertThat(array.toFloatArray()).isEqualTo(values);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, FLOATS / 2, FLOATS / 2 + 1, FLOATS + 3})
  void longsAndIndices_ofAnySize_areThoseGiven(int size) {
    int[] indices = IntStream.range(0, size).map(i -> i * 31).toArray();
    long[] values = LongStream.range(0, size).map(i -> Long.MAX_VALUE - i).toArray();

    try (NDManager manager = NativeEngine.newManager()) {
      assertThat(HostArrays.of(manager, values, new Shape(size)).toLongArray()).isEqualTo(values);
      assertThat(HostArrays.indices(manager, indices).toLongArray())
          .isEqualTo(IntStream.of(indices).asLongStream().toArray());
    }
  }

  @Test
  void fill_largerThanAPiece_asksForPiecesByTheirPlace() {
    try (NDManager manager = NativeEngine.newManager()) {
      List<Long> places = new ArrayList<>();
      NDArray array =
          HostArrays.fill(
              manager,
              new Shape(2, 9),
              (values, from) -> {
                places.add(from);
                count(values.asFloatBuffer(), from);
              },
              8 * Float.BYTES);

      assertThat(places).containsExactly(0L, 8L, 16L);
      assertThat(array.getShape()).isEqualTo(new Shape(2, 9));
      assertThat(array.toFloatArray()).isEqualTo(floats(18, 0));
    }
  }

  @Test
  void bits_ofFloats_areThoseThatJavaGives() {
    float[] values = {0, -0f, 1.5f, Float.MIN_VALUE, Float.NEGATIVE_INFINITY, Float.NaN};
    try (NDManager manager = NativeEngine.newManager()) {
      IntBuffer bits = HostArrays.bits(HostArrays.of(manager, values, new Shape(2, 3)));

      for (float value : values) {
        assertThat(bits.get()).isEqualTo(Float.floatToRawIntBits(value));
      }
      assertThat(bits.hasRemaining()).isFalse();
      NDArray longs = HostArrays.of(manager, new long[] {1}, new Shape(1));
      assertThatThrownBy(() -> HostArrays.bits(longs))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("not an array of float32: int64");
    }
  }

  @Test
  void of_noValues_isAnEmptyArray() {
    try (NDManager manager = NativeEngine.newManager()) {
      assertThat(HostArrays.of(manager, new float[0], new Shape(0, 3)).getShape())
          .isEqualTo(new Shape(0, 3));
    }
  }

  @Test
  void of_moreValuesThanTheShapeHolds_isRefused() {
    try (NDManager manager = NativeEngine.newManager()) {
      assertThatThrownBy(() -> HostArrays.of(manager, new float[5], new Shape(2, 2)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("5 values");
    }
  }

  /** Many threads, all at once, small and large arrays between each other. */
  @Test
  void arrays_ofManyThreads_keepTheirValuesAndNeedNoMemoryBesideTheirs() throws Exception {
    int threads = 64;
    long before = direct();
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    try (NDManager manager = NativeEngine.newManager()) {
      CountDownLatch start = new CountDownLatch(threads);
      List<Future<Boolean>> all = new ArrayList<>();
      for (int thread = 0; thread < threads; thread++) {
        float[] values = floats(thread % 4 == 0 ? FLOATS + 5 : 100, thread);
        all.add(
            pool.submit(
                () -> {
                  start.countDown();
                  start.await();
                  for (int i = 0; i < 20; i++) {
                    try (NDManager own = manager.newSubManager()) {
                      NDArray array = HostArrays.of(own, values, new Shape(values.length));
                      if (!java.util.Arrays.equals(array.toFloatArray(), values)) {
                        return false;
                      }
                    }
                  }
                  return true;
                }));
      }
      for (Future<Boolean> each : all) {
        assertThat(each.get()).isTrue();
      }
    } finally {
      pool.shutdownNow();
    }
    // toFloatArray() of DJL has no buffer that stays; another test's garbage may go meanwhile.
    assertThat(direct() - before).isLessThanOrEqualTo((long) FLOATS * Float.BYTES);
  }

  @Test
  void update_writesWhatIsChanged_ofViewsToo_andRefusesTheRest() {
    int size = (1 << 18) + 5; // two threads, the last stretch short
    try (NDManager manager = NativeEngine.newManager()) {
      NDArray whole = HostArrays.of(manager, floats(size + 2, 0), new Shape(size + 2));
      NDArray changed = whole.get("1:" + (size + 1)); // a view
      NDArray read = HostArrays.of(manager, floats(size, 1), new Shape(size));
      HostArrays.update(
          List.of(changed),
          List.of(read),
          (all, count) -> {
            for (int i = 0; i < count; i++) {
              all[0][i] += all[1][i];
              all[1][i] = Float.NaN; // stays here
            }
          });
      float[] values = whole.toFloatArray();
      assertThat(values[0]).isZero();
      assertThat(values[size + 1]).isEqualTo(size + 1);
      for (int i = 0; i < size; i++) {
        assertThat(values[i + 1]).isEqualTo(2 * (i + 1));
      }
      assertThat(read.toFloatArray()).isEqualTo(floats(size, 1));
      NDArray longer = manager.zeros(new Shape(size + 1));
      assertThatThrownBy(
              () -> HostArrays.update(List.of(read), List.of(longer), (all, count) -> {}))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("arrays of " + size + " float32");
    }
  }

  private static long direct() {
    return ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
        .filter(pool -> pool.getName().equals("direct"))
        .mapToLong(BufferPoolMXBean::getMemoryUsed)
        .sum();
  }

  private static void count(FloatBuffer piece, long from) {
    for (long value = from; piece.hasRemaining(); value++) {
      piece.put((float) value);
    }
  }

  private static float[] floats(int size, int from) {
    float[] values = new float[size];
    for (int i = 0; i < size; i++) {
      values[i] = from + i;
    }
    return values;
  }
}
