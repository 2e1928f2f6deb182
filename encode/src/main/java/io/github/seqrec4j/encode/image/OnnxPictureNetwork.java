package io.github.seqrec4j.encode.image;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.TensorInfo;
import io.github.seqrec4j.api.DataException;
import io.github.seqrec4j.api.Names;
import io.github.seqrec4j.api.content.Output;
import io.github.seqrec4j.encode.model.OnnxLibrary;
import io.github.seqrec4j.encode.model.OnnxModel;
import java.nio.FloatBuffer;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A vision model in ONNX form. */
final class OnnxPictureNetwork implements PictureNetwork {

  private final OnnxModel model;
  private final String input;
  private final String output;

  private OnnxPictureNetwork(OnnxModel model, Output wanted, @Nullable String outputName) {
    this.model = model;
    input =
        model.inputs().entrySet().stream()
            .filter(e -> e.getValue().type == OnnxJavaType.FLOAT)
            .map(Map.Entry::getKey)
            .findFirst()
            .orElse("");
    if (input.isEmpty() || model.inputs().size() != 1) {
      throw new DataException(
          model.name()
              + ": expected one input of floating-point numbers, got "
              + model.inputs().keySet()
              + "; export the vision part alone");
    }
    output = outputName == null ? first(wanted) : named(outputName);
  }

  /** Over a model, which is closed with this or if this fails. */
  static OnnxPictureNetwork of(OnnxModel model, Output wanted, @Nullable String outputName) {
    try {
      return new OnnxPictureNetwork(model, wanted, outputName);
    } catch (DataException e) {
      model.close();
      throw e;
    }
  }

  private String named(String name) {
    if (!model.outputs().containsKey(name)) {
      throw new DataException(
          model.name()
              + ": no output '"
              + name
              + "'"
              + Names.suggestion(name, model.outputs().keySet()));
    }
    return name;
  }

  /** The first whose axes fit best. */
  private String first(Output wanted) {
    int best = wanted == Output.POOLED ? 2 : 3;
    return model.outputs().entrySet().stream()
        .filter(e -> e.getValue().type == OnnxJavaType.FLOAT)
        .min(Comparator.comparing(e -> e.getValue().getShape().length != best))
        .map(Map.Entry::getKey)
        .orElseThrow(
            () -> new DataException(model.name() + ": no output of floating-point numbers"));
  }

  @Override
  public Vectors run(float[] pixels, int batch, int size) {
    Map<String, OnnxTensor> given = new HashMap<>();
    try {
      long[] shape = {batch, 3, size, size};
      given.put(
          input,
          OnnxTensor.createTensor(OnnxLibrary.environment(), FloatBuffer.wrap(pixels), shape));
    } catch (OrtException e) {
      throw new IllegalStateException(model.name() + ": " + e.getMessage(), e);
    }
    return model.run(given, output, (shape, values) -> new Vectors(shape, floats(values)));
  }

  private static float[] floats(FloatBuffer values) {
    float[] floats = new float[values.remaining()];
    values.get(floats);
    return floats;
  }

  @Override
  public String name() {
    TensorInfo info = model.outputs().get(output);
    return model.name() + ", output '" + output + "' " + (info == null ? "" : info);
  }

  @Override
  public void close() {
    model.close();
  }
}
