package io.github.seqrec4j.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.seqrec4j.api.DataException;
import io.github.seqrec4j.data.DataSpec;
import io.github.seqrec4j.data.Dataset;
import io.github.seqrec4j.data.ingest.FilterSpec;
import io.github.seqrec4j.data.ingest.FilterSpec.Repeats;
import io.github.seqrec4j.data.ingest.RejectSpec;
import io.github.seqrec4j.data.ingest.Time;
import io.github.seqrec4j.spark.GeneratedLog.Catalogue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What Spark makes of a log is, row by row, what one machine makes of the same. */
class LogPreparationTest {

  @TempDir Path folder;

  private static SparkSession spark() {
    return LocalSpark.session();
  }

  private static PrepareSpec spec(DataSpec data) {
    return PrepareSpec.builder().data(data).orderColumn("line").itemOrderColumn("line").build();
  }

  /** Prepares on Spark and on one machine, and holds one against the other. */
  private PreparedLog same(GeneratedLog log, DataSpec data, Catalogue catalogue)
      throws IOException {
    return same(log, spec(data), catalogue);
  }

  private PreparedLog same(GeneratedLog log, PrepareSpec spec, Catalogue catalogue)
      throws IOException {
    DataSpec data = spec.data();
    Path raw = log.write(folder.resolve("raw"), catalogue);
    LogPreparation preparation = new LogPreparation(spec, folder.resolve("work").toString());
    PreparedLog prepared =
        catalogue == Catalogue.FRAME
            ? preparation.prepare(log.frame(spark()), log.itemFrame(spark()))
            : preparation.prepare(log.frame(spark()));
    Path made = folder.resolve("made");
    prepared.writeDataset(made);
    try (Dataset expected = Dataset.open(raw, data);
        Dataset actual = Dataset.open(made, prepared.dataSpec())) {
      assertThat(PreparedRows.items(actual)).isEqualTo(PreparedRows.items(expected));
      assertThat(PreparedRows.interactions(actual))
          .isNotEmpty()
          .isEqualTo(PreparedRows.interactions(expected));
      assertThat(prepared.summary()).isEqualTo(expected.summary());
      assertThat(actual.split(10).summary())
          .usingRecursiveComparison()
          .ignoringFields("hash") // which names the files that were read
          .isEqualTo(expected.split(10).summary());
    }
    return prepared;
  }

  @Test
  void log_ofTiesStrangeNamesAndExactDates_isTheSame() throws IOException {
    GeneratedLog log =
        GeneratedLog.of(120, 80, 3000, 1)
            .timed(t -> "2024-05-01T12:30:" + t.substring(8) + ".123456789+02:00");

    try (PreparedLog prepared = same(log, new DataSpec(), Catalogue.FRAME)) {
      assertThat(prepared.interactions().columns())
          .containsExactly("user", "item", "timestamp", "position");
    }

    try (Stream<Path> left = Files.list(folder.resolve("work"))) {
      assertThat(left).as("the workspace after close").isEmpty();
    }
  }

  @Test
  void filters_areTheSame() throws IOException {
    DataSpec data =
        DataSpec.builder()
            .minimumInteractions(12)
            .categoryColumn("kind")
            .valueColumn("rating")
            .filter(
                FilterSpec.builder()
                    .minimumPerItem(14)
                    .maximumLength(20)
                    .from(Time.parse("1700000002"))
                    .to(Time.parse("1700000037"))
                    .repeats(Repeats.COLLAPSE)
                    .build())
            .build();

    try (PreparedLog prepared = same(GeneratedLog.of(120, 80, 3000, 2), data, Catalogue.SEEN)) {
      assertThat(prepared.summary().dropped())
          .containsKeys(
              "outside the time window",
              "repeated",
              "beyond the maximum length",
              "users with too few",
              "items with too few");
    }
  }

