package io.github.seqrec4j.data;

import io.github.seqrec4j.api.Arguments;
import io.github.seqrec4j.api.DataException;
import io.github.seqrec4j.api.files.AtomicFiles;
import io.github.seqrec4j.api.files.WriteFailure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.zip.CRC32;

/**
 * Writes a feature file (items, F) or (items, T, F), or a mask (items, T), row by row: NumPy format
 * 1.0, little endian, C order. The file appears under its name only when it is whole: until {@link
 * #finish} the rows go to a file beside it, which {@link #close} removes if the writing did not get
 * that far, and {@link #suspend} keeps.
 *
 * <p>A row of zeros alone says that the item lacks the modality. Not safe for several threads.
 */
public final class NpyWriter implements AutoCloseable {

  /** How numbers are stored. */
  public enum Precision {
    /** Two bytes, rounded to the nearest half; magnitudes below 65520. */
    FLOAT16("<f2", 2),
    /** Four bytes, exact. */
    FLOAT32("<f4", 4),
    /** One byte, for masks: whole numbers 0 to 255. */
    UINT8("|u1", 1);

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
  private final int numbers; // of a row
  private final FileChannel channel;
  private final ByteBuffer buffer;
  private final CRC32 checksum = new CRC32();
  private int written;
  private boolean finished;

  /**
   * Starts a file; its folder is made if there is none.
   *
   * @param file where it will appear, in place of any file of that name
   * @param rows number of items, at least 1
   * @param row shape of a row, (F) or (T, F), each at least 1
   */
  public NpyWriter(Path file, Precision precision, int rows, int... row) {
    this(file, precision, rows, row, 0, 0);
  }

  /** Starts a file, or goes on after the rows that are kept. */
  private NpyWriter(
      Path file, Precision precision, int rows, int[] row, int kept, long expectedChecksum) {
    this.file = file.toAbsolutePath();
    this.precision = precision;
    this.rows = Arguments.atLeast("rows", rows, 1);
    int product = 1;
    Arguments.atLeast("dimensions of a row", row.length, 1);
    for (int size : row) {
      product = Math.multiplyExact(product, Arguments.atLeast("width", size, 1));
    }
    numbers = product;
    int rowBytes = Math.multiplyExact(numbers, precision.bytes);
    buffer = ByteBuffer.allocate(Math.max(BUFFER, rowBytes)).order(ByteOrder.LITTLE_ENDIAN);
    partial = partial(this.file);
    byte[] header = header(precision, rows, row);
    try {
      Files.createDirectories(partial.getParent());
      channel =
          FileChannel.open(
              partial,
              StandardOpenOption.CREATE,
              StandardOpenOption.READ,
              StandardOpenOption.WRITE,
              LinkOption.NOFOLLOW_LINKS); // whoever made the folder
    } catch (IOException e) {
      throw failure(partial, e);
    }
    try {
      if (kept > 0) {
        check(header, kept * (long) rowBytes, expectedChecksum);
        written = kept;
      } else {
        channel.truncate(0);
        buffer.put(header);
      }
    } catch (IOException e) {
      throw closed(failure(partial, e));
    } catch (DataException e) {
      throw closed(e);
    }
  }

  /**
   * Goes on with a file that was suspended, or whose writing was killed after {@link #force}.
   *
   * @param kept rows that stay, at least 1; those after them are written anew
   * @param checksum of the rows that stay, as {@link #checksum()} was then
   * @throws DataException if what is there is not these rows
   */
  public static NpyWriter resume(
      Path file, Precision precision, int rows, int[] row, int kept, long checksum) {
    return new NpyWriter(file, precision, rows, row, Arguments.atLeast("kept", kept, 1), checksum);
  }

  /** Where rows are until the file is finished. */
  public static Path partial(Path file) {
    return file.resolveSibling(file.getFileName() + ".partial");
  }

  private void check(byte[] header, long bytes, long expectedChecksum) throws IOException {
    ByteBuffer there = ByteBuffer.allocate(header.length);
    int got = 0;
    while (there.hasRemaining() && got >= 0) {
      got = channel.read(there);
    }
    long left = bytes;
    if (Arrays.equals(there.array(), header)) {
      while (left > 0) {
        buffer.clear().limit((int) Math.min(left, buffer.capacity()));
        int read = channel.read(buffer);
        if (read < 0) {
          break;
        }
        checksum.update(buffer.array(), 0, read);
        left -= read;
      }
    }
    buffer.clear();
    if (left > 0 || checksum.getValue() != expectedChecksum) {
      throw new DataException(
          partial
              + ": damaged: it does not hold the rows that were written; remove it to start anew");
    }
    channel.truncate(header.length + bytes);
    channel.position(header.length + bytes);
  }

