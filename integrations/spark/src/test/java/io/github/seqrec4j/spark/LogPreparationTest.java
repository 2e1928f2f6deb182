package io.github.seqrec4j.spark;

import static org.assertj.core.api.Assertions.assertThat;

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
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What Spark makes of a log is, row by row, what one machine makes of the same. */
class LogPreparationTest {

  @TempDir Path folder;

  private static PrepareSpec spec(DataSpec data) {
    return PrepareSpec.builder().data(data).orderColumn("line").itemOrderColumn("line").build();
  }

  /** Prepares on Spark and on one machine, and holds one against the other. */
  private PreparedLog same(GeneratedLog log, DataSpec data, Catalogue catalogue)
      throws IOException {
    Path raw = log.write(folder.resolve("raw"), catalogue);
    LogPreparation preparation =
        new LogPreparation(spec(data), folder.resolve("work").toString());
    PreparedLog prepared =
        catalogue == Catalogue.FRAME
            ? preparation.prepare(log.frame(LocalSpark.session()), log.itemFrame(LocalSpark.session()))
            : preparation.prepare(log.frame(LocalSpark.session()));
    Path made = folder.resolve("made");
    prepared.writeDataset(made);
    try (Dataset expected = Dataset.open(raw, data);
        Dataset actual = Dataset.open(made, prepared.dataSpec())) {
      assertThat(PreparedRows.items(actual)).isEqualTo(PreparedRows.items(expected));
      assertThat(PreparedRows.interactions(actual))
          .isNotEmpty()
          .isEqualTo(PreparedRows.interactions(expected));
      assertThat(prepared.summary()).isEqualTo(expected.summary());
      assertThat(actual.split(10).summary()).isEqualTo(expected.split(10).summary());
    }
    return prepared;
  }

  @Test
  void log_ofTiesAndStrangeNames_isTheSame() throws IOException {
    GeneratedLog log = GeneratedLog.of(120, 80, 3000, 1);

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
  void dates_stayExact() throws IOException {
    GeneratedLog log =
        GeneratedLog.of(60, 40, 900, 4)
            .timed(t -> "2024-05-01T12:30:" + t.substring(8) + ".123456789+02:00");

    same(log, new DataSpec(), Catalogue.SEEN).close();
  }
}
