package io.github.seqrec4j.imports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** RecBole's atomic files. */
final class RecBoleTest {

  @TempDir private Path parent;
  private Source source = new Source(Path.of(""), Path.of(""));

  @BeforeEach
  void create() throws IOException {
    source = Source.in(parent);
  }

  @Test
  void atomicFiles_areReadByTheirHeaders() throws IOException {
    source.text(
        "ml/ml.inter",
        """
        item_id:token\tuser_id:token\ttimestamp:float\trating:float
        i1\tu1\t1.000000001E9\t4.50
        i2\tu1\t1000000002.25\t
        """);
    source.text(
        "ml/ml.item",
        """
        item_id:token\tclass:token_seq\tmovie_title:token_seq\titem:float
        i1\tDrama War\t  Out of  Africa \t1
        """);
    ImportSummary summary = source.run(new RecBole());
    assertThat(source.lines("interactions.tsv"))
        .containsExactly(
            "user\titem\ttimestamp\trating", "u1\ti1\t1000000001\t4.5", "u1\ti2\t1000000002.25\t");
    assertThat(source.lines("items.tsv"))
        .containsExactly(
            "item\ttitle\tclass\titem_field", "i1\tOut of Africa\tDrama War\t1", "i2\t\t\t");
    assertThat(summary.notes()).containsExactly("title from field 'movie_title'");
  }

  @Test
  void interactionsAlone_areEnough() throws IOException {
    source.text("a.inter.gz", "user_id:token\titem_id:token\nu\ty\nu\tx\n");
    ImportSummary summary = source.run(new RecBole());
    assertThat(source.lines("interactions.tsv")).containsExactly("user\titem", "u\ty", "u\tx");
    assertThat(source.lines("items.tsv")).containsExactly("item\ttitle", "y\t", "x\t");
    assertThat(summary.notes())
        .containsExactly(
            "no field 'timestamp': the order of the file is the order of time",
            "no a.item: items have empty titles");
  }

  private static final String SESSIONS =
      "user_id:token\titem_id_list:token_seq\titem_id:token\tcity:token\n";

  @Test
  void sequencesOfTrainValidTest_areOneLog() throws IOException {
    source.text(
        "x/x.train.inter",
        SESSIONS
            + "0\t0 1 2 3 4\t5\tB\n0\t0 1 2 3\t4\tB\n0\t0 1 2\t3\tB\n0\t0 1\t2\tB\n"
            + "0\t0\t1\tB\n1\ta\ta\tB\n");
    source.text("x/x.valid.inter", SESSIONS + "0\t0 1 2 3 4 5\t6\tB\n1\ta a\tb\tB\n");
    source.text("x/x.test.inter", SESSIONS + "0\t0 1 2 3 4 5 6\t7\tB\n1\ta a b\tc\tB\n");
    ImportSummary summary = source.run(new RecBole());
    assertThat(source.lines("interactions.tsv"))
        .containsExactlyInAnyOrder(
            "user\titem",
            "0\t0",
            "0\t1",
            "0\t2",
            "0\t3",
            "0\t4",
            "0\t5",
            "0\t6",
            "0\t7",
            "1\ta",
            "1\ta",
            "1\tb",
            "1\tc");
    assertThat(source.lines("interactions.tsv").stream().filter(line -> line.startsWith("0")))
        .as("in the order of the user")
        .containsExactly("0\t0", "0\t1", "0\t2", "0\t3", "0\t4", "0\t5", "0\t6", "0\t7");
    assertThat(summary.interactions().toString())
        .isEqualTo("16 read = 12 kept + 0 rejected + 4 dropped (rows that repeat earlier ones)");
    assertThat(summary.notes())
        .containsExactly(
            "the order of each sequence is the order of time",
            "fields of x.train.inter that are not used: city",
            "fields of x.valid.inter that are not used: city",
            "fields of x.test.inter that are not used: city",
            "no x.item: items have empty titles");
  }

  @Test
  void sequencesWithTimes_keepThem() throws IOException {
    source.text(
        "a.inter",
        """
        user_id:token\titem_id_list:token_seq\titem_id:token\ttimestamp_list:float_seq\ttimestamp:float
        u\tx y\tz\t1 2\t3
        u\tx y z\tw\t1 2 3\t4
        v\t\tx\t\t9
        """);
    source.run(new RecBole());
    assertThat(source.lines("interactions.tsv"))
        .containsExactly(
            "user\titem\ttimestamp", "u\tx\t1", "u\ty\t2", "u\tz\t3", "u\tw\t4", "v\tx\t9");
    source.text(
        "a.inter", "user_id:token\titem_id_list:token_seq\ttimestamp_list:float_seq\nu\tx y\t1\n");
    new Source(source.folder(), parent.resolve("again"))
        .refuses(new RecBole(), "a.inter: 2: 2 items and 1 times");
  }

  @Test
  void sequencesThatDoNotFit_areRefused() throws IOException {
    source.text("a.inter", SESSIONS + "u\t1 2\t3\tB\nu\t2 3\t4\tB\n");
    source.refuses(
        new RecBole(),
        "a.inter: 3: the sequence '2 3 4' of user 'u' neither begins nor goes on '1 2 3'",
        "import the log");
  }

