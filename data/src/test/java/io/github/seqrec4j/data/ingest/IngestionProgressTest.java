package io.github.seqrec4j.data.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.seqrec4j.api.DataException;
import io.github.seqrec4j.api.files.ByteProgress;
import io.github.seqrec4j.data.DataSpec;
import io.github.seqrec4j.data.Dataset;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class IngestionProgressTest {

  @TempDir private Path folder;

  /** Writes down what it hears, the bytes of a reading added up. */
  private static final class Heard implements ByteProgress {
    private final List<String> events = new ArrayList<>();
    private long bytes;

    @Override
    public void begin(String what, long done, long total) {
      events.add(what + " " + done + " of " + total);
      bytes = 0;
    }

    @Override
    public void advance(long more) {
      bytes += more;
    }

    @Override
    public void end() {
      events.add("end at " + bytes);
    }
  }

  private static String log(int users) {
    StringBuilder log = new StringBuilder("user\titem\ttimestamp\n");
    for (int user = 0; user < users; user++) {
      for (int time = 0; time < 5; time++) {
        log.append('u').append(user).append("\ti").append(time).append('\t').append(time);
        log.append('\n');
      }
    }
    return log.toString();
  }

  @Test
  void reading_tellsOfEveryByteOfTheFile_andOnlyOnce() throws IOException {
    Path file = folder.resolve("interactions.tsv.gz");
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
      out.write(log(5000).getBytes(StandardCharsets.UTF_8));
    }
    long size = Files.size(file);
    Heard first = new Heard();
    Dataset.open(folder, new DataSpec(), first).close();
    assertThat(first.events)
        .containsExactly(
            "reading interactions.tsv.gz 0 of " + size,
            "end at " + size,
            "filtering and sorting 0 of -1",
            "end at 0");
    Heard second = new Heard();
    Dataset.open(folder, new DataSpec(), second).close();
    assertThat(second.events).as("it was read before").isEmpty();
  }

  @Test
  void failure_endsWhatBegan() throws IOException {
    Files.writeString(folder.resolve("interactions.tsv"), log(3) + "u1\n");
    Heard heard = new Heard();
    assertThatThrownBy(() -> Dataset.open(folder, new DataSpec(), heard))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("interactions.tsv: 17: expected 3 fields");
    assertThat(heard.events).hasSize(2).last().asString().startsWith("end at ");
  }
}
