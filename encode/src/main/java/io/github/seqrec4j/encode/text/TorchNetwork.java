package io.github.seqrec4j.encode.text;

import io.github.seqrec4j.encode.model.TorchModel;
import java.nio.FloatBuffer;
import java.util.List;

/** A Transformer in TorchScript; it gets its inputs in their order. */
final class TorchNetwork implements SequenceNetwork {

  private final TorchModel model;
  private final List<TokenInput> inputs;

  TorchNetwork(TorchModel model, List<String> inputs) {
    this.model = model;
    this.inputs = inputs.stream().map(TokenInput::of).toList();
  }

  @Override
  public FloatBuffer run(long[][] ids, int length) {
    List<long[]> given = inputs.stream().map(input -> input.values(ids, length)).toList();
    return model.run(given, ids.length, length);
  }

  @Override
  public String name() {
    return model.name();
  }

  @Override
  public void close() {
    model.close();
  }
}
