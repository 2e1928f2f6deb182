package io.github.seqrec4j.data.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.seqrec4j.api.DataException;
import io.github.seqrec4j.api.files.AtomicFiles;
import io.github.seqrec4j.data.ingest.RejectSpec.UnknownItems;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterTry;
import net.jqwik.api.lifecycle.BeforeTry;

/** A good user, then any bytes: all lines are accounted for. */
final class FuzzedLogProperties {

  private static final List<String> CATALOGUE = List.of("a", "b", "c");
  private static final String TABLE = "user\titem\nu\ta\nu\tb\nu\tc\n";
  private static final String JSON =
      "{\"user\":\"u\",\"item\":\"a\"}\n{\"user\":\"u\",\"item\":\"b\"}\n{\"user\":\"u\",\"item\":\"c\"}\n";

  private Path folder = Path.of("");

  @BeforeTry
  void create() throws IOException {
    folder = Files.createTempDirectory("fuzz");
  }

  @AfterTry
  void delete() throws IOException {
    AtomicFiles.deleteTree(folder);
  }

  @Property(tries = 60)
  void tsv_isReadOrRejectedLineByLine(@ForAll("bytes") byte[] bytes) throws IOException {
    DataSummary summary = open(".tsv", TABLE, bytes).summary();
    assertThat(summary.interactionsRead()).isEqualTo(3 + lines(bytes, "\t"));
    addsUp(summary);
  }

  @Property(tries = 60)
  void jsonLines_areReadOrRejectedLineByLine(@ForAll("bytes") byte[] bytes) throws IOException {
    DataSummary summary = open(".jsonl", JSON, bytes).summary();
    assertThat(summary.interactionsRead()).isEqualTo(3 + lines(bytes, null));
    addsUp(summary);
  }

  /** A quote may take in all that follows; what is no UTF-8 or no CSV ends the reading. */
  @Property(tries = 60)
  void csv_isReadOrRefused(@ForAll("bytes") byte[] bytes) throws IOException {
    try {
      addsUp(open(".csv", TABLE.replace('\t', ','), bytes).summary());
    } catch (DataException e) {
      assertThat(e.getMessage()).contains(folder.toString()).hasSizeLessThan(4000);
    }
  }

  @Property(tries = 40)
  void parquet_anyBytes_areRefused(@ForAll("bytes") byte[] bytes) throws IOException {
    byte[] content = bytes.clone();
    if (content.length >= 12) {
      System.arraycopy("PAR1".getBytes(StandardCharsets.UTF_8), 0, content, 0, 4);
      System.arraycopy("PAR1".getBytes(StandardCharsets.UTF_8), 0, content, content.length - 4, 4);
    }
    try {
      open(".parquet", "", content);
      assertThat(bytes).as("read as Parquet").isEmpty();
    } catch (DataException e) {
      assertThat(e).hasMessageContaining("interactions.parquet: cannot be read as Parquet");
    }
  }

  /** Lines are cut at buffers' ends as elsewhere, whatever ends them. */
  @Example
  void longFiles_haveAllTheirLines() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    String[] ends = {"\n", "\r\n", "\r", "\n\n"};
    for (int i = 0; i < 60_000; i++) {
      String line = "user" + "x".repeat(i % 23) + "\ta" + ends[i % ends.length];
      bytes.writeBytes(line.getBytes(StandardCharsets.UTF_8));
    }
    bytes.writeBytes(("u" + "y".repeat(600_000) + "\tb").getBytes(StandardCharsets.UTF_8));
    DataSummary summary = open(".tsv", TABLE, bytes.toByteArray()).summary();
    assertThat(summary.interactionsRead()).isEqualTo(3 + 60_001);
    assertThat(summary.rejected()).isEmpty();
    assertThat(summary.usersRead()).isEqualTo(1 + 23 + 1);
    addsUp(summary);
  }

  private Ingestion.Result open(String ending, String good, byte[] bytes) throws IOException {
    Path file = folder.resolve("interactions" + ending);
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    content.writeBytes(good.getBytes(StandardCharsets.UTF_8));
    content.writeBytes(bytes);
    Files.write(file, content.toByteArray());
    IngestSettings settings =
        new IngestSettings(
            "user",
            "item",
            "timestamp",
            null,
            null,
            null,
            3,
            new FilterSpec(),
            RejectSpec.builder().lines(1_000_000).unknownItems(UnknownItems.ERROR).build(),
            new IngestSpec());
    return new Ingestion(file, settings, null).open(CATALOGUE);
  }

  /** Lines with something in them, counted from the text. */
  private static long lines(byte[] bytes, @org.jspecify.annotations.Nullable String separator) {
    String text = new String(bytes, StandardCharsets.UTF_8);
    return Arrays.stream(text.split("\r\n|\r|\n", -1))
        .filter(line -> !line.isBlank() || (separator != null && line.contains(separator)))
        .count();
  }

  private static void addsUp(DataSummary summary) {
    assertThat(
            summary.interactionsKept()
                + summary.interactionsRejected()
                + summary.interactionsDropped())
        .as("%s", summary)
        .isEqualTo(summary.interactionsRead());
    assertThat(summary.interactionsKept()).isGreaterThanOrEqualTo(3);
  }

  @Provide
  Arbitrary<byte[]> bytes() {
    Arbitrary<byte[]> any = Arbitraries.bytes().array(byte[].class).ofMaxSize(120);
    Arbitrary<String> piece =
        Arbitraries.of(
            "u",
            "v",
            "a",
            "b",
            "q",
            "\t",
            "\t",
            ",",
            "\n",
            "\n",
            "\r",
            "\"",
            "\uFEFF",
            "\u00e9",
            " ",
            "\0",
            "{\"user\":\"u\",\"item\":\"a\"}",
            "{\"user\":",
            "}",
            "{",
            "[",
            "null",
            "1e5",
            "\\ud800",
            "v\ta\n",
            "\nu\tb");
    Arbitrary<byte[]> pieces =
        piece
            .list()
            .ofMaxSize(40)
            .map(list -> String.join("", list).getBytes(StandardCharsets.UTF_8));
    return Arbitraries.oneOf(any, pieces);
  }
}
