package io.github.seqrec4j.benchmarks;

import io.github.seqrec4j.api.Modality;
import io.github.seqrec4j.api.files.AtomicFiles;
import io.github.seqrec4j.spark.ModelLocation;
import io.github.seqrec4j.spark.ScoringSpec;
import io.github.seqrec4j.spark.UserScoring;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.apache.spark.api.java.function.FilterFunction;
import org.apache.spark.ml.recommendation.ALS;
import org.apache.spark.ml.recommendation.ALSModel;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;

/**
 * Users a second whose top 10 is found on two executors of one core each, in processes of their
 * own, in turn with {@code recommendForAllUsers} of Spark's ALS of the same rank, 64; then once
 * more, as one executor is killed half way, with the answers held against those before. Ours reads
 * the log, 12 events a user, encodes it by a SASRec of random weights, and leaves out what was
 * seen; ALS has its factors, and gives what was seen too.
 *
 * <p>Usage: {@code SparkScoring ITEMS USERS ROUNDS WORK}, such as 100000, 20000 and 3; {@code WORK}
 * is a folder that is made and removed.
 */
public final class SparkScoring {

  private static final int K = 10;
  private static final int HISTORY = 12;
  private static final int EXECUTOR = 2048; // megabytes
  private static final int TASKS = 8;

  private SparkScoring() {}

  /** Prints a line for each round of each, and one of the kill. */
  public static void main(String[] arguments) throws Exception {
    if (arguments.length != 4) {
      System.err.println("usage: SparkScoring ITEMS USERS ROUNDS WORK");
      System.exit(2);
    }
    Path work = Path.of(arguments[3]).toAbsolutePath();
    int items = Integer.parseInt(arguments[0]);
    if (!SparkProcess.isInside()) {
      try {
        RandomBundle.save(work.resolve("model"), items, List.of(Modality.ID));
        SparkProcess.run(SparkScoring.class, EXECUTOR, work, arguments);
      } finally {
        AtomicFiles.deleteTree(work);
      }
      return;
    }
    try (SparkSession spark =
        SparkProcess.session("local-cluster[2,1," + EXECUTOR + "]", work)
            .config("spark.executor.memory", EXECUTOR + "m")
            .config("spark.sql.shuffle.partitions", TASKS)
            .getOrCreate()) {
      measure(spark, work, items, Integer.parseInt(arguments[1]), Integer.parseInt(arguments[2]));
    }
  }

  private static void measure(SparkSession spark, Path work, int items, int users, int rounds)
      throws IOException {
    Dataset<Row> log = log(spark, items, users);
    String saved = work.resolve("log").toString();
    log.write().parquet(saved);
    log = spark.read().parquet(saved);
    ALSModel als =
        new ALS()
            .setRank(RandomBundle.WIDTH)
            .setMaxIter(1)
            .setImplicitPrefs(true)
            .setRatingCol("one")
            .fit(log.select(col("user", 1), col("item", 5), functions.lit(1f).as("one")));
    als.userFactors().persist().count();
    als.itemFactors().persist().count();
    ScoringSpec spec = ScoringSpec.builder().k(K).partitions(TASKS).build();
    UserScoring ours = new UserScoring(ModelLocation.of(work.resolve("model").toString()), spec);
    Dataset<Row> scores = ours.score(log);
    System.out.println("round\tseqrec4j\tals\tratio\tusers a second at " + items + " items");
    for (int round = 0; round <= rounds; round++) { // the first until all is compiled
      double own = seconds(scores);
      double other = seconds(als.recommendForAllUsers(K));
      System.out.printf(
          Locale.ROOT,
          "%s\t%.0f\t%.0f\t%.2f%n",
          round == 0 ? "warming" : String.valueOf(round),
          users / own,
          users / other,
          other / own);
    }
    String marker = work.resolve("killed").toString();
    String half = "u" + users / 2;
    String whole = fingerprint(scores);
    long start = System.nanoTime();
    String killed =
        fingerprint(
            scores.filter((FilterFunction<Row>) row -> killOnce(row.getString(0), half, marker)));
    System.out.printf(
        Locale.ROOT,
        "an executor killed: %s, %.1f s; answers %s (%s)%n",
        Files.exists(Path.of(marker)) ? "yes" : "NO",
        (System.nanoTime() - start) / 1e9,
        whole.equals(killed) ? "the same" : "DIFFER",
        whole);
    if (!whole.equals(killed) || !Files.exists(Path.of(marker))) {
      System.exit(1);
    }
  }

  private static org.apache.spark.sql.Column col(String name, int skipped) {
    return functions.substring(functions.col(name), 1 + skipped, 20).cast("int").as(name);
  }

  /** Users of 12 events each, no two at one time. */
  private static Dataset<Row> log(SparkSession spark, int items, int users) {
    return spark
        .range(0, (long) users * HISTORY, 1, TASKS)
        .select(
            functions.concat(functions.lit("u"), functions.expr("id div " + HISTORY)).as("user"),
            functions
                .concat(
                    functions.lit("item-"), functions.expr("1 + pmod(xxhash64(id), " + items + ")"))
                .as("item"),
            functions.col("id").as("timestamp"));
  }

  private static double seconds(Dataset<Row> answers) {
    long start = System.nanoTime();
    answers.write().format("noop").mode("overwrite").save();
    return (System.nanoTime() - start) / 1e9;
  }

  /** Of all rows, whatever their order. */
  private static String fingerprint(Dataset<Row> scores) {
    Row row =
        scores
            .select(
                functions
                    .xxhash64(
                        functions.col("user"),
                        functions.col("item"),
                        functions.col("rank"),
                        functions.col("score"))
                    .cast("decimal(38,0)")
                    .as("hash"))
            .agg(functions.count("hash"), functions.sum("hash"))
            .first();
    return row.getLong(0) + " rows, " + row.get(1);
  }

  /** Ends the executor that comes to a user first, without a goodbye. */
  private static boolean killOnce(String user, String half, String marker) throws IOException {
    if (user.equals(half)) {
      try {
        Files.createFile(Path.of(marker));
        Runtime.getRuntime().halt(137);
      } catch (FileAlreadyExistsException e) {
        return true; // it is another executor's turn
      }
    }
    return true;
  }
}
