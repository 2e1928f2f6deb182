package io.github.seqrec4j.benchmarks;

import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What PyTorch's profiler has written of the operators that ran between {@link #start} and {@link
 * #stop}, read from its trace.
 *
 * <p>DJL's profiler is a method of its engine's classes, which nothing here compiles against; it is
 * called by its name.
 */
final class EngineTrace {

  private static final String JNI = "ai.djl.pytorch.jni.JniUtils";

  /**
   * An operator that ran.
   *
   * @param start in microseconds
   * @param end in microseconds
   * @param inputs sizes of its inputs in numbers, 1 for what is no array
   * @param taken bytes that it allocated and kept, less those that it freed
   */
  record Operator(String name, double start, double end, List<Long> inputs, double taken) {}

  private EngineTrace() {}

  /** Begins to record, with shapes and memory; what runs takes longer meanwhile. */
  static void start() {
    call(
        "startProfile",
        new Class<?>[] {boolean.class, boolean.class, boolean.class},
        false,
        true,
        true);
  }

  /** Ends recording and writes the trace, in the form that Chrome shows. */
  static void stop(Path file) {
    call("stopProfile", new Class<?>[] {String.class}, file.toString());
  }

  private static void call(String method, Class<?>[] parameters, Object... arguments) {
    try {
      Class.forName(JNI).getMethod(method, parameters).invoke(null, arguments);
    } catch (InvocationTargetException e) {
      throw new IllegalStateException("the engine's profiler failed: " + e.getCause(), e);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(
          "the engine has no profiler " + JNI + "." + method + ": " + e, e);
    }
  }

  /** The operators of a trace, in the order in which they ended. */
  static List<Operator> read(Path file) throws IOException {
    List<Operator> operators = new ArrayList<>();
    try (JsonReader in = new JsonReader(Files.newBufferedReader(file))) {
      in.setStrictness(Strictness.LENIENT); // a comma may stand behind the last
      in.beginArray();
      while (in.hasNext()) {
        operators.add(operator(in));
      }
      in.endArray();
    }
    return operators;
  }

  private static Operator operator(JsonReader in) throws IOException {
    String name = "";
    double start = 0;
    double duration = 0;
    double taken = 0;
    List<Long> inputs = List.of();
    in.beginObject();
    while (in.hasNext()) {
      switch (in.nextName()) {
        case "name" -> name = in.nextString();
        case "ts" -> start = in.nextDouble();
        case "dur" -> duration = in.nextDouble();
        case "cpu mem" -> taken = bytes(in.nextString());
        case "shape" -> inputs = sizes(in);
        default -> in.skipValue();
      }
    }
    in.endObject();
    return new Operator(name, start, start + duration, inputs, taken);
  }

  /** [[100, 64], []] to 6400 and 1. */
  private static List<Long> sizes(JsonReader in) throws IOException {
    List<Long> sizes = new ArrayList<>();
    in.beginArray();
    while (in.hasNext()) {
      long size = 1;
      in.beginArray();
      while (in.hasNext()) {
        size *= in.nextLong();
      }
      in.endArray();
      sizes.add(size);
    }
    in.endArray();
    return sizes;
  }

  /** "25.00 Kb" to 25600. */
  private static double bytes(String written) {
    int space = written.indexOf(' ');
    double factor =
        switch (written.substring(space + 1)) {
          case "b" -> 1;
          case "Kb" -> 1 << 10;
          case "Mb" -> 1 << 20;
          case "Gb" -> 1 << 30;
          default -> throw new IllegalArgumentException("unknown unit in a trace: " + written);
        };
    return factor * Double.parseDouble(written.substring(0, space));
  }
}
