package io.github.seqrec4j.imports.download;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.github.seqrec4j.api.DataException;
import io.github.seqrec4j.api.SeqrecException;
import io.github.seqrec4j.api.files.ByteProgress;
import io.github.seqrec4j.imports.download.DownloadedFile.Checked;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Fetching from a server on this machine, good and bad. */
final class DownloaderTest {

  private static final int SIZE = 300_000;
  private static final RetryPolicy QUICK =
      RetryPolicy.builder()
          .attempts(3)
          .pause(Duration.ofMillis(1))
          .patience(Duration.ofSeconds(20))
          .build();

  @TempDir private Path folder;
  private final byte[] content = bytes(1);
  private @Nullable Server started;

  private static byte[] bytes(long seed) {
    byte[] bytes = new byte[SIZE];
    new Random(seed).nextBytes(bytes);
    return bytes;
  }

  @BeforeEach
  void start() throws IOException {
    started = new Server(content);
  }

  @AfterEach
  void stop() {
    server().close();
  }

  private Server server() {
    if (started == null) {
      throw new IllegalStateException("started before each test");
    }
    return started;
  }

  private DownloadedFile fetch(@Nullable String md5) {
    return fetch(md5, QUICK);
  }

  private DownloadedFile fetch(@Nullable String md5, RetryPolicy policy) {
    return new Downloader(folder, policy, ByteProgress.NONE)
        .fetch(new RemoteFile(server().address("a.zip"), md5));
  }

  private Path file() {
    return folder.resolve("a.zip");
  }

  @Test
  void file_isFetchedOnceAndKnownAgain() throws IOException {
    DownloadedFile first = fetch(null);
    assertThat(first.checked()).isEqualTo(Checked.FIRST_USE);
    assertThat(first.bytes()).isEqualTo(SIZE);
    assertThat(file()).hasBinaryContent(content);
    assertThat(folder.resolve("a.zip.part")).doesNotExist();
    DownloadedFile second = fetch(null);
    assertThat(second.checked()).isEqualTo(Checked.EARLIER);
    assertThat(second.sha256()).isEqualTo(first.sha256());
    assertThat(server().ranges()).as("requests").hasSize(1);
  }

  @Test
  void publishedChecksum_isCompared() throws IOException {
    Path copy = Files.write(folder.resolve("copy"), content);
    DownloadedFile fetched = fetch(Checksums.of(copy).md5());
    assertThat(fetched.checked()).isEqualTo(Checked.PUBLISHED);
    assertThat(file()).hasBinaryContent(content);
  }

  @Test
  void wrongChecksum_leavesNothingToUse() {
    assertThatThrownBy(() -> fetch("0".repeat(32)))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("what came from http://127.0.0.1")
        .hasMessageContaining("published MD5 " + "0".repeat(32) + ", got ");
    assertThat(file()).doesNotExist();
    assertThat(folder.resolve("a.zip.part")).doesNotExist();
  }

  @Test
  void damagedCache_isFound() throws IOException {
    fetch(null);
    Files.writeString(file(), "damaged");
    assertThatThrownBy(() -> fetch(null))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("a.zip is not what was fetched from")
        .hasMessageContaining("delete the file and run it again");
    assertThat(file()).hasContent("damaged");
  }

  @Test
  void fileThatChangedSinceTheFirstUse_isNotTrusted() throws IOException {
    fetch(null);
    Files.delete(file());
    server().content = bytes(2);
    assertThatThrownBy(() -> fetch(null))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("SHA-256 of an earlier download")
        .hasMessageContaining("a.zip.sha256");
    assertThat(file()).doesNotExist();
    Files.delete(folder.resolve("a.zip.sha256"));
    assertThat(fetch(null).checked()).isEqualTo(Checked.FIRST_USE);
  }

  @Test
  void checksumOfAnEarlierFetchThatIsNone_isNamedAndNothingIsLost() throws IOException {
    fetch(null);
    Path sum = folder.resolve("a.zip.sha256");
    for (byte[] damaged : new byte[][] {{}, {'x'}, {(byte) 0xff, 0}, new byte[64]}) {
      Files.write(sum, damaged);
      assertThatThrownBy(() -> fetch(null))
          .isInstanceOf(DataException.class)
          .hasMessageStartingWith(sum + ": damaged: it is no ")
          .hasMessageEndingWith("remove it, and the file is taken as on its first download");
    }
    assertThat(file()).hasBinaryContent(content);
    Files.delete(sum);
    assertThat(fetch(null).sha256()).isEqualTo(Checksums.of(file()).sha256());
    assertThat(server().ranges()).as("requests").hasSize(1);
  }

