package io.github.seqrec4j.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.seqrec4j.api.files.AtomicFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class BundleChangesTest {

  @TempDir private Path folder;
  private Path bundle = Path.of("");

  @BeforeEach
  void write() throws IOException {
    bundle = Files.createDirectory(folder.resolve("bundle"));
    write(bundle, "a", 1);
  }

  @Test
  void unchanged_isNotTold() {
    BundleChanges changes = BundleChanges.since(bundle);

    assertThat(changes.look()).isFalse();
    assertThat(changes.look()).isFalse();
  }

  @Test
  void changed_isToldOnceWhenItIsTheSameAtTwoLooks() throws IOException {
    BundleChanges changes = BundleChanges.since(bundle);

    write(bundle, "ab", 2);
    assertThat(changes.look()).as("it may be on its way").isFalse();
    write(bundle, "abc", 3);
    assertThat(changes.look()).as("it was").isFalse();
    assertThat(changes.look()).isTrue();
    assertThat(changes.look()).as("told already").isFalse();
  }

  @Test
  void sameLengthAtAnotherTime_isAChange() throws IOException {
    BundleChanges changes = BundleChanges.since(bundle);

    write(bundle, "b", 2);
    assertThat(changes.look()).isFalse();
    assertThat(changes.look()).isTrue();
  }

  @Test
  void linkLeadingElsewhere_isAChange() throws IOException {
    Path other = Files.createDirectory(folder.resolve("other"));
    write(other, "a", 1);
    Path link = Files.createSymbolicLink(folder.resolve("current"), bundle);
    BundleChanges changes = BundleChanges.since(link);

    Files.delete(link);
    assertThat(changes.look()).isFalse();
    Files.createSymbolicLink(link, other);
    assertThat(changes.look()).isFalse();
    assertThat(changes.look()).isTrue();
  }

  @Test
  void goneAndBackUnchanged_isNoChangeButOneInBetweenIs() throws IOException {
    BundleChanges changes = BundleChanges.since(bundle);
    AtomicFiles.deleteTree(bundle);
    assertThat(changes.look()).isFalse();
    assertThat(changes.look()).as("gone for good").isTrue();
    write(Files.createDirectory(bundle), "a", 4);
    assertThat(changes.look()).isFalse();
    assertThat(changes.look()).isTrue();
  }

  private static void write(Path bundle, String text, int second) throws IOException {
    Path file = Files.writeString(bundle.resolve("bundle.json"), text);
    Files.setLastModifiedTime(file, FileTime.from(Instant.ofEpochSecond(second)));
  }
}
