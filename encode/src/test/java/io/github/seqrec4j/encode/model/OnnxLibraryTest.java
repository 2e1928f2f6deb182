package io.github.seqrec4j.encode.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.seqrec4j.encode.ProbeProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

final class OnnxLibraryTest {

  @TempDir private Path folder;

  @Test
  @DisabledOnOs(value = OS.WINDOWS, disabledReason = "a loaded library cannot be deleted there")
  void temporaryFolder_isLeftEmpty() throws Exception {
    Path temporary = Files.createDirectory(folder.resolve("tmp"));

    assertThat(run(temporary)).singleElement().asString().startsWith("version 1.");
    try (Stream<Path> left = Files.list(temporary)) {
      assertThat(left.filter(file -> !file.getFileName().toString().startsWith("hsperf")))
          .isEmpty();
    }
  }

  @Test
  void temporaryFolderThatIsNone_isNamedWithTheRemedy() throws Exception {
    Path temporary = Files.writeString(folder.resolve("tmp"), "a file");

    assertThat(run(temporary))
        .singleElement()
        .asString()
        .startsWith("the library of ONNX Runtime did not start: ")
        .contains(temporary.toString(), "60 MB free", "set -Djava.io.tmpdir");
  }

  private List<String> run(Path temporary) throws IOException, InterruptedException {
    return ProbeProcess.run(folder, OnnxProbe.class, "-Djava.io.tmpdir=" + temporary);
  }
}