  /** As the mark goes back to the server in a header. */
  @Test
  void markThatIsNone_isNamedAndRemovedItBeginsAnew() throws IOException {
    breakOff();
    Path mark = folder.resolve("a.zip.part.mark");
    for (byte[] damaged :
        new byte[][] {{}, {'"', '\r', '\n', '"'}, {(byte) 0xff}, new byte[2000]}) {
      Files.write(mark, damaged);
      assertThatThrownBy(() -> fetch(null))
          .isInstanceOf(DataException.class)
          .hasMessageStartingWith(mark + ": damaged: it is no ")
          .hasMessageEndingWith("remove it, and the download begins anew");
    }
    assertThat(folder.resolve("a.zip.part")).isNotEmptyFile();
    Files.delete(mark);
    server().breaksAfter = -1;
    fetch(null);
    assertThat(file()).hasBinaryContent(content);
    assertThat(server().ranges()).as("no part is asked for").containsExactly("", "");
  }

  /** Of an answer that was broken off another's mark is left: what came is not gone on with. */
  @Test
  void markOfAnotherFile_beginsAnew() throws IOException {
    breakOff();
    Files.writeString(folder.resolve("a.zip.part.mark"), "\"another\"");
    Files.write(folder.resolve("a.zip.part"), new byte[100_000]);
    server().breaksAfter = -1;
    fetch(null);
    assertThat(file()).hasBinaryContent(content);
  }

  /** A mark with letters beyond ASCII is none that can be sent back. */
  @Test
  void markThatCannotBeSentBack_isNoMark() {
    server().tag = "\"caf\u00e9\"";
    server().breaksAfter = 120_000;
    assertThatThrownBy(() -> fetch(null)).isInstanceOf(SeqrecException.class);
    assertThat(server().ranges()).allMatch(""::equals);
  }

  @Test
  void rangeBeyondAllNumbers_isNotTakenForOne() throws IOException {
    breakOff();
    server().range = "bytes 99999999999999999999-1/2";
    server().breaksAfter = -1;
    fetch(null);
    assertThat(file()).hasBinaryContent(content);
    assertThat(server().ranges()).endsWith("");
  }

  private void breakOff() {
    server().breaksAfter = 100_000;
    RetryPolicy once =
        RetryPolicy.builder()
            .attempts(1)
            .pause(Duration.ofMillis(1))
            .patience(Duration.ofSeconds(20))
            .build();
    assertThatThrownBy(() -> fetch(null, once)).isInstanceOf(SeqrecException.class);
  }

  @Test
  void brokenConnection_isGoneOnWith() {
    server().breaksAfter = 120_000;
    fetch(null);
    assertThat(file()).hasBinaryContent(content);
    assertThat(server().ranges().get(0)).isEmpty();
    assertThat(server().ranges().subList(1, server().ranges().size()))
        .as("each goes on behind what came")
        .hasSizeGreaterThanOrEqualTo(2)
        .allMatch(range -> range.matches("bytes=[1-9]\\d*-"));
  }

  @Test
  void processThatEnded_isGoneOnWith() throws IOException {
    server().breaksAfter = 100_000;
    server().knowsRanges = true;
    assertThatThrownBy(
            () ->
                fetch(
                    null,
                    RetryPolicy.builder()
                        .attempts(1)
                        .pause(Duration.ofMillis(1))
                        .patience(Duration.ofSeconds(20))
                        .build()))
        .isInstanceOf(SeqrecException.class)
        .hasMessageContaining("run it again later, it goes on from byte");
    long there = Files.size(folder.resolve("a.zip.part"));
    assertThat(there).isPositive();
    server().breaksAfter = -1;
    fetch(null);
    assertThat(file()).hasBinaryContent(content);
    assertThat(server().ranges()).endsWith("bytes=" + there + "-");
  }

  @Test
  void serverWithoutRanges_sendsTheWholeAgain() {
    server().breaksAfter = 120_000;
    server().knowsRanges = false;
    assertThatThrownBy(() -> fetch(null))
        .isInstanceOf(SeqrecException.class)
        .hasMessageContaining("3 times in a row");
    server().breaksAfter = -1;
    fetch(null);
    assertThat(file()).hasBinaryContent(content);
  }

  @Test
  void serverWithoutMarks_isAskedForTheWhole() {
    server().tag = "";
    server().breaksAfter = 120_000;
    assertThatThrownBy(() -> fetch(null)).isInstanceOf(SeqrecException.class);
    assertThat(server().ranges()).as("nothing tells if it is the same file").allMatch(""::equals);
  }

