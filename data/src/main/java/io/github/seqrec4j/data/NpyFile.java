package io.github.seqrec4j.data;

import io.github.seqrec4j.api.DataException;
import io.github.seqrec4j.api.files.MappedFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A NumPy array file (format 1.0 to 3.0), mapped: little-endian float16 or float32, or one-byte
 * integers, in C order.
 */
final class NpyFile implements AutoCloseable {

  /** What the elements are. */
  enum Type {
    FLOAT16(2),
    FLOAT32(4),
    BYTE(1);

    final int bytes;

    Type(int bytes) {
      this.bytes = bytes;
    }
  }

  private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};
  private static final Pattern DESCR = Pattern.compile("'descr'\\s*:\\s*'([^']*)'");
  private static final Pattern ORDER = Pattern.compile("'fortran_order'\\s*:\\s*(True|False)");
  private static final Pattern SHAPE = Pattern.compile("'shape'\\s*:\\s*\\(([^)]*)\\)");
  private static final String DIMENSION = "[0-9]{1,18}"; // below 2^63
  private static final int WIDEST = 1 << 30; // bytes of a row
  private static final int START = 12; // bytes before the header, at most

  private final Path file;
  private final MappedFile bytes;
  private final Type type;
  private final long[] shape;
  private final int rowBytes;
  private final long data; // where the first row begins

  /**
   * Opens and maps a file.
   *
   * @param digest is fed the header and the numbers
   * @throws DataException if the file is truncated or of a kind that is not supported
   */
  static NpyFile open(Path file, MessageDigest digest) {
    MappedFile bytes;
    try {
      bytes = MappedFile.open(file);
    } catch (IOException e) {
      throw new UncheckedIOException(file + ": " + e.getMessage(), e);
    }
    try {
      return new NpyFile(file, bytes, digest);
    } catch (RuntimeException | Error e) {
      bytes.close();
      throw e;
    }
  }

  private NpyFile(Path file, MappedFile bytes, MessageDigest digest) {
    this.file = file;
    this.bytes = bytes;
    ByteBuffer start = ByteBuffer.wrap(bytes(0, START)).order(ByteOrder.LITTLE_ENDIAN);
    byte[] magic = new byte[MAGIC.length];
    start.get(magic);
    if (!Arrays.equals(magic, MAGIC)) {
      throw new DataException(
          file + ": not a .npy file (its first bytes are not those of NumPy's format)");
    }
    int major = start.get(6);
    int headerLength = major == 1 ? Short.toUnsignedInt(start.getShort(8)) : start.getInt(8);
    int headerStart = major == 1 ? 10 : START;
    if (major < 1
        || major > 3
        || headerLength < 0
        || headerStart + (long) headerLength > bytes.size()) {
      throw new DataException(
          file
              + ": damaged .npy header (format "
              + major
              + ", header of "
              + headerLength
              + " bytes)");
    }
    byte[] header = bytes(headerStart, headerLength);
    String text = new String(header, StandardCharsets.UTF_8);
    type = type(find(DESCR, text));
    if (find(ORDER, text).equals("True")) {
      throw new DataException(
          file + ": Fortran order is not supported; save it with numpy.ascontiguousarray");
    }
    shape = shape(find(SHAPE, text));
    data = headerStart + (long) headerLength;
    rowBytes = rowBytes();
    if (shape[0] > Long.MAX_VALUE / rowBytes - data) {
      throw new DataException(file + ": damaged .npy header: no file holds " + shape[0] + " rows");
    }
    long expected = data + shape[0] * rowBytes;
    if (bytes.size() != expected) {
      throw new DataException(
          file
              + ": "
              + (bytes.size() < expected ? "truncated" : "too long")
              + ": a "
              + type
              + " array of shape "
              + Arrays.toString(shape)
              + " takes "
              + expected
              + " bytes, the file has "
              + bytes.size()
              + "; write it again");
    }
    digest.update(header);
    bytes.digest(data, shape[0] * rowBytes, digest);
  }

  private byte[] bytes(long offset, int length) {
    if (offset + length > bytes.size()) {
      throw new DataException(
          file
              + ": truncated: only "
              + bytes.size()
              + " bytes, too few for a .npy header; write it again");
    }
    return bytes.bytes(offset, length);
  }

  /** Bytes of a row. */
  private int rowBytes() {
    long row = type.bytes;
    for (int i = 1; i < shape.length; i++) {
      if (shape[i] > WIDEST / row) {
        throw new DataException(
            file
                + ": a row of shape "
                + Arrays.toString(Arrays.copyOfRange(shape, 1, shape.length))
                + " takes more than 1 GiB; write fewer tokens or narrower features");
      }
      row *= shape[i];
    }
    return (int) row;
  }

  private String find(Pattern pattern, String header) {
    Matcher matcher = pattern.matcher(header);
    if (!matcher.find()) {
      throw new DataException(
          file + ": damaged .npy header: no " + pattern + " in '" + header.strip() + "'");
    }
    return matcher.group(1);
  }

  private Type type(String descr) {
    return switch (descr) {
      case "<f2" -> Type.FLOAT16;
      case "<f4" -> Type.FLOAT32;
      case "|u1", "|b1", "|i1" -> Type.BYTE;
      default ->
          throw new DataException(
              file
                  + ": dtype '"
                  + descr
                  + "' is not supported; save as float16 or float32 (masks as uint8), little endian");
    };
  }

  private long[] shape(String text) {
    long[] dimensions =
        Arrays.stream(text.split(","))
            .map(String::strip)
            .filter(part -> !part.isEmpty())
            .mapToLong(part -> part.matches(DIMENSION) ? Long.parseLong(part) : -1)
            .toArray();
    if (dimensions.length < 2
        || dimensions.length > 3
        || Arrays.stream(dimensions).anyMatch(d -> d < 1)) {
      throw new DataException(
          file
              + ": shape ("
              + text
              + ") is not supported; expected (items, F) or (items, T, F), no dimension empty");
    }
    return dimensions;
  }

  Path file() {
    return file;
  }

  Type type() {
    return type;
  }

  long[] shape() {
    return shape;
  }

  /** Hands on the bytes of a row, as {@link MappedFile#read} does. */
  void readRow(long row, Consumer<ByteBuffer> reader) {
    bytes.read(data + row * rowBytes, rowBytes, reader);
  }

  @Override
  public void close() {
    bytes.close();
  }
}
