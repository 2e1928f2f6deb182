package io.github.seqrec4j.data.ingest;

import io.github.seqrec4j.api.files.FileBoundary;
import io.github.seqrec4j.api.files.MappedFile;
import java.nio.ByteBuffer;
import java.nio.DoubleBuffer;
import java.nio.IntBuffer;
import java.nio.LongBuffer;
import java.util.function.Consumer;

/** Whether mapped numbers can be what they are taken for: places in other files, and indices. */
final class ArrayChecks {

  private static final int CHUNK = 1 << 20;

  private ArrayChecks() {}

  /**
   * 64-bit places that begin with 0, never fall and end with a given one.
   *
   * @throws io.github.seqrec4j.api.DataException if they do not
   */
  static void rising(MappedFile file, long last) {
    long[] before = {0};
    chunks(
        file,
        bytes -> {
          LongBuffer places = bytes.asLongBuffer();
          while (places.hasRemaining()) {
            long place = places.get();
            if (place < before[0]) {
              throw damaged(file, "place " + place + " behind " + before[0]);
            }
            before[0] = place;
          }
        });
    if (before[0] != last || file.getLong(0) != 0) {
      throw damaged(file, "places do not go from 0 to " + last);
    }
  }

  /**
   * 32-bit indices from 1 to a largest one.
   *
   * @throws io.github.seqrec4j.api.DataException if one is not
   */
  static void indices(MappedFile file, int largest) {
    chunks(
        file,
        bytes -> {
          IntBuffer indices = bytes.asIntBuffer();
          while (indices.hasRemaining()) {
            int index = indices.get();
            if (index < 1 || index > largest) {
              throw damaged(file, "index " + index + ", expected 1 to " + largest);
            }
          }
        });
  }

  /**
   * 64-bit numbers, or none (NaN).
   *
   * @throws io.github.seqrec4j.api.DataException if one is infinite
   */
  static void notInfinite(MappedFile file) {
    chunks(
        file,
        bytes -> {
          DoubleBuffer numbers = bytes.asDoubleBuffer();
          while (numbers.hasRemaining()) {
            double number = numbers.get();
            if (Double.isInfinite(number)) {
              throw damaged(file, "number " + number);
            }
          }
        });
  }

  private static void chunks(MappedFile file, Consumer<ByteBuffer> reader) {
    for (long done = 0; done < file.size(); done += CHUNK) {
      file.read(done, (int) Math.min(CHUNK, file.size() - done), reader);
    }
  }

  private static RuntimeException damaged(MappedFile file, String what) {
    return FileBoundary.damaged(file.path().toString(), what, CacheManifest.REMEDY);
  }
}
