package io.github.seqrec4j.training;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.seqrec4j.api.Modality;
import io.github.seqrec4j.api.ParameterGroup;
import io.github.seqrec4j.api.ParameterGroups;
import io.github.seqrec4j.api.RecommenderSpec;
import io.github.seqrec4j.api.RowUpdate;
import io.github.seqrec4j.api.Schedule;
import io.github.seqrec4j.api.TrainingEvent;
import io.github.seqrec4j.api.TrainingListener;
import io.github.seqrec4j.api.TrainingSpec;
import io.github.seqrec4j.api.files.AtomicFiles;
import io.github.seqrec4j.api.files.Sha256;
import io.github.seqrec4j.backbones.SasRec;
import io.github.seqrec4j.data.Dataset;
import io.github.seqrec4j.distill.OnlineDistillation;
import io.github.seqrec4j.fusion.LateFusion;
import io.github.seqrec4j.fusion.MultiModalItemEncoder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/**
 * What stood on disk at any moment of a training leads to the very weights of the unbroken one:
 * within an epoch, with rows that are behind, and whatever is averaged, accumulated and validated.
 */
final class ResumeProperties {

  private static final int EPOCHS = 2;
  private static final int BATCH = 12; // 20 steps an epoch, each of which misses some items

  private static Path folder = Path.of("");

  @BeforeContainer
  static void writeData() throws IOException {
    folder = Files.createTempDirectory("resume");
    TinyData.write(folder.resolve("data"));
  }

  @AfterContainer
  static void delete() {
    AtomicFiles.deleteTree(folder);
  }

  @Provide
  Arbitrary<TrainingSpec> trainings() {
    Arbitrary<Schedule> schedules =
        Arbitraries.of(new ConstantSchedule(), new CosineSchedule(2, 0.1));
    Arbitrary<ParameterGroups> groups =
        Arbitraries.of(
            new ParameterGroups(),
            ParameterGroups.builder()
                .decayed(ParameterGroups.Decayed.MATRICES)
                .idTable(ParameterGroup.builder().rateFactor(2).build())
                .build());
    return Combinators.combine(
            Arbitraries.of(RowUpdate.class),
            Arbitraries.of(0.0, 0.9),
            Arbitraries.of(1, 3),
            Arbitraries.of(1, 2),
            Arbitraries.of(0, 20),
            schedules,
            groups)
        .as(
            (rows, decay, accumulation, every, users, schedule, group) ->
                TrainingSpec.builder()
                    .epochs(EPOCHS)
                    .batchSize(BATCH)
                    .patience(0)
                    .idTable(rows)
                    .emaDecay(decay)
                    .accumulation(accumulation)
                    .validateEvery(every)
                    .validationUsers(users)
                    .schedule(schedule)
                    .groups(group)
                    .build());
  }

  @Property(tries = 10, shrinking = ShrinkingMode.OFF)
  void stateAtAnyMoment_leadsToTheSameWeights(
      @ForAll("trainings") TrainingSpec training,
      @ForAll @IntRange(min = 1, max = 7) int steps,
      @ForAll @IntRange(min = 0, max = 50) int moment)
      throws IOException {
    Path work = Files.createTempDirectory(folder, "work");
    Path snapshot = work.resolve("snapshot");
    Path checkpoints = work.resolve("checkpoints");
    int[] events = {0};
    String unbroken = fit(training, work.resolve("unbroken"), work.resolve("none"), event -> {});
    TrainingSpec often = training.toBuilder().checkpointSteps(steps).checkpointSeconds(0).build();
    String written =
        fit(
            often,
            work.resolve("written"),
            checkpoints,
            event -> {
              if (events[0]++ == moment) {
                copy(checkpoints, snapshot);
              }
            });
    assertThat(written).as("weights with checkpoints every %d steps", steps).isEqualTo(unbroken);
    TrainingEvent.Started[] started = new TrainingEvent.Started[1];
    String resumed =
        fit(
            often,
            work.resolve("resumed"),
            snapshot,
            event -> {
              if (event instanceof TrainingEvent.Started begin) {
                started[0] = begin;
              }
            });
    assertThat(resumed).as("weights resumed at %s", started[0]).isEqualTo(unbroken);
    AtomicFiles.deleteTree(work);
  }

  /** SHA-256 of the weights and of the report's metrics. */
  private static String fit(
      TrainingSpec training, Path bundle, Path checkpoints, TrainingListener listener)
      throws IOException {
    RecommenderSpec spec =
        RecommenderSpec.builder()
            .itemEncoder(
                MultiModalItemEncoder.builder()
                    .modalities(Modality.ID, Modality.TEXT)
                    .width(4)
                    .fusion(LateFusion.builder().build())
                    .build())
            .backbone(SasRec.builder().layers(1).heads(2).build())
            .distillation(OnlineDistillation.sigmoid(1, 2))
            .maxLength(4)
            .training(training)
            .build();
    try (Dataset dataset = Dataset.open(folder.resolve("data"));
        TrainedRecommender model =
            Trainer.withCheckpoints(checkpoints).fit(spec, dataset, listener)) {
      model.save(bundle);
      TrainingReport report = model.report();
      return Sha256.ofParts(
          List.of(
              Sha256.ofFile(bundle.resolve("weights.safetensors")),
              report.validation().toString(),
              report.test().toString(),
              String.valueOf(report.bestEpoch())));
    }
  }

  private static void copy(Path from, Path to) {
    try {
      Files.createDirectories(to);
      if (!Files.isDirectory(from)) {
        return; // before the first
      }
      try (Stream<Path> files = Files.list(from)) {
        for (Path file : files.toList()) {
          Files.copy(file, to.resolve(file.getFileName().toString()));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
