package io.github.seqrec4j.encode.text;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.TensorInfo;
import io.github.seqrec4j.api.DataException;
import io.github.seqrec4j.encode.model.OnnxLibrary;
import io.github.seqrec4j.encode.model.OnnxModel;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.nio.LongBuffer;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;

/** A Transformer in ONNX form; its inputs are known by the names that exporters give them. */
final class OnnxNetwork implements SequenceNetwork {

  private static final int PER_TOKEN = 3; // axes of (B, L, F)

  private final OnnxModel model;
  private final String output;

  private OnnxNetwork(OnnxModel model) {
    this.model = model;
    for (Map.Entry<String, TensorInfo> input : model.inputs().entrySet()) {
      if (!TokenInput.keys().contains(input.getKey()) || !isWhole(input.getValue().type)) {
        throw new DataException(
            model.name()
                + ": unknown input '"
                + input.getKey()
                + "' of type "
                + input.getValue().type
                + "; known are "
                + TokenInput.keys()
                + ", of whole numbers");
      }
    }
    if (!model.inputs().containsKey(TokenInput.IDS.key())) {
      throw new DataException(
          model.name() + ": no input 'input_ids'; there are " + model.inputs().keySet());
    }
    output =
        model.outputs().entrySet().stream()
            .filter(e -> e.getValue().type == OnnxJavaType.FLOAT)
            .min(Comparator.comparing(e -> e.getValue().getShape().length != PER_TOKEN))
            .map(Map.Entry::getKey)
            .orElseThrow(
                () ->
                    new DataException(
                        model.name()
                            + ": no output of floating-point numbers; there are "
                            + model.outputs().keySet()));
  }

  /** Over a model, which is closed with this or if this fails. */
  static OnnxNetwork of(OnnxModel model) {
    try {
      return new OnnxNetwork(model);
    } catch (DataException e) {
      model.close();
      throw e;
    }
  }

  private static boolean isWhole(OnnxJavaType type) {
    return type == OnnxJavaType.INT64 || type == OnnxJavaType.INT32;
  }

  @Override
  public FloatBuffer run(long[][] ids, int length) {
    Map<String, OnnxTensor> given = new LinkedHashMap<>();
    long[] shape = {ids.length, length};
    try {
      for (Map.Entry<String, TensorInfo> input : model.inputs().entrySet()) {
        long[] values = TokenInput.of(input.getKey()).values(ids, length);
        given.put(input.getKey(), tensor(values, shape, input.getValue().type));
      }
    } catch (OrtException e) {
      given.values().forEach(OnnxTensor::close);
      throw new IllegalStateException(model.name() + ": " + e.getMessage(), e);
    }
    return model.run(given, output, (outputShape, values) -> values);
  }

  private static OnnxTensor tensor(long[] values, long[] shape, OnnxJavaType type)
      throws OrtException {
    OrtEnvironment environment = OnnxLibrary.environment();
    if (type == OnnxJavaType.INT64) {
      return OnnxTensor.createTensor(environment, LongBuffer.wrap(values), shape);
    }
    int[] narrow = new int[values.length];
    for (int i = 0; i < narrow.length; i++) {
      narrow[i] = Math.toIntExact(values[i]);
    }
    return OnnxTensor.createTensor(environment, IntBuffer.wrap(narrow), shape);
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
