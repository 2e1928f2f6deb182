package io.github.seqrec4j.encode;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.github.seqrec4j.api.DataException;
import io.github.seqrec4j.api.files.FileBoundary;
import io.github.seqrec4j.api.files.JsonRecords;
import io.github.seqrec4j.api.files.WriteFailure;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How far a run came, in a file beside the features to be: a line with the key of the run, then a
 * line for each chunk of rows, written after its rows are on disk. A line that was broken off does
 * not count. One at a time has it open, see {@link FeatureFiles#lock}.
 */
final class Journal implements AutoCloseable {

  private static final String REMEDY = "remove it to make the features anew";
  private static final Gson GSON = new GsonBuilder().disableHtmlEscaping().create();

  /**
   * The state after a chunk.
   *
   * @param counts what became of all items so far
   * @param checksum CRC-32 of all rows so far
   * @param maskChecksum CRC-32 of all mask rows so far, 0 if there is no mask
   */
  record Mark(Counts counts, long checksum, long maskChecksum) {}

  private final Path file;
  private final FileChannel channel;
  private @Nullable JsonObject key;
  private @Nullable Mark last;

  private Journal(Path file, FileChannel channel) {
    this.file = file;
    this.channel = channel;
  }

  /**
   * Opens the journal of a feature file, new or of a run that was broken off.
   *
   * @throws DataException if it is damaged
   */
  static Journal open(Path features) {
    Path file = features.resolveSibling(features.getFileName() + ".journal");
    try {
      Files.createDirectories(file.getParent());
      FileChannel channel =
          FileChannel.open(
              file,
              StandardOpenOption.CREATE,
              StandardOpenOption.READ,
              StandardOpenOption.WRITE,
              LinkOption.NOFOLLOW_LINKS); // it is written to, whoever made the folder
      Journal journal = new Journal(file, channel);
      try {
        journal.read();
      } catch (IOException | RuntimeException e) {
        channel.close();
        throw e;
      }
      return journal;
    } catch (IOException e) {
      throw WriteFailure.of(file, e, FeatureFiles.ELSEWHERE);
    }
  }

  private void read() throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    int end = bytes.length;
    while (end > 0 && bytes[end - 1] != '\n') {
      end--; // what is behind the last line was broken off
    }
    ByteBuffer whole = ByteBuffer.wrap(bytes, 0, end);
    List<String> lines =
        FileBoundary.read(
            file,
            REMEDY,
            () -> StandardCharsets.UTF_8.newDecoder().decode(whole).toString().lines().toList());
    if (!lines.isEmpty()) {
      key =
          FileBoundary.read(
              file + ": 1", REMEDY, () -> JsonParser.parseString(lines.get(0)).getAsJsonObject());
    }
    if (lines.size() > 1) {
      last =
          FileBoundary.read(
              file + ": " + lines.size(),
              REMEDY,
              () -> JsonRecords.parse(lines.get(lines.size() - 1), Mark.class));
    }
    channel.truncate(end);
    channel.position(end);
  }

  /** The key of the run that was broken off, or null if there was none. */
  @Nullable JsonObject key() {
    return key;
  }

  /** How far that run came, or null if it did not finish a chunk. */
  @Nullable Mark last() {
    return last;
  }

  /** Begins anew. */
  void start(JsonObject newKey) {
    try {
      channel.truncate(0);
    } catch (IOException e) {
      throw WriteFailure.of(file, e, FeatureFiles.ELSEWHERE);
    }
    key = newKey;
    last = null;
    append(GSON.toJson(newKey));
  }

  /** Notes a chunk, whose rows are on disk. */
  void add(Mark mark) {
    last = mark;
    append(GSON.toJson(mark));
  }

  private void append(String line) {
    ByteBuffer bytes = ByteBuffer.wrap((line + "\n").getBytes(StandardCharsets.UTF_8));
    try {
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      channel.force(true);
    } catch (IOException e) {
      throw WriteFailure.of(file, e, FeatureFiles.ELSEWHERE);
    }
  }

  /** Removes it: the features are there. */
  void delete() {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw WriteFailure.of(file, e, FeatureFiles.ELSEWHERE);
    }
  }

  /** Lets go of it; one in which nothing was begun is removed. */
  @Override
  public void close() {
    try {
      boolean begun = key != null;
      channel.close();
      if (!begun) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      throw WriteFailure.of(file, e, FeatureFiles.ELSEWHERE);
    }
  }
}
