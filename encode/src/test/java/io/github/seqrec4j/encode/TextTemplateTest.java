package io.github.seqrec4j.encode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class TextTemplateTest {

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      delimiter = '|',
      value = {
        "`{a}. {b}. {c}` | `A. B. C` | `A. C` | `B. C` | `C`",
        "`about: {a} by {b} ({c})` | `about: A by B (C)` | `about: A (C)` | `about: B (C)` | `about: C)`",
        "`{{{a}}}` | `{A}` | `{A}` | `` | ``",
        "`{a}{a} {c}` | `AA C` | `AA C` | `C` | `C`",
      })
  void blankColumns_takeWhatStandsBeforeThem(
      String template, String all, String withoutB, String withoutA, String cAlone) {
    assertThat(render(template, Map.of("a", "A", "b", "B", "c", "C"))).isEqualTo(all);
    assertThat(render(template, Map.of("a", " A ", "b", " ", "c", "C"))).isEqualTo(withoutB);
    assertThat(render(template, Map.of("a", "", "b", "B", "c", "C"))).isEqualTo(withoutA);
    assertThat(render(template, Map.of("a", "", "b", "", "c", "C"))).isEqualTo(cAlone);
  }

  @Test
  void allBlank_isEmpty() {
    assertThat(render("about {a}, {b}!", Map.of("a", " ", "b", ""))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "no column", "{a", "a}", "{}", "{ }", "{a{b}}", "{a}}"})
  void wrongTemplate_isRefused(String template) {
    assertThatThrownBy(() -> TextTemplate.parse(template))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("template must ");
  }

  private static String render(String template, Map<String, String> values) {
    return TextTemplate.parse(template).render(name -> values.getOrDefault(name, ""));
  }
}