  private static byte[] header(Precision precision, int rows, int[] row) {
    String shape = Arrays.stream(row).mapToObj(n -> ", " + n).collect(Collectors.joining());
    String text =
        "{'descr': '"
            + precision.descr
            + "', 'fortran_order': False, 'shape': ("
            + rows
            + shape
            + "), }";
    int unpadded = START.length + Short.BYTES + text.length() + 1;
    int padding = Math.floorMod(-unpadded, ALIGNMENT);
    byte[] header = (text + " ".repeat(padding) + "\n").getBytes(StandardCharsets.US_ASCII);
    return ByteBuffer.allocate(START.length + Short.BYTES + header.length)
        .order(ByteOrder.LITTLE_ENDIAN)
        .put(START)
        .putShort((short) header.length)
        .put(header)
        .array();
  }

  /**
   * Appends the next item's features.
   *
   * @param row all numbers of the row, finite and within the range of the precision
   * @throws DataException if a number is not finite, or out of the range of the precision
   * @throws IllegalArgumentException if there are too few or too many
   * @throws IllegalStateException if all rows are written
   */
  public void write(float[] row) {
    if (row.length != numbers) {
      throw new IllegalArgumentException(
          file + ": row " + written + " has " + row.length + " numbers, not " + numbers);
    }
    reserveRow();
    int start = buffer.position();
    for (int i = 0; i < numbers; i++) {
      switch (precision) {
        case FLOAT16 -> {
          short bits = HalfRounding.narrow(row[i]);
          checkFinite(row, i, HalfFloats.widen(bits), " and below 65520 in float16");
          buffer.putShort(bits);
        }
        case FLOAT32 -> {
          checkFinite(row, i, row[i], "");
          buffer.putFloat(row[i]);
        }
        case UINT8 -> {
          if (row[i] != (int) row[i] || row[i] < 0 || row[i] > 255) {
            throw new DataException(
                "%s: row %d, number %d is %s; a mask holds whole numbers from 0 to 255"
                    .formatted(file, written, i, row[i]));
          }
          buffer.put((byte) row[i]);
        }
      }
    }
    checksum.update(buffer.array(), start, buffer.position() - start);
    written++;
  }

  private void checkFinite(float[] row, int i, float stored, String range) {
    if (!Float.isFinite(stored)) {
      throw new DataException(
          "%s: row %d, number %d is %s; features must be finite%s"
              .formatted(file, written, i, row[i], range));
    }
  }

  /**
   * Appends a row of zeros: the next item lacks the modality.
   *
   * @throws IllegalStateException if all rows are written
   */
  public void writeMissing() {
    reserveRow();
    int start = buffer.position();
    for (int i = 0; i < numbers * precision.bytes; i++) {
      buffer.put((byte) 0);
    }
    checksum.update(buffer.array(), start, buffer.position() - start);
    written++;
  }

  private void reserveRow() {
    if (finished || written == rows) {
      throw new IllegalStateException(file + ": all " + rows + " rows are written");
    }
    if (buffer.remaining() < numbers * precision.bytes) {
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

  /** Brings what is written so far to disk. */
  public void force() {
    flush();
    try {
      channel.force(true);
    } catch (IOException e) {
      throw failure(partial, e);
    }
  }

  /** CRC-32 of all rows written so far. */
  public long checksum() {
    return checksum.getValue();
  }

  /** Stops, and keeps what is written for {@link #resume}. */
  public void suspend() {
    force();
    finished = true;
    try {
      channel.close();
    } catch (IOException e) {
      throw failure(partial, e);
    }
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
    suspend();
    try {
      AtomicFiles.publish(partial, file);
    } catch (IOException e) {
      throw failure(file, e);
    }
  }

  /** Removes what was written, unless it was finished or suspended. */
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

  private RuntimeException closed(RuntimeException failure) {
    try {
      channel.close();
    } catch (IOException e) {
      failure.addSuppressed(e);
    }
    return failure;
  }

  private static UncheckedIOException failure(Path file, IOException e) {
    return WriteFailure.of(file, e, "write it into another folder");
  }
}
