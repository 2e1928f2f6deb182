package io.github.seqrec4j.data.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class TimeTest {

  @ParameterizedTest
  @CsvSource({
    "1970-01-02, 86400",
    "1970-01-01T00:01:00Z, 60",
    "1970-01-01T00:01:00, 60",
    "1970-01-01 01:00:00+01:00, 0",
    "1970-01-01T00:00:00.25Z, 0.25",
    "1969-12-31T23:59:59Z, -1",
    "17, 17",
    "-1.5e1, -15",
    "' 3 ', 3"
  })
  void text_isSecondsOrTheNumber(String text, double value) {
    assertThat(new Time(text).value()).isEqualTo(value);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "noon",
        "NaN",
        "Infinity",
        "1e999",
        "0x10",
        "1d",
        "2024-13-01",
        "2024-01-01Tx"
      })
  void text_isRefused(String text) {
    assertThatThrownBy(() -> new Time(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("is no time");
  }

  @Test
  void zero_hasNoSign() {
    assertThat(1 / new Time("-0").value()).isPositive();
  }
}
