package io.github.seqrec4j.spark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.spark.sql.SparkSession;

/**
 * The one Spark session of this process, for all tests that need no executors of their own; made
 * again after one that had them.
 */
final class LocalSpark {

  private LocalSpark() {}

  static SparkSession session() {
    return configured("local[2]").config("spark.sql.adaptive.enabled", false).getOrCreate();
  }

  /** A process has one session at a time. */
  static void stop() {
    if (SparkSession.getDefaultSession().isDefined()) {
      SparkSession.getDefaultSession().get().stop();
    }
  }

  /** Small, quiet, and with all it writes below the temporary directory. */
  static SparkSession.Builder configured(String master) {
    try {
      Path scratch = Files.createTempDirectory("seqrec-spark");
      return SparkSession.builder()
          .master(master)
          .appName("tests")
          .config("spark.ui.enabled", false)
          .config("spark.driver.host", "127.0.0.1")
          .config("spark.driver.bindAddress", "127.0.0.1")
          .config("spark.sql.shuffle.partitions", 2) // one for each thread
          .config("spark.default.parallelism", 2)
          .config("spark.sql.session.timeZone", "America/Caracas") // never UTC by chance
          .config("spark.sql.codegen.wholeStage", false) // queries end before it pays
          .config("spark.sql.codegen.factoryMode", "NO_CODEGEN")
          // Or a stream with a timeout of the clock never ends what is available now.
          .config("spark.sql.streaming.noDataMicroBatches.enabled", false)
          .config("spark.sql.warehouse.dir", scratch.resolve("warehouse").toString())
          .config("spark.local.dir", scratch.resolve("local").toString());
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
