package io.github.seqrec4j.api.files;

import io.github.seqrec4j.api.Internal;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/**
 * A file of any size in memory, read only, its numbers little-endian, at places counted in bytes
 * from 0 by 64 bits. Many threads may read it.
 *
 * <p>{@link #close} lets go of the memory at once or, where others read, when the last of them has
 * done so; what comes later is told that the file is closed. Whoever opens it closes it.
 */
@Internal
public final class MappedFile implements AutoCloseable {

  private static final int SEGMENT_BITS = 30;
  private static final int CHUNK = 1 << 20;
  private static final long CLOSED = 1L << 62;

  private final Path path;
  private final long size;
  private final int segmentBits;
  private final List<Mapping> segments;
  private final AtomicLong readers = new AtomicLong(); // number of readers; CLOSED more when closed

  private MappedFile(Path path, long size, int segmentBits, List<Mapping> segments) {
    this.path = path;
    this.size = size;
    this.segmentBits = segmentBits;
    this.segments = segments;
  }

  /**
   * Maps a file.
   *
   * @throws IOException if it cannot be read
   */
  public static MappedFile open(Path path) throws IOException {
    return open(path, SEGMENT_BITS);
  }

  /** In segments of 2^{@code segmentBits} bytes, at most 2^30. */
  static MappedFile open(Path path, int segmentBits) throws IOException {
    List<Mapping> segments = new ArrayList<>();
    try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
      long size = channel.size();
      for (long from = 0; from < size; from += 1L << segmentBits) {
        segments.add(Mapping.of(channel, from, Math.min(1L << segmentBits, size - from)));
      }
      return new MappedFile(path, size, segmentBits, segments);
    } catch (IOException | RuntimeException | Error e) {
      segments.forEach(Mapping::release);
      throw e;
    }
  }

  /** The file. */
  public Path path() {
    return path;
  }

  /** Its size in bytes. */
  public long size() {
    return size;
  }

  /**
   * The number of 4 bytes at a place.
   *
   * @throws IndexOutOfBoundsException if it is not within the file
   * @throws IllegalStateException if the file is closed
   */
  public int getInt(long offset) {
    enter(offset, Integer.BYTES);
    try {
      int at = place(offset);
      ByteBuffer bytes = segment(offset);
      return at + Integer.BYTES <= bytes.limit()
          ? bytes.getInt(at)
          : view(offset, Integer.BYTES).getInt(0);
    } finally {
      leave();
    }
  }

  /**
   * The number of 8 bytes at a place.
   *
   * @throws IndexOutOfBoundsException if it is not within the file
   * @throws IllegalStateException if the file is closed
   */
  public long getLong(long offset) {
    enter(offset, Long.BYTES);
    try {
      int at = place(offset);
      ByteBuffer bytes = segment(offset);
      return at + Long.BYTES <= bytes.limit()
          ? bytes.getLong(at)
          : view(offset, Long.BYTES).getLong(0);
    } finally {
      leave();
    }
  }

  /**
   * Hands {@code length} bytes from a place on to a reader: a view of the file, position 0, read
   * only, little-endian, and a copy where they lie in two segments.
   *
   * @param reader may keep nothing of the view, as the memory goes with {@link #close}
   * @throws IndexOutOfBoundsException if they are not within the file
   * @throws IllegalStateException if the file is closed
   */
  public void read(long offset, int length, Consumer<ByteBuffer> reader) {
    enter(offset, length);
    try {
      reader.accept(view(offset, length));
    } finally {
      leave();
    }
  }

  /**
   * A copy of {@code length} bytes from a place on.
   *
   * @throws IndexOutOfBoundsException if they are not within the file
   * @throws IllegalStateException if the file is closed
   */
  public byte[] bytes(long offset, int length) {
    enter(offset, length);
    try {
      byte[] copy = new byte[length];
      view(offset, length).get(copy);
      return copy;
    } finally {
      leave();
    }
  }

  /**
   * Feeds a stretch of the file to a digest.
   *
   * @throws IndexOutOfBoundsException if it is not within the file
   * @throws IllegalStateException if the file is closed
   */
  public void digest(long offset, long length, MessageDigest digest) {
    checkRange(offset, length);
    for (long done = 0; done < length; done += CHUNK) {
      read(offset + done, (int) Math.min(CHUNK, length - done), digest::update);
    }
  }

  private int place(long offset) {
    return (int) (offset & ((1L << segmentBits) - 1));
  }

  private ByteBuffer segment(long offset) {
    return segments.get((int) (offset >>> segmentBits)).bytes();
  }

  private ByteBuffer view(long offset, int length) {
    if (length == 0) {
      return ByteBuffer.allocate(0).asReadOnlyBuffer().order(ByteOrder.LITTLE_ENDIAN);
    }
    int at = place(offset);
    ByteBuffer first = segment(offset);
    if (length <= first.limit() - at) {
      return first.slice(at, length).order(ByteOrder.LITTLE_ENDIAN);
    }
    byte[] copy = new byte[length];
    int done = 0;
    while (done < length) {
      ByteBuffer bytes = segment(offset + done);
      int from = place(offset + done);
      int some = Math.min(length - done, bytes.limit() - from);
      bytes.get(from, copy, done, some);
      done += some;
    }
    return ByteBuffer.wrap(copy).asReadOnlyBuffer().order(ByteOrder.LITTLE_ENDIAN);
  }

  private void checkRange(long offset, long length) {
    if (offset < 0 || length < 0 || offset > size - length) {
      throw new IndexOutOfBoundsException(
          path + ": " + length + " bytes at " + offset + " of a file of " + size);
    }
  }

  /** The memory stays while a reader is in. */
  private void enter(long offset, long length) {
    checkRange(offset, length);
    long now;
    do {
      now = readers.get();
      if (now >= CLOSED) {
        throw new IllegalStateException(path + ": closed; it cannot be read any more");
      }
    } while (!readers.compareAndSet(now, now + 1));
  }

  private void leave() {
    if (readers.decrementAndGet() == CLOSED) {
      release();
    }
  }

  private void release() {
    segments.forEach(Mapping::release);
  }

  /** Lets go of the file; closing again does nothing. */
  @Override
  public void close() {
    long before = readers.getAndUpdate(number -> number >= CLOSED ? number : number + CLOSED);
    if (before == 0) {
      release();
    }
  }
}
