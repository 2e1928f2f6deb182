package io.github.seqrec4j.data.ingest;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Writes a file of little-endian numbers, or bytes, number by number. */
final class ArrayFile implements AutoCloseable {

  private final FileChannel channel;
  private final ByteBuffer buffer =
      ByteBuffer.allocateDirect(1 << 18).order(ByteOrder.LITTLE_ENDIAN);
  private long bytes;

  /** Creates a file. */
  ArrayFile(Path file) throws IOException {
    channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
  }

  /** Bytes written so far. */
  long bytes() {
    return bytes;
  }

  void putInt(int value) throws IOException {
    room(Integer.BYTES);
    buffer.putInt(value);
  }

  void putLong(long value) throws IOException {
    room(Long.BYTES);
    buffer.putLong(value);
  }

  void putBytes(byte[] from, int start, int length) throws IOException {
    int done = 0;
    while (done < length) {
      int some = Math.min(length - done, buffer.capacity());
      room(some);
      buffer.put(from, start + done, some);
      done += some;
    }
  }

  private void room(int needed) throws IOException {
    if (buffer.remaining() < needed) {
      flush();
    }
    bytes += needed;
  }

  private void flush() throws IOException {
    buffer.flip();
    while (buffer.hasRemaining()) {
      channel.write(buffer);
    }
    buffer.clear();
  }

  /** Forces all to disk. */
  void finish() throws IOException {
    flush();
    channel.force(true);
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
