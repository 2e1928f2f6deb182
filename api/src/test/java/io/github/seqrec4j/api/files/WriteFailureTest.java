package io.github.seqrec4j.api.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

final class WriteFailureTest {

  private static final String ELSEWHERE = "choose another directory";

  private static UncheckedIOException failure(IOException e) {
    return WriteFailure.of(Path.of("run"), e, ELSEWHERE);
  }

  @Test
  void fullDisk_asksForRoom() {
    Path full = Path.of("/dev/full");
    assumeThat(full).as("a device that is always full").exists();
    IOException e =
        catchThrowableOfType(IOException.class, () -> Files.write(full, new byte[] {1}));

    assertThat(failure(e))
        .hasMessage(
            "cannot write run: No space left on device; make room there, or "
                + "choose another directory");
  }

  @Test
  void failureOfTheFileSystem_saysFileAndReasonOnce() {
    assertThat(failure(new AccessDeniedException("run")))
        .hasMessage("cannot write run: permission denied; choose another directory");
    assertThat(failure(new FileSystemException("run/a", null, "Read-only file system")))
        .hasMessage("cannot write run: run/a: Read-only file system; choose another directory");
  }
}
