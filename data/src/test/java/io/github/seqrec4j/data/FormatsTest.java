package io.github.seqrec4j.data;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.luben.zstd.ZstdOutputStream;
import io.github.seqrec4j.api.EventLog;
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
import org.jspecify.annotations.Nullable;
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
    return DataSpec.builder()
        .minimumInteractions(3)
        .filter(filter)
        .reject(reject)
        .ingest(three.ingest())
        .split(three.split())
        .build();
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
      assertThat(dataset.timeDecimals()).isEqualTo(1);
      assertThat(dataset.time(0, 1)).isEqualTo(25);
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
      assertThat(dataset.times()).isEqualTo(EventLog.Times.DATES);
      assertThat(dataset.time(0, 0)).isEqualTo(17_040_672_005L);
      assertThat(dataset.seconds(0, 0)).isEqualTo(1_704_067_200);
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

  @ParameterizedTest
  @ValueSource(
      strings = {
        "user=evil",
        "item=evil/timestamp=1",
        "a*b",
        "a?b",
        "[ab]",
        "a[b",
        "it's",
        "**",
        "{a,b}",
        "%41",
        "s3:",
        "~"
      })
  void parquet_pathIsNeverInterpreted(String name) throws IOException, SQLException {
    Path nasty = Files.createDirectories(path.resolve(name));
    Path beside = Files.createDirectories(path.resolve("axb"));
    String rows =
        "select 'u' || i as \"user\", unnest(['x', 'y', '%s']) as item from range(4) t(i)";
    parquet(String.format(rows, "z"));
    Files.move(folder.file("interactions.parquet"), nasty.resolve("interactions.parquet"));
    parquet(String.format(rows, "other"));
    Files.move(folder.file("interactions.parquet"), beside.resolve("interactions.parquet"));
    try (Dataset dataset = Dataset.open(nasty, three())) {
      assertThat(dataset.users()).isEqualTo(4);
      assertThat(dataset.interactions()).isEqualTo(12);
      assertThat(dataset.times()).isEqualTo(EventLog.Times.NONE);
      assertThat(dataset.itemIndex("z")).isPositive();
      assertThat(dataset.itemIndex("other")).isZero();
    }
  }

  @Test
  void parquet_columnNamesAreNeverInterpreted() throws IOException, SQLException {
    folder.without("items.tsv");
    String column = "a\"; drop table x; --' []*?";
    String quoted = '"' + column.replace("\"", "\"\"") + '"';
    parquet("select unnest(['u', 'u', 'u']) as " + quoted + ", unnest(['a', 'b', 'c']) as item");
    DataSpec spec = DataSpec.builder().minimumInteractions(3).userColumn(column).build();
    try (Dataset dataset = open(spec)) {
      assertThat(dataset.userId(0)).isEqualTo("u");
      assertThat(dataset.interactions()).isEqualTo(3);
    }
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
  void timesBeyond53Bits_areComparedExactly() throws IOException {
    folder.text(
        "interactions.tsv",
        """
        user\titem\ttimestamp
        u\tc\t1700000000000000003
        u\ta\t1700000000000000001
        u\tb\t1700000000000000002
        """);
    try (Dataset dataset = open(three())) {
      assertThat(dataset.history(0)).containsExactly(1, 2, 3);
      assertThat(dataset.time(0, 2)).isEqualTo(1_700_000_000_000_000_003L);
    }
    folder.text(
        "interactions.tsv",
        """
        user\titem\ttimestamp
        u\tc\t2024-01-01T00:00:00.000000003Z
        u\ta\t2024-01-01T00:00:00.000000001Z
        u\tb\t2024-01-01T00:00:00.000000002Z
        """);
    try (Dataset dataset = open(three())) {
      assertThat(dataset.history(0)).containsExactly(1, 2, 3);
      assertThat(dataset.seconds(0, 2)).isEqualTo(1_704_067_200L);
    }
    folder
        .text(
            "interactions.tsv",
            "user\titem\ttimestamp\nu\ta\t1\nu\tb\t9223372036854775808\nu\tc\t0.1234567891\n")
        .refuses(
            "interactions.tsv: 3: '9223372036854775808' in column 'timestamp' cannot be compared",
            "interactions.tsv: 4: '0.1234567891'");
    folder.text(
        "interactions.tsv",
        "user\titem\ttimestamp\nu\ta\t0.5\nu\tb\t9223372036854775807\nu\tc\t2\n");
    org.assertj.core.api.Assertions.assertThatThrownBy(() -> open(three()))
        .hasMessageContaining("interactions.tsv: times with 1 decimals beside times so large");
  }

  @Test
  void dates_ofAFormat() throws IOException {
    folder
        .text(
            "interactions.tsv",
            """
            user\titem\ttimestamp
            u\tb\t01.02.2025 20:10
            u\ta\t31.01.2025 20:10
            u\tc\t02.02.2025 00:00
            """)
        .refuses("interactions.tsv: 2: '01.02.2025 20:10' in column 'timestamp' is neither");
    try (Dataset dataset = open(times("dd.MM.yyyy HH:mm", Time.Unit.SECONDS, null))) {
      assertThat(dataset.history(0)).containsExactly(1, 2, 3);
      assertThat(dataset.seconds(0, 0)).isEqualTo(1_738_354_200L);
      assertThat(dataset.times()).isEqualTo(EventLog.Times.DATES);
    }
    folder.text("interactions.tsv", "user\titem\ttimestamp\nu\ta\t31.02.2025 20:10\n");
    org.assertj.core.api.Assertions.assertThatThrownBy(
            () -> open(times("dd.MM.yyyy HH:mm", Time.Unit.SECONDS, null)))
        .hasMessageContaining("is no date as seqrec4j.data.timestamp-format says");
    folder
        .text("interactions.tsv", "user\titem\ttimestamp\nu\ta\t2024-02-30\n")
        .refuses("'2024-02-30' in column 'timestamp' is a date that cannot be read");
    org.assertj.core.api.Assertions.assertThatThrownBy(
            () -> times("dd.MM.yyyy {", Time.Unit.SECONDS, null))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("timestampFormat must be a pattern of dates");
  }

  @Test
  void seconds_areOfTheUnit() throws IOException {
    folder.text(
        "interactions.tsv",
        "user\titem\ttimestamp\nu\ta\t1700000000999\nu\tb\t1700000001000.5\nu\tc\t1700000002000\n");
    try (Dataset dataset = open(times(null, Time.Unit.MILLISECONDS, null))) {
      assertThat(dataset.seconds(0, 0)).isEqualTo(1_700_000_000L);
      assertThat(dataset.seconds(0, 1)).isEqualTo(1_700_000_001L);
      assertThat(dataset.time(0, 1)).as("exactly").isEqualTo(17_000_000_010_005L);
      assertThat(dataset.hash()).isNotEqualTo(hash(times(null, Time.Unit.SECONDS, null)));
    }
    folder.text("interactions.tsv", "user\titem\nu\ta\nu\tb\nu\tc\n");
    try (Dataset dataset = open(three())) {
      assertThat(dataset.hasTimes()).isFalse();
      org.assertj.core.api.Assertions.assertThatThrownBy(() -> dataset.seconds(0, 0))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("seqrec4j.data.timestamp-column");
    }
  }

  @Test
  void categories_areNumberedInTheOrderOfTheFile() throws IOException {
    folder.text(
        "interactions.tsv",
        "user\titem\ttimestamp\tevent\nu\tc\t30\tbuy\nu\ta\t10\tview\nu\tb\t20\tbuy\nu\ta\t40\tcart\n");
    try (Dataset dataset = open(times(null, Time.Unit.SECONDS, "event"))) {
      assertThat(dataset.categories()).containsExactly("buy", "view", "cart");
      assertThat(dataset.category(0, 0)).isEqualTo(2);
      assertThat(dataset.hash()).isNotEqualTo(hash(three()));
      Split split = dataset.split(3);
      long[] times = {-1, -1, -1, -1, -1};
      int[] categories = {-1, -1, -1, -1, -1};
      split.windowTimes(0, times, 0);
      split.windowCategories(0, categories, 0);
      assertThat(times).containsExactly(0, 0, 10, 20, -1);
      assertThat(categories).containsExactly(0, 0, 2, 1, -1);
      split.test().historyTimes(0, times, 1);
      split.test().historyCategories(0, categories, 1);
      assertThat(times).containsExactly(0, 10, 20, 30, -1);
      assertThat(categories).containsExactly(0, 2, 1, 1, -1);
      assertThat(split.test().targetTime(0)).isEqualTo(40);
      assertThat(split.test().targetCategory(0)).isEqualTo(3);
      TrainingBatches batches = new TrainingBatches(split, 2, 1);
      assertThat(batches.batch(1, 0)).containsExactly(0, 0, 1, 2);
      assertThat(batches.times(1, 0)).containsExactly(0, 0, 10, 20);
      assertThat(batches.categories(1, 0)).containsExactly(0, 0, 2, 1);
    }
    try (Dataset dataset = open(three())) {
      assertThat(dataset.categories()).isEmpty();
      assertThat(new TrainingBatches(dataset.split(3), 2, 1).categories(1, 0)).isNull();
      org.assertj.core.api.Assertions.assertThatThrownBy(
              () -> dataset.split(3).test().targetCategory(0))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("seqrec4j.data.category-column");
    }
    folder.text("interactions.tsv", "user\titem\tevent\nu\ta\tx\nu\tb\t \nu\tc\tx\nu\tc\tx\n");
    org.assertj.core.api.Assertions.assertThatThrownBy(
            () -> open(times(null, Time.Unit.SECONDS, "event")))
        .hasMessageContaining("interactions.tsv: 3: empty category in column 'event'");
  }

  private String hash(DataSpec spec) {
    try (Dataset dataset = open(spec)) {
      return dataset.hash();
    }
  }

  private static DataSpec times(
      @Nullable String format, Time.Unit unit, @Nullable String category) {
    return three().toBuilder()
        .timestampFormat(format)
        .timeUnit(unit)
        .categoryColumn(category)
        .build();
  }

  @Test
  void unusableLines_areToleratedUpToALimit() throws IOException {
    folder.text("interactions.tsv", "user\titem\nu\ta\nu\nu\tq\nu\tb\n\nu\tc\n");
    try (Dataset dataset = open(with(new FilterSpec(), RejectSpec.builder().lines(2).build()))) {
      assertThat(dataset.summary().rejected())
          .isEqualTo(Map.of("wrong number of fields", 1L, "item not in the items file", 1L));
      assertThat(dataset.summary().interactionsRead()).isEqualTo(5);
      assertThat(dataset.summary())
          .hasToString(
              "1 users, 3 items, 3 of 5 interactions kept; rejected: 1 (wrong number of fields), 1 (item not in the items file)");
    }
    org.assertj.core.api.Assertions.assertThatThrownBy(
            () -> open(with(new FilterSpec(), RejectSpec.builder().lines(1).share(0.2).build())))
        .hasMessageContaining("interactions.tsv: 3: expected 2 fields")
        .hasMessageContaining("interactions.tsv: 4: unknown item 'q'")
        .hasMessageContaining("2 of 5 lines cannot be used; seqrec4j.data.reject tolerates 1");
  }
}
