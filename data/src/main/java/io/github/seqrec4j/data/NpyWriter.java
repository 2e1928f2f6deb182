package io.github.seqrec4j.data;

import io.github.seqrec4j.api.Arguments;
import io.github.seqrec4j.api.DataException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/**
 * Writes a feature file (items, F) row by row: NumPy format 1.0, little endian, C order. The file
 * appears under its name only when it is whole: until {@link #finish} the rows go to a file beside
 * it, which {@link #close} removes if the writing did not get that far.
 *
 * <p>A row of zeros alone says that the item lacks the modality. Not safe for several threads.
 */
public final class NpyWriter implements AutoCloseable {

  /** How numbers are stored. */
  public enum Precision {
    /** Two bytes, rounded to the nearest half; magnitudes below 65520. */
    FLOAT16("<f2", 2),
    /** Four bytes, exact. */
    FLOAT32("<f4", 4);

    private final String descr;
    private final int bytes;

    Precision(String descr, int bytes) {
      this.descr = descr;
      this.bytes = bytes;
    }
  }

  private static final byte[] START = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0};
  private static final int ALIGNMENT = 64;
  private static final int BUFFER = 1 << 16;

  private final Path file;
  private final Path partial;
  private final Precision precision;
  private final int rows;
  private final int width;
  private final FileChannel channel;
  private final ByteBuffer buffer;
  private int written;
  private boolean finished;

  /**
   * Starts a file; its folder is made if there is none.
   *
   * @param file where it will appear, in place of any file of that name
   * @param rows how many rows will be written, at least 1
   * @param width F, numbers per row, at least 1
   */
  public NpyWriter(Path file, Precision precision, int rows, int width) {
    this.file = file.toAbsolutePath();
    this.precision = precision;
    this.rows = Arguments.atLeast("rows", rows, 1);
    this.width = Arguments.atLeast("width", width, 1);
    int rowBytes = Math.multiplyExact(width, precision.bytes);
    buffer = ByteBuffer.allocate(Math.max(BUFFER, rowBytes)).order(ByteOrder.LITTLE_ENDIAN);
    partial = this.file.resolveSibling(this.file.getFileName() + ".partial");
    try {
      Files.createDirectories(partial.getParent());
      channel =
          FileChannel.open(
              partial,
              StandardOpenOption.CREATE,
              StandardOpenOption.TRUNCATE_EXISTING,
              StandardOpenOption.WRITE);
    } catch (IOException e) {
      throw failure(partial, e);
    }
    putHeader();
  }

  private void putHeader() {
    String text =
        "{'descr': '"
            + precision.descr
            + "', 'fortran_order': False, 'shape': ("
            + rows
            + ", "
            + width
            + "), }";
    int unpadded = START.length + Short.BYTES + text.length() + 1;
    int padding = Math.floorMod(-unpadded, ALIGNMENT);
    byte[] header = (text + " ".repeat(padding) + "\n").getBytes(StandardCharsets.US_ASCII);
    buffer.put(START).putShort((short) header.length).put(header);
  }

  /**
   * Appends the next item's features.
   *
   * @param row F numbers, finite and within the range of the precision
   * @throws DataException if a number is not finite, or too large for float16
   * @throws IllegalArgumentException if there are not F of them
   * @throws IllegalStateException if all rows are written
   */
  public void write(float[] row) {
    if (row.length != width) {
      throw new IllegalArgumentException(
          file + ": row " + written + " has " + row.length + " numbers, not " + width);
    }
    reserveRow();
    for (int i = 0; i < width; i++) {
      boolean half = precision == Precision.FLOAT16;
      short bits = half ? HalfRounding.narrow(row[i]) : 0;
      if (!Float.isFinite(half ? HalfFloats.widen(bits) : row[i])) {
        throw new DataException(
            "%s: row %d, number %d is %s; features must be finite%s"
                .formatted(file, written, i, row[i], half ? " and below 65520 in float16" : ""));
      }
      if (half) {
        buffer.putShort(bits);
      } else {
        buffer.putFloat(row[i]);
      }
    }
    written++;
  }

  /**
   * Appends a row of zeros: the next item lacks the modality.
   *
   * @throws IllegalStateException if all rows are written
   */
  public void writeMissing() {
    reserveRow();
    for (int i = 0; i < width * precision.bytes; i++) {
      buffer.put((byte) 0);
    }
    written++;
  }

  private void reserveRow() {
    if (finished || written == rows) {
      throw new IllegalStateException(file + ": all " + rows + " rows are written");
    }
    if (buffer.remaining() < width * precision.bytes) {
      flush();
    }
  }

  private void flush() {
    buffer.flip();
    try {
      while (buffer.hasRemaining()) {
        channel.write(buffer);
      }
    } catch (IOException e) {
      throw failure(partial, e);
    }
    buffer.clear();
  }

  /**
   * Brings the file to disk and gives it its name.
   *
   * @throws IllegalStateException if rows are lacking, or it is finished
   */
  public void finish() {
    if (finished || written != rows) {
      throw new IllegalStateException(
          file + ": " + written + " of " + rows + " rows written" + (finished ? ", finished" : ""));
    }
    flush();
    try {
      channel.force(true);
      channel.close();
      Files.move(
          partial, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw failure(file, e);
    }
    finished = true;
  }

  /** Removes what was written, unless it was finished. */
  @Override
  public void close() {
    if (finished) {
      return;
    }
    try {
      channel.close();
      Files.deleteIfExists(partial);
    } catch (IOException e) {
      throw failure(partial, e);
    }
  }

  private static UncheckedIOException failure(Path file, IOException e) {
    return new UncheckedIOException(file + ": " + e.getMessage(), e);
  }
}
