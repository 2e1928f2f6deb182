package io.github.seqrec4j.benchmarks;

import io.github.seqrec4j.data.DataSpec;
import io.github.seqrec4j.data.table.DuckDb;
import io.github.seqrec4j.encode.EncodingOptions;
import io.github.seqrec4j.encode.FeatureEncoding;
import io.github.seqrec4j.encode.TextFeatures;
import io.github.seqrec4j.encode.text.TfIdfSvd;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;

/** The small files that are changed. */
final class FuzzData {

  /** How texts are encoded: quickly. */
  static final TextFeatures TEXTS =
      TextFeatures.builder().encoder(TfIdfSvd.builder().width(4).build()).build();

  private static final int USERS = 30;
  private static final int ITEMS = 20;
  private static final int EVENTS = 8; // of a user

  private FuzzData() {}

  /** A row of a table as its form has it. */
  @FunctionalInterface
  private interface Row {
    String of(String... values);
  }

  /** All files of a folder, those of folders in it too. */
  static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(Files::isRegularFile)
          .filter(file -> !file.getFileName().toString().startsWith(".")) // locks
          .sorted()
          .toList();
    }
  }

  /** Items, interactions and features of their texts. */
  static Path dataset(Path data) throws IOException {
    Files.createDirectories(data);
    table(data, "items", ".csv");
    table(data, "interactions", ".tsv");
    FeatureEncoding.encodeText(data, new DataSpec(), TEXTS, new EncodingOptions());
    return data;
  }

  /** Items and interactions of a form. */
  static Path tables(Path data, String ending) throws IOException {
    Files.createDirectories(data);
    table(data, "items", ending);
    table(data, "interactions", ending);
    return data;
  }

  /** Interactions as Parquet, items of another form. */
  static Path parquet(Path data) throws IOException {
    Files.createDirectories(data);
    table(data, "items", ".csv");
    Path file = data.resolve("interactions.parquet");
    try (Connection database = DuckDb.open(new DuckDb.Resources(500, 1, null));
        Statement statement = database.createStatement()) {
      statement.execute(
          "copy (select 'u' || (i // %d) as user, 'item-' || (i * 7 %% %d) as item, i as timestamp from range(%d) t(i)) to '%s' (format parquet)"
              .formatted(EVENTS, ITEMS, USERS * EVENTS, file));
    } catch (SQLException e) {
      throw new IOException(e);
    }
    return data;
  }

  /** What a broken-off encoding left. */
  static Path journal(Path data) throws IOException {
    return Files.writeString(
        data.resolve("features").resolve("text.npy.journal"),
        "{\"encoder\":\"tf-idf-svd\"}\n{\"counts\":{\"encoded\":3,\"missing\":1,\"unreadable\":1,"
            + "\"examples\":[\"a\"]},\"checksum\":12,\"maskChecksum\":0}\n");
  }

  /** Atomic files of RecBole. */
  static Path recbole(Path folder) throws IOException {
    Files.createDirectories(folder);
    StringBuilder log = new StringBuilder("user_id:token\titem_id:token\ttimestamp:float\n");
    StringBuilder items = new StringBuilder("item_id:token\ttitle:token_seq\tprice:float\n");
    for (int i = 0; i < ITEMS; i++) {
      items.append(String.format(Locale.ROOT, "i%d\ta title %d\t%d.5\n", i, i, i));
      log.append(String.format(Locale.ROOT, "u%d\ti%d\t%d\n", i % 3, i * 7 % ITEMS, i));
    }
    Files.writeString(folder.resolve("shop.inter"), log);
    Files.writeString(folder.resolve("shop.item"), items);
    return folder;
  }

  /** Reviews as JSON, metadata as Python prints them. */
  static Path amazon(Path folder) throws IOException {
    Files.createDirectories(folder);
    StringBuilder reviews = new StringBuilder();
    StringBuilder items = new StringBuilder();
    for (int i = 0; i < ITEMS; i++) {
      reviews.append(
          String.format(
              Locale.ROOT,
              "{\"reviewerID\": \"u%d\", \"asin\": \"B%d\", \"overall\": 4.0, \"unixReviewTime\": %d}\n",
              i % 3,
              i * 7 % ITEMS,
              1_300_000_000 + i));
      items.append(
          String.format(
              Locale.ROOT,
              "{'asin': 'B%d', 'title': 'it\\'s %d', 'price': %d.5, 'categories': [['a', 'b']]}\n",
              i,
              i,
              i));
    }
    Files.writeString(folder.resolve("reviews_Shop.json"), reviews);
    Files.writeString(folder.resolve("meta_Shop.json"), items);
    return folder;
  }

  private static void table(Path data, String name, String ending) throws IOException {
    boolean items = name.equals("items");
    List<String> header = items ? List.of("item", "title") : List.of("user", "item", "timestamp");
    Row row = row(header, ending);
    StringBuilder text = new StringBuilder();
    if (!ending.startsWith(".jsonl")) {
      text.append(row.of(header.toArray(String[]::new)));
    }
    for (int i = 0; i < (items ? ITEMS : USERS * EVENTS); i++) {
      text.append(
          items
              ? row.of("item-" + i, "word" + i % 6 + " word" + i % 7)
              : row.of("u" + i / EVENTS, "item-" + i * 7 % ITEMS, String.valueOf(i)));
    }
    byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
    Path file = data.resolve(name + ending);
    try (OutputStream out =
        ending.endsWith(".gz")
            ? new GZIPOutputStream(Files.newOutputStream(file))
            : Files.newOutputStream(file)) {
      out.write(bytes);
    }
  }

  private static Row row(List<String> header, String ending) {
    if (ending.startsWith(".csv")) {
      return values -> "\"" + String.join("\",\"", values) + "\"\n";
    }
    if (ending.startsWith(".tsv")) {
      return values -> String.join("\t", values) + "\n";
    }
    return values -> {
      StringBuilder json = new StringBuilder("{");
      for (int i = 0; i < values.length; i++) {
        json.append(i == 0 ? "\"" : ", \"").append(header.get(i)).append("\": \"");
        json.append(values[i]).append('"');
      }
      return json.append("}\n").toString();
    };
  }
}
