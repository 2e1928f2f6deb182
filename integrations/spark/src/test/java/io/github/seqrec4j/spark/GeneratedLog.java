package io.github.seqrec4j.spark;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/**
 * A log of many ties, repeats and rare items, as a file for one machine and, its rows shuffled, as
 * a frame for Spark, the same texts in both.
 *
 * @param rows user, item, time, kind and value of each, in the order of the file; "" for none
 * @param items identifier and title of each
 */
record GeneratedLog(List<List<String>> rows, List<List<String>> items) {

  private static final List<String> STRANGE =
      List.of(
          " a b ",
          "O'Brien; drop table",
          "\"quoted\"",
          "日本語",
          "e\u0301",
          "\u00e9",
          "A",
          "a",
          "007",
          "7",
          "null",
          "NaN",
          "-",
          "`tick`",
          "%s",
          "😀",
          ".",
          "\\N",
          "x".repeat(300));

  static final StructType SCHEMA =
      new StructType()
          .add("user", DataTypes.StringType)
          .add("item", DataTypes.StringType)
          .add("timestamp", DataTypes.StringType)
          .add("kind", DataTypes.StringType)
          .add("rating", DataTypes.StringType)
          .add("line", DataTypes.LongType);

  static final StructType ITEMS =
      new StructType()
          .add("item", DataTypes.StringType)
          .add("title", DataTypes.StringType)
          .add("line", DataTypes.LongType);

  /** Of times that few differ in. */
  static GeneratedLog of(int users, int items, int rows, int seed) {
    Random random = new Random(seed);
    List<List<String>> log = new ArrayList<>();
    for (int r = 0; r < rows; r++) {
      int item = (int) (items * Math.pow(random.nextDouble(), 2));
      log.add(
          List.of(
              name("u", random.nextInt(users)),
              name("i", item),
              String.valueOf(1_700_000_000 + random.nextInt(40)),
              random.nextBoolean() ? "view" : "buy",
              random.nextInt(4) == 0 ? "" : String.valueOf(random.nextInt(50) / 10.0)));
    }
    List<List<String>> catalogue = new ArrayList<>();
    for (int i = 0; i < items; i++) {
      catalogue.add(List.of(name("i", i), i % 3 == 0 ? "" : "Title of " + i));
    }
    Collections.shuffle(catalogue, random);
    return new GeneratedLog(log, catalogue);
  }

  private static String name(String kind, int number) {
    return number < STRANGE.size() ? STRANGE.get(number) : kind + number;
  }

  GeneratedLog with(List<List<String>> further) {
    List<List<String>> all = new ArrayList<>(rows);
    all.addAll(rows.size() / 2, further);
    return new GeneratedLog(all, items);
  }

  /** The same with another text for each time. */
  GeneratedLog timed(java.util.function.UnaryOperator<String> times) {
    return new GeneratedLog(
        rows.stream()
            .map(r -> List.of(r.get(0), r.get(1), times.apply(r.get(2)), r.get(3), r.get(4)))
            .toList(),
        items);
  }

  /** Writes a dataset directory. */
  Path write(Path directory, Catalogue catalogue) throws IOException {
    Files.createDirectories(directory);
    write(directory.resolve("interactions.tsv"), "user\titem\ttimestamp\tkind\trating", rows);
    if (catalogue == Catalogue.FRAME) {
      write(directory.resolve("items.tsv"), "item\ttitle", items);
    }
    return directory;
  }

  private static void write(Path file, String header, List<List<String>> rows) throws IOException {
    StringBuilder text = new StringBuilder(header).append('\n');
    rows.forEach(row -> text.append(String.join("\t", row)).append('\n'));
    Files.writeString(file, text, StandardCharsets.UTF_8);
  }

  /** The rows, shuffled, with the number of the line of each; what is empty is null. */
  Dataset<Row> frame(SparkSession spark) {
    return frame(spark, rows, SCHEMA);
  }

  /** The items, likewise. */
  Dataset<Row> itemFrame(SparkSession spark) {
    return frame(spark, items, ITEMS);
  }

  private static Dataset<Row> frame(
      SparkSession spark, List<List<String>> rows, StructType schema) {
    List<Row> shuffled = new ArrayList<>();
    for (int r = 0; r < rows.size(); r++) {
      List<@Nullable Object> values = new ArrayList<>();
      rows.get(r).forEach(value -> values.add(value.isEmpty() ? null : value));
      values.add((long) r);
      shuffled.add(RowFactory.create(values.toArray()));
    }
    Collections.shuffle(shuffled, new Random(3));
    return spark.createDataFrame(shuffled, schema).repartition(3);
  }

  /** Where the items come from. */
  enum Catalogue {
    /** A frame, or a file. */
    FRAME,
    /** Those seen. */
    SEEN
  }
}
