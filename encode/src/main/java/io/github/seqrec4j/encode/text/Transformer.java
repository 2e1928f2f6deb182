package io.github.seqrec4j.encode.text;

import io.github.seqrec4j.api.Built;
import io.github.seqrec4j.api.Description;
import io.github.seqrec4j.api.Internal;
import io.github.seqrec4j.api.Option;
import io.github.seqrec4j.api.content.ContentModel;
import io.github.seqrec4j.api.content.TextEncoder;
import io.github.seqrec4j.api.files.Sha256;
import io.github.seqrec4j.encode.model.ModelFolder;
import io.github.seqrec4j.encode.model.OnnxModel;
import io.github.seqrec4j.encode.model.TorchModel;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A Transformer of yours: a folder with {@code tokenizer.json} of Hugging Face and a model in ONNX
 * form ({@code .onnx}) or TorchScript ({@code .pt}), as exporters write it. An ONNX model's inputs
 * are known by their names; a TorchScript model, run by DJL's PyTorch engine, gets those of {@code
 * inputs} in their order. The first output of three axes, (batch, tokens, width), is taken; where
 * there is none, the first of two, (batch, width), of a model that pools itself.
 *
 * @param folder folder of the model, or URL of a folder or archive in DJL's form; null = not set
 * @param file the model's file in the folder; null = the only one
 * @param inputs inputs of a TorchScript model in their order, of {@code input_ids}, {@code
 *     attention_mask}, {@code token_type_ids} and {@code position_ids}, at least one
 * @param reading what it reads of a text, and what is kept
 */
@Description("a Transformer of yours, ONNX or TorchScript, from a folder with its tokenizer.json")
@Built
public record Transformer(
    @Option("folder of the model, or a URL of it in DJL's form") @Nullable String folder,
    @Option("the model's file in it, where there are several") @Nullable String file,
    @Option("inputs of a TorchScript model in their order; ONNX names its own") List<String> inputs,
    @Option(value = "tokens and output", inline = true) TokenOptions reading)
    implements TextEncoder {

  private static final String TOKENIZER = "tokenizer.json";
  private static final String OPTION = "seqrec4j.encode.text.encoder.transformer.folder";

  /** No folder; ids and mask; all defaults of {@link TokenOptions}. */
  public Transformer() {
    this(null, null, List.of(TokenInput.IDS.key(), TokenInput.MASK.key()), new TokenOptions());
  }

  /**
   * Checks the inputs.
   *
   * @throws IllegalArgumentException if there is none, or an unknown one
   */
  @Internal
  public Transformer {
    inputs = List.copyOf(inputs);
    if (inputs.isEmpty()) {
      throw new IllegalArgumentException("inputs must name at least one of " + TokenInput.keys());
    }
    for (String input : inputs) {
      if (!TokenInput.keys().contains(input)) {
        throw new IllegalArgumentException(
            "inputs must be of " + TokenInput.keys() + ": '" + input + "'");
      }
    }
  }

  /** A builder that starts from the defaults. */
  public static TransformerBuilder builder() {
    return new TransformerBuilder();
  }

  /** A builder that starts from this. */
  public TransformerBuilder toBuilder() {
    return new TransformerBuilder(this);
  }

  @Override
  public String type() {
    return "transformer";
  }

  @Override
  public ContentModel<String> open(List<String> texts) {
    ModelFolder model = ModelFolder.find(folder, file, OPTION);
    byte[] tokenizer = model.read(TOKENIZER);
    SequenceNetwork network =
        model.isOnnx()
            ? OnnxNetwork.of(OnnxModel.of(model.model()))
            : new TorchNetwork(TorchModel.of(model.model()), inputs);
    return NetworkText.of(
        tokenizer, model.folder().resolve(TOKENIZER).toString(), network, reading);
  }

  @Override
  public String hash() {
    ModelFolder model = ModelFolder.find(folder, file, OPTION);
    return Sha256.ofText(Sha256.of(model.read(TOKENIZER)) + model.hash());
  }
}
