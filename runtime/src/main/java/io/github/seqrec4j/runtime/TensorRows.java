package io.github.seqrec4j.runtime;

import ai.djl.ndarray.types.Shape;
import io.github.seqrec4j.api.files.AtomicFiles;
import io.github.seqrec4j.api.files.Sha256;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * Copies a file of arrays in which some have a row per item: with rows more behind them, and others
 * in the place of theirs. Without engine, and through a small piece of memory.
 *
 * @param appended rows behind those of the file; a missing one is zero
 * @param replaced rows by their place in the file, 0 being padding
 * @param more how many rows come behind
 */
record TensorRows(Map<Integer, float[]> appended, Map<Integer, float[]> replaced, int more) {

  private static final int CHUNK = 1 << 20;

  /** So many rows of zeros behind those of a file. */
  static TensorRows zeros(int more) {
    return new TensorRows(Map.of(), Map.of(), more);
  }

  /**
   * Copies a file; returns the SHA-256 of the new one.
   *
   * @param names arrays that have a row per item; those that the file lacks are passed over
   */
  String copy(Path from, Path to, Set<String> names) throws IOException {
    try (FileChannel channel = FileChannel.open(from, StandardOpenOption.READ)) {
      SafeTensorsHeader header = SafeTensorsHeader.read(from, channel);
      Map<String, SafeTensors.Described> described = new LinkedHashMap<>();
      header
          .tensors()
          .forEach(
              (name, tensor) ->
                  described.put(
                      name,
                      new SafeTensors.Described(
                          tensor.type(),
                          names.contains(name) ? longer(tensor.shape()) : tensor.shape())));
      MessageDigest digest = Sha256.digest();
      AtomicFiles.write(
          to,
          plain -> {
            OutputStream out = new DigestOutputStream(plain, digest);
            SafeTensors.writeHeader(out, described);
            for (Map.Entry<String, SafeTensorsHeader.Tensor> entry : header.tensors().entrySet()) {
              write(channel, from, entry.getValue(), names.contains(entry.getKey()), out);
            }
          });
      return HexFormat.of().formatHex(digest.digest());
    }
  }

  private Shape longer(Shape shape) {
    long[] dimensions = shape.getShape().clone();
    dimensions[0] = Math.addExact(dimensions[0], more);
    return new Shape(dimensions);
  }

  private void write(
      FileChannel channel,
      Path file,
      SafeTensorsHeader.Tensor tensor,
      boolean changes,
      OutputStream out)
      throws IOException {
    long bytes = tensor.shape().size() * tensor.type().bytes();
    if (!changes) {
      copy(channel, file, tensor.offset(), bytes, out);
      return;
    }
    long rows = tensor.shape().get(0);
    int row = Math.toIntExact(bytes / rows);
    long done = 0;
    for (int at : replaced.keySet().stream().sorted().toList()) {
      copy(channel, file, tensor.offset() + done, (long) at * row - done, out);
      out.write(bytes(replaced.getOrDefault(at, new float[0]), row));
      done = (at + 1L) * row;
    }
    copy(channel, file, tensor.offset() + done, bytes - done, out);
    for (int i = 0; i < more; i++) {
      float[] vector = appended.get(i);
      out.write(vector == null ? new byte[row] : bytes(vector, row));
    }
  }

  private static byte[] bytes(float[] vector, int length) {
    if (vector.length * Float.BYTES != length) {
      throw new IllegalArgumentException(
          "a row has " + length / Float.BYTES + " numbers, not " + vector.length);
    }
    ByteBuffer bytes = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(vector);
    return bytes.array();
  }

  private static void copy(FileChannel channel, Path file, long from, long length, OutputStream out)
      throws IOException {
    byte[] piece = new byte[(int) Math.min(CHUNK, Math.max(1, length))];
    for (long done = 0; done < length; ) {
      ByteBuffer buffer = ByteBuffer.wrap(piece, 0, (int) Math.min(piece.length, length - done));
      int read = channel.read(buffer, from + done);
      if (read < 0) {
        throw new EOFException(file + " became shorter while it was read");
      }
      out.write(piece, 0, read);
      done += read;
    }
  }
}
