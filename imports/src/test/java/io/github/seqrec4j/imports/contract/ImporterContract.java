package io.github.seqrec4j.imports.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.seqrec4j.api.DataException;
import io.github.seqrec4j.api.files.ByteProgress;
import io.github.seqrec4j.data.Dataset;
import io.github.seqrec4j.imports.DatasetImport;
import io.github.seqrec4j.imports.ImportOptions;
import io.github.seqrec4j.imports.ImportSummary;
import io.github.seqrec4j.imports.Importer;
import io.github.seqrec4j.imports.RejectLimit;
import io.github.seqrec4j.imports.TableCounts;
import io.github.seqrec4j.testkit.ComponentContract;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What every {@link Importer} keeps. Extend it, say how the importer is made, what it refuses and
 * how a log looks in its format, and register it in {@code META-INF/services} of the module under
 * test. It stands here and not in the testkit, which depends on no module but api: published as the
 * classifier {@code contract} of this module.
 */
public abstract class ImporterContract extends ComponentContract<Importer> {

  /**
   * One interaction.
   *
   * @param user identifier, which may look like a number and is none
   * @param item likewise
   * @param time seconds since 1970; several of a user may be the same
   */
  public record Logged(String user, String item, long time) {}

  /** By user, the times of each rising, some of them equal. */
  private static final List<Logged> LOG =
      List.of(
          new Logged("007", "0012", 1_000_000_005),
          new Logged("007", "b2", 1_000_000_005),
          new Logged("007", "a3", 1_000_000_005),
          new Logged("007", "d4", 1_000_000_009),
          new Logged("007", "1e5", 1_000_000_012),
          new Logged("36893488147419103233", "1e5", 1_000_000_001),
          new Logged("36893488147419103233", "d4", 1_000_000_002),
          new Logged("36893488147419103233", "a3", 1_000_000_002),
          new Logged("36893488147419103233", "0012", 1_000_000_002),
          new Logged("36893488147419103233", "b2", 1_000_000_009));

  @TempDir private Path parent;
  private Path source = Path.of("");
  private Path log = Path.of("");

  /** For subclasses. */
  protected ImporterContract() {
    super(Importer.class);
  }

  /** The importer under test. */
  protected abstract Importer importer();

  /**
   * Writes a source of the format, with metadata of its items if the format has any.
   *
   * @param folder an empty folder
   * @param interactions in the order of the file; a format without times leaves them out
   * @return the file of the interactions, in UTF-8 and not packed, whose last line holds the last
   *     interaction
   */
  protected abstract Path write(Path folder, List<Logged> interactions) throws IOException;

  @Override
  protected final Importer component() {
    return importer();
  }

  @BeforeEach
  final void create() throws IOException {
    source = Files.createDirectories(parent.resolve("source"));
    log = write(source, LOG);
  }

  @Test
  void everyRecord_isKeptInItsOrder() throws IOException {
    ImportSummary summary = run("out", RejectLimit.NONE);
    assertThat(summary.format()).isEqualTo(importer().type());
    assertThat(summary.interactions().read()).as("records read").isEqualTo(LOG.size());
    assertThat(summary.interactions().kept()).as("records kept").isEqualTo(LOG.size());
    assertThat(kept("out")).as("users and items in the order of the source").isEqualTo(pairs());
  }

  @Test
  void dataset_keepsIdentifiersAndTies() {
    run("out", RejectLimit.NONE);
    Map<String, List<String>> histories = new TreeMap<>();
    try (Dataset dataset = Dataset.open(parent.resolve("out"))) {
      for (int user = 0; user < dataset.users(); user++) {
        histories.put(
            dataset.userId(user),
            Arrays.stream(dataset.history(user)).mapToObj(dataset::itemId).toList());
      }
    }
    Map<String, List<String>> expected = new TreeMap<>();
    for (Logged each : LOG) {
      expected.computeIfAbsent(each.user(), user -> new ArrayList<>()).add(each.item());
    }
    assertThat(histories).as("histories, equal times in the file's order").isEqualTo(expected);
  }

  @Test
  void sameSource_givesSameFilesAndStaysAsItIs() throws IOException {
    Map<String, String> before = hashes(source);
    run("out", RejectLimit.NONE);
    run("again", RejectLimit.NONE);
    for (String name : List.of("interactions.tsv", "items.tsv")) {
      assertThat(parent.resolve("again").resolve(name))
          .as("%s of a second import", name)
          .hasSameBinaryContentAs(parent.resolve("out").resolve(name));
    }
    assertThat(hashes(source)).as("the source").isEqualTo(before);
  }

