package io.github.seqrec4j.encode.text;

import io.github.seqrec4j.api.content.Output;
import io.github.seqrec4j.api.content.TextEncoder;
import io.github.seqrec4j.testkit.RefusedOption;
import io.github.seqrec4j.testkit.TextEncoderContract;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.io.TempDir;

/**
 * Over a model whose every token has the vector (id, id squared, 1), and puts none around a text.
 */
class TransformerContractTest {

  private static final String TOKENIZER =
      """
      {"version": "1.0", "truncation": null, "padding": null, "added_tokens": [],
       "normalizer": {"type": "Lowercase"}, "pre_tokenizer": {"type": "Whitespace"},
       "post_processor": null, "decoder": null,
       "model": {"type": "WordLevel", "unk_token": "?",
                 "vocab": {"?": 0, "a": 1, "oak": 2, "chair": 3, "beech": 4, "mug": 5, "lamp": 6,
                           "kitchen": 7, "camping": 8, "campsite": 9, "ladder": 10}}}
      """;

  @Nested
  class Pooled extends TextEncoderContract {

    @TempDir private Path folder;

    @BeforeEach
    void model() throws IOException {
      Files.writeString(folder.resolve("tokenizer.json"), TOKENIZER);
      try (InputStream in =
          TransformerContractTest.class.getResourceAsStream("/encoders/text.onnx")) {
        Files.copy(Objects.requireNonNull(in), folder.resolve("text.onnx"));
      }
    }

    final TextEncoder of(Output output, int tokens, Pooling pooling, int batchTokens) {
      return new Transformer(
          folder.toString(),
          null,
          List.of("input_ids", "attention_mask"),
          new TokenOptions(output, tokens, pooling, true, 64, batchTokens));
    }

    @Override
    protected TextEncoder encoder() {
      return of(Output.POOLED, 5, Pooling.MEAN, 30);
    }

    @Override
    protected List<TextEncoder> otherOptions() {
      return List.of(
          of(Output.POOLED, 5, Pooling.CLS, 30),
          of(Output.TOKENS, 5, Pooling.MEAN, 30),
          of(Output.TOKENS, 4, Pooling.MEAN, 30));
    }

    @Override
    protected List<RefusedOption> refusedOptions() {
      return List.of(
          new RefusedOption("tokens", "0", () -> of(Output.TOKENS, 0, Pooling.MEAN, 30)),
          new RefusedOption(
              "inputs",
              "'ids'",
              () -> new Transformer(null, null, List.of("ids"), new TokenOptions())));
    }
  }

  @Nested
  class Tokens extends Pooled {
    @Override
    protected TextEncoder encoder() {
      return of(Output.TOKENS, 5, Pooling.MEAN, 30);
    }

    @Override
    protected List<TextEncoder> otherOptions() {
      return List.of(of(Output.TOKENS, 4, Pooling.MEAN, 30));
    }
  }
}
