package io.github.seqrec4j.data.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
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
    "1970-01-01 00:01:00 +0000, 60",
    "1970-01-01 00:01:00+0000, 60",
    "1970-01-01 02:01:00 +02, 60",
    "1970-01-01 00:01 UTC, 60",
    "1970-01-01T00:01:00 GMT, 60",
    "9223372036854775807, 9223372036854775807",
    "-9223372036854775808, -9223372036854775808",
    "-1.5, -1.5",
    "1700000000.123456789, 1700000000.123456789",
    "17, 17",
    "00017, 17",
    "999999999999999999, 999999999999999999",
    "-1.5e1, -15",
    "' 3 ', 3"
  })
  void text_isSecondsOrTheNumber(String text, BigDecimal value) {
    assertThat(new Time(text).value()).isEqualByComparingTo(value);
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
        "2024-01-01Tx",
        "2024-02-30",
        "9223372036854775808",
        "0.1234567891",
        "1e999999999",
        "1e-999999999"
      })
  void text_isRefused(String text) {
    assertThatThrownBy(() -> new Time(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("is no time");
  }

  @Test
  void compareTo_isExactBeyond53Bits() {
    assertThat(new Time("9007199254740993")).isGreaterThan(new Time("9007199254740992"));
    assertThat(new Time("1700000000000000001")).isGreaterThan(new Time("1700000000000000000"));
    assertThat(new Time("2024-01-01T00:00:00.000000001"))
        .isGreaterThan(new Time("2024-01-01T00:00:00"));
    assertThat(new Time("-0")).isEqualByComparingTo(new Time("0"));
  }
}
