package io.github.seqrec4j.encode.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.seqrec4j.api.DataException;
import io.github.seqrec4j.api.content.ContentModel;
import io.github.seqrec4j.api.content.FeatureRow;
import io.github.seqrec4j.api.content.FeatureShape;
import io.github.seqrec4j.api.content.Output;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Over models whose every token has the vector (id, id squared, 1). */
final class TransformerTest {

  private static final String TOKENIZER =
      """
      {"version": "1.0", "truncation": null, "padding": null, "added_tokens": [],
       "normalizer": {"type": "Lowercase"}, "pre_tokenizer": {"type": "Whitespace"},
       "post_processor": null, "decoder": null,
       "model": {"type": "WordLevel", "unk_token": "?",
                 "vocab": {"?": 0, "red": 1, "mug": 2, "oak": 3, "chair": 4, "a": 5}}}
      """;

  @TempDir private Path folder;

  @BeforeEach
  void model() throws IOException {
    Files.writeString(folder.resolve("tokenizer.json"), TOKENIZER);
    onnx(folder.resolve("text.onnx"));
  }

  private static void onnx(Path file) throws IOException {
    try (InputStream in = TransformerTest.class.getResourceAsStream("/encoders/text.onnx")) {
      Files.copy(Objects.requireNonNull(in), file);
    }
  }

  @Test
  void mean_isOverTheTextsOwnTokens() {
    // Of different lengths in one batch: padding must not count.
    assertThat(encode(pooled(Pooling.MEAN, 64), "Red Mug", "chair", "oak oak oak red"))
        .containsExactly(row(1.5f, 2.5f, 1), row(4, 16, 1), row(2.5f, 7, 1));
  }

  @Test
  void cls_isTheFirstToken() {
    assertThat(encode(pooled(Pooling.CLS, 64), "red mug", "chair red"))
        .containsExactly(row(1, 1, 1), row(4, 16, 1));
  }

  @Test
  void textWithoutToken_isMissing() {
    for (Output output : Output.values()) {
      TokenOptions options = new TokenOptions(output, 2, Pooling.MEAN, false, 64, 64);
      try (ContentModel<String> model = open(options)) {
        List<FeatureRow> rows = model.encode(List.of("\u00a0", "chair", "\u00a0"));
        assertThat(rows).extracting(FeatureRow::isEmpty).containsExactly(true, false, true);
        assertThat(model.encode(List.of("\u00a0")).get(0).values()).containsOnly(0);
      }
    }
  }

  @Test
  void batches_changeNothing() {
    String[] texts = {"red mug", "chair", "oak chair red mug a", "zebra", "mug mug mug"};
    float[][] alone = encode(pooled(Pooling.MEAN, 1), texts).toArray(float[][]::new);
    for (int tokens : new int[] {6, 1000}) {
      assertThat(encode(pooled(Pooling.MEAN, tokens), texts).toArray(float[][]::new))
          .isDeepEqualTo(alone);
    }
  }

  @Test
  void longText_isCut() {
    TokenOptions options =
        TokenOptions.builder()
            .output(Output.POOLED)
            .tokens(1)
            .pooling(Pooling.MEAN)
            .normalise(false)
            .maxLength(3)
            .batchTokens(64)
            .build();
    assertThat(encode(options, "red red red chair chair")).containsExactly(row(1, 1, 1));
  }

  @Test
  void tokens_areTheFirstOnes() {
    TokenOptions options =
        TokenOptions.builder()
            .output(Output.TOKENS)
            .tokens(2)
            .pooling(Pooling.MEAN)
            .normalise(false)
            .maxLength(64)
            .batchTokens(64)
            .build();
    try (ContentModel<String> model = open(options)) {
      assertThat(model.shape()).isEqualTo(FeatureShape.tokens(2, 3));
      List<FeatureRow> rows = model.encode(List.of("oak", "red mug chair"));
      assertThat(rows.get(0).values()).containsExactly(3, 9, 1, 0, 0, 0);
      assertThat(rows.get(0).tokens()).isEqualTo(1);
      assertThat(rows.get(1).values()).containsExactly(1, 1, 1, 2, 4, 1);
      assertThat(rows.get(1).tokens()).isEqualTo(2);
    }
  }

  @Test
  void normalised_hasNormOne() {
    float[] row = encode(new TokenOptions(), "oak").get(0);
    float norm = (float) Math.sqrt(9 + 81 + 1);
    assertThat(row).containsExactly(new float[] {3 / norm, 9 / norm, 1 / norm}, offset());
  }

