package io.github.seqrec4j.imports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonParser;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Dictionaries as Python prints them. */
final class PythonLiteralTest {

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      value = {
        "{'a': 1}, `{\"a\": 1}`",
        "`{u'a': \"it's\"}`, `{\"a\": \"it's\"}`",
        "`{'a': 'say \"x\"'}`, `{\"a\": \"say \\\"x\\\"\"}`",
        "`{'a': (1, -2.5e-05)}`, `{\"a\": [1, -2.5e-05]}`",
        "`{'a': [True, False, None, 7L]}`, `{\"a\": [true, false, null, 7]}`",
        "`{'a': '\\x41\\u0042\\U00000043\\104\\7'}`, `{\"a\": \"ABCD\\u0007\"}`",
        "`{'a': 'c:\\dir'}`, `{\"a\": \"c:\\\\dir\"}`",
      })
  void literal_becomesJson(String python, String json) throws RejectedRecord {
    assertThat(PythonLiteral.isLikely(python)).isTrue();
    assertThat(JsonParser.parseString(PythonLiteral.toJson(python)))
        .isEqualTo(JsonParser.parseString(json));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'a': nan}",
        "{'a': 'x",
        "{'a': '\\x4'}",
        "{'a': '\\uZZZZ'}",
        "{'a': '\\N{DASH}'}",
        "{'a': set()}",
        "{'a': e}",
        "{'a': L}",
        "{'a': '\\",
        "{'a': '\\x+4'}",
        "{'a': '\\UFFFFFFFF'}"
      })
  void whatJsonHasNoWordFor_isRejected(String python) {
    assertThatThrownBy(() -> PythonLiteral.toJson(python))
        .isInstanceOf(RejectedRecord.class)
        .hasMessageContaining("not a Python literal: ");
  }

  @Test
  void json_isNotTakenForPython() {
    assertThat(PythonLiteral.isLikely("{\"a\": 1}")).isFalse();
    assertThat(PythonLiteral.isLikely(" { 'a': 1}")).isTrue();
    assertThat(PythonLiteral.isLikely("")).isFalse();
    assertThat(PythonLiteral.isLikely("{")).isFalse();
  }

  /** A string as Python's repr writes it comes back. */
  @Property(tries = 300)
  void anyString_comesBack(@ForAll String text) throws RejectedRecord {
    StringBuilder python = new StringBuilder("{'a': '");
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '\'' -> python.append("\\'");
        case '\\' -> python.append("\\\\");
        case '\n' -> python.append("\\n");
        default -> {
          if (c < ' ') {
            python.append(String.format("\\x%02x", (int) c));
          } else {
            python.append(c);
          }
        }
      }
    }
    String json = PythonLiteral.toJson(python.append("'}").toString());
    assertThat(JsonParser.parseString(json).getAsJsonObject().get("a").getAsString())
        .isEqualTo(text);
  }
}
