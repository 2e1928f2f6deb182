package io.github.seqrec4j.api.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonParseException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class JsonRecordsTest {

  enum Colour {
    RED,
    BLUE
  }

  record Wheel(int spokes, Colour colour) {}

  record Cart(String name, List<Wheel> wheels, Map<String, Wheel> spare, @Nullable String owner) {}

  @Test
  void wholeRecord_isRead() {
    Cart cart =
        JsonRecords.parse(
            "{'name': 'x', 'wheels': [{'spokes': 8, 'colour': 'RED'}], 'spare': {}, 'more': 1}"
                .replace('\'', '"'),
            Cart.class);

    assertThat(cart).isEqualTo(new Cart("x", List.of(new Wheel(8, Colour.RED)), Map.of(), null));
  }

  /** What the parser by itself makes null or 0. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{} | no 'name'",
        "{'name': null, 'wheels': [], 'spare': {}} | no 'name'",
        "{'name': 'x', 'wheels': [{'colour': 'RED'}], 'spare': {}} | no 'spokes' in 'wheels[0]'",
        "{'name': 'x', 'wheels': [null], 'spare': {}} | 'wheels[0]' must be of the kind: object",
        "{'name': 'x', 'wheels': {}, 'spare': {}} | 'wheels' must be of the kind: list",
        "{'name': [], 'wheels': [], 'spare': {}} | 'name' must be of the kind: text",
        "{'name': 'x', 'wheels': [], 'spare': {'a': {'spokes': 8}}} | no 'colour' in 'spare.a'",
        "{'name': 'x', 'wheels': [{'spokes': 8, 'colour': 'PINK'}], 'spare': {}} | 'PINK' is no value",
        "[] | it must be of the kind: object",
        "null | it must be of the kind: object",
      })
  void whatLacks_isNamed(String json, String message) {
    assertThatThrownBy(() -> JsonRecords.parse(json.replace('\'', '"'), Cart.class))
        .isInstanceOf(JsonParseException.class)
        .hasMessageContaining(message);
  }
}
