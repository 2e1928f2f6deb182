package io.github.seqrec4j.encode.text;

import java.util.Arrays;
import java.util.List;

/** What a Transformer is given of its tokens, by the names that exporters use. */
enum TokenInput {
  /** Tokens. */
  IDS("input_ids"),
  /** 1 = a token, 0 = padding. */
  MASK("attention_mask"),
  /** Which of two texts a token is of: always the first. */
  TYPES("token_type_ids"),
  /** Place in the text, from 0. */
  POSITIONS("position_ids");

  private final String key;

  TokenInput(String key) {
    this.key = key;
  }

  String key() {
    return key;
  }

  static List<String> keys() {
    return Arrays.stream(values()).map(TokenInput::key).toList();
  }

  static TokenInput of(String key) {
    return values()[keys().indexOf(key)];
  }

  /** (B, L), zeros behind the end of a row. */
  long[] values(long[][] ids, int length) {
    long[] values = new long[ids.length * length];
    for (int b = 0; b < ids.length; b++) {
      for (int t = 0; t < ids[b].length; t++) {
        values[b * length + t] =
            switch (this) {
              case IDS -> ids[b][t];
              case MASK -> 1;
              case TYPES -> 0;
              case POSITIONS -> t;
            };
      }
    }
    return values;
  }
}
