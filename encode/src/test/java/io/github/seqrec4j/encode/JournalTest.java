package io.github.seqrec4j.encode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonObject;
import io.github.seqrec4j.api.DataException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How far a run came, read again after it ended. */
class JournalTest {

  @TempDir private Path folder;

  @Test
  void open_afterARunBrokeOff_tellsKeyAndLastChunk() {
    JsonObject key = new JsonObject();
    key.addProperty("encoder", "any");
    var first = new Journal.Mark(new Counts(3, 1, 1, List.of("a")), 12, 0);
    var second = new Journal.Mark(new Counts(5, 2, 2, List.of("a", "b")), 34, 5);
    try (Journal journal = Journal.open(features())) {
      journal.start(key);
      journal.add(first);
      journal.add(second);
    }
    try (Journal journal = Journal.open(features())) {
      assertThat(journal.key()).isEqualTo(key);
      assertThat(journal.last()).isEqualTo(second);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "[]",
        "null",
        "7",
        "{",
        "{'counts':null}",
        "{'counts':3}",
        "{'counts':{'encoded':1,'missing':1,'unreadable':0}}",
        "{'counts':{'encoded':1,'missing':1,'unreadable':0,'examples':3}}",
        "{'counts':{'encoded':1,'missing':1,'unreadable':0,'examples':[null]}}",
        "{'counts':{'encoded':-1,'missing':4,'unreadable':0,'examples':[]}}",
        "{'counts':{'encoded':1e99,'missing':4,'unreadable':0,'examples':[]}}"
      })
  void open_lastLineDamaged_namesTheRemedyAndLeavesTheFile(String last) throws IOException {
    Path file = folder.resolve("image.npy.journal");
    String text = "{\"encoder\":\"any\"}\n" + last.replace('\'', '"') + "\n";
    Files.writeString(file, text);

    assertThatThrownBy(() -> Journal.open(features()))
        .isInstanceOf(DataException.class)
        .hasMessageStartingWith(file + ": 2: damaged: ")
        .hasMessageEndingWith("; remove it to make the features anew");
    assertThat(file).hasContent(text);
  }

  /** A dataset of a stranger may hold a link to any file of ours. */
  @Test
  void linkInItsPlace_isNotWrittenThrough() throws IOException {
    Path mine = Files.writeString(folder.resolve("mine"), "mine");
    Files.createSymbolicLink(folder.resolve("image.npy.journal"), mine);

    assertThatThrownBy(() -> Journal.open(features()))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining("image.npy.journal");
    assertThat(mine).hasContent("mine");
  }

  private Path features() {
    return folder.resolve("image.npy");
  }
}
