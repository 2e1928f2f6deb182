package io.github.seqrec4j.encode.text;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.seqrec4j.encode.ProbeProcess;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The native library of the tokenizers, which is unpacked once for all processes. */
final class TokenLibraryTest {

  private static final String TOKENS = "[1, 2]";

  @TempDir private Path folder;

  @Test
  void cacheThatIsNone_isNamedWithTheRemedyEachTime() throws Exception {
    Path cache = Files.writeString(folder.resolve("cache"), "a file");

    List<String> lines = run(cache);

    assertThat(lines).hasSize(2);
    assertThat(lines)
        .allSatisfy(
            line ->
                assertThat(line)
                    .startsWith("the library of the tokenizers did not start: ")
                    .contains(cache.toString(), "15 MB free", "set DJL_CACHE_DIR"));
  }

  /** The end of one that was cut short may be read long after it was loaded. */
  @Test
  void truncatedLibrary_isUnpackedAgain() throws Exception {
    Path cache = Files.createDirectory(folder.resolve("cache"));
    assertThat(run(cache)).containsExactly(TOKENS, TOKENS);
    Path library = library(cache);
    byte[] whole = Files.readAllBytes(library);
    try (FileChannel channel = FileChannel.open(library, StandardOpenOption.WRITE)) {
      channel.truncate(whole.length * 3L / 4);
    }

    assertThat(run(cache)).containsExactly(TOKENS, TOKENS);
    assertThat(library).hasBinaryContent(whole);
  }

  @Test
  void libraryThatIsNone_isNamedWithTheFolderToDelete() throws Exception {
    Path cache = Files.createDirectory(folder.resolve("cache"));
    assertThat(run(cache)).containsExactly(TOKENS, TOKENS);
    Path library = library(cache);
    byte[] damaged = new byte[(int) Files.size(library)];
    Arrays.fill(damaged, (byte) 'x');
    Files.write(library, damaged);

    assertThat(run(cache))
        .hasSize(2)
        .allSatisfy(
            line ->
                assertThat(line)
                    .startsWith("the library of the tokenizers did not start: ")
                    .contains(cache.toString(), "delete that folder"));
  }

  private static Path library(Path cache) throws IOException {
    String name = System.mapLibraryName("tokenizers");
    try (Stream<Path> all = Files.walk(cache)) {
      return all.filter(file -> file.endsWith(name)).findFirst().orElseThrow();
    }
  }

  private List<String> run(Path cache) throws IOException, InterruptedException {
    return ProbeProcess.run(folder, TokenProbe.class, "-DDJL_CACHE_DIR=" + cache);
  }
}
