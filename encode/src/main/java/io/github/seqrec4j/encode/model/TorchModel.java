package io.github.seqrec4j.encode.model;

import ai.djl.MalformedModelException;
import ai.djl.Model;
import ai.djl.engine.EngineException;
import ai.djl.inference.Predictor;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.translate.NoopTranslator;
import ai.djl.translate.TranslateException;
import io.github.seqrec4j.api.DataException;
import io.github.seqrec4j.api.nn.HostArrays;
import io.github.seqrec4j.api.nn.NativeEngine;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;

/**
 * A model in TorchScript, run by the PyTorch engine of the class path. A run takes all threads of
 * the engine, so that runs follow each other.
 */
public final class TorchModel implements AutoCloseable {

  private static final int AXES = 3; // of an output with a vector for each token

  private final Path file;
  private final NDManager manager;
  private final Model model;

  private TorchModel(Path file, NDManager manager, Model model) {
    this.file = file;
    this.manager = manager;
    this.model = model;
  }

  /**
   * From a file.
   *
   * @throws DataException if it is no such model
   */
  public static TorchModel of(Path file) {
    NDManager manager = NativeEngine.newManager();
    String name = file.getFileName().toString();
    String prefix = name.substring(0, name.length() - ".pt".length());
    Model model = manager.getEngine().newModel(prefix, manager.getDevice());
    try {
      model.load(file.toAbsolutePath().getParent(), prefix);
      return new TorchModel(file, manager, model);
    } catch (MalformedModelException | EngineException | IOException e) {
      model.close();
      manager.close();
      if (e instanceof IOException io && !(io instanceof java.io.FileNotFoundException)) {
        throw new UncheckedIOException(file + ": " + e.getMessage(), io);
      }
      throw new DataException(file + ": no TorchScript model: " + first(e), e);
    }
  }

  /** What error messages call it. */
  public String name() {
    return file.toString();
  }

  /**
   * Runs it on whole numbers.
   *
   * @param inputs each (rows, columns)
   * @return the first output of three axes, else the first
   * @throws DataException if the model refuses them
   */
  public FloatBuffer run(List<long[]> inputs, int rows, int columns) {
    return run(
        within -> {
          NDList given = new NDList();
          inputs.forEach(i -> given.add(HostArrays.of(within, i, new Shape(rows, columns))));
          return given;
        },
        output -> FloatBuffer.wrap(output.toFloatArray()));
  }

  /**
   * Runs it on one array of numbers.
   *
   * @param read is given the shape and the numbers of the output that is taken
   * @throws DataException if the model refuses it
   */
  public <R> R run(float[] input, long[] shape, TorchOutput<R> read) {
    return run(
        within -> new NDList(HostArrays.of(within, input, new Shape(shape))),
        output -> read.read(output.getShape().getShape(), output.toFloatArray()));
  }

  /**
   * Takes an output.
   *
   * @param <R> what is made of it
   */
  @FunctionalInterface
  public interface TorchOutput<R> {
    /** Reads shape and numbers. */
    R read(long[] shape, float[] values);
  }

  private synchronized <R> R run(Function<NDManager, NDList> inputs, Function<NDArray, R> read) {
    try (NDManager within = manager.newSubManager();
        Predictor<NDList, NDList> predictor = model.newPredictor(new NoopTranslator(null))) {
      NDList outputs = predictor.predict(inputs.apply(within));
      outputs.attach(within);
      List<NDArray> arrays = new ArrayList<>(outputs);
      if (arrays.isEmpty()) {
        throw new DataException(file + ": the model gives nothing");
      }
      arrays.sort(Comparator.comparing(a -> a.getShape().dimension() != AXES)); // stable
      return read.apply(arrays.get(0));
    } catch (TranslateException | EngineException e) {
      throw new DataException(file + ": fails on what it is given: " + first(e), e);
    }
  }

  /** The engine's first line; below are its own stack frames. */
  private static String first(Throwable e) {
    Throwable root = e;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return String.valueOf(root.getMessage()).lines().findFirst().orElse("");
  }

  @Override
  public void close() {
    model.close();
    manager.close();
  }
}
