package io.github.seqrec4j.spark;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.seqrec4j.api.Event;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.spark.api.java.function.FilterFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two executors in processes of their own, launched by Spark's own master and workers. */
class ClusterTest {

  private static final Map<String, List<Event>> USERS = ModelOfTests.users(300);

  @TempDir static Path folder;

  @Test
  void executorThatIsKilled_changesNothing() throws IOException {
    Files.createDirectories(Path.of(System.getenv("SPARK_HOME"), "jars"));
    LocalSpark.stop();
    try (SparkSession spark = cluster()) {
      String driver = String.valueOf(ProcessHandle.current().pid());
      spark.sparkContext().addArchive(archive() + "#the-model");
      String killed = folder.resolve("killed").toString();
      ScoringSpec spec = ScoringSpec.builder().partitions(6).build();
      UserScoring scoring = new UserScoring(ModelLocation.ofSparkFile("the-model"), spec);

      Dataset<Row> scores = scoring.score(ModelOfTests.frame(spark, USERS));
      Dataset<Row> killing =
          scores.filter((FilterFunction<Row>) row -> killOnce(row, killed, driver));

      assertThat(ModelOfTests.actual(killing))
          .isEqualTo(ModelOfTests.expected(USERS, request -> request));
      assertThat(Path.of(killed)).as("what the executor left that ended itself").exists();
    }
  }

  /** Ends the executor that comes to this user first, without a goodbye. */
  private static boolean killOnce(Row row, String marker, String driver) throws IOException {
    if (row.getString(0).equals("user 100")) {
      String own = String.valueOf(ProcessHandle.current().pid());
      assertThat(own).as("process of an executor").isNotEqualTo(driver);
      try {
        Files.createFile(Path.of(marker));
        Runtime.getRuntime().halt(137);
      } catch (FileAlreadyExistsException e) {
        return true; // it is another executor's turn
      }
    }
    return true;
  }

  private static SparkSession cluster() {
    return LocalSpark.configured("local-cluster[2,1,512]")
        .config("spark.executor.memory", "512m")
        .config("spark.executor.extraJavaOptions", "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC")
        .config("spark.executor.extraClassPath", System.getProperty("java.class.path"))
        .getOrCreate();
  }

  /** The bundle as {@code --archives} takes it. */
  private static Path archive() throws IOException {
    Path archive = folder.resolve("model.zip");
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(archive));
        var files = Files.list(ModelOfTests.path())) {
      for (Path file : files.toList()) {
        zip.putNextEntry(new ZipEntry(file.getFileName().toString()));
        zip.write(Files.readAllBytes(file));
        zip.closeEntry();
      }
    }
    return archive;
  }
}