  @Test
  void rowsThatCannotBeUsed_areCountedAlike() throws IOException {
    GeneratedLog log =
        GeneratedLog.of(60, 40, 900, 3)
            .timed(t -> t + (t.endsWith("7") ? ".25" : ""))
            .with(
                List.of(
                    List.of("", "i30", "1700000001", "view", "1"),
                    List.of("u30", " ", "1700000001", "view", "1"),
                    List.of("u30", "i30", "yesterday", "view", "1"),
                    List.of("u30", "i30", "2024-05-01", "view", "1"),
                    List.of("u30", "i30", "1700000001", "", "1"),
                    List.of("u30", "i30", "1700000001", "view", "many"),
                    List.of("u30", "nowhere", "1700000001", "view", "1")));
    DataSpec data =
        DataSpec.builder()
            .categoryColumn("kind")
            .valueColumn("rating")
            .filter(FilterSpec.builder().repeats(Repeats.DROP).build())
            .reject(
                RejectSpec.builder().lines(6).unknownItems(RejectSpec.UnknownItems.DROP).build())
            .build();

    try (PreparedLog prepared = same(log, data, Catalogue.FRAME)) {
      assertThat(prepared.summary().rejected()).hasSize(4);
    }
  }

  @Test
  void logWithoutOrderOfTooManyIdentifiersToBroadcast_isThatOfTimeAndContent() throws IOException {
    // Forty times for 40 users and 30 items: many of them first appear at the same.
    GeneratedLog log = GeneratedLog.of(40, 30, 700, 6);
    Comparator<List<String>> content = Comparator.comparing(row -> row.get(2));
    GeneratedLog sorted =
        new GeneratedLog(
            log.rows().stream()
                .sorted(content.thenComparing(row -> row.get(0)).thenComparing(row -> row.get(1)))
                .toList(),
            log.items());
    String threshold = spark().conf().get("spark.sql.autoBroadcastJoinThreshold");
    spark().conf().set("spark.sql.autoBroadcastJoinThreshold", "-1");
    try {
      same(sorted, new PrepareSpec(), Catalogue.SEEN).close();
    } finally {
      spark().conf().set("spark.sql.autoBroadcastJoinThreshold", threshold);
    }
  }

  @Test
  void partitionedParquet_holdsTheSameRows() throws IOException {
    // Without a column of order: that of content, however the rows lie.
    LogPreparation preparation =
        new LogPreparation(new PrepareSpec(), folder.resolve("work").toString());
    org.apache.spark.sql.Dataset<Row> log = GeneratedLog.of(30, 20, 400, 5).frame(spark());

    List<String> one = written(preparation.prepare(log), "one");
    List<String> other = written(preparation.prepare(log.repartition(7)), "other");

    assertThat(one).hasSizeGreaterThan(300).isEqualTo(other);
  }

  private List<String> written(PreparedLog prepared, String name) {
    try (prepared) {
      prepared.writeParquet(folder.resolve(name).toString());
      assertThat(spark().read().parquet(folder.resolve(name + "/items").toString()).count())
          .isEqualTo(prepared.summary().items());
    }
    return spark()
        .read()
        .parquet(folder.resolve(name + "/interactions").toString())
        .orderBy("user", "position")
        .toJSON()
        .collectAsList();
  }

  @Test
  void frames_thatCannotBeRead_areRefused() {
    org.apache.spark.sql.Dataset<Row> log = spark().createDataFrame(List.of(), GeneratedLog.SCHEMA);

    refused(log.drop("item"), spec(new DataSpec()), "no column 'item'", "item-column");
    refused(
        log.withColumn("user", functions.lit(0.5)),
        spec(new DataSpec()),
        "column 'user' is of type DOUBLE",
        "cast it");
    refused(log.drop("timestamp"), new PrepareSpec(), "nothing says what came first");
    refused(
        spark().sql("select 'u' user, 'i' item, cast(null as bigint) line"),
        spec(new DataSpec()),
        "nulls in column 'line'");
    refused(log, spec(new DataSpec()), "no user with at least 5 interactions");
    assertThat(folder.resolve("work")).as("workspaces").isEmptyDirectory();
  }

  private void refused(org.apache.spark.sql.Dataset<Row> log, PrepareSpec spec, String... message) {
    LogPreparation preparation = new LogPreparation(spec, folder.resolve("work").toString());

    assertThatThrownBy(() -> preparation.prepare(log))
        .isInstanceOf(DataException.class)
        .hasMessageContainingAll(message);
  }
}