  @Test
  void sources_areNamedWithTheirHash() throws IOException {
    ImportSummary summary = run("out", RejectLimit.NONE);
    assertThat(summary.sources()).extracting(ImportSummary.Source::file).contains(log.toString());
    for (ImportSummary.Source each : summary.sources()) {
      Path file = Path.of(each.file());
      assertThat(each.sha256()).as("SHA-256 of %s", file).isEqualTo(hash(file));
      assertThat(each.bytes()).as("bytes of %s", file).isEqualTo(Files.size(file));
    }
  }

  @Test
  void truncatedRecord_isRejectedWithFileAndLine() throws IOException {
    List<String> lines = Files.readAllLines(log, StandardCharsets.UTF_8);
    List<String> whole = lines.subList(0, lines.size() - 1);
    String last = lines.get(lines.size() - 1);
    Files.write(log, whole);
    long kept = run("whole", RejectLimit.NONE).interactions().kept();
    Files.writeString(log, String.join("\n", whole) + "\n" + last.substring(0, 3));
    String place = log + ": " + lines.size() + ": ";
    assertThatThrownBy(() -> run("out", RejectLimit.NONE))
        .as("import of a source whose last record is cut off")
        .isInstanceOf(DataException.class)
        .hasMessageContaining(place);
    assertThat(parent.resolve("out")).as("dataset of a refused source").doesNotExist();
    TableCounts counts = run("allowed", new RejectLimit(1, 0)).interactions();
    assertThat(counts.rejected()).as("rejected records").isEqualTo(1);
    assertThat(counts.kept()).as("records before it").isEqualTo(kept);
    assertThat(counts.read()).isEqualTo(kept + 1);
    assertThat(counts.examples()).singleElement().asString().startsWith(place);
    assertThat(kept("allowed")).isEqualTo(pairs().subList(0, (int) kept));
  }

  @Test
  void packedSource_isReadAndItsEndMissed() throws IOException {
    byte[] packed = gzip(Files.readAllBytes(log));
    Files.write(log, packed);
    run("out", RejectLimit.NONE);
    assertThat(kept("out")).as("records of a gzipped file").isEqualTo(pairs());
    Files.write(log, Arrays.copyOf(packed, packed.length - 9));
    assertThatThrownBy(() -> run("truncated", new RejectLimit(0, 100)))
        .as("import of a truncated gzip file")
        .isInstanceOf(DataException.class)
        .hasMessageContaining(log.toString());
    assertThat(parent.resolve("truncated")).doesNotExist();
  }

  @Test
  void emptyFolder_isRefusedByName() throws IOException {
    Path empty = Files.createDirectories(parent.resolve("nothing-here"));
    assertThatThrownBy(() -> importer().plan(empty))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("nothing-here");
  }

  private ImportSummary run(String out, RejectLimit limit) {
    ImportOptions options =
        new ImportOptions(
            null, limit, ImportOptions.ColdItems.KEEP, ImportOptions.PictureTransfer.COPY);
    return DatasetImport.run(importer(), source, parent.resolve(out), options, ByteProgress.NONE);
  }

  /** User and item of each line that was written. */
  private List<List<String>> kept(String out) throws IOException {
    List<String> lines = Files.readAllLines(parent.resolve(out).resolve("interactions.tsv"));
    assertThat(lines.get(0)).startsWith("user\titem");
    return lines.stream().skip(1).map(line -> List.of(line.split("\t")).subList(0, 2)).toList();
  }

  private static List<List<String>> pairs() {
    return LOG.stream().map(each -> List.of(each.user(), each.item())).toList();
  }

  private static Map<String, String> hashes(Path folder) throws IOException {
    Map<String, String> hashes = new TreeMap<>();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        hashes.put(folder.relativize(file).toString(), hash(file));
      }
    }
    return hashes;
  }

  private static String hash(Path file) throws IOException {
    try {
      return HexFormat.of()
          .formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("Java has it", e);
    }
  }

  private static byte[] gzip(byte[] content) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
      out.write(content);
    }
    return bytes.toByteArray();
  }
}
