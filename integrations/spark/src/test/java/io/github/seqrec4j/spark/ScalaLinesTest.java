package io.github.seqrec4j.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * One artefact for both lines of Scala: what is compiled against one runs on the other as long as
 * no class names one of Scala's collections, whose names changed between them.
 */
class ScalaLinesTest {

  @Test
  void classes_nameNoClassOfScala() throws Exception {
    List<String> naming = new ArrayList<>();
    int seen = 0;
    for (Path file : classes()) {
      seen++;
      if (new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1).contains("scala/")) {
        naming.add(file.getFileName().toString());
      }
    }

    assertThat(seen).isGreaterThan(20);
    assertThat(naming).isEmpty();
  }

  private static List<Path> classes() throws Exception {
    Path folder =
        Path.of(LogPreparation.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(file -> file.toString().endsWith(".class")).toList();
    } catch (IOException e) {
      throw new IllegalStateException(folder + ": cannot be listed", e);
    }
  }
}