  @Test
  void weakMark_isNoMark() {
    server().tag = "W/\"weak\"";
    server().breaksAfter = 120_000;
    assertThatThrownBy(() -> fetch(null)).isInstanceOf(SeqrecException.class);
    assertThat(server().ranges()).allMatch(""::equals);
  }

  @Test
  void fileThatChangedMeanwhile_beginsAnew() {
    server().breaksAfter = 120_000;
    assertThatThrownBy(
            () ->
                fetch(
                    null,
                    RetryPolicy.builder()
                        .attempts(1)
                        .pause(Duration.ofMillis(1))
                        .patience(Duration.ofSeconds(20))
                        .build()))
        .isInstanceOf(SeqrecException.class);
    byte[] other = bytes(2);
    server().content = other;
    server().tag = "\"two\"";
    server().breaksAfter = -1;
    fetch(null);
    assertThat(file()).hasBinaryContent(other);
  }

  @Test
  void shorterFile_beginsAnew() {
    server().breaksAfter = 120_000;
    assertThatThrownBy(
            () ->
                fetch(
                    null,
                    RetryPolicy.builder()
                        .attempts(1)
                        .pause(Duration.ofMillis(1))
                        .patience(Duration.ofSeconds(20))
                        .build()))
        .isInstanceOf(SeqrecException.class);
    byte[] shorter = "short".getBytes(java.nio.charset.StandardCharsets.UTF_8);
    server().content = shorter;
    server().breaksAfter = -1;
    fetch(null);
    assertThat(file()).hasBinaryContent(shorter);
  }

  @Test
  void serverInTrouble_isAskedAgain() {
    server().status = 503;
    server().statusTimes.set(2);
    fetch(null);
    assertThat(server().ranges()).hasSize(3);
    assertThat(file()).hasBinaryContent(content);
  }

  @Test
  void missingFile_isNotAskedForAgain() {
    server().status = 404;
    server().statusTimes.set(1);
    assertThatThrownBy(() -> fetch(null))
        .isInstanceOf(SeqrecException.class)
        .hasMessageContaining("a.zip: the server answers with status 404 (not there)")
        .hasMessageContaining("fetch the file by hand");
    assertThat(server().ranges()).hasSize(1);
    assertThat(file()).doesNotExist();
  }

  @Test
  void silentConnection_isGivenUp() {
    server().breaksAfter = 100_000;
    server().hangs = true;
    assertThatThrownBy(
            () ->
                fetch(
                    null,
                    RetryPolicy.builder()
                        .attempts(1)
                        .pause(Duration.ofMillis(1))
                        .patience(Duration.ofMillis(400))
                        .build()))
        .isInstanceOf(SeqrecException.class)
        .hasMessageContaining("nothing came for");
  }

  @Test
  void serverThatIsNot_isNamed() {
    RemoteFile remote = new RemoteFile(server().address("a.zip"), null);
    server().close();
    assertThatThrownBy(() -> new Downloader(folder, QUICK, ByteProgress.NONE).fetch(remote))
        .isInstanceOf(SeqrecException.class)
        .hasMessageContaining("cannot be reached: ")
        .hasMessageContaining("3 times in a row");
  }

  @Test
  void fullDisk_isNamedAtOnce() {
    Path full = Path.of("/dev/full");
    assumeThat(full).as("a device that is always full").exists();
    PartialFile onFullDisk =
        new PartialFile(folder.resolve("a.zip.part")) {
          @Override
          OutputStream begin(String newMark) throws IOException {
            return Files.newOutputStream(full);
          }
        };
    Transfer transfer =
        new Transfer(
            HttpClient.newHttpClient(),
            server().address("a.zip"),
            onFullDisk,
            QUICK,
            ByteProgress.NONE);
    assertThatThrownBy(transfer::run)
        .isInstanceOf(IOException.class)
        .hasMessageContaining("No space left on device");
    assertThat(server().ranges()).as("another try would not help").hasSize(1);
  }

  @Test
  void unwritableFolder_isNamed() throws IOException {
    Path blocked = Files.writeString(folder.resolve("blocked"), "a file");
    assertThatThrownBy(
            () ->
                new Downloader(blocked, QUICK, ByteProgress.NONE)
                    .fetch(new RemoteFile(server().address("a.zip"), null)))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining("cannot write");
    assertThat(blocked).hasContent("a file");
  }
}
