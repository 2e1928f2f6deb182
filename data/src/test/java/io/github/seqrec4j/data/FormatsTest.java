package io.github.seqrec4j.data;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.luben.zstd.ZstdOutputStream;
import io.github.seqrec4j.data.ingest.FilterSpec;
import io.github.seqrec4j.data.ingest.RejectSpec;
import io.github.seqrec4j.data.ingest.Time;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** JSON lines, Parquet, Zstandard, and identifiers and times of any kind. */
final class FormatsTest {

  private static final String JSON =
      """
      {"user": "u", "item": "c", "timestamp": 3, "more": {"a": [1, 2]}}
      {"timestamp": 1, "user": "u", "item": "a"}

      {"user": "u", "item": "b", "timestamp": 2.5}
      """;

  @TempDir private Path path;
  private Folder folder = new Folder(Path.of(""));

  @BeforeEach
  void write() throws IOException {
    folder = Folder.small(path).without("interactions.tsv");
  }

  private Dataset open(DataSpec spec) {
    return Dataset.open(path, spec);
  }

  private static DataSpec three() {
    return DataSpec.builder().minimumInteractions(3).build();
  }

  private static DataSpec with(FilterSpec filter, RejectSpec reject) {
    DataSpec three = three();
    return DataSpec.builder().minimumInteractions(3).filter(filter).reject(reject).ingest(three.ingest()).split(three.split()).build();
  }

  private void zstd(String name, String content) throws IOException {
    try (OutputStream out = new ZstdOutputStream(Files.newOutputStream(folder.file(name)))) {
      out.write(content.getBytes(StandardCharsets.UTF_8));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {".jsonl", ".jsonl.gz", ".jsonl.zst", ".tsv.zst", ".csv.zst"})
  void everyForm_readsAlike(String ending) throws IOException {
    String table = "user\titem\ttimestamp\nu\tc\t3\nu\ta\t1\nu\tb\t2.5\n";
    String content =
        ending.startsWith(".j") ? JSON : ending.startsWith(".c") ? table.replace('\t', ',') : table;
    if (ending.endsWith(".zst")) {
      zstd("interactions" + ending, content);
    } else {
      folder.text("interactions" + ending, content);
    }
    try (Dataset dataset = open(three())) {
      assertThat(dataset.history(0)).containsExactly(1, 2, 3);
      assertThat(dataset.time(0, 1)).isEqualTo(2.5);
    }
  }

  @Test
  void truncatedZstandard_isNamed() throws IOException {
    zstd("interactions.tsv.zst", "user\titem\n" + "u\ta\n".repeat(1000));
    Path file = folder.file("interactions.tsv.zst");
    byte[] whole = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(whole, whole.length - 6));
    folder.refuses("interactions.tsv.zst: damaged or truncated zst file");
    Files.writeString(file, "user\titem\n");
    folder.refuses("interactions.tsv.zst: damaged or truncated zst file");
  }

  @Test
  void jsonLines_areRefusedWithTheirNumbers() throws IOException {
    folder
        .text(
            "interactions.jsonl",
            JSON
                + """
                [1]
                {"user": "u", "item": "a", "timestamp": 1
                {"user": "u", "timestamp": 1}
                {"user": ["u"], "item": "a", "timestamp": 1}
                {"user": "u", "user": "v", "item": "a", "timestamp": 1}
                """)
        .refuses(
            "interactions.jsonl: 5: expected an object { ... }: '[1]'",
            "interactions.jsonl: 6: no JSON",
            "interactions.jsonl: 7: no 'item'",
            "set seqrec4j.data.item-column",
            "interactions.jsonl: 8: 'user' must be text or a number",
            "interactions.jsonl: 9: 'user' twice");
    folder.text(
        "interactions.jsonl",
        JSON
            + "{\"user\": null, \"item\": \"a\", \"timestamp\": 1}\n{\"user\": \"\\ud800\", \"item\": \"a\"}\n");
    folder.refuses(
        "interactions.jsonl: 5: empty user",
        "interactions.jsonl: 6: half of a character in 'user'");
    folder.text("interactions.jsonl", "").refuses("interactions.jsonl: 1: the file is empty");
  }

  @Test
  void jsonItems_mayLackTitles() throws IOException {
    folder
        .without("items.tsv")
        .text(
            "items.jsonl",
            "{\"item\": \"a\"}\n{\"item\": \"b\", \"title\": \"B\"}\n{\"item\": \"c\"}\n")
        .text("interactions.jsonl", JSON);
    try (Dataset dataset = open(three())) {
      assertThat(dataset.title(1)).isEqualTo("a");
      assertThat(dataset.title(2)).isEqualTo("B");
    }
  }

