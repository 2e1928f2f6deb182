package io.github.seqrec4j.api.files;

import java.io.IOException;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Field;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;

/**
 * A stretch of a file in memory that is let go of when asked. Java 17 leaves that to the garbage
 * collector, and a mapped file cannot be deleted on Windows meanwhile. From Java 22 on an arena
 * does it; before, {@code Unsafe.invokeCleaner} of module {@code jdk.unsupported}, of which newer
 * versions warn.
 */
final class Mapping {

  private static final int ARENAS = 22; // first version with java.lang.foreign
  private static final Way WAY = Runtime.version().feature() >= ARENAS ? arena() : cleaner();

  private final ByteBuffer bytes;
  private final Runnable release;

  private Mapping(ByteBuffer bytes, Runnable release) {
    this.bytes = bytes.order(ByteOrder.LITTLE_ENDIAN);
    this.release = release;
  }

  /** A way to map. */
  private interface Way {
    Mapping map(FileChannel channel, long offset, long size) throws Throwable;
  }

  /** Maps {@code size} bytes, below 2^31, read only. */
  static Mapping of(FileChannel channel, long offset, long size) throws IOException {
    try {
      return WAY.map(channel, offset, size);
    } catch (IOException | RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException("cannot map a file: " + e, e);
    }
  }

  /** The bytes, little-endian; nobody may read them after {@link #release}. */
  ByteBuffer bytes() {
    return bytes;
  }

  /** Lets go of the memory, once. */
  void release() {
    release.run();
  }

  private static Way arena() {
    try {
      MethodHandles.Lookup lookup = MethodHandles.publicLookup();
      Class<?> arena = Class.forName("java.lang.foreign.Arena");
      Class<?> segment = Class.forName("java.lang.foreign.MemorySegment");
      MethodHandle shared = lookup.findStatic(arena, "ofShared", MethodType.methodType(arena));
      MethodHandle map =
          lookup.findVirtual(
              FileChannel.class,
              "map",
              MethodType.methodType(segment, MapMode.class, long.class, long.class, arena));
      MethodHandle buffer =
          lookup.findVirtual(segment, "asByteBuffer", MethodType.methodType(ByteBuffer.class));
      return (channel, offset, size) -> {
        AutoCloseable owner = (AutoCloseable) shared.invoke();
        try {
          Object mapped = map.invoke(channel, MapMode.READ_ONLY, offset, size, owner);
          return new Mapping((ByteBuffer) buffer.invoke(mapped), () -> close(owner));
        } catch (Throwable e) {
          owner.close();
          throw e;
        }
      };
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("Java " + Runtime.version() + " has no arenas", e);
    }
  }

  private static void close(AutoCloseable owner) {
    try {
      owner.close();
    } catch (Exception e) {
      throw new IllegalStateException("cannot let go of a mapped file: " + e, e);
    }
  }

  private static Way cleaner() {
    try {
      Class<?> unsafe = Class.forName("sun.misc.Unsafe");
      Field field = unsafe.getDeclaredField("theUnsafe");
      field.setAccessible(true);
      MethodHandle clean =
          MethodHandles.publicLookup()
              .findVirtual(
                  unsafe, "invokeCleaner", MethodType.methodType(void.class, ByteBuffer.class))
              .bindTo(field.get(null));
      return (channel, offset, size) -> {
        MappedByteBuffer mapped = channel.map(MapMode.READ_ONLY, offset, size);
        return new Mapping(mapped, () -> clean(clean, mapped));
      };
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(
          "mapped files cannot be let go of without module jdk.unsupported; add it to this run-time"
              + " image, or use Java 22 or newer",
          e);
    }
  }

  private static void clean(MethodHandle cleaner, ByteBuffer mapped) {
    try {
      cleaner.invokeExact(mapped);
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException("cannot let go of a mapped file: " + e, e);
    }
  }
}