  @Test
  void fileUrl_isAFolderToo() {
    String url = folder.toUri().toString();
    Transformer encoder =
        Transformer.builder()
            .folder(url)
            .inputs(List.of("input_ids"))
            .reading(pooled(Pooling.MEAN, 64))
            .build();
    assertThat(encoder.hash()).isEqualTo(transformer(pooled(Pooling.MEAN, 64)).hash());
    try (ContentModel<String> model = encoder.open(List.of())) {
      assertThat(model.encode(List.of("mug")).get(0).values()).containsExactly(2, 4, 1);
    }
  }

  @Test
  void torchScript_givesTheSame() throws IOException {
    Files.delete(folder.resolve("text.onnx"));
    torchScript(folder.resolve("text.pt"));
    assertThat(encode(pooled(Pooling.MEAN, 64), "Red Mug", "chair", "oak oak oak red"))
        .containsExactly(row(1.5f, 2.5f, 1), row(4, 16, 1), row(2.5f, 7, 1));
    Files.writeString(folder.resolve("text.pt"), "no model");
    refused(DataException.class, "text.pt: no TorchScript model");
  }

  @Test
  void whatIsMissingOrWrong_isNamed() throws IOException {
    assertThatThrownBy(() -> new Transformer().hash())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("encoder.transformer.folder is not set");
    onnx(folder.resolve("other.onnx"));
    refused(DataException.class, "several models", "other.onnx", "text.onnx", "'file'");
    Files.delete(folder.resolve("other.onnx"));
    Files.writeString(folder.resolve("text.onnx"), "no model");
    refused(DataException.class, "text.onnx: no model that ONNX Runtime can run");
    Files.delete(folder.resolve("text.onnx"));
    refused(DataException.class, folder + ": no model; expected one file .onnx or .pt");
    onnx(folder.resolve("text.onnx"));
    Files.writeString(folder.resolve("tokenizer.json"), "{}");
    refused(DataException.class, "tokenizer.json: cannot be used");
    Files.delete(folder.resolve("tokenizer.json"));
    refused(DataException.class, "tokenizer.json: missing");
  }

  private void refused(Class<? extends Exception> type, String... parts) {
    assertThatThrownBy(() -> open(new TokenOptions()).close())
        .isInstanceOf(type)
        .hasMessageContainingAll(parts);
  }

  private static TokenOptions pooled(Pooling pooling, int batchTokens) {
    return TokenOptions.builder()
        .output(Output.POOLED)
        .tokens(1)
        .pooling(pooling)
        .normalise(false)
        .maxLength(64)
        .batchTokens(batchTokens)
        .build();
  }

  private Transformer transformer(TokenOptions options) {
    return Transformer.builder()
        .folder(folder.toString())
        .inputs(List.of("input_ids", "attention_mask"))
        .reading(options)
        .build();
  }

  private ContentModel<String> open(TokenOptions options) {
    return transformer(options).open(List.of());
  }

  private List<float[]> encode(TokenOptions options, String... texts) {
    try (ContentModel<String> model = open(options)) {
      return model.encode(List.of(texts)).stream().map(FeatureRow::values).toList();
    }
  }

  private static float[] row(float... values) {
    return values;
  }

  private static org.assertj.core.data.Offset<Float> offset() {
    return org.assertj.core.data.Offset.offset(1e-6f); // float32
  }

  /** A TorchScript archive as torch.jit.save writes it, of a module without weights. */
  private static void torchScript(Path file) throws IOException {
    String code =
        """
        class Squares(Module):
          __parameters__ = []
          __buffers__ = []
          training : bool
          def forward(self: __torch__.Squares,
            ids: Tensor,
            mask: Tensor) -> Tensor:
            values = torch.to(ids, 6)
            ones = torch.ones_like(values)
            return torch.stack([values, torch.mul(values, values), ones], 2)
        """;
    String pickle =
        "\u0080\u0002c__torch__\nSquares\nq\u0000)\u0081}X\b\0\0\0trainingq\u0001\u0089sb.";
    try (OutputStream out = Files.newOutputStream(file);
        ZipOutputStream zip = new ZipOutputStream(out)) {
      entry(zip, "data.pkl", pickle.getBytes(StandardCharsets.ISO_8859_1));
      entry(zip, "code/__torch__.py", code.getBytes(StandardCharsets.UTF_8));
      entry(zip, "constants.pkl", "\u0080\u0002).".getBytes(StandardCharsets.ISO_8859_1));
      entry(zip, "version", "3\n".getBytes(StandardCharsets.UTF_8));
    }
  }

  private static void entry(ZipOutputStream zip, String name, byte[] content) throws IOException {
    CRC32 checksum = new CRC32();
    checksum.update(content);
    ZipEntry entry = new ZipEntry("squares/" + name);
    entry.setMethod(ZipEntry.STORED);
    entry.setSize(content.length);
    entry.setCrc(checksum.getValue());
    zip.putNextEntry(entry);
    zip.write(content);
    zip.closeEntry();
  }
}
