package io.github.seqrec4j.encode;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A main class in a Java process of its own, with this one's class path. */
public final class ProbeProcess {

  private ProbeProcess() {}

  /**
   * Runs it to its end, which must be one of status 0.
   *
   * @param folder where its outputs go
   * @param property given to the process, as in {@code -Djava.io.tmpdir=...}
   * @return the lines of its standard output
   */
  public static List<String> run(Path folder, Class<?> main, String property)
      throws IOException, InterruptedException {
    Path output = folder.resolve("output");
    Path errors = folder.resolve("errors");
    ProcessBuilder builder =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                property,
                "-cp",
                System.getProperty("java.class.path"),
                main.getName())
            .redirectOutput(output.toFile())
            .redirectError(errors.toFile());
    builder.environment().remove("JAVA_TOOL_OPTIONS");
    builder.environment().remove("DJL_CACHE_DIR");
    int status = builder.start().waitFor();
    assertThat(status).as("%s", Files.readString(errors)).isZero();
    return Files.readAllLines(output);
  }
}
