package io.github.seqrec4j.runtime;

import ai.djl.ndarray.types.Shape;
import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import io.github.seqrec4j.api.DataException;
import io.github.seqrec4j.api.files.FileBoundary;
import java.io.IOException;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The header of a safetensors file, read strictly: arrays lie one behind the other in the order of
 * the header, from its end to the end of the file, and each is as long as its type and shape say.
 *
 * @param tensors by name, in the order of the file
 */
record SafeTensorsHeader(Map<String, Tensor> tensors) {

  /** Longest header, 100 MB, as in the format's own implementation. */
  private static final int MAX_LENGTH = 100_000_000;

  private static final String METADATA = "__metadata__";

  /**
   * One array.
   *
   * @param offset of its first byte in the file
   */
  record Tensor(StoredType type, Shape shape, long offset) {}

  /** Unmodifiable, in the order given. */
  SafeTensorsHeader {
    tensors = Collections.unmodifiableMap(new LinkedHashMap<>(tensors));
  }

  /** Shape of each array. */
  Map<String, Shape> shapes() {
    Map<String, Shape> shapes = new LinkedHashMap<>();
    tensors.forEach((name, tensor) -> shapes.put(name, tensor.shape()));
    return shapes;
  }

  /**
   * An array by name.
   *
   * @throws DataException if there is none
   */
  Tensor tensor(Path file, String name) {
    Tensor tensor = tensors.get(name);
    if (tensor == null) {
      throw new DataException(
          file + ": no array '" + name + "'; there are " + new TreeSet<>(tensors.keySet()));
    }
    return tensor;
  }

  /**
   * An array by name and shape.
   *
   * @throws DataException if there is none
   */
  Tensor tensor(Path file, String name, Shape expected) {
    Tensor tensor = tensor(file, name);
    if (!tensor.shape().equals(expected)) {
      throw new DataException(
          file + ": array '" + name + "' has shape " + tensor.shape() + ", expected " + expected);
    }
    return tensor;
  }

  /**
   * Reads and checks the header of a file.
   *
   * @throws DataException naming what is wrong in it
   */
  static SafeTensorsHeader read(Path file, FileChannel channel) throws IOException {
    return FileBoundary.read(
        file,
        ModelBundle.REMEDY,
        () -> {
          long size = channel.size();
          long length = Long.BYTES > size ? -1 : buffer(channel, 0, Long.BYTES).getLong();
          if (length < 2 || length > Math.min(size - Long.BYTES, MAX_LENGTH)) {
            throw FileBoundary.damaged(
                file.toString(),
                "no length of a safetensors header in a file of " + size + " bytes",
                ModelBundle.REMEDY);
          }
          String text =
              StandardCharsets.UTF_8
                  .newDecoder()
                  .decode(buffer(channel, Long.BYTES, (int) length))
                  .toString();
          return new Parser(file, Long.BYTES + length, size).parse(text);
        });
  }

  private static ByteBuffer buffer(FileChannel channel, long at, int length) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
    while (bytes.hasRemaining() && channel.read(bytes, at + bytes.position()) >= 0) {}
    return bytes.flip();
  }

  /** Reads the JSON of a header. */
  private static final class Parser {
    private final Path file;
    private final long start;
    private final long end;

    /** Arrays lie from {@code start} to {@code end}. */
    Parser(Path file, long start, long end) {
      this.file = file;
      this.start = start;
      this.end = end;
    }

    SafeTensorsHeader parse(String text) throws IOException {
      Map<String, Tensor> tensors = new LinkedHashMap<>();
      long next = start;
      JsonReader json = new JsonReader(new StringReader(text));
      json.setStrictness(Strictness.STRICT);
      boolean metadata = false;
      json.beginObject();
      while (json.hasNext()) {
        String name = json.nextName();
        if (name.equals(METADATA) && !metadata) {
          metadata = true;
          json.skipValue();
          continue;
        }
        if (tensors.containsKey(name) || name.equals(METADATA)) {
          throw wrong("two arrays '" + name + "'");
        }
        Tensor tensor = tensor(json, name, next);
        tensors.put(name, tensor);
        next += tensor.shape().size() * tensor.type().bytes();
      }
      json.endObject();
      if (json.peek() != JsonToken.END_DOCUMENT) {
        throw wrong("text behind the header's JSON");
      }
      if (next != end) {
        throw wrong("its arrays take " + (next - start) + " bytes, it has " + (end - start));
      }
      return new SafeTensorsHeader(tensors);
    }

    private Tensor tensor(JsonReader json, String name, long offset) throws IOException {
      StoredType type = null;
      Shape shape = null;
      List<Long> offsets = null;
      json.beginObject();
      while (json.hasNext()) {
        String key = json.nextName();
        if (key.equals("dtype") && type == null) {
          type = type(name, json.nextString());
        } else if (key.equals("shape") && shape == null) {
          shape = new Shape(numbers(json, name));
        } else if (key.equals("data_offsets") && offsets == null) {
          offsets = numbers(json, name);
        } else {
          throw wrong("array '" + name + "' has '" + key + "' twice or unexpectedly");
        }
      }
      json.endObject();
      if (type == null || shape == null || offsets == null) {
        throw wrong("array '" + name + "' lacks one of dtype, shape and data_offsets");
      }
      checkPlace(name, type, shape, offsets, offset);
      return new Tensor(type, shape, offset);
    }

    /** The array must begin where the one before it ended, and be as long as its shape says. */
    private void checkPlace(
        String name, StoredType type, Shape shape, List<Long> offsets, long offset) {
      long bytes = type.bytes();
      for (long dimension : shape.getShape()) {
        bytes = multiplied(bytes, dimension);
      }
      if (bytes < 0 || bytes > end - offset) {
        throw wrong("array '" + name + "' of shape " + shape + " is longer than the file");
      }
      List<Long> expected = List.of(offset - start, offset - start + bytes);
      if (!offsets.equals(expected)) {
        throw wrong("array '" + name + "' has data_offsets " + offsets + ", expected " + expected);
      }
    }

    /** The product, or -1 where it is beyond 64 bits. */
    private static long multiplied(long a, long b) {
      return a < 0 || Math.multiplyHigh(a, b) != 0 ? -1 : a * b;
    }

    private StoredType type(String name, String stored) {
      for (StoredType type : StoredType.values()) {
        if (type.name().equals(stored)) {
          return type;
        }
      }
      throw wrong(
          "array '" + name + "' is of type " + stored + "; float32 (F32) and int64 (I64) are read");
    }

    private List<Long> numbers(JsonReader json, String name) throws IOException {
      List<Long> numbers = new ArrayList<>();
      json.beginArray();
      while (json.hasNext()) {
        String number = json.peek() == JsonToken.NUMBER ? json.nextString() : null;
        numbers.add(number(name, number));
      }
      json.endArray();
      return numbers;
    }

    private long number(String name, @Nullable String text) {
      if (text == null || !text.matches("\\d{1,18}")) {
        throw wrong("array '" + name + "' has a size that is no whole number from 0: " + text);
      }
      return Long.parseLong(text);
    }

    private DataException wrong(String what) {
      return FileBoundary.damaged(file.toString(), what, ModelBundle.REMEDY);
    }
  }
}
