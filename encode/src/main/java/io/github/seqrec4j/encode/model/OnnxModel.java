package io.github.seqrec4j.encode.model;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.SessionOptions;
import ai.onnxruntime.TensorInfo;
import io.github.seqrec4j.api.DataException;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * A model in ONNX form, on the CPU. Each run takes one thread; several threads run it at the same
 * time, which keeps all processors busier than one run on all of them.
 */
public final class OnnxModel implements AutoCloseable {

  private final String name;
  private final OrtSession session;
  private final Map<String, TensorInfo> inputs;
  private final Map<String, TensorInfo> outputs;

  /** Makes a session. */
  @FunctionalInterface
  private interface Opening {
    OrtSession open(OrtEnvironment environment, SessionOptions options) throws OrtException;
  }

  private OnnxModel(String name, Opening opening) {
    this.name = name;
    OrtEnvironment environment = OnnxLibrary.environment(); // before any other of its classes
    try (SessionOptions options = new SessionOptions()) {
      environment.setTelemetry(false);
      options.setIntraOpNumThreads(1);
      options.setInterOpNumThreads(1);
      options.setOptimizationLevel(SessionOptions.OptLevel.ALL_OPT);
      options.setMemoryPatternOptimization(false); // made for inputs of one shape
      options.setSessionLogLevel(OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR);
      session = opening.open(environment, options);
      inputs = tensors(session.getInputInfo());
      outputs = tensors(session.getOutputInfo());
    } catch (OrtException e) {
      throw new DataException(name + ": no model that ONNX Runtime can run: " + e.getMessage(), e);
    }
  }

  /**
   * From bytes.
   *
   * @param name what error messages call it
   * @throws DataException if they are no such model
   */
  public static OnnxModel of(byte[] bytes, String name) {
    return new OnnxModel(name, (env, options) -> env.createSession(bytes, options));
  }

  /**
   * From a file.
   *
   * @throws DataException if it is no such model
   */
  public static OnnxModel of(Path file) {
    return new OnnxModel(
        file.toString(), (env, options) -> env.createSession(file.toString(), options));
  }

  private static Map<String, TensorInfo> tensors(Map<String, NodeInfo> nodes) {
    Map<String, TensorInfo> tensors = new LinkedHashMap<>();
    nodes.forEach(
        (name, node) -> {
          if (node.getInfo() instanceof TensorInfo tensor) {
            tensors.put(name, tensor);
          }
        });
    return tensors;
  }

  /** What error messages call it. */
  public String name() {
    return name;
  }

  /** Its inputs by name, in the order of the model. */
  public Map<String, TensorInfo> inputs() {
    return inputs;
  }

  /** Its outputs by name, in the order of the model. */
  public Map<String, TensorInfo> outputs() {
    return outputs;
  }

  /**
   * Takes an output.
   *
   * @param <R> what is made of it
   */
  @FunctionalInterface
  public interface OnnxOutput<R> {
    /** Reads shape and numbers. */
    R read(long[] shape, FloatBuffer values);
  }

  /**
   * Runs it.
   *
   * @param given values of its inputs; they are closed
   * @param output the output that is wanted
   * @param read is given its shape and its numbers
   * @throws DataException if the model refuses these values
   */
  public <R> R run(Map<String, OnnxTensor> given, String output, OnnxOutput<R> read) {
    try (OrtSession.Result result = session.run(given, Set.of(output))) {
      if (result.get(0) instanceof OnnxTensor tensor) {
        return read.read(tensor.getInfo().getShape(), tensor.getFloatBuffer()); // a copy
      }
      throw new DataException(name + ": output '" + output + "' is no array of numbers");
    } catch (OrtException e) {
      throw new DataException(name + ": fails on what it is given: " + e.getMessage(), e);
    } finally {
      given.values().forEach(OnnxTensor::close);
    }
  }

  @Override
  public void close() {
    try {
      session.close();
    } catch (OrtException e) {
      throw new IllegalStateException(name + ": " + e.getMessage(), e);
    }
  }
}
