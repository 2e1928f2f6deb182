package io.github.seqrec4j.api.nn;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/**
 * Memory outside the heap through which values pass on their way to the engine: few buffers of one
 * size for all threads of the process, however many and short-lived these are. A thread that finds
 * all in use waits for the one that is free next, which takes as long as copying a megabyte.
 */
final class StagingBuffers {

  /** Size of a buffer. */
  static final int BYTES = 1 << 20;

  /** Buffers at most; more would wait for each other at the memory's bus. */
  static final int BUFFERS = 16;

  private static final Semaphore FREE = new Semaphore(BUFFERS);
  private static final AtomicInteger MADE = new AtomicInteger();
  private static final Queue<ByteBuffer> IDLE = new ConcurrentLinkedQueue<>();

  private StagingBuffers() {}

  /**
   * Does something with a buffer, which it must not keep.
   *
   * @param bytes the buffer's limit, at most {@link #BYTES}; its order is the machine's
   * @param use must not ask for another buffer
   */
  static <T> T with(int bytes, Function<ByteBuffer, T> use) {
    FREE.acquireUninterruptibly();
    try {
      ByteBuffer idle = IDLE.poll();
      ByteBuffer buffer = idle != null ? idle : make();
      try {
        return use.apply(buffer.duplicate().order(ByteOrder.nativeOrder()).limit(bytes));
      } finally {
        IDLE.add(buffer);
      }
    } finally {
      FREE.release();
    }
  }

  private static ByteBuffer make() {
    ByteBuffer buffer = ByteBuffer.allocateDirect(BYTES);
    MADE.incrementAndGet();
    return buffer;
  }

  /** Buffers so far; they stay. */
  static int made() {
    return MADE.get();
  }
}
