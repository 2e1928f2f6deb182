package io.github.seqrec4j.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.seqrec4j.api.DataException;
import io.github.seqrec4j.api.EvaluationSpec;
import io.github.seqrec4j.api.Modality;
import io.github.seqrec4j.data.ingest.DataSummary;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class DatasetTest {

  @TempDir private Path path;
  private Folder folder = new Folder(Path.of(""));

  @BeforeEach
  void write() throws IOException {
    folder = Folder.small(path);
  }

  @Test
  void read_keepsOrderTitlesAndCounts() {
    try (Dataset dataset = folder.open()) {
      assertThat(dataset.items()).isEqualTo(3);
      assertThat(dataset.itemId(2)).isEqualTo("b");
      assertThat(dataset.title(1)).isEqualTo("First");
      assertThat(dataset.title(2)).as("without a title").isEqualTo("b");
      assertThat(dataset.itemIndex("c")).isEqualTo(3);
      assertThat(dataset.itemIndex("d")).isZero();
      assertThat(dataset.userIndex("u")).isZero();
      assertThat(dataset.userIndex("v")).isEqualTo(-1);
      assertThat(dataset.history(0))
          .as("without times, file order")
          .containsExactly(1, 2, 3, 1, 2, 3);
    }
  }

  @Test
  void columnThatTheUserNamed_mustBeThere() {
    for (DataSpec spec :
        List.of(
            DataSpec.builder().path(path).minimumInteractions(3).timestampColumn("when").build(),
            DataSpec.builder().path(path).minimumInteractions(3).titleColumn("name").build())) {
      assertThatThrownBy(() -> Dataset.open(path, spec))
          .isInstanceOf(DataException.class)
          .hasMessageContaining(
              "no column '" + (spec.titleColumn().equals("name") ? "name" : "when"));
    }
  }

  @Test
  void withoutTimes_theSplitSaysSo() throws IOException {
    try (Dataset untimed = folder.open()) {
      assertThat(untimed.split(3).summary().warnings(new EvaluationSpec()))
          .first()
          .asString()
          .contains("no times", "seqrec4j.data.timestamp-column");
    }
    folder.text(
        "interactions.tsv", "user\titem\ttimestamp\nu\ta\t1\nu\tb\t2\nu\tc\t3\nu\ta\t4\nu\tb\t5\n");
    EvaluationSpec unfiltered =
        EvaluationSpec.builder().cutoffs(List.of(10)).filterSeen(false).batchSize(8).build();
    try (Dataset timed = folder.open()) {
      assertThat(timed.split(3).summary().warnings(unfiltered)).isEmpty();
    }
  }

  @Test
  void otherSeparator_isGuessedAt() throws IOException {
    folder.without("interactions.tsv").text("interactions.csv", "user;item\nu;a\n");
    folder.refuses("no column 'user'", "the line holds semicolons");
    folder.text("interactions.csv", "user\titem\nu\ta\n");
    folder.refuses("no column 'user'", "is this a .tsv file?");
  }

  @Test
  void times_sortTiesInFileOrder() throws IOException {
    folder.text(
        "interactions.tsv",
        "timestamp\titem\tuser\n3\ta\tu\n1.5\tb\tu\n3\tc\tu\n-2\tc\tu\n3\tb\tu\n1e1\ta\tu\n");
    try (Dataset dataset = folder.open()) {
      assertThat(dataset.history(0)).containsExactly(3, 2, 1, 3, 2, 1);
    }
  }

  @Test
  void usersBelowTheMinimum_areCounted() throws IOException {
    folder.text(
        "interactions.tsv",
        "user\titem\nfew\ta\nu\ta\nu\tb\nfew\tb\nu\tc\nu\ta\nu\tb\nfew\tc\nfew\tc\n");
    try (Dataset dataset = folder.open()) {
      assertThat(dataset.summary())
          .isEqualTo(
              new DataSummary(9, 5, Map.of(), Map.of("users with too few", 4L), 2, 1, 3, Map.of()))
          .hasToString(
              "1 users of 2, 3 items, 5 of 9 interactions kept; dropped: 4 (users with too few)");
      assertThat(dataset.userIndex("few")).isEqualTo(-1);
    }
  }

  @Test
  void noUserLeft_saysHowManyThereWere() throws IOException {
    folder
        .text("interactions.tsv", "user\titem\nu\ta\nv\tb\nu\tb\n")
        .refuses(
            "interactions.tsv: no user with at least 5 interactions among 2 users and 3",
            "lower seqrec4j.data.minimum-interactions");
    folder.text("interactions.tsv", "user\titem\n").refuses("among 0 users and 0 interactions");
  }

  @Test
  void tooFewToTrainOn_isAnEmptySplit() throws IOException {
    folder.text("interactions.tsv", "user\titem\nu\ta\nu\tb\nu\tc\n");
    DataSpec atLeastThree = DataSpec.builder().minimumInteractions(3).build();
    try (Dataset dataset = Dataset.open(path, atLeastThree)) {
      Split split = dataset.split(4);
      assertThatThrownBy(() -> new TrainingBatches(split, 8, 1))
          .isInstanceOf(DataException.class)
          .hasMessageContaining("the training split is empty")
          .hasMessageContaining("add interactions");
    }
  }

  @Test
  void csv_hasQuotesCommasAndLineBreaks() throws IOException {
    folder
        .without("items.tsv")
        .text("items.csv", "title,item\r\n\"A, \"\"B\"\"\r\nC\",a\r\n\r\nx,\"b,1\"\r\n,c\r\n")
        .without("interactions.tsv")
        .text(
            "interactions.csv",
            "user,item\n\"u\",a\nu,\"b,1\"\nu,c\nu,a\n\nu,a\n\"u\nv\",zzz\nu,a,a\nu\n");
    folder.refuses(
        "interactions.csv: 8: unknown item 'zzz'; add it to the items file",
        "interactions.csv: 10: expected 2 fields (user, item), got 3: 'u | a | a'",
        "interactions.csv: 11: expected 2 fields (user, item), got 1: 'u'");
    folder.text("interactions.csv", "user,item\nu,a\nu,\"b,1\"\nu,c\nu,a\nu,a\n");
    try (Dataset dataset = folder.open()) {
      assertThat(dataset.title(1)).isEqualTo("A, \"B\"\r\nC");
      assertThat(dataset.itemIndex("b,1")).isEqualTo(2);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {".tsv", ".csv", ".tsv.gz", ".csv.gz"})
  void everyForm_readsAlike(String ending) throws IOException {
    for (String name : new String[] {"items", "interactions"}) {
      String text = Files.readString(folder.file(name + ".tsv"));
      String form = ending.startsWith(".csv") ? text.replace('\t', ',') : text;
      folder.without(name + ".tsv").text(name + ending, "\uFEFF" + form.replace("\n", "\r\n\r\n"));
    }
    try (Dataset dataset = folder.open()) {
      assertThat(dataset.history(0)).containsExactly(1, 2, 3, 1, 2, 3);
      assertThat(dataset.title(3)).isEqualTo("Third");
    }
  }

  @Test
  void byteOrderMark_mayStandBeforeAQuote() throws IOException {
    folder.without("items.tsv").text("items.csv", "\uFEFF\"item\",\"title\"\n\"a\",x\nb,y\nc,z\n");
    try (Dataset dataset = folder.open()) {
      assertThat(dataset.title(1)).isEqualTo("x");
    }
  }

  @Test
  void hash_changesWithContentAndSettings() throws IOException {
    String before = hash(new DataSpec());
    assertThat(hash(new DataSpec())).isEqualTo(before);
    assertThat(hash(DataSpec.builder().minimumInteractions(6).build())).isNotEqualTo(before);
    folder.text("items.tsv", "item\ttitle\na\tFirst\nb\t\nc\tOther\n");
    assertThat(hash(new DataSpec())).isNotEqualTo(before);
  }

  private String hash(DataSpec spec) {
    try (Dataset dataset = Dataset.open(path, spec)) {
      return dataset.hash();
    }
  }

  @Test
  void missingFiles_sayWhatMustBeThere() throws IOException {
    new Folder(path.resolve("none")).refuses("none: no such dataset directory", "interactions.tsv");
    folder.text("items.csv", "item\na\n").refuses("both items.tsv and items.csv; keep one");
    folder.without("items.csv").without("interactions.tsv");
    folder.refuses("interactions.tsv: missing", ".csv.gz", ".jsonl", ".parquet");
  }

  @Test
  void noItemsFile_theItemsSeenAreTheCatalogue() throws IOException {
    folder
        .without("items.tsv")
        .text("interactions.tsv", "user\titem\nfew\tq\nu\tb\nu\ta\nu\tb\nu\tc\nu\ta\n");
    try (Dataset dataset = folder.open()) {
      assertThat(dataset.items()).as("without that of the dropped user").isEqualTo(3);
      assertThat(dataset.itemId(1)).isEqualTo("b");
      assertThat(dataset.title(3)).isEqualTo("c");
      assertThat(dataset.history(0)).containsExactly(1, 2, 1, 3, 2);
    }
    folder
        .bytes("features/text.npy", new byte[1])
        .refuses("items.tsv: missing; row k of the files in", "features");
  }

  @Test
  void columns_areNamedWhereOneIsMissingOrTwice() throws IOException {
    folder
        .text("interactions.tsv", "usr\titem\tt\nu\ta\t1\n")
        .refuses(
            "interactions.tsv: 1: no column 'user'; the columns are usr, item, t",
            "set seqrec4j.data.user-column");
    folder
        .text("interactions.tsv", "user\titem\tuser\nu\ta\tv\n")
        .refuses("interactions.tsv: 1: two columns 'user', the 1. and the 3.");
    folder.text("items.tsv", "id\ttitle\na\tx\n").refuses("items.tsv: 1: no column 'item'");
    folder.text("items.tsv", "").refuses("items.tsv: 1: the file is empty");
  }

  @Test
  void lines_areNamedWithTheirValues() throws IOException {
    folder
        .text(
            "interactions.tsv",
            "user\titem\ttimestamp\nu\ta\n\tb\t1\nu\tq\t1\nu\ta\tnoon\nu\t \t1\n")
        .refuses(
            "interactions.tsv: 2: expected 3 fields (user, item, timestamp), got 2: 'u | a'",
            "interactions.tsv: 3: empty user",
            "interactions.tsv: 4: unknown item 'q'",
            "interactions.tsv: 5: 'noon' in column 'timestamp' is neither a number nor a date",
            "interactions.tsv: 6: empty item");
    folder
        .text("interactions.tsv", "user\titem\ttimestamp\nu\ta\tNaN\n")
        .refuses("2: 'NaN' in column 'timestamp'");
    folder
        .text("items.tsv", "item\ttitle\na\tx\nb\ty\na\tz\n")
        .refuses("items.tsv: 4: duplicate item 'a', first at line 2");
  }

  @Test
  void manyProblems_areCounted() throws IOException {
    folder
        .text("interactions.tsv", "user\titem\n" + "u\tzzz\n".repeat(100))
        .refuses(
            "interactions.tsv: 2: unknown item 'zzz'",
            "99 more of this kind (item not in the items file), at 3, 4, 5, 6, ...",
            "100 problems in all");
  }

  @Test
  void longValues_areCut() throws IOException {
    folder.text("interactions.tsv", "user\titem\nu\t" + "z".repeat(100_000) + "\n");
    assertThatThrownBy(folder::open)
        .isInstanceOf(DataException.class)
        .satisfies(e -> assertThat(e.getMessage()).hasSizeLessThan(1000));
  }

  @Test
  void encodings_areRefused() throws IOException {
    folder
        .bytes("items.tsv", "item\ttitle\na\tcaf\u00e9\n".getBytes(StandardCharsets.ISO_8859_1))
        .refuses("items.tsv: 2: not valid UTF-8", "convert the file to UTF-8");
    folder
        .bytes("items.tsv", "item\ttitle\na\tx\n".getBytes(StandardCharsets.UTF_16))
        .refuses("not valid UTF-8");
  }

  @Test
  void damagedGzip_isNamed() throws IOException {
    folder.text("interactions.tsv.gz", Files.readString(folder.file("interactions.tsv")));
    folder.without("interactions.tsv");
    Path file = folder.file("interactions.tsv.gz");
    byte[] whole = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(whole, whole.length / 2));
    folder.refuses("interactions.tsv.gz: damaged or truncated gzip file");
    Files.write(file, new byte[0]);
    folder.refuses("interactions.tsv.gz: damaged or truncated gzip file after line 0");
    Files.writeString(file, "user\titem\n");
    folder.refuses("interactions.tsv.gz: damaged or truncated gzip file", "GZIP");
  }

  @Test
  void closed_letsGoAndIsTold() throws IOException {
    Folder.small(path)
        .bytes(
            "features/text.npy",
            Folder.npy("<f4", "False", "(3, 2)", Folder.floats(1, 2, 3, 4, 5, 6)));
    Dataset dataset = Dataset.open(path);
    FeatureStore features = dataset.features(Modality.TEXT);
    Split split = dataset.split(3);
    dataset.close();
    dataset.close();
    assertThatThrownBy(() -> dataset.history(0)).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> dataset.userId(0)).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> split.windowItems(0, new int[4], 0))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("closed");
    assertThatThrownBy(
            () -> features.read(new int[] {1}, FloatBuffer.allocate(2), FloatBuffer.allocate(1)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("text.npy: closed");
    if (System.getProperty("os.name").equals("Linux")) {
      assertThat(Files.readString(Path.of("/proc/self/maps"))).doesNotContain(path.toString());
    }
  }

  @Test
  void refused_letsGo() throws IOException {
    Folder.small(path)
        .bytes("features/image.npy", Folder.npy("<f4", "False", "(3, 1)", Folder.floats(1, 2, 3)))
        .bytes("features/text.npy", Folder.npy("<f4", "False", "(2, 1)", Folder.floats(1, 2)))
        .refuses("text.npy: 2 rows for 3 items");
    if (System.getProperty("os.name").equals("Linux")) {
      assertThat(Files.readString(Path.of("/proc/self/maps"))).doesNotContain(path.toString());
    }
  }

  @Test
  void outstandingUser_isNamed() throws IOException {
    StringBuilder log = new StringBuilder("user\titem\n");
    for (int u = 0; u < 20; u++) {
      log.append(("u" + u + "\ta\nu" + u + "\tb\nu" + u + "\tc\n").repeat(2));
    }
    Folder folder = Folder.small(path).text("interactions.tsv", log.toString());
    try (Dataset dataset = folder.open()) {
      assertThat(dataset.summary().outstanding()).isEmpty();
      assertThat(dataset.summary().warnings()).isEmpty();
    }
    log.append("NA\ta\n".repeat(1080));
    folder.text("interactions.tsv", log.toString());
    try (Dataset dataset = folder.open()) {
      assertThat(dataset.summary().outstanding()).containsExactly(Map.entry("user 'NA'", 1080L));
      assertThat(dataset.summary().warnings())
          .singleElement()
          .asString()
          .startsWith("user 'NA' has 1,080 of 1,200 interactions (90 %)");
    }
  }
}
