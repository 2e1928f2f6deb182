package io.github.seqrec4j.spark;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.seqrec4j.api.RecommenderSpec;
import io.github.seqrec4j.data.Dataset;
import io.github.seqrec4j.training.RoundSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rounds on two executors in processes of their own, sent by Spark's other serializer. */
class TrainingClusterTest {

  @TempDir static Path folder;

  @Test
  void executorThatIsKilledInTheMiddleOfARound_changesNothing() throws IOException {
    Files.createDirectories(Path.of(System.getenv("SPARK_HOME"), "jars"));
    LocalSpark.stop();
    Path data = TrainingOfTests.write(folder.resolve("data"));
    Path marker = folder.resolve("killed");
    String driver = String.valueOf(ProcessHandle.current().pid());
    RecommenderSpec spec =
        TrainingOfTests.spec(new FatalSchedule(5, marker.toString(), driver)); // second of round 2
    try (SparkSession spark = cluster();
        Dataset dataset = Dataset.open(data)) {
      List<String> weights = new ArrayList<>();
      for (String run : List.of("disturbed", "undisturbed")) {
        RoundSpec rounds = RoundSpec.builder().partitions(2).localSteps(3).build();
        ClusterTraining training =
            new ClusterTraining(
                DatasetLocation.of(data.toString()),
                rounds,
                folder.resolve("work").toString(),
                folder.resolve(run));
        weights.add(
            TrainingOfTests.weights(
                training.fit(
                    spark,
                    spec,
                    dataset,
                    report ->
                        assertThat(Files.exists(marker)).isEqualTo(killed(run, report.round()))),
                folder.resolve(run + "-model")));
      }

      assertThat(weights.get(0)).isEqualTo(weights.get(1));
    }
  }

  private static boolean killed(String run, int rounds) {
    return run.equals("undisturbed") || rounds >= 2;
  }

  private static SparkSession cluster() {
    return LocalSpark.configured("local-cluster[2,1,640]")
        .config("spark.executor.memory", "640m")
        .config("spark.serializer", "org.apache.spark.serializer.KryoSerializer")
        .config("spark.executor.extraJavaOptions", "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC")
        .config("spark.executor.extraClassPath", System.getProperty("java.class.path"))
        .getOrCreate();
  }
}
