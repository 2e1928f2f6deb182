package io.github.seqrec4j.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.seqrec4j.api.DataException;
import io.github.seqrec4j.api.RecommenderSpec;
import io.github.seqrec4j.api.files.AtomicFiles;
import io.github.seqrec4j.data.Dataset;
import io.github.seqrec4j.training.ConstantSchedule;
import io.github.seqrec4j.training.OuterOptimizer;
import io.github.seqrec4j.training.RoundReport;
import io.github.seqrec4j.training.RoundSpec;
import io.github.seqrec4j.training.Trainer;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rounds as tasks of Spark, in one process. */
class ClusterTrainingTest {

  private static final RecommenderSpec SPEC = TrainingOfTests.spec(new ConstantSchedule());
  private static final RoundSpec FIVE = // partial sums need more than four
      RoundSpec.builder().partitions(5).localSteps(2).outer(OuterOptimizer.nesterov()).build();

  @TempDir private static Path data;
  @TempDir private Path folder;
  private static Dataset dataset;

  @BeforeAll
  static void open() throws IOException {
    dataset = Dataset.open(TrainingOfTests.write(data));
  }

  @AfterAll
  static void close() {
    dataset.close();
  }

  /** A file system that is no disk: what is read from it is copied first. */
  static final class Copied extends RawLocalFileSystem {
    @Override
    public URI getUri() {
      return URI.create("copied:///");
    }
  }

  private ClusterTraining training(RoundSpec rounds, String checkpoints) {
    return training(rounds, checkpoints, data.toUri().toString());
  }

  private ClusterTraining training(RoundSpec rounds, String checkpoints, String url) {
    return new ClusterTraining(
        DatasetLocation.of(url),
        rounds,
        folder.resolve("work").toString(),
        folder.resolve(checkpoints));
  }

  private String train(ClusterTraining training, Consumer<RoundReport> listener)
      throws IOException {
    return TrainingOfTests.weights(
        training.fit(LocalSpark.session(), SPEC, dataset, listener),
        Files.createTempDirectory(folder, "model").resolve("bundle"));
  }

  @Test
  void onePartition_isLocalTraining() throws IOException {
    String local =
        TrainingOfTests.weights(
            Trainer.create().fit(SPEC, dataset, event -> {}), folder.resolve("local"));

    LocalSpark.session()
        .sparkContext()
        .hadoopConfiguration()
        .setClass("fs.copied.impl", Copied.class, FileSystem.class);
    assertThat(train(training(new RoundSpec(), "one", "copied://" + data), report -> {}))
        .isEqualTo(local);
  }

  @Test
  void partitions_inTurnOrAtOnce_orWithADriverThatStopsAndGoesOn_giveTheSameModel()
      throws IOException {
    List<RoundReport> reports = new ArrayList<>();
    String unbroken = train(training(FIVE, "unbroken"), reports::add);

    assertThat(reports).hasSize(reports.get(0).rounds()).hasSizeGreaterThan(2);
    RoundReport first = reports.get(0);
    assertThat(first.localSteps()).isEqualTo(2);
    assertThat(first.movedRows()).isBetween(5, 30);
    assertThat(first.gatheredBytes()).isBetween(4 * first.sentBytes(), 5 * first.sentBytes());

    RoundSpec two = FIVE.toBuilder().partitions(2).build(); // slots of the session
    assertThat(train(training(two, "at once").withBarrier(), report -> {}))
        .isEqualTo(train(training(two, "in turn"), report -> {}))
        .isNotEqualTo(unbroken);

    assertThatThrownBy(
            () ->
                train(
                    training(FIVE, "stopped"),
                    report -> {
                      if (report.round() == 2) {
                        throw new IllegalStateException("the driver is lost");
                      }
                    }))
        .hasMessage("the driver is lost");
    reports.clear();
    assertThat(train(training(FIVE, "stopped"), reports::add)).isEqualTo(unbroken);
    assertThat(reports.get(0).round()).isEqualTo(3);
    try (var left = Files.list(folder.resolve("work"))) {
      assertThat(left).as("moments of finished trainings").isEmpty();
    }
  }

  @Test
  void otherDataOnTheExecutors_orMomentsThatAreGone_endTheTraining() throws IOException {
    Path other = TrainingOfTests.write(folder.resolve("other"));
    Files.writeString(
        other.resolve("interactions.tsv"), "u1\ti1\t100\n", StandardOpenOption.APPEND);
    ClusterTraining elsewhere =
        new ClusterTraining(
            DatasetLocation.of(other.toString()),
            FIVE,
            folder.resolve("work").toString(),
            folder.resolve("c"));

    assertThatThrownBy(() -> train(elsewhere, report -> {}))
        .rootCause()
        .isInstanceOf(DataException.class)
        .hasMessageContainingAll(other.toString(), "other data than the driver's");

    assertThatThrownBy(
            () ->
                train(
                    training(FIVE, "gone"),
                    report -> AtomicFiles.deleteTree(folder.resolve("work"))))
        .hasStackTraceContaining("round-1/part-")
        .hasStackTraceContaining("the workspace must be a folder");
  }
}
