package io.github.seqrec4j.spark;

import io.github.seqrec4j.api.DataException;
import io.github.seqrec4j.api.content.FeatureRow;
import io.github.seqrec4j.api.content.FeatureShape;
import io.github.seqrec4j.encode.EncodedChunk;
import io.github.seqrec4j.encode.EncodedChunk.Item;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/**
 * An encoded chunk as a file of the workspace, which no other version reads: the number of items,
 * then of each its identifier, its part of the hash of all content, and what became of it; at the
 * end a checksum of all before, so that half a file is none.
 */
final class ChunkFile {

  private static final int MISSING = 0;
  private static final int ENCODED = 1;
  private static final int UNREADABLE = 2;

  private ChunkFile() {}

  /** The content of the file. */
  static byte[] bytes(EncodedChunk chunk) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeInt(chunk.items().size());
      for (Item item : chunk.items()) {
        write(out, item.id());
        write(out, item.content());
        FeatureRow features = item.features();
        String unreadable = item.unreadable();
        if (features != null) {
          out.writeByte(ENCODED);
          out.writeInt(features.tokens());
          ByteBuffer numbers = ByteBuffer.allocate(features.values().length * Float.BYTES);
          numbers.asFloatBuffer().put(features.values());
          out.write(numbers.array());
        } else if (unreadable != null) {
          out.writeByte(UNREADABLE);
          write(out, unreadable);
        } else {
          out.writeByte(MISSING);
        }
      }
      out.writeLong(checksum(bytes.toByteArray(), bytes.size()));
    }
    return bytes.toByteArray();
  }

  private static void write(DataOutputStream out, String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    out.writeInt(bytes.length);
    out.write(bytes);
  }

  /** Whether these are all bytes of such a file. */
  static boolean isWhole(byte[] bytes) {
    int end = bytes.length - Long.BYTES;
    return end > 0 && ByteBuffer.wrap(bytes, end, Long.BYTES).getLong() == checksum(bytes, end);
  }

  private static long checksum(byte[] bytes, int end) {
    CRC32 checksum = new CRC32();
    checksum.update(bytes, 0, end);
    return checksum.getValue();
  }

  /**
   * What the file holds.
   *
   * @param name of it, for messages
   * @throws DataException if it is damaged
   */
  static EncodedChunk read(String name, byte[] bytes, FeatureShape shape) throws IOException {
    if (!isWhole(bytes)) {
      throw new DataException(name + ": damaged; remove it, and encode again");
    }
    List<Item> items = new ArrayList<>();
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
      int size = in.readInt();
      for (int i = 0; i < size; i++) {
        String id = text(in);
        String content = text(in);
        int state = in.readByte();
        items.add(
            new Item(
                id,
                content,
                state == ENCODED ? features(in, shape) : null,
                state == UNREADABLE ? text(in) : null));
      }
    }
    return new EncodedChunk(items);
  }

  private static String text(DataInputStream in) throws IOException {
    return new String(in.readNBytes(in.readInt()), StandardCharsets.UTF_8);
  }

  private static FeatureRow features(DataInputStream in, FeatureShape shape) throws IOException {
    int tokens = in.readInt();
    float[] values = new float[shape.numbers()];
    ByteBuffer.wrap(in.readNBytes(values.length * Float.BYTES)).asFloatBuffer().get(values);
    return shape.isPooled() ? FeatureRow.pooled(values) : FeatureRow.tokens(values, tokens);
  }

  /** Which tokens of an item are real, of T; all if it has one vector. */
  static boolean[] mask(@Nullable FeatureRow features, FeatureShape shape) {
    boolean[] mask = new boolean[shape.tokens()];
    Arrays.fill(mask, 0, features == null ? 0 : features.tokens(), true);
    return mask;
  }
}
