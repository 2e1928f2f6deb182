package io.github.seqrec4j.imports;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.seqrec4j.api.DataException;
import io.github.seqrec4j.api.files.ByteProgress;
import io.github.seqrec4j.data.DataSpec;
import io.github.seqrec4j.data.Dataset;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;

/** Whatever texts and bytes a source holds. */
final class ImportProperties {

  /**
   * An item.
   *
   * @param id its identifier
   * @param title any text
   */
  record Item(String id, String title) {}

  /** What goes in as JSON comes out of the dataset: identifiers, order, titles in one line. */
  @Property(tries = 150)
  void import_keepsIdsTitlesAndOrder(
      @ForAll("items") @Size(min = 1, max = 6) List<Item> given,
      @ForAll("ids") String user,
      @ForAll @Size(min = 3, max = 12) List<Byte> walk)
      throws IOException {
    Path folder = Files.createTempDirectory("import");
    try {
      Set<String> once = new LinkedHashSet<>();
      List<Item> items = given.stream().filter(item -> once.add(item.id())).toList();
      com.google.gson.Gson gson = new com.google.gson.Gson();
      StringBuilder meta = new StringBuilder();
      for (Item item : items) {
        com.google.gson.JsonObject object = new com.google.gson.JsonObject();
        object.addProperty("parent_asin", item.id());
        object.addProperty("title", item.title());
        meta.append(gson.toJson(object)).append('\n');
      }
      StringBuilder reviews = new StringBuilder();
      List<String> history = new ArrayList<>();
      for (int i = 0; i < walk.size(); i++) {
        String item = items.get(Math.floorMod(walk.get(i), items.size())).id();
        history.add(item);
        com.google.gson.JsonObject object = new com.google.gson.JsonObject();
        object.addProperty("user_id", user);
        object.addProperty("parent_asin", item);
        object.addProperty("timestamp", 7 + i / 2); // ties stay in the order of the source
        reviews.append(gson.toJson(object)).append('\n');
      }
      Path source = Files.createDirectory(folder.resolve("source"));
      Files.writeString(source.resolve("X.jsonl"), reviews);
      Files.writeString(source.resolve("meta_X.jsonl"), meta);
      Path out = folder.resolve("out");
      DatasetImport.run(new Amazon2023(), source, out, new ImportOptions(), ByteProgress.NONE);
      DataSpec spec = DataSpec.builder().minimumInteractions(3).build();
      try (Dataset dataset = Dataset.open(out, spec)) {
        assertThat(dataset.items()).isEqualTo(items.size());
        for (int i = 1; i <= items.size(); i++) {
          Item item = items.get(i - 1);
          assertThat(dataset.itemId(i)).isEqualTo(item.id());
          String title = FieldTexts.clean(item.title());
          assertThat(dataset.title(i)).isEqualTo(title.isBlank() ? item.id() : title);
        }
        assertThat(dataset.users()).isEqualTo(1);
        assertThat(dataset.userId(0)).isEqualTo(user);
        assertThat(java.util.Arrays.stream(dataset.history(0)).mapToObj(dataset::itemId))
            .containsExactlyElementsOf(history);
      }
    } finally {
      delete(folder);
    }
  }

  @Property(tries = 300)
  void clean_isOneLineAndChangesNothingTwice(@ForAll String text) {
    String clean = FieldTexts.clean(text);
    assertThat(clean).doesNotContain("\t", "\n", "\r").isEqualTo(clean.strip());
    assertThat(FieldTexts.clean(clean)).isEqualTo(clean);
    assertThat(StandardCharsets.UTF_8.newEncoder().canEncode(clean)).isTrue();
  }

  /** Any bytes: read or refused, and every record is accounted for. */
  @Property(tries = 200)
  void anyBytes_areReadOrRefused(@ForAll("lines") byte[] content, @ForAll("importers") int which)
      throws IOException {
    Path folder = Files.createTempDirectory("import");
    try {
      Path source = Files.createDirectory(folder.resolve("source"));
      Importer importer = List.of(new Amazon2014(), new OdmtRelease(), new MovieLens()).get(which);
      String name = List.of("reviews_X.json", "X_user_behaviours.tsv", "u.data").get(which);
      Files.write(source.resolve(name), content);
      if (which == 2) {
        Files.write(source.resolve("u.item"), content);
      }
      ImportOptions all =
          ImportOptions.builder()
              .rejects(RejectLimit.of("100%"))
              .coldItems(ImportOptions.ColdItems.KEEP)
              .pictures(ImportOptions.PictureTransfer.NONE)
              .build();
      Path out = folder.resolve("out");
      try {
        ImportSummary summary = DatasetImport.run(importer, source, out, all, ByteProgress.NONE);
        long lines = Files.readAllLines(out.resolve("interactions.tsv")).size() - 1L;
        assertThat(summary.interactions().kept()).isEqualTo(lines);
        assertThat(summary.interactions().read()).isGreaterThanOrEqualTo(lines);
      } catch (DataException e) {
        assertThat(e.getMessage()).contains(name).hasSizeLessThan(6000);
        assertThat(out).doesNotExist();
      }
    } finally {
      delete(folder);
    }
  }

  @Provide
  Arbitrary<Integer> importers() {
    return Arbitraries.integers().between(0, 2);
  }

  @Provide
  Arbitrary<byte[]> lines() {
    Arbitrary<byte[]> any = Arbitraries.bytes().array(byte[].class).ofMaxSize(120);
    Arbitrary<byte[]> near =
        Arbitraries.of(
                "u",
                "i",
                "1",
                "4.5",
                "\t",
                "\t",
                "\n",
                "\r\n",
                " ",
                "'",
                "\"",
                "{",
                "}",
                ":",
                ",",
                "'reviewerID': 'u'",
                "'asin': 'i'",
                "'unixReviewTime': 1",
                "\"asin\": \"i\"",
                "u\ti\t3\t4\n",
                "{'reviewerID': 'u', 'asin': 'i', 'unixReviewTime': 1}\n",
                "\\x4",
                "\\",
                "\u00e9",
                "\0",
                "\uFEFF",
                "|")
            .list()
            .ofMaxSize(40)
            .map(parts -> String.join("", parts).getBytes(StandardCharsets.UTF_8));
    return Arbitraries.oneOf(any, near);
  }

  @Provide
  Arbitrary<String> ids() {
    return Arbitraries.strings()
        .withCharRange('!', '~')
        .withChars(' ', '\u00e9', '\u4e2d')
        .ofMinLength(1)
        .ofMaxLength(8)
        .filter(id -> !id.isBlank());
  }

  @Provide
  Arbitrary<List<Item>> items() {
    Arbitrary<String> title =
        Arbitraries.oneOf(
            Arbitraries.strings().ofMaxLength(12),
            Arbitraries.of(
                "",
                "a\tb",
                "line\r\nbreak",
                "\"quoted\"",
                "tail\t",
                "\uFEFFmark",
                "\u2028x",
                "\\"));
    return Combinators.combine(ids(), title).as(Item::new).list().ofMinSize(1).ofMaxSize(6);
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> tree = Files.walk(folder)) {
      for (Path path : tree.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }
}
