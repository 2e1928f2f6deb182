package io.github.seqrec4j.imports;

import io.github.seqrec4j.imports.contract.ImporterContract;
import io.github.seqrec4j.testkit.RefusedOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Nested;

/** All importers. */
class ImportersContractTest {

  /** Of an importer whose options have no range. */
  abstract static class Case extends ImporterContract {
    private final Importer importer;
    private final String file;
    private final String header;
    private final Function<Logged, String> line;

    Case(Importer importer, String file, String header, Function<Logged, String> line) {
      this.importer = importer;
      this.file = file;
      this.header = header;
      this.line = line;
    }

    @Override
    protected Importer importer() {
      return importer;
    }

    @Override
    protected List<RefusedOption> refusedOptions() {
      return List.of();
    }

    @Override
    protected Path write(Path folder, List<Logged> interactions) throws IOException {
      String lines = interactions.stream().map(line).collect(Collectors.joining("\n", "", "\n"));
      return Files.writeString(folder.resolve(file), header + lines);
    }
  }

  @Nested
  class OfRecBole extends Case {
    OfRecBole() {
      super(
          new RecBole(),
          "shop.inter",
          "user_id:token\titem_id:token\ttimestamp:float\n",
          each -> each.user() + "\t" + each.item() + "\t" + each.time());
    }

    @Override
    protected Path write(Path folder, List<Logged> interactions) throws IOException {
      Files.writeString(
          folder.resolve("shop.item"), "item_id:token\ttitle:token_seq\n0012\tA chair\n");
      return super.write(folder, interactions);
    }
  }

  @Nested
  class OfMovieLens100K extends Case {
    OfMovieLens100K() {
      super(
          new MovieLens(),
          "u.data",
          "",
          each -> each.user() + "\t" + each.item() + "\t4\t" + each.time());
    }

    @Override
    protected Path write(Path folder, List<Logged> interactions) throws IOException {
      Files.writeString(
          folder.resolve("u.item"), "0012|Chair (1996)|01-Jan-1996||" + "|0".repeat(19) + "\n");
      return super.write(folder, interactions);
    }
  }

  @Nested
  class OfMovieLens1M extends Case {
    OfMovieLens1M() {
      super(
          new MovieLens(),
          "ratings.dat",
          "",
          each -> each.user() + "::" + each.item() + "::4::" + each.time());
    }

    @Override
    protected Path write(Path folder, List<Logged> interactions) throws IOException {
      Files.writeString(folder.resolve("movies.dat"), "0012::Chair (1996)::Drama\n");
      return super.write(folder, interactions);
    }
  }

  @Nested
  class OfMovieLens20M extends Case {
    OfMovieLens20M() {
      super(
          new MovieLens(),
          "ratings.csv",
          "userId,movieId,rating,timestamp\n",
          each -> each.user() + "," + each.item() + ",4.0," + each.time());
    }

    @Override
    protected Path write(Path folder, List<Logged> interactions) throws IOException {
      Files.writeString(
          folder.resolve("movies.csv"), "movieId,title,genres\n0012,Chair (1996),Drama\n");
      return super.write(folder, interactions);
    }
  }

  @Nested
  class OfAmazon2014 extends Case {
    OfAmazon2014() {
      super(
          new Amazon2014(),
          "reviews_Beauty_5.json",
          "",
          each ->
              "{\"reviewerID\": \"%s\", \"asin\": \"%s\", \"overall\": 4.0, \"unixReviewTime\": %d}"
                  .formatted(each.user(), each.item(), each.time()));
    }
  }

  @Nested
  class OfAmazon2018 extends Case {
    OfAmazon2018() {
      super(
          new Amazon2018(),
          "All_Beauty_5.json",
          "",
          each ->
              "{\"reviewerID\": \"%s\", \"asin\": \"%s\", \"overall\": 4.0, \"unixReviewTime\": %d}"
                  .formatted(each.user(), each.item(), each.time()));
    }
  }

  @Nested
  class OfAmazon2023 extends Case {
    OfAmazon2023() {
      super(
          new Amazon2023(),
          "All_Beauty.jsonl",
          "",
          each ->
              "{\"user_id\": \"%s\", \"parent_asin\": \"%s\", \"rating\": 4.0, \"timestamp\": %d}"
                  .formatted(each.user(), each.item(), each.time()));
    }
  }

  @Nested
  class OfMicroLens extends Case {
    OfMicroLens() {
      super(
          new MicroLens(),
          "MicroLens-50k_pairs.csv",
          "user,item,timestamp\n",
          each -> each.user() + "," + each.item() + "," + each.time());
    }
  }

  /** A line for each user. */
  @Nested
  class OfOdmtRelease extends Case {
    OfOdmtRelease() {
      super(new OdmtRelease(), "Arts_user_behaviours.tsv", "", Logged::item);
    }

    @Override
    protected Path write(Path folder, List<Logged> interactions) throws IOException {
      Map<String, String> lines = new LinkedHashMap<>();
      interactions.forEach(each -> lines.merge(each.user(), each.item(), (a, b) -> a + " " + b));
      StringBuilder text = new StringBuilder();
      lines.forEach((user, items) -> text.append(user).append('\t').append(items).append('\n'));
      Files.writeString(folder.resolve("Arts_text.tsv"), "0012\tA chair\n");
      return Files.writeString(folder.resolve("Arts_user_behaviours.tsv"), text);
    }
  }
}
