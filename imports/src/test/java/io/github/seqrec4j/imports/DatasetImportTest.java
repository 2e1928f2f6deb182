package io.github.seqrec4j.imports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.github.seqrec4j.api.Components;
import io.github.seqrec4j.api.DataException;
import io.github.seqrec4j.api.files.ByteProgress;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What holds whatever the format. */
final class DatasetImportTest {

  @TempDir private Path parent;
  private Source source = new Source(Path.of(""), Path.of(""));

  @BeforeEach
  void create() throws IOException {
    source = Source.in(parent);
    source.text("a.inter", "user_id:token\titem_id:token\nu\tx\n");
  }

  @Test
  void provenance_namesFilesWithTheirHash() throws IOException, NoSuchAlgorithmException {
    ImportSummary summary = source.run(new RecBole());
    Path file = source.folder().resolve("a.inter");
    String hash =
        HexFormat.of()
            .formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
    assertThat(summary.sources())
        .containsExactly(new ImportSummary.Source(file.toString(), Files.size(file), hash));
    JsonObject provenance =
        JsonParser.parseString(Files.readString(source.out().resolve("dataset.conf")))
            .getAsJsonObject()
            .getAsJsonObject("provenance");
    assertThat(provenance.get("format").getAsString()).isEqualTo("recbole");
    assertThat(
            provenance.getAsJsonArray("files").get(0).getAsJsonObject().get("sha256").getAsString())
        .isEqualTo(hash);
    assertThat(provenance.getAsJsonObject("interactions").get("kept").getAsLong()).isEqualTo(1);
    assertThat(provenance.getAsJsonObject("items").get("undescribed").getAsLong()).isEqualTo(1);
  }

  @Test
  void hash_isOfTheFileAsItLies() throws IOException, NoSuchAlgorithmException {
    source.text("b.inter.gz", "user_id:token\titem_id:token\n" + "u\tx\n".repeat(50_000));
    Path file = source.folder().resolve("b.inter.gz");
    Source one = new Source(file, source.out());
    assertThat(one.run(new RecBole()).sources().get(0).sha256())
        .isEqualTo(
            HexFormat.of()
                .formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file))));
  }

  @Test
  void whatIsThere_isNeverWrittenOver() throws IOException {
    Files.createDirectories(source.out());
    Files.writeString(source.out().resolve("mine.txt"), "mine");
    assertThatThrownBy(() -> source.run(new RecBole()))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("is not empty, it holds mine.txt");
    assertThat(source.out().resolve("mine.txt")).hasContent("mine");
    assertThat(source.out().resolve("items.tsv")).doesNotExist();
  }

  @Test
  void missingSource_isNamed() {
    Source none = new Source(parent.resolve("none"), source.out());
    none.refuses(new RecBole(), "none: no such file or folder");
  }

  @Test
  void progress_hearsOfEveryByteOnce() throws IOException {
    source.text("a.item", "item_id:token\ttitle:token_seq\nx\t" + "t".repeat(200_000) + "\n");
    List<String> heard = new ArrayList<>();
    long[] sum = new long[1];
    ByteProgress progress =
        new ByteProgress() {
          @Override
          public void begin(String what, long done, long total) {
            heard.add(what + " " + total);
          }

          @Override
          public void advance(long bytes) {
            sum[0] += bytes;
          }

          @Override
          public void end() {
            heard.add("end");
          }
        };
    DatasetImport.run(new RecBole(), source.folder(), source.out(), new ImportOptions(), progress);
    long size =
        Files.size(source.folder().resolve("a.inter"))
            + Files.size(source.folder().resolve("a.item"));
    assertThat(heard).containsExactly("reading recbole " + size, "end");
    assertThat(sum[0]).isEqualTo(size);
  }

  @Test
  void lineThatNeverEnds_isRefused() throws IOException {
    Path endless = Path.of("/dev/zero");
    assumeThat(endless).as("a file without an end of line").exists();
    try (InputStream in = Files.newInputStream(endless)) {
      ByteLines lines = new ByteLines(in, StandardCharsets.UTF_8);
      assertThatThrownBy(lines::next)
          .isInstanceOf(IOException.class)
          .hasMessageContaining("line 1 is longer than 67108864 bytes");
    }
  }

  @Test
  void fullDisk_leavesNothing() throws IOException {
    Path full = Path.of("/dev/full");
    assumeThat(full).as("a device that is always full").exists();
    assertThatThrownBy(
            () -> {
              try (InteractionWriter writer =
                  new InteractionWriter(full, java.util.Set.of(), null)) {
                writer.write(new ImportedInteraction("u", "x", null, null));
              }
            })
        .isInstanceOf(IOException.class)
        .hasMessageContaining("No space left");
    Importer failing =
        new FailingImporter(new UncheckedIOException(new IOException("No space left on device")));
    assertThatThrownBy(() -> source.run(failing)).isInstanceOf(UncheckedIOException.class);
    assertThat(source.out()).doesNotExist();
    assertThat(parent.resolve("dataset.partial")).doesNotExist();
  }

  /** Fails in the middle of reading. */
  private record FailingImporter(RuntimeException failure) implements Importer {
    @Override
    public String type() {
      return "failing";
    }

    @Override
    public ImportPlan plan(Path folder) {
      ImportPlan plan = new RecBole().plan(folder);
      SourceTable<ImportedInteraction> table = plan.interactions().get(0);
      return new ImportPlan(
          List.of(
              new SourceTable<>(
                  table.file(),
                  table.layout(),
                  1,
                  record -> {
                    throw failure;
                  })),
          List.of(),
          plan.columns(),
          List.of(),
          null,
          List.of());
    }
  }

  @Test
  void importers_areFoundByName() {
    assertThat(Components.of(Importer.class).names())
        .containsExactly(
            "amazon-2014",
            "amazon-2018",
            "amazon-2023",
            "microlens",
            "movielens",
            "odmt",
            "recbole");
  }

  @Test
  void plansAndOptions_areChecked() {
    ImportPlan plan = new RecBole().plan(source.folder());
    assertThatThrownBy(
            () ->
                new ImportPlan(
                    plan.interactions(),
                    List.of(),
                    plan.columns(),
                    List.of("title"),
                    null,
                    List.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("'title'");
    assertThatThrownBy(
            () -> new ImportPlan(List.of(), List.of(), plan.columns(), List.of(), null, List.of()))
        .isInstanceOf(IllegalArgumentException.class);
    for (String wrong : List.of("-1", "x", "101%", "%", "1.5", "NaN%")) {
      assertThatThrownBy(() -> RejectLimit.of(wrong))
          .as(wrong)
          .isInstanceOf(IllegalArgumentException.class);
    }
    assertThat(RejectLimit.of(" 0.5% ")).isEqualTo(new RejectLimit(0, 0.5));
    assertThatThrownBy(() -> new TableCounts(3, 1, 1, new java.util.TreeMap<>(), List.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("read=3, sum=2");
  }
}
