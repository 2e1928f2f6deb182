package io.github.seqrec4j.data.ingest;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A file of little-endian numbers, or bytes, mapped in parts of 1 GiB. */
final class MappedArray {

  private static final int PART_BITS = 30;
  private static final int PART = 1 << PART_BITS;

  private final ByteBuffer[] parts;
  private final long bytes;

  private MappedArray(ByteBuffer[] parts, long bytes) {
    this.parts = parts;
    this.bytes = bytes;
  }

  /**
   * Maps a file.
   *
   * @throws IOException if it cannot be read, or is not of that size
   */
  static MappedArray open(Path file, long expectedBytes) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      long size = channel.size();
      if (size != expectedBytes) {
        throw new IOException(file + ": " + size + " bytes instead of " + expectedBytes);
      }
      ByteBuffer[] parts = new ByteBuffer[Math.toIntExact((size + PART - 1) >> PART_BITS)];
      for (int p = 0; p < parts.length; p++) {
        long from = (long) p << PART_BITS;
        parts[p] =
            channel
                .map(FileChannel.MapMode.READ_ONLY, from, Math.min(PART, size - from))
                .order(ByteOrder.LITTLE_ENDIAN);
      }
      return new MappedArray(parts, size);
    }
  }

  /** Size of the file. */
  long bytes() {
    return bytes;
  }

  int getInt(long index) {
    long at = index * Integer.BYTES;
    return parts[(int) (at >> PART_BITS)].getInt((int) (at & (PART - 1)));
  }

  long getLong(long index) {
    long at = index * Long.BYTES;
    return parts[(int) (at >> PART_BITS)].getLong((int) (at & (PART - 1)));
  }

  double getDouble(long index) {
    return Double.longBitsToDouble(getLong(index));
  }

  byte[] getBytes(long from, int length) {
    byte[] target = new byte[length];
    int done = 0;
    while (done < length) {
      ByteBuffer part = parts[(int) ((from + done) >> PART_BITS)];
      int at = (int) ((from + done) & (PART - 1));
      int some = Math.min(length - done, part.limit() - at);
      part.get(at, target, done, some);
      done += some;
    }
    return target;
  }
}
