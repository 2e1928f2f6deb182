package io.github.seqrec4j.benchmarks;

import io.github.seqrec4j.api.files.AtomicFiles;
import io.github.seqrec4j.data.DataSpec;
import io.github.seqrec4j.data.Dataset;
import io.github.seqrec4j.data.ingest.FilterSpec;
import io.github.seqrec4j.data.ingest.IngestSpec;
import io.github.seqrec4j.spark.LogPreparation;
import io.github.seqrec4j.spark.PrepareSpec;
import io.github.seqrec4j.spark.PreparedLog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;

/**
 * A log prepared by Spark and on one machine, by its DuckDB, each in a process of its own: seconds,
 * the most memory, and whether the two are the same, row by row. 5-core on users and items, in the
 * order of time.
 *
 * <p>Usage: {@code SparkPreparing DIR INTERACTIONS MEGABYTES}. {@code DIR/interactions.tsv} is
 * generated where it is missing, as for {@link IngestSpeed}; {@code MEGABYTES} are Spark's heap,
 * and DuckDB's limit. {@code DIR/items.tsv} is the catalogue, if it is there. Works in {@code
 * DIR/work}, which is removed, or in the folder that a fourth argument names.
 */
public final class SparkPreparing {

  private static final int CORE = 5;

  private SparkPreparing() {}

  /** Prints a line each, and one of the comparison. */
  public static void main(String[] arguments) throws Exception {
    if (arguments.length != 3 && arguments.length != 4) {
      System.err.println("usage: SparkPreparing DIR INTERACTIONS MEGABYTES [WORK]");
      System.exit(2);
    }
    Path directory = Path.of(arguments[0]);
    int megabytes = Integer.parseInt(arguments[2]);
    Path work = arguments.length == 4 ? Path.of(arguments[3]) : directory.resolve("work");
    if (SparkProcess.isInside()) {
      if (arguments[1].equals("spark")) {
        bySpark(directory, work);
      } else {
        byDuckDb(directory, work, megabytes);
      }
      return;
    }
    Path log = directory.resolve("interactions.tsv");
    if (!Files.exists(log)) {
      Files.createDirectories(directory);
      IngestSpeed.generate(log, Integer.parseInt(arguments[1]));
    }
    AtomicFiles.deleteTree(work);
    try {
      for (String by : new String[] {"spark", "duckdb"}) {
        SparkProcess.run(
            SparkPreparing.class,
            by.equals("spark") ? megabytes : 1024, // DuckDB's memory is beside the heap
            work,
            directory.toString(),
            by,
            String.valueOf(megabytes),
            work.toString());
      }
      compare(directory, work);
    } finally {
      AtomicFiles.deleteTree(work);
    }
  }

  private static DataSpec spec(Path cache, int megabytes) {
    return DataSpec.builder()
        .minimumInteractions(CORE)
        .filter(FilterSpec.builder().minimumPerItem(CORE).build())
        .ingest(IngestSpec.builder().memoryMegabytes(megabytes).cache(cache).build())
        .build();
  }

  private static void bySpark(Path directory, Path work) throws IOException {
    long start = System.nanoTime();
    try (SparkSession spark =
        SparkProcess.session("local[*]", work)
            .config("spark.sql.shuffle.partitions", 64)
            .getOrCreate()) {
      PrepareSpec spec =
          PrepareSpec.builder()
              .data(spec(work, 1000))
              .orderColumn("line")
              .itemOrderColumn("line")
              .build();
      LogPreparation preparation = new LogPreparation(spec, work.resolve("steps").toString());
      Path items = directory.resolve("items.tsv");
      org.apache.spark.sql.Dataset<Row> log = table(spark, directory.resolve("interactions.tsv"));
      try (PreparedLog prepared =
          Files.exists(items)
              ? preparation.prepare(log, table(spark, items))
              : preparation.prepare(log)) {
        double frames = (System.nanoTime() - start) / 1e9;
        prepared.writeDataset(work.resolve("made"));
        System.out.printf(
            Locale.ROOT,
            "spark: %.1f s to frames, %.1f s to a dataset directory, %d MB at most; %s%n",
            frames,
            (System.nanoTime() - start) / 1e9,
            IngestSpeed.peakMegabytes(),
            prepared.summary());
      }
    }
  }

  /** One file, whose rows Spark numbers in their order. */
  private static org.apache.spark.sql.Dataset<Row> table(SparkSession spark, Path file) {
    return spark
        .read()
        .option("sep", "\t")
        .option("header", true)
        .option("quote", "")
        .csv(file.toString())
        .withColumn("line", functions.monotonically_increasing_id());
  }

  private static void byDuckDb(Path directory, Path work, int megabytes) throws IOException {
    long start = System.nanoTime();
    try (Dataset dataset = Dataset.open(directory, spec(work.resolve("cache"), megabytes))) {
      System.out.printf(
          Locale.ROOT,
          "one machine: %.1f s, %d MB at most; %s%n",
          (System.nanoTime() - start) / 1e9,
          IngestSpeed.peakMegabytes(),
          dataset.summary());
    }
  }

  private static void compare(Path directory, Path work) {
    DataSpec read =
        DataSpec.builder()
            .minimumInteractions(CORE)
            .ingest(IngestSpec.builder().cache(work.resolve("cache-made")).build())
            .build();
    try (Dataset expected = Dataset.open(directory, spec(work.resolve("cache"), 1000));
        Dataset actual = Dataset.open(work.resolve("made"), read)) {
      long rows = 0;
      boolean same =
          expected.users() == actual.users()
              && expected.items() == actual.items()
              && expected.interactions() == actual.interactions();
      for (int item = 1; same && item <= expected.items(); item++) {
        same =
            expected.itemId(item).equals(actual.itemId(item))
                && expected.title(item).equals(actual.title(item));
      }
      for (int user = 0; same && user < expected.users(); user++) {
        same =
            expected.userId(user).equals(actual.userId(user))
                && expected.length(user) == actual.length(user);
        for (int p = 0; same && p < expected.length(user); p++) {
          same =
              expected.item(user, p) == actual.item(user, p)
                  && expected.time(user, p) == actual.time(user, p);
          rows++;
        }
      }
      if (!same) {
        System.err.printf(Locale.ROOT, "not the same, from row %,d on%n", rows);
        System.exit(1);
      }
      System.out.printf(
          Locale.ROOT,
          "the same: %,d interactions of %,d users, row by row, and %,d items%n",
          rows,
          expected.users(),
          expected.items());
    }
  }
}
