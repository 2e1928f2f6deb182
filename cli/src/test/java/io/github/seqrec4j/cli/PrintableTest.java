package io.github.seqrec4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class PrintableTest {

  @Test
  void text_staysOnItsLineAndHidesNothing() {
    assertThat(Printable.of("Rouge à lèvres 口紅 😀")).isEqualTo("Rouge à lèvres 口紅 😀");
    assertThat(Printable.of("a\r\nb\tc\u2028d")).isEqualTo("a  b c d");
    assertThat(Printable.of("\u001b[31mred\u0000")).isEqualTo("\\u001b[31mred\\u0000");
    assertThat(Printable.of("می‌خواهم 👩‍👩‍👧")).isEqualTo("می‌خواهم 👩‍👩‍👧"); // joiners stay
    assertThat(Printable.of("\u202egnp.exe")).isEqualTo("\\u202egnp.exe");
  }
}
