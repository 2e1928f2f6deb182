package io.github.seqrec4j.training;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.zip.CRC32C;

/**
 * A file of scalars that TensorBoard shows, written event by event. The formats are TensorFlow's:
 *
 * <pre>
 *   record   length (8 bytes), masked CRC of these, data, masked CRC of the data; little endian
 *   mask     of a CRC32C c: (c rotated right by 15 bits) + 0xa282ead8
 *   Event    1: wall time (double), 2: step (int64), 3: file version (string), 5: summary,
 *            7: session log
 *   Summary  1: value, repeated: 1: tag (string), 2: simple value (float)
 *   SessionLog  1: status (1: start, from whose step on earlier events no longer count)
 * </pre>
 *
 * (tensorflow/core/lib/io/record_writer.h, tensorflow/core/util/event.proto,
 * tensorflow/core/framework/summary.proto.) Nothing else of them is needed, and no small library
 * writes them on the JVM.
 */
final class TensorBoardFile implements AutoCloseable {

  private static final String VERSION = "brain.Event:2";
  private static final int MASK = 0xa282ead8;
  private static final int ROTATION = 15;

  // Keys of protobuf: number of the field * 8 + kind of what follows.
  private static final int WALL_TIME = (1 << 3) | 1; // 8 bytes
  private static final int STEP = 2 << 3; // varint
  private static final int FILE_VERSION = (3 << 3) | 2; // length and bytes
  private static final int SUMMARY = (5 << 3) | 2;
  private static final int SESSION_LOG = (7 << 3) | 2;
  private static final int STATUS = 1 << 3;
  private static final byte START = 1;
  private static final int VALUE = (1 << 3) | 2;
  private static final int TAG = (1 << 3) | 2;
  private static final int SIMPLE_VALUE = (2 << 3) | 5; // 4 bytes

  private final FileChannel channel;

  /**
   * A new file in a directory; TensorBoard reads all files of a directory as one run.
   *
   * @param seconds now, since 1970
   * @param step the first that will be added; what earlier files have from it on no longer counts
   */
  TensorBoardFile(Path directory, double seconds, long step) throws IOException {
    Files.createDirectories(directory);
    Path file = directory.resolve("events.out.tfevents." + (long) seconds + ".seqrec4j");
    for (int n = 2; Files.exists(file); n++) { // a run that was resumed within the second
      file = directory.resolve("events.out.tfevents." + (long) seconds + ".seqrec4j." + n);
    }
    channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    ByteArrayOutputStream event = new ByteArrayOutputStream();
    fixed(event, WALL_TIME, seconds);
    bytes(event, FILE_VERSION, VERSION.getBytes(StandardCharsets.UTF_8));
    record(event.toByteArray());
    event.reset();
    fixed(event, WALL_TIME, seconds);
    event.write(STEP);
    varint(event, step);
    bytes(event, SESSION_LOG, new byte[] {STATUS, START});
    record(event.toByteArray());
  }

  /**
   * Adds scalars of a step.
   *
   * @param seconds when, since 1970
   * @param scalars by their tags; tags alike up to a slash are shown together
   */
  void add(double seconds, long step, Map<String, Double> scalars) throws IOException {
    ByteArrayOutputStream summary = new ByteArrayOutputStream();
    for (Map.Entry<String, Double> scalar : scalars.entrySet()) {
      ByteArrayOutputStream value = new ByteArrayOutputStream();
      bytes(value, TAG, scalar.getKey().getBytes(StandardCharsets.UTF_8));
      value.write(SIMPLE_VALUE);
      value.writeBytes(little(Float.BYTES).putFloat(scalar.getValue().floatValue()).array());
      bytes(summary, VALUE, value.toByteArray());
    }
    ByteArrayOutputStream event = new ByteArrayOutputStream();
    fixed(event, WALL_TIME, seconds);
    event.write(STEP);
    varint(event, step);
    bytes(event, SUMMARY, summary.toByteArray());
    record(event.toByteArray());
  }

  private static void fixed(ByteArrayOutputStream out, int key, double value) {
    out.write(key);
    out.writeBytes(little(Double.BYTES).putDouble(value).array());
  }

  private static void bytes(ByteArrayOutputStream out, int key, byte[] value) {
    out.write(key);
    varint(out, value.length);
    out.writeBytes(value);
  }

  /** Seven bits a byte, the lowest first; the top bit says that more follow. */
  private static void varint(ByteArrayOutputStream out, long value) {
    long rest = value;
    while ((rest & ~0x7fL) != 0) {
      out.write((int) ((rest & 0x7f) | 0x80));
      rest >>>= 7;
    }
    out.write((int) rest);
  }

  /** In one write, so that a kill leaves at most the last record incomplete. */
  private void record(byte[] data) throws IOException {
    byte[] length = little(Long.BYTES).putLong(data.length).array();
    ByteBuffer record = little(Long.BYTES + 2 * Integer.BYTES + data.length);
    record.put(length).putInt(masked(length)).put(data).putInt(masked(data)).flip();
    while (record.hasRemaining()) {
      channel.write(record);
    }
  }

  private static int masked(byte[] data) {
    CRC32C crc = new CRC32C();
    crc.update(data);
    return Integer.rotateRight((int) crc.getValue(), ROTATION) + MASK;
  }

  private static ByteBuffer little(int size) {
    return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
