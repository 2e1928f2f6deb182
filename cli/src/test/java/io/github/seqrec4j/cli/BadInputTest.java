package io.github.seqrec4j.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Input that {@code train} cannot use: one message, the right status, nothing left behind. */
final class BadInputTest {

  @TempDir private Path folder;
  private Shop shop = new Shop(Path.of(""), Path.of(""));

  @BeforeEach
  void write() throws IOException {
    shop = Shop.in(folder);
  }

  @Test
  void configuration_isRefusedWithLine() throws IOException {
    Files.writeString(shop.config(), "seqrec4j.training {\n epoch = 3\n seed = x\n}\n");
    refused(
        2,
        shop.config() + ": 2: unknown key 'epoch' in seqrec4j.training; did you mean 'epochs'?",
        shop.config() + ": 3: seqrec4j.training.seed: expected a whole number, got \"x\"");
    Files.writeString(shop.config(), "include \"bse.conf\"\n");
    refused(2, shop.config() + ": 1: cannot include 'bse.conf'");
    Files.delete(shop.config());
    refused(2, shop.config() + ": no such configuration file");
  }

  @Test
  void overrides_areRefusedAsTyped() {
    refusedWith(
        2,
        "--set seqrec4j.training.epochs must be at least 1: 0",
        "--set",
        "seqrec4j.training.epochs=0");
    refusedWith(2, "--set epochs: must be written key=value", "--set", "epochs");
    refusedWith(
        2,
        "unknown backbone 'sasrc'; did you mean 'sasrec'? known: ",
        "--set",
        "seqrec4j.backbone.type=sasrc");
    refusedWith(
        2,
        "seqrec4j.backbone.sasrec.heads must divide width: width=8, heads=3",
        "--set",
        "seqrec4j.backbone.sasrec.heads=3");
  }

  @Test
  void missingDataset_isNamed() throws IOException {
    refusedWith(3, "none: no such dataset directory", "--data", folder.resolve("none"));
    Files.writeString(shop.config(), "seqrec4j {}");
    refused(2, "no dataset: set seqrec4j.data.path or give --data DIR");
  }

  @Test
  void interactions_areRefusedWithLine() throws IOException {
    change("interactions.tsv", 0, "usr\titem\ttimestamp");
    refused(3, "interactions.tsv: 1: no column 'user'; the columns are usr, item, timestamp");
    change("interactions.tsv", 0, "user\titem\ttimestamp");
    change("interactions.tsv", 7, "user0\titem-1");
    refused(3, "interactions.tsv: 8: expected 3 fields (user, item, timestamp), got 2");
    change("interactions.tsv", 7, "user0\titem-99\t4");
    refused(3, "interactions.tsv: 8: unknown item 'item-99'");
    Files.writeString(shop.data().resolve("interactions.tsv"), "user\titem\nu\titem-1\n");
    refused(3, "no user with at least 5 interactions among 1 users");
    Files.writeString(
        shop.data().resolve("interactions.tsv"), "user\titem\n" + "u\titem-1\n".repeat(3));
    refusedWith(3, "the training split is empty", "--set", "seqrec4j.data.minimum-interactions=3");
  }

  @Test
  void items_areRefusedWithLine() throws IOException {
    change("items.tsv", 5, "item-1\tAgain");
    refused(3, "items.tsv: 6: duplicate item 'item-1', first at line 3");
    Files.delete(shop.data().resolve("items.tsv"));
    refused(3, "items.tsv: missing");
  }

  @Test
  void features_areRefusedWithRow() throws IOException {
    Path text = shop.data().resolve("features/text.npy");
    byte[] whole = Files.readAllBytes(text);
    Files.write(text, Arrays.copyOf(whole, whole.length - 5));
    refused(3, "text.npy: truncated");
    byte[] changed = whole.clone();
    ByteBuffer.wrap(changed)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putFloat(whole.length - 4 * 4 * 2, Float.NaN); // first of the last row but one
    Files.write(text, changed);
    refused(3, "text.npy: row 38 (item 'item-38'), number 0 is NaN");
    Files.write(text, whole);
    Files.writeString(
        shop.data().resolve("items.tsv"),
        "item-40\tOne more\n",
        java.nio.file.StandardOpenOption.APPEND);
    refused(3, "image.npy: 40 rows for 41 items");
    Files.delete(text);
    Files.delete(shop.data().resolve("features/image.npy"));
    refused(3, "text.npy: no features for modality 'text'; there are none");
  }

  @Test
  void outputThatIsAFile_isRefused() throws IOException {
    Path file = Files.writeString(folder.resolve("out"), "mine");
    shop.train(file).failed(2, file + " is a file; choose a directory");
    shop.train(file.resolve("run")).failed(1, "cannot write " + file.resolve("run"));
    assertThat(file).hasContent("mine");
    shop.train(folder.resolve("none"), "--resume").failed(2, "none: no such run to resume");
  }

  @Test
  void fullDisk_losesNothing() throws IOException {
    Path full = Path.of("/dev/full");
    assumeThat(full).as("a device that is always full").exists();
    Path whole = folder.resolve("whole");
    shop.train(whole).good();
    Path run = Files.createDirectory(folder.resolve("run"));
    Files.createSymbolicLink(run.resolve("metrics.json.partial"), full);
    shop.train(run)
        .failed(
            1,
            "metrics.json: No space left on device",
            "make room there, or see to it that it can be written, and resume it");
    assertThat(run.resolve("metrics.json")).doesNotExist();
    shop.train(run, "--resume").good();
    assertThat(run.resolve("model/weights.safetensors"))
        .hasSameBinaryContentAs(whole.resolve("model/weights.safetensors"));
    Result.of("evaluate", "--model", run.resolve("model"), "--json", full)
        .failed(1, "cannot write /dev/full: No space left on device");
  }

  @Test
  void verbose_showsTheStackTrace() {
    Result result =
        shop.train(folder.resolve("run"), "--data", folder.resolve("none"), "--verbose");
    assertThat(result.status()).isEqualTo(3);
    assertThat(result.err()).contains("\tat io.github.seqrec4j");
  }

  private void refused(int status, String... messages) {
    Path out = folder.resolve("run");
    assertThat(shop.train(out).failed(status, messages).out()).isEmpty();
    assertThat(out).doesNotExist();
  }

  private void refusedWith(int status, String message, Object... options) {
    Path out = folder.resolve("run");
    assertThat(shop.train(out, options).failed(status, message).out()).isEmpty();
    assertThat(out).doesNotExist();
  }

  /** Replaces a line, counted from 0. */
  private void change(String name, int line, String text) throws IOException {
    Path file = shop.data().resolve(name);
    String[] lines = Files.readString(file).split("\n");
    lines[line] = text;
    Files.writeString(file, Arrays.stream(lines).collect(Collectors.joining("\n", "", "\n")));
  }
}
