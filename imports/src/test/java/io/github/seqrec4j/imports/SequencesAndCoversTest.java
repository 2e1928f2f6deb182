package io.github.seqrec4j.imports;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.seqrec4j.imports.ImportOptions.ColdItems;
import io.github.seqrec4j.imports.ImportOptions.PictureTransfer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The layout of ODMT's data and MicroLens, both with pictures. */
final class SequencesAndCoversTest {

  @TempDir private Path parent;
  private Source source = new Source(Path.of(""), Path.of(""));

  @BeforeEach
  void create() throws IOException {
    source = Source.in(parent);
  }

  private void odmt() throws IOException {
    source.text("Arts_user_behaviours.tsv", "U1\tB1 B2  B1 \nU2\tB3\n");
    source.text("Arts_text.tsv", "B1\tPaint\tset\nB2\tBrush\nB9\tNobody's\n");
    source.text("images/B1.jpg", "one").text("images/B2.PNG", "two").text("images/B7.jpg", "x");
    source.text("images/B3.gif", "three");
  }

  @Test
  void odmt_isReadInTheOrderOfEachSequence() throws IOException {
    odmt();
    ImportSummary summary = source.run(new OdmtRelease());
    assertThat(source.lines("interactions.tsv"))
        .containsExactly("user\titem", "U1\tB1", "U1\tB2", "U1\tB1", "U2\tB3");
    assertThat(source.lines("items.tsv"))
        .containsExactly("item\ttitle", "B1\tPaint set", "B2\tBrush", "B9\tNobody's", "B3\t");
    assertThat(summary.interactions().read()).isEqualTo(4);
    assertThat(summary.pictures()).isEqualTo(new PictureCounts(2, 0, 2));
    assertThat(source.out().resolve("images/B1.jpg")).hasContent("one");
    assertThat(source.out().resolve("images/B2.png")).hasContent("two");
    assertThat(
            Files.isSameFile(
                source.out().resolve("images/B1.jpg"), source.folder().resolve("images/B1.jpg")))
        .as("a hard link")
        .isTrue();
  }

  @Test
  void options_copyPicturesAndDropColdItems() throws IOException {
    odmt();
    ImportSummary summary =
        source.run(
            new OdmtRelease(),
            ImportOptions.builder()
                .coldItems(ColdItems.DROP)
                .pictures(PictureTransfer.COPY)
                .build());
    assertThat(summary.pictures()).isEqualTo(new PictureCounts(0, 2, 2));
    assertThat(summary.items().dropped()).containsEntry("never interacted with", 1L);
    assertThat(source.lines("items.tsv")).hasSize(4).noneMatch(line -> line.startsWith("B9"));
    Files.writeString(source.out().resolve("images/B1.jpg"), "changed");
    assertThat(source.folder().resolve("images/B1.jpg")).hasContent("one");
    Source none = new Source(source.folder(), parent.resolve("none"));
    none.run(
        new OdmtRelease(),
        ImportOptions.builder().coldItems(ColdItems.KEEP).pictures(PictureTransfer.NONE).build());
    assertThat(none.out().resolve("images")).doesNotExist();
  }

  @Test
  void secondPictureOfAnItem_isRefused() throws IOException {
    odmt();
    source.text("images/B1.png", "another");
    source.refuses(new OdmtRelease(), "B1.png: a second picture of item 'B1', beside", "B1.jpg");
  }

  @Test
  void odmtLines_areChecked() throws IOException {
    odmt();
    source.text("Arts_user_behaviours.tsv", "U1\n");
    source.refuses(
        new OdmtRelease(), "behaviours.tsv: 1: expected 2 fields (user, items), got 1: 'U1'");
    source.text("Arts_user_behaviours.tsv", "U1\t \n");
    source.refuses(new OdmtRelease(), "behaviours.tsv: 1: empty item");
    source.text("Arts_user_behaviours.tsv", "U1\tB1\n").text("Arts_text.tsv", "B1\n");
    source.refuses(new OdmtRelease(), "text.tsv: 1: expected an item, a tab and its text");
  }

  @Test
  void microLens_isReadWithCoversInAnArchive() throws IOException {
    source.text(
        "MicroLens-50k_pairs.csv", "user,item,timestamp\n1,10,1583378629552\n2,11,1583378700000\n");
    source.text(
        "MicroLens-50k_titles.csv", "item,title\n10,\"One, \"\"two\"\"\nthree\"\n11,Four\n");
    Map<String, byte[]> covers = new LinkedHashMap<>();
    covers.put("MicroLens-50k_covers/", new byte[0]);
    covers.put("MicroLens-50k_covers/10.jpg", "ten".getBytes(StandardCharsets.UTF_8));
    Source.zip(source.folder().resolve("MicroLens-50k_covers.zip"), covers);
    ImportSummary summary = source.run(new MicroLens());
    assertThat(source.lines("interactions.tsv"))
        .containsExactly("user\titem\ttimestamp", "1\t10\t1583378629552", "2\t11\t1583378700000");
    assertThat(source.lines("items.tsv"))
        .containsExactly("item\ttitle", "10\tOne, \"two\" three", "11\tFour");
    assertThat(summary.pictures()).isEqualTo(new PictureCounts(0, 1, 0));
    assertThat(source.out().resolve("images/10.jpg")).hasContent("ten");
  }

  @Test
  void microLensTitlesWithoutHeader_areCutAtTheFirstComma() throws IOException {
    source.text("M_pairs.csv", "user,item,timestamp\n1,10,1\n");
    source.text("M_title_en.csv", "\uFEFF10,One, two\n11,\"Three, \"\"four\"\"\"\n12,\n");
    source.run(new MicroLens());
    assertThat(source.lines("items.tsv"))
        .containsExactly("item\ttitle", "10\tOne, two", "11\tThree, \"four\"", "12\t");
    source.text("M_title_en.csv", "10,One\nten\n");
    new Source(source.folder(), parent.resolve("again"))
        .refuses(new MicroLens(), "M_title_en.csv: 2: expected an item, a comma and its title");
  }

  @Test
  void damagedArchive_isRefused() throws IOException {
    source.text("M_pairs.csv", "user,item,timestamp\n1,10,1\n").text("M_covers.zip", "no zip");
    source.refuses(new MicroLens(), "M_covers.zip: cannot be read as a zip archive");
  }

  /** Nothing of an archive is unpacked by its names; a name that leads out is refused or unused. */
  @Test
  void archiveThatLeadsOut_writesNothingOutside() throws IOException {
    source.text("M_pairs.csv", "user,item,timestamp\n1,../../evil,1\n1,ok,2\n");
    Map<String, byte[]> covers = new LinkedHashMap<>();
    covers.put("covers/ok.jpg", "ok".getBytes(StandardCharsets.UTF_8));
    covers.put("covers/../../evil.jpg", "evil".getBytes(StandardCharsets.UTF_8));
    Source.zip(source.folder().resolve("M_covers.zip"), covers);
    try {
      source.run(new MicroLens());
      assertThat(source.out().resolve("images/ok.jpg")).hasContent("ok");
    } catch (io.github.seqrec4j.api.DataException e) { // what newer versions of Java do
      assertThat(e).hasMessageContaining("M_covers.zip");
    }
    try (var tree = Files.walk(parent)) {
      assertThat(tree.map(p -> p.getFileName().toString())).doesNotContain("evil.jpg");
    }
  }
}
