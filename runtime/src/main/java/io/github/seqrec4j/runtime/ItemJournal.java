package io.github.seqrec4j.runtime;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import io.github.seqrec4j.api.DataException;
import io.github.seqrec4j.api.Modality;
import io.github.seqrec4j.api.SeqrecException;
import io.github.seqrec4j.api.content.FeatureRow;
import io.github.seqrec4j.api.files.AtomicFiles;
import io.github.seqrec4j.api.files.FileBoundary;
import io.github.seqrec4j.api.files.JsonRecords;
import io.github.seqrec4j.api.files.ProcessLock;
import io.github.seqrec4j.api.files.WriteFailure;
import io.github.seqrec4j.runtime.ItemChange.Put;
import io.github.seqrec4j.runtime.ItemChange.Restore;
import io.github.seqrec4j.runtime.ItemChange.Retire;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Changes of a catalogue in a file, in their order: a line for each, its CRC-32C in hexadecimal, a
 * space and JSON; the first line says to which bundle they were made. A change is on disk before it
 * is made. What a crash left of a last line is dropped, with a warning; a line before it that is
 * damaged is an error. One process at a time has it open.
 */
final class ItemJournal implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(LiveCatalogue.class);
  private static final Gson GSON = new GsonBuilder().disableHtmlEscaping().create();
  private static final int FORMAT = 1;
  private static final String REMEDY =
      "restore it from a copy, or move it away and add the items again";
  private static final String ELSEWHERE = "name another journal";

  /** Hexadecimal digits of a checksum, and the space behind them. */
  private static final int PREFIX = 9;

  /** The first line. */
  private record Head(int journal, String bundle) {}

  /** Features of an item, float32 in base64, the lowest byte first. */
  private record StoredFeatures(String modality, int tokens, String values) {}

  private record StoredItem(String id, String title, List<StoredFeatures> features) {}

  /** Every other line: one of the three. */
  private record Line(
      @Nullable List<StoredItem> put,
      @Nullable List<String> retire,
      @Nullable List<String> restore) {}

  private final Path file;
  private final ProcessLock lock;
  private FileChannel channel;
  private String bundle;
  private final List<ItemChange> changes = new ArrayList<>();

  private ItemJournal(Path file, ProcessLock lock, FileChannel channel, String bundle) {
    this.file = file;
    this.lock = lock;
    this.channel = channel;
    this.bundle = bundle;
  }

  /**
   * Opens a journal, or begins one.
   *
   * @param bundle identity of the bundle to which changes are made, for a new one
   * @throws io.github.seqrec4j.api.UsageException if another has it open
   * @throws DataException if it is damaged
   */
  @SuppressWarnings("MustBeClosedChecker") // handed over, or closed below
  static ItemJournal open(Path file, String bundle) {
    try {
      ProcessLock lock =
          ProcessLock.take(
              file.resolveSibling(file.getFileName() + ".lock"),
              holder -> file + ": is in use by " + holder + "; " + ELSEWHERE);
      try {
        if (!Files.exists(file)) {
          AtomicFiles.write(file, head(bundle));
        }
        ItemJournal journal = new ItemJournal(file, lock, channel(file), bundle);
        try {
          journal.read();
        } catch (IOException | RuntimeException e) {
          journal.channel.close();
          throw e;
        }
        return journal;
      } catch (IOException | RuntimeException e) {
        lock.close();
        throw e;
      }
    } catch (IOException e) {
      throw WriteFailure.of(file, e, ELSEWHERE);
    }
  }

  private static FileChannel channel(Path file) throws IOException {
    return FileChannel.open(file, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
  }

  private void read() throws IOException {
    long whole = 0; // bytes of whole lines
    int number = 0;
    boolean dropped = false;
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file), 1 << 16)) {
      ByteArrayOutputStream line = new ByteArrayOutputStream();
      for (int b = in.read(); b >= 0; b = in.read()) {
        if (b != '\n') {
          line.write(b);
          continue;
        }
        if (dropped) {
          throw damaged(number, "its checksum is another");
        }
        number++;
        String text = text(line.toByteArray());
        if (text == null) {
          dropped = true; // unless a line follows it
        } else {
          take(number, text);
          whole += line.size() + 1L;
        }
        line.reset();
      }
    }
    long length = channel.size();
    if (whole == 0) {
      throw damaged(1, "it has no first line");
    }
    if (whole < length) {
      LOG.warn(
          "{}: the last {} bytes are of a change that was broken off when it was written, and are"
              + " dropped; it was never made",
          file,
          length - whole);
      channel.truncate(whole);
      channel.force(true);
    }
    channel.position(whole);
  }

  /** The JSON of a line, or null if it is not whole. */
  private static @Nullable String text(byte[] line) {
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

  private void take(int number, String text) throws IOException {
    FileBoundary.read(
        file + ": " + number,
        REMEDY,
        () -> {
          if (number == 1) {
            Head head = JsonRecords.parse(text, Head.class);
            if (head.journal() != FORMAT) {
              throw damaged(
                  number, "format " + head.journal() + ", this version reads format " + FORMAT);
            }
            bundle = head.bundle();
          } else {
            changes.add(change(number, JsonRecords.parse(text, Line.class)));
          }
          return number;
        });
  }

  private ItemChange change(int number, Line line) {
    if (line.put() != null) {
      return new Put(line.put().stream().map(ItemJournal::item).toList());
    }
    if (line.retire() != null) {
      return new Retire(line.retire());
    }
    if (line.restore() != null) {
      return new Restore(line.restore());
    }
    throw damaged(number, "none of put, retire and restore");
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

  private DataException damaged(int number, String what) {
    return FileBoundary.damaged(file + ": " + number, what, REMEDY);
  }

  /** Identity of the bundle to which the changes were made. */
  String bundle() {
    return bundle;
  }

  /** What it held when it was opened. */
  List<ItemChange> changes() {
    return List.copyOf(changes);
  }

  /**
   * Brings a change to disk.
   *
   * @throws UncheckedIOException if it cannot be written; the journal is then as before
   */
  void append(ItemChange change) {
    ByteBuffer bytes = ByteBuffer.wrap(line(change));
    try {
      long before = channel.position();
      try {
        while (bytes.hasRemaining()) {
          channel.write(bytes);
        }
        channel.force(true);
      } catch (IOException e) {
        channel.truncate(before);
        channel.position(before);
        throw e;
      }
    } catch (IOException e) {
      throw WriteFailure.of(file, e, ELSEWHERE);
    }
  }

  /** Replaces all changes by others, which were made to a bundle. */
  void rewrite(String identity, List<ItemChange> others) {
    try {
      AtomicFiles.write(
          file,
          out -> {
            out.write(head(identity).getBytes(StandardCharsets.UTF_8));
            for (ItemChange change : others) {
              out.write(line(change));
            }
          });
      channel.close();
      channel = channel(file);
      channel.position(channel.size());
      bundle = identity;
    } catch (IOException e) {
      throw WriteFailure.of(file, e, ELSEWHERE);
    }
  }

  private static String head(String identity) {
    return new String(line(GSON.toJson(new Head(FORMAT, identity))), StandardCharsets.UTF_8);
  }

  private static byte[] line(ItemChange change) {
    Map<String, Object> json = new LinkedHashMap<>();
    if (change instanceof Put put) {
      json.put("put", put.items().stream().map(ItemJournal::stored).toList());
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

  @Override
  public void close() {
    try (lock) {
      channel.close();
    } catch (IOException e) {
      throw new UncheckedIOException(file + ": " + e.getMessage(), e);
    }
  }
}
