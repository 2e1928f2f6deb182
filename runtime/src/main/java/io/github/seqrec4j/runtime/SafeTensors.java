package io.github.seqrec4j.runtime;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.github.seqrec4j.api.Internal;
import io.github.seqrec4j.api.SeqrecException;
import io.github.seqrec4j.api.files.AtomicFiles;
import io.github.seqrec4j.api.files.Sha256;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Writes named arrays in the safetensors format: the length of the header (8 bytes), the header
 * (JSON: type, shape and place of each array), then the arrays, one behind the other, little
 * endian. Any size: offsets have 64 bits, and the arrays pass through memory in pieces. {@link
 * SafeTensorsFile} reads it.
 */
@Internal
public final class SafeTensors {

  /** Bytes of a header are a multiple of this, so that the arrays of a mapped file are aligned. */
  private static final int ALIGNMENT = 8;

  /** Numbers that pass through memory at a time. */
  static final int CHUNK = 1 << 18;

  private SafeTensors() {}

  /**
   * Writes arrays of type float32 or int64 in their order, atomically; returns the file's SHA-256.
   *
   * @throws SeqrecException if a number is not finite: what cannot be read again is not written
   * @throws IllegalArgumentException if an array is of another type
   * @throws IOException if the file cannot be written
   */
  public static String write(Path file, Map<String, NDArray> arrays) throws IOException {
    Map<String, Described> described = new LinkedHashMap<>();
    arrays.forEach(
        (name, array) ->
            described.put(
                name, new Described(StoredType.of(array.getDataType()), array.getShape())));
    MessageDigest digest = Sha256.digest();
    AtomicFiles.write(
        file,
        plain -> {
          OutputStream out = new DigestOutputStream(plain, digest);
          writeHeader(out, described);
          for (Map.Entry<String, NDArray> array : arrays.entrySet()) {
            write(out, array.getKey(), array.getValue());
          }
        });
    return HexFormat.of().formatHex(digest.digest());
  }

  /** Type and shape of an array. */
  record Described(StoredType type, Shape shape) {}

  /** Writes the length of the header and the header of a file of such arrays. */
  static void writeHeader(OutputStream out, Map<String, Described> arrays) throws IOException {
    byte[] header = header(arrays);
    out.write(
        ByteBuffer.allocate(Long.BYTES)
            .order(ByteOrder.LITTLE_ENDIAN)
            .putLong(header.length)
            .array());
    out.write(header);
  }

  private static byte[] header(Map<String, Described> arrays) {
    JsonObject header = new JsonObject();
    long offset = 0;
    for (Map.Entry<String, Described> entry : arrays.entrySet()) {
      Described array = entry.getValue();
      StoredType type = array.type();
      long end =
          Math.addExact(offset, Math.multiplyExact(array.shape().size(), (long) type.bytes()));
      JsonObject tensor = new JsonObject();
      tensor.addProperty("dtype", type.name());
      JsonArray shape = new JsonArray();
      for (long dimension : array.shape().getShape()) {
        shape.add(dimension);
      }
      tensor.add("shape", shape);
      JsonArray offsets = new JsonArray();
      offsets.add(offset);
      offsets.add(end);
      tensor.add("data_offsets", offsets);
      header.add(entry.getKey(), tensor);
      offset = end;
    }
    String text = header.toString();
    int length = text.getBytes(StandardCharsets.UTF_8).length;
    return (text + " ".repeat((ALIGNMENT - length % ALIGNMENT) % ALIGNMENT))
        .getBytes(StandardCharsets.UTF_8);
  }

  private static void write(OutputStream out, String name, NDArray array) throws IOException {
    StoredType type = StoredType.of(array.getDataType());
    ByteBuffer bytes =
        ByteBuffer.allocate(CHUNK * type.bytes()).order(ByteOrder.LITTLE_ENDIAN); // on the heap
    long size = array.size();
    try (NDArray flat = array.reshape(size)) {
      for (long from = 0; from < size; from += CHUNK) {
        long to = Math.min(size, from + CHUNK);
        bytes.clear();
        try (NDManager scratch = array.getManager().newSubManager(); // of copies from a device
            NDArray part = flat.get(scratch, new NDIndex("{}:{}", from, to))) {
          if (part.getDataType() == DataType.FLOAT32) {
            float[] values = part.toFloatArray();
            long at = StoredType.firstNotFinite(values);
            if (at >= 0) {
              throw new SeqrecException(
                  "array '" + name + "' holds " + values[(int) at] + " at number " + (from + at));
            }
            bytes.asFloatBuffer().put(values);
          } else {
            bytes.asLongBuffer().put(part.toLongArray());
          }
        }
        out.write(bytes.array(), 0, Math.toIntExact((to - from) * type.bytes()));
      }
    }
  }
}
