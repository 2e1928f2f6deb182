package io.github.seqrec4j.imports;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The three shapes of MovieLens. */
final class MovieLensTest {

  private static final String NO_FLAGS = "|0".repeat(19);

  @TempDir private Path parent;
  private Source source = new Source(Path.of(""), Path.of(""));

  @BeforeEach
  void create() throws IOException {
    source = Source.in(parent);
  }

  @Test
  void hundredThousand_isReadInLatin1WithFlags() throws IOException {
    source.text("u.data", "71\t11\t3\t900000001\n72\t12\t5\t900000002\n");
    source.text(
        "u.item",
        "11|Harbour (1996)|01-Feb-1997||http://x|0|0|0|0|0|1|0|0|0|0|0|0|0|0|0|1|0|0|0\n"
            + "12|Caf\u00e9, The||||1"
            + "|0".repeat(18)
            + "\n13|unknown|02-Mar-1982||"
            + NO_FLAGS
            + "\n",
        StandardCharsets.ISO_8859_1);
    ImportSummary summary = source.run(new MovieLens());
    assertThat(source.lines("interactions.tsv"))
        .containsExactly(
            "user\titem\ttimestamp\trating", "71\t11\t900000001\t3", "72\t12\t900000002\t5");
    assertThat(source.lines("items.tsv"))
        .containsExactly(
            "item\ttitle\tyear\tgenres",
            "11\tHarbour\t1996\tComedy Sci-Fi",
            "12\tCaf\u00e9, The\t\t",
            "13\tunknown\t1982\t");
    assertThat(summary.interactions().kept()).isEqualTo(2);
    assertThat(summary.items().kept()).isEqualTo(3);
  }

  @Test
  void million_isReadInLatin1() throws IOException {
    source.text("ratings.dat", "1::21::5::1000000001\r\n1::22::3::1000000002\r\n");
    source.text(
        "movies.dat",
        "21::\u00c9toiles, Les (1995)::Drama|Musical\n22::Bridge (2001- )::Animation\n",
        StandardCharsets.ISO_8859_1);
    source.run(new MovieLens());
    assertThat(source.lines("items.tsv"))
        .containsExactly(
            "item\ttitle\tyear\tgenres",
            "21\t\u00c9toiles, Les\t1995\tDrama Musical",
            "22\tBridge\t2001\tAnimation");
    assertThat(source.lines("interactions.tsv")).contains("1\t22\t1000000002\t3");
  }

  @Test
  void tenMillion_isReadInUtf8() throws IOException {
    source.text("ratings.dat.gz", "1::23::3.5::1000000003\n");
    source.text("movies.dat", "23::\u00c9toiles, Les (1995)::Drama\n");
    source.run(new MovieLens());
    assertThat(source.lines("items.tsv")).contains("23\t\u00c9toiles, Les\t1995\tDrama");
    assertThat(source.lines("interactions.tsv")).contains("1\t23\t1000000003\t3.5");
  }

  @Test
  void commaSeparated_isReadOutOfAZip() throws IOException {
    Map<String, byte[]> entries = new LinkedHashMap<>();
    entries.put("ml-20m/", new byte[0]);
    entries.put(
        "ml-20m/ratings.csv",
        "userId,movieId,rating,timestamp\n1,2,3.5,1000000005\n1,9,0.5,1000000004\n"
            .getBytes(StandardCharsets.UTF_8));
    entries.put(
        "ml-20m/movies.csv",
        "movieId,title,genres\n2,\"Lighthouse Keeper, The (1995)\",Comedy|Drama\n9,Nothing,(no genres listed)\n"
            .getBytes(StandardCharsets.UTF_8));
    Path zip = Source.zip(parent.resolve("ml-20m.zip"), entries);
    ImportSummary summary = new Source(zip, source.out()).run(new MovieLens());
    assertThat(source.lines("items.tsv"))
        .containsExactly(
            "item\ttitle\tyear\tgenres",
            "2\tLighthouse Keeper, The\t1995\tComedy Drama",
            "9\tNothing\t\t");
    assertThat(summary.sources()).extracting(ImportSummary.Source::file).hasSize(2);
  }

  @Test
  void malformedRecords_areNamedWithLine() throws IOException {
    source.text("ratings.dat", "1::2::5::1000000001\n1::2::5\n");
    source.text("movies.dat", "2::Two::Drama\n");
    source.refuses(
        new MovieLens(),
        "ratings.dat: 2: expected 4 fields (user, movie, rating, timestamp), got 3: '1 | 2 | 5'",
        "1 malformed record among the 2 read, the limit is 0; correct the file");
    source.text("ratings.dat", "1::2::5::yesterday\n");
    source.refuses(new MovieLens(), "ratings.dat: 1: timestamp 'yesterday' is no number");
    source.text("ratings.dat", "1::2::::9\n");
    source.refuses(new MovieLens(), "ratings.dat: 1: empty rating");
    source.text("ratings.dat", "1:: ::4::9\n");
    source.refuses(new MovieLens(), "ratings.dat: 1: empty item; expected an identifier");
    source.text("ratings.dat", "1::2::NaN::9\n");
    source.refuses(new MovieLens(), "ratings.dat: 1: rating 'NaN' is no number");
    source.text("ratings.dat", "1::2::4::1e300\n");
    source.refuses(new MovieLens(), "timestamp '1e300' is out of range");
    source.text("ratings.dat", "1::2::4::9\n").text("movies.dat", "2::Two\n");
    source.refuses(new MovieLens(), "movies.dat: 1: expected 3 fields (movie, title, genres)");
  }

  @Test
  void genreFlagThatIsNone_isRefused() throws IOException {
    source.text("u.data", "1\t2\t3\t4\n").text("u.item", "2|Two|||" + NO_FLAGS + "x\n");
    source.refuses(new MovieLens(), "u.item: 1: genre flag Western is '0x'; expected 0 or 1");
    source.text("u.item", "2|Two|||0|0\n");
    source.refuses(new MovieLens(), "expected 24 fields", "got 6");
  }

  @Test
  void otherHeader_isRefused() throws IOException {
    source.text("ratings.csv", "user,movie,rating\n1,2,3\n").text("movies.csv", "a\n");
    source.refuses(
        new MovieLens(),
        "ratings.csv: 1: expected the header userId,movieId,rating,timestamp, got 'user,movie,rating'");
  }

  @Test
  void otherFolder_isRefusedWithWhatItHolds() throws IOException {
    source.text("notes.txt", "x");
    source.refuses(new MovieLens(), "no u.data (100K), ratings.dat", "it holds notes.txt");
    source.text("ratings.dat", "1::2::3::4\n");
    source.refuses(new MovieLens(), "no movies.dat beside ratings.dat");
  }
}
