package io.github.seqrec4j.runtime;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import io.github.seqrec4j.api.Modality;
import io.github.seqrec4j.api.SeqrecException;
import io.github.seqrec4j.api.content.FeatureRow;
import io.github.seqrec4j.api.files.JsonRecords;
import io.github.seqrec4j.runtime.ItemChange.Put;
import io.github.seqrec4j.runtime.ItemChange.Restore;
import io.github.seqrec4j.runtime.ItemChange.Retire;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * Lines of an {@link ItemJournal}: the CRC-32C of what follows in hexadecimal, a space, JSON. The
 * first has the format and the identity of a bundle, each other one a change.
 */
final class JournalLines {

  /** The format that is written, and read. */
  static final int FORMAT = 1;

  private static final Gson GSON = new GsonBuilder().disableHtmlEscaping().create();

  /** Hexadecimal digits of a checksum, and the space behind them. */
  private static final int PREFIX = 9;

  /** The first line. */
  record Head(int journal, String bundle) {}

  /** Features of an item, float32 in base64, the lowest byte first. */
  private record StoredFeatures(String modality, int tokens, String values) {}

  private record StoredItem(String id, String title, List<StoredFeatures> features) {}

  /** Every other line: one of the three. */
  private record Line(
      @Nullable List<StoredItem> put,
      @Nullable List<String> retire,
      @Nullable List<String> restore) {}

  private JournalLines() {}

  /** The JSON of a line, or null if it is not whole. */
  static @Nullable String text(byte[] line) {
    if (line.length < PREFIX) {
      return null;
    }
    String sum = new String(line, 0, PREFIX, StandardCharsets.UTF_8);
    CRC32C crc = new CRC32C();
    crc.update(line, PREFIX, line.length - PREFIX);
    return sum.equals(prefix(crc))
        ? new String(line, PREFIX, line.length - PREFIX, StandardCharsets.UTF_8)
        : null;
  }

  private static String prefix(CRC32C crc) {
    return HexFormat.of().toHexDigits((int) crc.getValue()) + " ";
  }

  /** The first line, of its JSON. */
  static Head head(String json) {
    return JsonRecords.parse(json, Head.class);
  }

  /** The change of any other line, of its JSON; null if it is none. */
  static @Nullable ItemChange change(String json) {
    Line line = JsonRecords.parse(json, Line.class);
    if (line.put() != null) {
      return new Put(line.put().stream().map(JournalLines::item).toList());
    }
    if (line.retire() != null) {
      return new Retire(line.retire());
    }
    if (line.restore() != null) {
      return new Restore(line.restore());
    }
    return null;
  }

  private static NewItem item(StoredItem stored) {
    NewItem item = NewItem.of(stored.id()).title(stored.title());
    for (StoredFeatures features : stored.features()) {
      ByteBuffer bytes = ByteBuffer.wrap(Base64.getDecoder().decode(features.values()));
      float[] values = new float[bytes.remaining() / Float.BYTES];
      bytes.order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(values);
      item =
          item.features(
              new Modality(features.modality()), FeatureRow.tokens(values, features.tokens()));
    }
    return item;
  }

  /** A first line. */
  static byte[] of(Head head) {
    return line(GSON.toJson(head));
  }

  /** The line of a change. */
  static byte[] of(ItemChange change) {
    Map<String, Object> json = new LinkedHashMap<>();
    if (change instanceof Put put) {
      json.put("put", put.items().stream().map(JournalLines::stored).toList());
    } else if (change instanceof Retire retire) {
      json.put("retire", retire.items());
    } else if (change instanceof Restore restore) {
      json.put("restore", restore.items());
    } else {
      throw new SeqrecException("no such change: " + change);
    }
    return line(GSON.toJson(json));
  }

  private static byte[] line(String json) {
    byte[] text = json.getBytes(StandardCharsets.UTF_8);
    CRC32C crc = new CRC32C();
    crc.update(text);
    ByteBuffer line = ByteBuffer.allocate(PREFIX + text.length + 1);
    line.put(prefix(crc).getBytes(StandardCharsets.UTF_8)).put(text).put((byte) '\n');
    return line.array();
  }

  private static StoredItem stored(NewItem item) {
    List<StoredFeatures> features = new ArrayList<>();
    item.features()
        .forEach(
            (modality, row) -> {
              ByteBuffer bytes =
                  ByteBuffer.allocate(row.values().length * Float.BYTES)
                      .order(ByteOrder.LITTLE_ENDIAN);
              bytes.asFloatBuffer().put(row.values());
              features.add(
                  new StoredFeatures(
                      modality.name(),
                      row.tokens(),
                      Base64.getEncoder().encodeToString(bytes.array())));
            });
    return new StoredItem(item.id(), item.title(), features);
  }
}
