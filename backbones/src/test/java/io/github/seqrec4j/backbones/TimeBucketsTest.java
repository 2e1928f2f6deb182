package io.github.seqrec4j.backbones;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.github.seqrec4j.api.nn.HostArrays;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TimeBucketsTest {

  /** By hand: log(60) = 4.094 = 13.6 steps of 0.301, and so on. */
  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "1, 0",
    "2, 2",
    "-2, 2",
    "60, 13",
    "3600, 27",
    "-86400, 37",
    "31557600, 57",
    "1700000000, 70",
    "9223372036854775807, 128"
  })
  void bucket_isWhatTheFormulaSays(long seconds, long bucket) {
    assertThat(buckets(seconds)).containsExactly(bucket);
  }

  @Test
  void buckets_takeTurns() {
    long[] buckets = buckets(1, 2, 3, 4, 5, 7, 9, 12, 16, 22, 30);
    assertThat(buckets).isSorted().startsWith(0, 2, 3, 4, 5).endsWith(11);
  }

  /** Both forms on either side of every border, where a rounding would tell them apart. */
  @Test
  void bucketsOfBothForms_areTheSame() {
    long[] seconds =
        LongStream.range(0, TimeBuckets.COUNT)
            .map(bucket -> (long) Math.exp(0.301 * bucket))
            .flatMap(border -> LongStream.rangeClosed(border - 3, border + 3))
            .toArray();
    assertThat(LongStream.of(seconds).map(TimeBuckets::of).toArray()).isEqualTo(buckets(seconds));
  }

  private static long[] buckets(long... seconds) {
    try (NDManager manager = NDManager.newBaseManager()) {
      return TimeBuckets.of(HostArrays.of(manager, seconds, new Shape(seconds.length)))
          .toLongArray();
    }
  }
}
