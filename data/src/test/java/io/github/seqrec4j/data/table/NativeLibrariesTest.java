package io.github.seqrec4j.data.table;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What DuckDB and Zstandard say where temporary files cannot be written. */
final class NativeLibrariesTest {

  @TempDir private Path folder;

  @Test
  void temporaryFolderThatIsNone_isNamedWithTheRemedyEachTime() throws Exception {
    Path temporary = Files.writeString(folder.resolve("tmp"), "a file");
    Path table = Files.write(folder.resolve("x.tsv.zst"), new byte[9]);

    List<String> lines = run(temporary, table);

    assertThat(lines).hasSize(4);
    assertThat(lines)
        .allSatisfy(
            line ->
                assertThat(line)
                    .contains("did not start: ", temporary.toString(), "set -Djava.io.tmpdir"));
    assertThat(lines.get(0)).startsWith("the library of DuckDB ").contains("100 MB free");
    assertThat(lines.get(1)).startsWith("the library of Zstandard ");
  }

  private List<String> run(Path temporary, Path table) throws IOException, InterruptedException {
    Path output = folder.resolve("output");
    ProcessBuilder builder =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-Djava.io.tmpdir=" + temporary,
                "-cp",
                System.getProperty("java.class.path"),
                NativeProbe.class.getName(),
                table.toString())
            .redirectOutput(output.toFile())
            .redirectError(ProcessBuilder.Redirect.DISCARD);
    builder.environment().remove("JAVA_TOOL_OPTIONS");
    assertThat(builder.start().waitFor()).isZero();
    return Files.readAllLines(output);
  }
}
