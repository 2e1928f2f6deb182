package io.github.seqrec4j.encode.text;

import ai.djl.huggingface.tokenizers.Encoding;
import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import ai.djl.util.Utils;
import io.github.seqrec4j.api.DataException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** Texts to tokens, by a tokenizer.json of Hugging Face. Several threads use it. */
final class TextTokens implements AutoCloseable {

  static {
    // Without these DJL reports its use, and looks on the network for a library for a GPU.
    setUnlessSet("OPT_OUT_TRACKING", "true");
    setUnlessSet("RUST_FLAVOR", "cpu");
  }

  private final HuggingFaceTokenizer tokenizer;

  private TextTokens(HuggingFaceTokenizer tokenizer) {
    this.tokenizer = tokenizer;
  }

  private static void setUnlessSet(String name, String value) {
    if (Utils.getEnvOrSystemProperty(name) == null) {
      System.setProperty(name, value);
    }
  }

  /**
   * A tokenizer that cuts texts.
   *
   * @param json content of a tokenizer.json
   * @param name what error messages call it
   * @param maxLength tokens after which a text is cut, those around it included
   */
  static TextTokens of(byte[] json, String name, int maxLength) {
    Map<String, String> options =
        Map.of("padding", "false", "truncation", "true", "maxLength", String.valueOf(maxLength));
    try {
      return new TextTokens(
          HuggingFaceTokenizer.newInstance(new ByteArrayInputStream(json), options));
    } catch (IOException | RuntimeException e) {
      throw new DataException(
          name
              + ": cannot be used: "
              + e.getMessage()
              + "; expected a tokenizer.json of Hugging Face",
          e);
    }
  }

  /** Tokens of each text, with those that the model expects around it. */
  long[][] ids(List<String> texts) {
    Encoding[] encodings = tokenizer.batchEncode(texts);
    long[][] ids = new long[encodings.length][];
    for (int i = 0; i < ids.length; i++) {
      ids[i] = encodings[i].getIds();
    }
    return ids;
  }

  @Override
  public void close() {
    tokenizer.close();
  }
}
