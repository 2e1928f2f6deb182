package io.github.seqrec4j.imports;

import io.github.seqrec4j.api.Description;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * MovieLens as GroupLens publishes it, in each of its three shapes, told apart by the files that
 * are there; the README of each release ({@code files.grouplens.org/datasets/movielens/}) says how
 * they are written:
 *
 * <ul>
 *   <li>100K: {@code u.data}, {@code user item rating timestamp} apart by tabs; {@code u.item},
 *       apart by {@code |}, in Latin-1, with 19 genre flags;
 *   <li>1M and 10M: {@code ratings.dat} and {@code movies.dat}, apart by {@code ::}, the movies of
 *       1M in Latin-1, those of 10M in UTF-8: what is valid UTF-8 is read as such;
 *   <li>20M and later, "latest" too: {@code ratings.csv} and {@code movies.csv}, in UTF-8.
 * </ul>
 *
 * A title {@code Toy Story (1995)} becomes {@code Toy Story} with {@code 1995} in column year;
 * genres are apart by spaces in column genres.
 */
@Description(
    value =
        "MovieLens of any size: u.data and u.item (100K), ratings.dat and movies.dat (1M, 10M), or"
            + " ratings.csv and movies.csv (20M and later)",
    source = "grouplens.org/datasets/movielens")
public record MovieLens() implements Importer {

  private static final List<String> RATING = List.of("user", "movie", "rating", "timestamp");
  private static final List<String> MOVIE = List.of("movie", "title", "genres");
  private static final List<String> RATINGS_HEADER =
      List.of("userId", "movieId", "rating", "timestamp");
  private static final List<String> MOVIES_HEADER = List.of("movieId", "title", "genres");
  private static final String NO_GENRES = "(no genres listed)";
  private static final Pattern YEAR =
      Pattern.compile("(?s)^(.*?)\\s*\\((\\d{4})(?:\\s*[-\u2013]\\s*(?:\\d{4})?)?\\)\\s*$");
  private static final Pattern RELEASE = Pattern.compile("\\d{1,2}-\\w{3}-(\\d{4})");

  /** The flags of {@code u.item} in their order, as its README and {@code u.genre} have them. */
  private static final List<String> FLAGS =
      List.of(
          "unknown",
          "Action",
          "Adventure",
          "Animation",
          "Children's",
          "Comedy",
          "Crime",
          "Documentary",
          "Drama",
          "Fantasy",
          "Film-Noir",
          "Horror",
          "Musical",
          "Mystery",
          "Romance",
          "Sci-Fi",
          "Thriller",
          "War",
          "Western");

  private static final int BEFORE_FLAGS = 5; // movie, title, release, video release, address

  @Override
  public String type() {
    return "movielens";
  }

  @Override
  public ImportPlan plan(Path source) {
    SourceFiles files = SourceFiles.of(source);
    Path tabs = files.optional("u\\.data(\\.gz)?");
    Path colons = files.optional("ratings\\.dat(\\.gz)?");
    Path commas = files.optional("ratings\\.csv(\\.gz)?");
    if (tabs != null) {
      return plan(
          new SourceTable<>(tabs, Layout.separated("\t", StandardCharsets.UTF_8), 0, ratings()),
          new SourceTable<>(
              files.required("u\\.item(\\.gz)?", "u.item beside u.data"),
              Layout.separated("|", StandardCharsets.ISO_8859_1),
              0,
              MovieLens::flaggedMovie));
    }
    if (colons != null) {
      Path movies = files.required("movies\\.dat(\\.gz)?", "movies.dat beside ratings.dat");
      return plan(
          new SourceTable<>(colons, Layout.separated("::", StandardCharsets.UTF_8), 0, ratings()),
          new SourceTable<>(movies, Layout.separated("::", charset(movies)), 0, MovieLens::movie));
    }
    if (commas == null) {
      throw files.missing("u.data (100K), ratings.dat (1M, 10M) or ratings.csv (20M and later)");
    }
    Path movies = files.required("movies\\.csv(\\.gz)?", "movies.csv beside ratings.csv");
    Headers.check(commas, RATINGS_HEADER);
    Headers.check(movies, MOVIES_HEADER);
    Layout csv = Layout.csv(StandardCharsets.UTF_8);
    // Numbers alone are never quoted: cutting lines is faster, and tells the line of each mistake.
    return plan(
        new SourceTable<>(commas, Layout.separated(",", StandardCharsets.UTF_8), 1, ratings()),
        new SourceTable<>(movies, csv, 1, MovieLens::movie));
  }

  private static ImportPlan plan(
      SourceTable<ImportedInteraction> ratings, SourceTable<ImportedItem> movies) {
    Set<InteractionColumn> columns = EnumSet.allOf(InteractionColumn.class);
    return new ImportPlan(
        List.of(ratings), List.of(movies), columns, List.of("year", "genres"), null, List.of());
  }

  private static RecordParser<ImportedInteraction> ratings() {
    return record -> {
      Records.width(record, RATING.size(), RATING);
      if (record.get(2).isBlank()) {
        throw new RejectedRecord("empty rating; expected a number of stars such as 4 or 4.5");
      }
      return List.of(
          new ImportedInteraction(record.get(0), record.get(1), record.get(3), record.get(2)));
    };
  }

  private static List<ImportedItem> movie(List<String> record) throws RejectedRecord {
    Records.width(record, MOVIE.size(), MOVIE);
    String genres = record.get(2).strip();
    String named = genres.equals(NO_GENRES) ? "" : genres.replace('|', ' ');
    return List.of(item(record.get(0), record.get(1), "", named));
  }

  private static List<ImportedItem> flaggedMovie(List<String> record) throws RejectedRecord {
    if (record.size() != BEFORE_FLAGS + FLAGS.size()) {
      throw new RejectedRecord(
          "expected "
              + (BEFORE_FLAGS + FLAGS.size())
              + " fields (movie, title, release, video release, address, 19 genre flags), got "
              + record.size()
              + ": '"
              + FieldTexts.shown(String.join("|", record))
              + "'");
    }
    List<String> genres = new ArrayList<>();
    for (int g = 0; g < FLAGS.size(); g++) {
      String flag = record.get(BEFORE_FLAGS + g).strip();
      if (!flag.equals("0") && !flag.equals("1")) {
        throw new RejectedRecord(
            "genre flag " + FLAGS.get(g) + " is '" + FieldTexts.shown(flag) + "'; expected 0 or 1");
      }
      if (flag.equals("1") && g > 0) { // the first flag says that none is known
        genres.add(FLAGS.get(g));
      }
    }
    Matcher release = RELEASE.matcher(record.get(2).strip());
    return List.of(
        item(
            record.get(0),
            record.get(1),
            release.matches() ? release.group(1) : "",
            String.join(" ", genres)));
  }

  /** With the year taken out of the title, where it has one. */
  private static ImportedItem item(String movie, String title, String release, String genres) {
    Matcher dated = YEAR.matcher(title);
    return dated.matches() && !dated.group(1).isBlank()
        ? new ImportedItem(movie, dated.group(1), List.of(dated.group(2), genres))
        : new ImportedItem(movie, title, List.of(release, genres));
  }

  private static Charset charset(Path movies) {
    return Headers.isAll(movies, StandardCharsets.UTF_8)
        ? StandardCharsets.UTF_8
        : StandardCharsets.ISO_8859_1;
  }
}