  @Test
  void parquet_hasNumbersAndTimestamps() throws IOException, SQLException {
    parquet(
        "select * from (values (7, 'c', timestamp '2024-01-03 00:00:00'), (7, 'a', timestamp '2024-01-01 00:00:00.5'), (7, 'b', timestamp '2024-01-02 00:00:00')) t(\"user\", item, timestamp)");
    try (Dataset dataset = open(three())) {
      assertThat(dataset.userId(0)).isEqualTo("7");
      assertThat(dataset.history(0)).containsExactly(1, 2, 3);
      assertThat(dataset.timeKind()).isEqualTo(Time.Kind.DATE);
      assertThat(dataset.time(0, 0)).isEqualTo(1_704_067_200.5);
    }
    parquet("select 'u' as \"user\", unnest(['a', null, 'b', 'c']) as item");
    folder.refuses("interactions.parquet: 2: empty item");
    parquet("select 'u' as \"user\", ['a'] as item");
    folder.refuses("interactions.parquet: column 'item' is of type VARCHAR[]");
    parquet("select 'u' as usr, 'a' as item");
    folder.refuses("no column 'user'; the columns are usr, item");
    byte[] whole = Files.readAllBytes(folder.file("interactions.parquet"));
    Files.write(folder.file("interactions.parquet"), Arrays.copyOf(whole, whole.length / 2));
    folder.refuses("interactions.parquet: cannot be read as Parquet", "write it again");
  }

  private void parquet(String query) throws IOException, SQLException {
    Path file = folder.file("interactions.parquet");
    Files.deleteIfExists(file);
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = connection.createStatement()) {
      statement.execute("copy (" + query + ") to '" + file + "' (format parquet)");
    }
  }

  @Test
  void identifiers_areTextOfAnyKind() throws IOException {
    folder.without("items.tsv");
    String[] ids = {"007", "7", "9223372036854775808", " x", "\u00e9\ud83d\ude00", "\"q", "a,b"};
    StringBuilder text = new StringBuilder("user\titem\n");
    for (String id : ids) {
      text.append((id + "\t" + id + "\n").repeat(3));
    }
    folder.text("interactions.tsv", text.toString());
    try (Dataset dataset = open(three())) {
      assertThat(dataset.users()).isEqualTo(ids.length);
      for (int i = 0; i < ids.length; i++) {
        assertThat(dataset.userId(i)).isEqualTo(ids[i]);
        assertThat(dataset.userIndex(ids[i])).isEqualTo(i);
        assertThat(dataset.itemId(i + 1)).isEqualTo(ids[i]);
      }
    }
  }

  @Test
  void dates_areTimes() throws IOException {
    folder.text(
        "interactions.csv",
        "user,item,timestamp\nu,c,2024-05-02\nu,a,2024-05-01 12:00:00\nu,b,2024-05-01T23:00:00Z\nu,a,2024-05-03\n");
    FilterSpec window = FilterSpec.builder().to(new Time("2024-05-03")).build();
    try (Dataset dataset = open(with(window, new RejectSpec()))) {
      assertThat(dataset.history(0)).containsExactly(1, 2, 3);
      assertThat(dataset.summary().dropped()).isEqualTo(Map.of("outside the time window", 1L));
    }
    FilterSpec numbers = FilterSpec.builder().from(new Time("17")).build();
    org.assertj.core.api.Assertions.assertThatThrownBy(() -> open(with(numbers, new RejectSpec())))
        .hasMessageContaining("its times are dates, but seqrec4j.data.filter says '17'");
    folder
        .text("interactions.csv", "user,item,timestamp\nu,c,2024-05-02\nu,a,17\n")
        .refuses("interactions.csv: 3: '17' in column 'timestamp' is a number among dates");
  }

  @Test
  void unusableLines_areToleratedUpToALimit() throws IOException {
    folder.text("interactions.tsv", "user\titem\nu\ta\nu\nu\tq\nu\tb\n\nu\tc\n");
    try (Dataset dataset =
        open(with(new FilterSpec(), RejectSpec.builder().lines(2).build()))) {
      assertThat(dataset.summary().rejected())
          .isEqualTo(Map.of("wrong number of fields", 1L, "item not in the items file", 1L));
      assertThat(dataset.summary().interactionsRead()).isEqualTo(5);
      assertThat(dataset.summary())
          .hasToString(
              "1 users, 3 items, 3 of 5 interactions kept; rejected: 1 (wrong number of fields), 1 (item not in the items file)");
    }
    org.assertj.core.api.Assertions.assertThatThrownBy(
            () ->
                open(with(new FilterSpec(), RejectSpec.builder().lines(1).share(0.2).build())))
        .hasMessageContaining("interactions.tsv: 3: expected 2 fields")
        .hasMessageContaining("interactions.tsv: 4: unknown item 'q'")
        .hasMessageContaining("2 of 5 lines cannot be used; seqrec4j.data.reject tolerates 1");
  }
}
