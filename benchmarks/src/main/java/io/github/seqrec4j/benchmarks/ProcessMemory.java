package io.github.seqrec4j.benchmarks;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The most memory that this process has had.
 *
 * @param residentBytes of the whole process, -1 where the system does not tell
 * @param heapBytes of Java's objects, each of its pools at its peak
 */
record ProcessMemory(long residentBytes, long heapBytes) {

  private static final Path STATUS = Path.of("/proc/self/status");
  private static final String PEAK = "VmHWM:";
  private static final int KIBI = 1024;

  /** Up to now. */
  static ProcessMemory peak() throws IOException {
    long heap = 0;
    for (MemoryPoolMXBean pool : ManagementFactory.getMemoryPoolMXBeans()) {
      if (pool.getType() == MemoryType.HEAP) {
        heap += pool.getPeakUsage().getUsed();
      }
    }
    return new ProcessMemory(Files.exists(STATUS) ? resident() : -1, heap);
  }

  private static long resident() throws IOException {
    for (String line : Files.readAllLines(STATUS)) {
      if (line.startsWith(PEAK)) { // VmHWM:    123456 kB
        return KIBI * Long.parseLong(line.substring(PEAK.length()).replace("kB", "").strip());
      }
    }
    throw new IOException(STATUS + " has no line " + PEAK);
  }

  /**
   * About what is outside the heap: libraries, arrays and the virtual machine's own; at least, as
   * the two peaks may be of different times. -1 where the system does not tell.
   */
  long nativeBytes() {
    return residentBytes < 0 ? -1 : Math.max(0, residentBytes - heapBytes);
  }
}
