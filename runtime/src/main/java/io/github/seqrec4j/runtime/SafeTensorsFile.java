package io.github.seqrec4j.runtime;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import io.github.seqrec4j.api.DataException;
import io.github.seqrec4j.api.Internal;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;

/**
 * A file of named arrays, open for reading: the header is checked as a whole against the length of
 * the file before any array is made, and numbers go in pieces from the file to where they stay.
 * Files and arrays may be of any size. Not thread-safe.
 */
@Internal
public final class SafeTensorsFile implements AutoCloseable {

  /**
   * One for all files, as the garbage collector does not see how much native memory such buffers
   * hold: one for each would pile up over the loads of a service.
   */
  private static final ByteBuffer STAGING =
      ByteBuffer.allocateDirect(SafeTensors.CHUNK * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);

  private final Path file;
  private final FileChannel channel;
  private final SafeTensorsHeader header;

  private SafeTensorsFile(Path file, FileChannel channel, SafeTensorsHeader header) {
    this.file = file;
    this.channel = channel;
    this.header = header;
  }

  /**
   * Opens a file and checks its header.
   *
   * @throws DataException if the header is not what the format prescribes, or holds another type
   *     than float32 and int64
   * @throws IOException if the file cannot be read
   */
  @SuppressWarnings("MustBeClosedChecker") // handed over, or closed below
  public static SafeTensorsFile open(Path file) throws IOException {
    FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
    try {
      return new SafeTensorsFile(file, channel, SafeTensorsHeader.read(file, channel));
    } catch (IOException | RuntimeException | Error e) {
      channel.close();
      throw e;
    }
  }

  /** Where the file is. */
  Path path() {
    return file;
  }

  /** Shape of each array by name, in the order of the file. */
  public Map<String, Shape> shapes() {
    return header.shapes();
  }

  /**
   * An array, owned by {@code owner}.
   *
   * @throws DataException if there is none of this name and shape, or a number is not finite
   * @throws IOException if the file cannot be read
   */
  public NDArray read(NDManager owner, String name, Shape shape) throws IOException {
    SafeTensorsHeader.Tensor tensor = header.tensor(file, name, shape);
    NDArray array = owner.create(shape, tensor.type().type());
    try {
      readInto(name, array);
      return array;
    } catch (IOException | RuntimeException | Error e) {
      array.close();
      throw e;
    }
  }

  /**
   * Reads an array into another of its shape and type.
   *
   * @throws DataException if there is none of this name, shape and type, or a number is not finite
   * @throws IOException if the file cannot be read
   */
  public void readInto(String name, NDArray target) throws IOException {
    SafeTensorsHeader.Tensor tensor = header.tensor(file, name, target.getShape());
    checkType(name, tensor, target.getDataType());
    long size = target.size();
    try (NDArray flat = target.reshape(size)) {
      readRange(name, tensor, 0, flat);
    }
  }

  /**
   * Numbers {@code from} to {@code from + count} of an array in row-major order, (count), owned by
   * {@code owner}: a part of an array that need not fit into memory.
   *
   * @throws DataException if there is no such array or range, or a number is not finite
   * @throws IOException if the file cannot be read
   */
  public NDArray readRange(NDManager owner, String name, long from, long count) throws IOException {
    SafeTensorsHeader.Tensor tensor = header.tensor(file, name);
    if (from < 0 || count < 0 || from > tensor.shape().size() - count) {
      throw new DataException(
          file
              + ": array '"
              + name
              + "' has "
              + tensor.shape().size()
              + " numbers, asked for "
              + count
              + " from "
              + from);
    }
    NDArray part = owner.create(new Shape(count), tensor.type().type());
    readRange(name, tensor, from, part);
    return part;
  }

  /** What takes the numbers of an array, piece by piece in row-major order. */
  @FunctionalInterface
  interface FloatPieces {
    /** Takes the numbers from {@code from} on. */
    void take(FloatBuffer numbers, long from);
  }

  /**
   * Checks that there is an array of float32 of this name and shape.
   *
   * @throws DataException if there is none
   */
  void check(String name, Shape shape) {
    checkType(name, header.tensor(file, name, shape), DataType.FLOAT32);
  }

  /**
   * Hands on the numbers of an array of float32, without engine.
   *
   * @throws DataException if there is none of this name and shape, or a number is not finite
   * @throws IOException if the file cannot be read
   */
  void readFloats(String name, Shape shape, FloatPieces taker) throws IOException {
    check(name, shape);
    SafeTensorsHeader.Tensor tensor = header.tensor(file, name, shape);
    readPieces(
        name, tensor, 0, shape.size(), (done, count) -> taker.take(STAGING.asFloatBuffer(), done));
  }

  private void checkType(String name, SafeTensorsHeader.Tensor tensor, DataType expected) {
    if (tensor.type().type() != expected) {
      throw new DataException(
          file
              + ": array '"
              + name
              + "' is of type "
              + tensor.type()
              + ", expected "
              + StoredType.of(expected));
    }
  }

  /** Fills a flat array with numbers of a tensor. */
  private void readRange(String name, SafeTensorsHeader.Tensor tensor, long from, NDArray target)
      throws IOException {
    readPieces(
        name,
        tensor,
        from,
        target.size(),
        (done, count) -> {
          try (NDArray values =
              target.getManager().create(STAGING, new Shape(count), tensor.type().type())) {
            target.set(new NDIndex("{}:{}", done, done + count), values);
          }
        });
  }

  /** What is done with a piece that stands in the buffer. */
  @FunctionalInterface
  private interface Piece {
    void take(long done, int count);
  }

  private void readPieces(
      String name, SafeTensorsHeader.Tensor tensor, long from, long size, Piece taker)
      throws IOException {
    int bytes = tensor.type().bytes();
    int chunk = STAGING.capacity() / bytes;
    for (long done = 0; done < size; done += chunk) {
      int count = (int) Math.min(chunk, size - done);
      synchronized (STAGING) {
        STAGING.clear().limit(count * bytes);
        fill(tensor.offset() + (from + done) * bytes);
        STAGING.flip();
        if (tensor.type() == StoredType.F32) {
          checkFinite(name, from + done);
        }
        taker.take(done, count);
      }
    }
  }

  private void fill(long position) throws IOException {
    long at = position;
    while (STAGING.hasRemaining()) {
      int read = channel.read(STAGING, at);
      if (read < 0) {
        throw new EOFException(file + " became shorter while it was read");
      }
      at += read;
    }
  }

  private void checkFinite(String name, long from) {
    int at = StoredType.firstNotFinite(STAGING.asFloatBuffer());
    if (at >= 0) {
      throw new DataException(
          file
              + ": array '"
              + name
              + "' holds "
              + STAGING.asFloatBuffer().get(at)
              + " at number "
              + (from + at)
              + ", expected finite numbers; "
              + ModelBundle.REMEDY);
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
