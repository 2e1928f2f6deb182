package io.github.seqrec4j.api.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AtomicFilesTest {

  @TempDir private Path folder;

  @Test
  void write_takesThePlaceOfTheOlderAndLeavesNothingBeside() throws IOException {
    Path file = Files.writeString(folder.resolve("a.json"), "old");

    AtomicFiles.write(file, "new");

    assertThat(file).hasContent("new");
    assertThat(names()).containsExactly("a.json");
  }

  @Test
  void write_thatBreaksOff_keepsTheOlderNamesTheFileAndLeavesNothingBeside() throws IOException {
    Path file = Files.writeString(folder.resolve("a.json"), "old");

    assertThatThrownBy(
            () ->
                AtomicFiles.write(
                    file,
                    out -> {
                      out.write(1);
                      throw new IOException("No space left on device");
                    }))
        .isInstanceOf(IOException.class)
        .hasMessage(file + ": No space left on device");
    assertThat(file).hasContent("old");
    assertThat(names()).containsExactly("a.json");
  }

  @Test
  void write_intoNoFolder_namesIt() {
    assertThatThrownBy(() -> AtomicFiles.write(folder.resolve("no/a.json"), "x"))
        .isInstanceOf(NoSuchFileException.class)
        .hasMessageContaining("a.json");
  }

  @Test
  void publishDirectory_bringsAllOfIt() throws IOException {
    Path partial = Files.createDirectories(folder.resolve("m.partial/sub"));
    Files.writeString(partial.resolve("b"), "b");

    AtomicFiles.publishDirectory(folder.resolve("m.partial"), folder.resolve("m"));

    assertThat(folder.resolve("m/sub/b")).hasContent("b");
    assertThat(names()).containsExactly("m");
  }

  @Test
  void publishDirectory_whereSomethingIs_leavesBoth() throws IOException {
    Files.createDirectories(folder.resolve("m.partial"));
    Files.writeString(Files.createDirectories(folder.resolve("m")).resolve("a"), "a");

    assertThatThrownBy(
            () -> AtomicFiles.publishDirectory(folder.resolve("m.partial"), folder.resolve("m")))
        .isInstanceOf(IOException.class);
    assertThat(folder.resolve("m/a")).hasContent("a");
    assertThat(folder.resolve("m.partial")).isDirectory();
  }

  @Test
  void deleteTree_ofALink_leavesWhatItLeadsTo() throws IOException {
    Path kept = Files.writeString(Files.createDirectory(folder.resolve("kept")).resolve("a"), "a");
    Path tree = Files.createDirectories(folder.resolve("tree/sub"));
    Files.createSymbolicLink(tree.resolve("link"), folder.resolve("kept"));

    AtomicFiles.deleteTree(folder.resolve("tree"));
    AtomicFiles.deleteTree(folder.resolve("tree"));

    assertThat(folder.resolve("tree")).doesNotExist();
    assertThat(kept).hasContent("a");
  }

  private Stream<String> names() throws IOException {
    try (Stream<Path> all = Files.list(folder)) {
      return all.map(p -> p.getFileName().toString()).sorted().toList().stream();
    }
  }
}
