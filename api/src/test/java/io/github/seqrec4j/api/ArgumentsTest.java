package io.github.seqrec4j.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ArgumentsTest {

  @ParameterizedTest
  @ValueSource(ints = {0, -1, -2, Integer.MIN_VALUE})
  void headsDivide_noHead_isRefused(int heads) {
    assertThatThrownBy(() -> Arguments.headsDivide(8, heads))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("heads must be at least 1: " + heads);
  }

  @Test
  void headsDivide_unevenly_isRefusedWithBoth() {
    assertThatThrownBy(() -> Arguments.headsDivide(8, 3))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("heads must divide width: width=8, heads=3");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 4, 8})
  void headsDivide_evenly_passes(int heads) {
    assertThatCode(() -> Arguments.headsDivide(8, heads)).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @ValueSource(doubles = {-0.1, 15.1, Double.NaN, Double.POSITIVE_INFINITY})
  void within_numberOutside_isRefusedWithTheRange(double value) {
    assertThatThrownBy(() -> Arguments.within("power", value, 0.0, 15.0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("power must be from 0.0 to 15.0: " + value);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 0.75, 15})
  void within_numberInside_passes(double value) {
    assertThat(Arguments.within("power", value, 0.0, 15.0)).isEqualTo(value);
  }
}
