package io.github.seqrec4j.api.nn;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.engine.EngineException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EngineFailureTest {

  @TempDir private Path folder;

  /** In a process of its own, as an engine starts once. */
  @Test
  void cacheThatIsNoFolder_isNamedWithTheRemedy() throws Exception {
    Path cache = Files.writeString(folder.resolve("cache"), "a file");
    Path output = folder.resolve("output");
    ProcessBuilder builder =
        new ProcessBuilder(
                List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-XX:TieredStopAtLevel=1",
                    "-cp",
                    System.getProperty("java.class.path"),
                    ReportsProbe.class.getName()))
            .redirectErrorStream(true)
            .redirectOutput(output.toFile());
    builder.environment().put("DJL_CACHE_DIR", cache.toString());
    builder.environment().put("OPT_OUT_TRACKING", "true");

    assertThat(builder.start().waitFor()).isEqualTo(1);
    assertThat(output)
        .content()
        .contains("SeqrecException: the library of PyTorch did not start", "must be writable")
        .contains(cache.resolve("pytorch").toString(), "DJL_CACHE_DIR");
  }

  @Test
  void libraryOfAnotherClassLoader_saysWhereToPutIt() {
    String message =
        EngineFailure.of(
                "pytorch",
                new EngineException(
                    "Failed to load PyTorch native library",
                    new UnsatisfiedLinkError(
                        "Native Library /x/libc10.so already loaded in another classloader")))
            .getMessage();

    assertThat(message)
        .contains("Failed to load PyTorch native library: UnsatisfiedLinkError", "/x/libc10.so")
        .contains("where all deployments share them");
  }

  @Test
  void libraryThatMayNotRun_saysToChooseAnotherFolder() {
    String message =
        EngineFailure.of(
                "pytorch",
                new UnsatisfiedLinkError(
                    "/x/libc10.so: failed to map segment from shared object: Operation not permitted"))
            .getMessage();

    assertThat(message).contains("noexec", "DJL_CACHE_DIR", "from where programs may run");
  }

  @Test
  void fullDisk_saysHowMuchIsNeeded() {
    String message =
        EngineFailure.of(
                "pytorch",
                new EngineException(
                    "Cannot copy jni files", new IOException("No space left on device")))
            .getMessage();

    assertThat(message).contains("No space left on device", "500 MB", "DJL_CACHE_DIR");
  }
}