  @Test
  void partsOfOneLog_areReadInTheirOrder() throws IOException {
    String header = "user_id:token\titem_id:token\n";
    source.text("x.test.inter", header + "u\tc\n").text("x.train.inter", header + "u\ta\n");
    source.text("x.valid.inter", header + "u\tb\n");
    source.run(new RecBole());
    assertThat(source.lines("interactions.tsv"))
        .containsExactly("user\titem", "u\ta", "u\tb", "u\tc");
    source.text("y.inter", header + "u\ta\n");
    new Source(source.folder(), parent.resolve("again"))
        .refuses(new RecBole(), "both x.test.inter and x.train.inter");
  }

  @Test
  void otherNames_areOptions() throws IOException {
    source.text("a.inter", "uid:token\ttracks_id:token\nu\tx\n");
    source.text("a.item", "tracks_id:token\ttitle:token\tlabel:token\nx\tno\tyes\n");
    RecBole named = new RecBole("uid", "tracks_id", "t", "r", List.of("label"), "_list");
    source.run(named);
    assertThat(source.lines("items.tsv")).containsExactly("item\ttitle\ttitle_field", "x\tyes\tno");
    Source again = new Source(source.folder(), parent.resolve("again"));
    again.refuses(
        new RecBole(),
        "a.inter: 1: no field 'user_id'; the fields are uid, tracks_id",
        "user-field");
  }

  @Test
  void headersWithoutTypes_areRefused() throws IOException {
    source.text("a.inter", "user_id\titem_id\nu\tx\n");
    source.refuses(new RecBole(), "a.inter: 1: field 'user_id' of the header; expected name:type");
    source.text("a.inter", "user_id:token\tuser_id:token\n");
    source.refuses(new RecBole(), "each name once");
    source.text("a.inter", "");
    source.refuses(new RecBole(), "a.inter: 1: no field 'user_id'");
  }

  /** Fields become columns of the items file. */
  @Test
  void fieldNamesThatAreNoColumns_areRefusedWithTheirFile() throws IOException {
    source.text("a.inter", "user_id:token\titem_id:token\nu\ti\n");
    for (String name : List.of("pri\u0000ce", "a\u0007", " ")) {
      source.text("a.item", "item_id:token\t" + name + ":float\ni\t1\n");
      source.refuses(new RecBole(), "a.item: 1: field '");
    }
  }

  @Test
  void fieldsNamedAsOurColumns_haveNamesOfTheirOwn() throws IOException {
    source.text("a.inter", "user_id:token\titem_id:token\nu\ti\n");
    source.text(
        "a.item",
        "item_id:token\titem:token\titem_field:token\tname:token\ttitle_field:token\ni\t1\t2\tx\t3\n");
    source.run(new RecBole());
    assertThat(source.lines("items.tsv").get(0))
        .isEqualTo("item\ttitle\titem_field_field\titem_field\ttitle_field");
  }

  @Test
  void rowsOfAnotherWidth_areRejected() throws IOException {
    source.text("a.inter", "user_id:token\titem_id:token\nu\tx\nu\nu\tx\ty\nv\tx\n");
    source.refuses(new RecBole(), "a.inter: 3: expected 2 fields (user_id, item_id), got 1: 'u'");
    ImportOptions two =
        ImportOptions.builder()
            .rejects(new RejectLimit(2, 0))
            .coldItems(ImportOptions.ColdItems.KEEP)
            .pictures(ImportOptions.PictureTransfer.LINK)
            .build();
    ImportSummary summary = source.run(new RecBole(), two);
    assertThat(summary.interactions().toString())
        .isEqualTo("4 read = 2 kept + 2 rejected + 0 dropped");
    assertThat(summary.interactions().examples())
        .hasSize(2)
        .allMatch(example -> example.contains("a.inter: "));
  }

  @Test
  void rejectsBeyondTheShare_endTheImport() throws IOException {
    source.text("a.inter", "user_id:token\titem_id:token\n" + "u\tx\n".repeat(9) + "u\n");
    source.refuses(new RecBole(), share("9.9%"), "1 malformed record among the 10 read");
    assertThat(source.run(new RecBole(), share("10%")).interactions().rejected()).isEqualTo(1);
  }

  private static ImportOptions share(String limit) {
    return ImportOptions.builder()
        .rejects(RejectLimit.of(limit))
        .coldItems(ImportOptions.ColdItems.KEEP)
        .pictures(ImportOptions.PictureTransfer.LINK)
        .build();
  }

  @Test
  void minimumRatingWithoutRatings_isRefused() throws IOException {
    source.text("a.inter", "user_id:token\titem_id:token\nu\tx\n");
    ImportOptions four =
        ImportOptions.builder()
            .minimumRating(4.0)
            .coldItems(ImportOptions.ColdItems.KEEP)
            .pictures(ImportOptions.PictureTransfer.LINK)
            .build();
    assertThatThrownBy(() -> source.run(new RecBole(), four))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("recbole has no ratings here");
  }

  @Test
  void nothingKept_isRefused() throws IOException {
    source.text("a.inter", "user_id:token\titem_id:token\n");
    source.refuses(new RecBole(), "a.inter: no interaction is left: 0 read");
  }
}
