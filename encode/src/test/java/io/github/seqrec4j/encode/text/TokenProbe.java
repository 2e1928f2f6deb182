package io.github.seqrec4j.encode.text;

import io.github.seqrec4j.api.SeqrecException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/**
 * Cuts a text in a process of its own and prints its tokens, or why the library did not start;
 * twice.
 */
final class TokenProbe {

  private static final String TOKENIZER =
      """
      {"version": "1.0", "truncation": null, "padding": null, "added_tokens": [],
       "normalizer": null, "pre_tokenizer": {"type": "Whitespace"},
       "post_processor": null, "decoder": null,
       "model": {"type": "WordLevel", "unk_token": "?", "vocab": {"?": 0, "red": 1, "mug": 2}}}
      """;

  private TokenProbe() {}

  public static void main(String[] arguments) {
    for (int time = 0; time < 2; time++) {
      try (TextTokens tokens =
          TextTokens.of(TOKENIZER.getBytes(StandardCharsets.UTF_8), "the tokenizer", 8)) {
        System.out.println(Arrays.toString(tokens.ids(List.of("red mug"))[0]));
      } catch (SeqrecException e) {
        System.out.println(e.getMessage());
      }
    }
  }
}
