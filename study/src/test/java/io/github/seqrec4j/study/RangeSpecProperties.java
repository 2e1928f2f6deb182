package io.github.seqrec4j.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.seqrec4j.api.config.SettingValue;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.DoubleStream;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Scale;

class RangeSpecProperties {

  private static RangeSpec range(
      RangeSpec.Kind kind, double from, double to, RangeSpec.Scale scale) {
    return new RangeSpec("max-length", kind, List.of(), from, to, scale);
  }

  private static double draw(RangeSpec range, SplittableRandom random) {
    return Double.parseDouble(range.draw(random, "test").toString());
  }

  @Property(tries = 200)
  void draw_isWithinTheRange(
      @ForAll @DoubleRange(min = 1e-6, max = 10) @Scale(6) double from,
      @ForAll @DoubleRange(min = 1e-5, max = 1000) @Scale(6) double width,
      @ForAll RangeSpec.Scale scale,
      @ForAll long seed) {
    double drawn =
        draw(range(RangeSpec.Kind.FLOAT, from, from + width, scale), new SplittableRandom(seed));

    assertThat(drawn).isBetween(from, from + width);
  }

  @Property(tries = 200)
  void draw_ofInts_isWholeAndWithinTheRange(
      @ForAll @IntRange(min = 1, max = 50) int from,
      @ForAll @IntRange(min = 1, max = 50) int width,
      @ForAll RangeSpec.Scale scale,
      @ForAll long seed) {
    double drawn =
        draw(range(RangeSpec.Kind.INT, from, from + width, scale), new SplittableRandom(seed));

    assertThat(drawn).isBetween((double) from, (double) from + width).isEqualTo(Math.rint(drawn));
  }

  /** Half of the draws are below the middle of the scale; 4,000 of them, so within 4 deviations. */
  @Example
  void draw_hasEqualChancesOnItsScale() {
    SplittableRandom random = new SplittableRandom(5);
    RangeSpec log = range(RangeSpec.Kind.FLOAT, 1e-4, 1e-2, RangeSpec.Scale.LOG);
    RangeSpec linear = range(RangeSpec.Kind.FLOAT, 0, 1, RangeSpec.Scale.LINEAR);

    assertThat(share(DoubleStream.generate(() -> draw(log, random)), 1e-3))
        .isEqualTo(0.5, within(0.032));
    assertThat(share(DoubleStream.generate(() -> draw(linear, random)), 0.5))
        .isEqualTo(0.5, within(0.032));
  }

  private static double share(DoubleStream draws, double below) {
    return draws.limit(4000).filter(value -> value < below).count() / 4000.0;
  }

  @Example
  void draw_ofChoices_takesAllOfThem() {
    List<SettingValue> choices =
        List.of(SettingValue.of("sasrec", "test"), SettingValue.of(3, "test"));
    RangeSpec range =
        new RangeSpec("a.b", RangeSpec.Kind.CHOICE, choices, 0, 0, RangeSpec.Scale.LINEAR);
    SplittableRandom random = new SplittableRandom(1);

    assertThat(java.util.stream.Stream.generate(() -> range.draw(random, "test")).limit(50))
        .containsAll(choices);
    assertThat(range.setting(choices.get(1)).flat()).containsEntry("a.b", "3");
  }

  @Example
  void ranges_thatAreNone_areRefused() {
    assertThatThrownBy(() -> range(RangeSpec.Kind.FLOAT, 2, 1, RangeSpec.Scale.LINEAR))
        .hasMessageContaining("from must be below to");
    assertThatThrownBy(() -> range(RangeSpec.Kind.FLOAT, 0, 1, RangeSpec.Scale.LOG))
        .hasMessageContaining("scale must be linear");
    assertThatThrownBy(() -> range(RangeSpec.Kind.INT, 0.5, 2, RangeSpec.Scale.LINEAR))
        .hasMessageContaining("from must be whole");
    assertThatThrownBy(() -> range(RangeSpec.Kind.CHOICE, 0, 0, RangeSpec.Scale.LINEAR))
        .hasMessageContaining("choices must be at least two");
    assertThatThrownBy(
            () ->
                new RangeSpec(
                    "training.epochs", RangeSpec.Kind.INT, List.of(), 1, 2, RangeSpec.Scale.LINEAR))
        .hasMessageContaining("is the tuning's own to set");
  }
}
