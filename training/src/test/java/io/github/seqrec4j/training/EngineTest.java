package io.github.seqrec4j.training;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.seqrec4j.api.DataException;
import io.github.seqrec4j.api.EvaluationSpec;
import io.github.seqrec4j.api.Modality;
import io.github.seqrec4j.api.RecommenderSpec;
import io.github.seqrec4j.api.Schedule;
import io.github.seqrec4j.api.SeqrecException;
import io.github.seqrec4j.api.TrainingEvent;
import io.github.seqrec4j.api.TrainingListener;
import io.github.seqrec4j.api.TrainingSpec;
import io.github.seqrec4j.api.TrainingSpecBuilder;
import io.github.seqrec4j.api.UsageException;
import io.github.seqrec4j.backbones.SasRec;
import io.github.seqrec4j.data.Dataset;
import io.github.seqrec4j.distill.NoDistillation;
import io.github.seqrec4j.evaluation.Evaluator;
import io.github.seqrec4j.fusion.LateFusion;
import io.github.seqrec4j.fusion.MultiModalItemEncoder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a training does beside its steps: validations, averages, and ends before its end. */
final class EngineTest {

  @TempDir private static Path data;
  @TempDir private Path folder;

  @BeforeAll
  static void writeData() throws IOException {
    TinyData.write(data);
  }

  private static TrainingSpecBuilder training(int epochs) {
    return TrainingSpec.builder().epochs(epochs).batchSize(32).patience(0).seed(5);
  }

  private TrainedRecommender fit(TrainingSpec training, TrainingListener listener) {
    RecommenderSpec spec =
        RecommenderSpec.builder()
            .itemEncoder(
                MultiModalItemEncoder.builder()
                    .modalities(Modality.ID)
                    .width(8)
                    .fusion(LateFusion.builder().build())
                    .build())
            .backbone(SasRec.builder().layers(1).build())
            .distillation(new NoDistillation())
            .maxLength(5)
            .training(training)
            .build();
    try (Dataset dataset = Dataset.open(data)) {
      return Trainer.withCheckpoints(folder).fit(spec, dataset, listener);
    }
  }

  private List<TrainingEvent> events(TrainingSpec training) {
    List<TrainingEvent> events = new ArrayList<>();
    fit(training, events::add).close();
    return events;
  }

  private static <E extends TrainingEvent> List<E> of(List<TrainingEvent> events, Class<E> kind) {
    return events.stream().filter(kind::isInstance).map(kind::cast).toList();
  }

  @Test
  void validateEvery_validatesThoseEpochsAndTheLast() {
    List<TrainingEvent> events = events(training(5).validateEvery(2).build());
    assertThat(of(events, TrainingEvent.EpochFinished.class))
        .extracting(e -> !e.validation().isEmpty() && e.validationUsers() > 0)
        .containsExactly(false, true, false, true, true);
  }

  @Test
  void patience_countsOnlyWhereAnEpochIsValidated() {
    List<TrainingEvent> events =
        events(
            training(60)
                .validateEvery(3)
                .patience(4)
                .optimizer(AdamW.builder().learningRate(0.05).build())
                .build());
    TrainingEvent.Finished end = of(events, TrainingEvent.Finished.class).get(0);
    assertThat(end.lastEpoch()).isEqualTo(end.bestEpoch() + 6).isLessThan(60);
  }

  @Test
  void goingOn_fromABestEpochThatWasValidatedAsTheLast_isRefused() {
    TrainingSpec two = training(3).validateEvery(2).selectBy("mrr").build();
    TrainingEvent.Finished end = of(events(two), TrainingEvent.Finished.class).get(0);
    assertThat(end.bestEpoch()).as("or this shows nothing").isEqualTo(3);
    assertThatThrownBy(() -> events(two.toBuilder().epochs(4).build()))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("the best epoch, 3, was validated as the last one")
        .hasMessageContaining("validate-every = 2");
  }

  @Test
  void validationUsers_ranksSomeAfterEpochs_andAllInTheReport() {
    List<TrainingEvent.EpochFinished> epochs = new ArrayList<>();
    try (TrainedRecommender model =
        fit(
            training(2).validationUsers(40).build(),
            event -> {
              if (event instanceof TrainingEvent.EpochFinished epoch) {
                epochs.add(epoch);
              }
            })) {
      assertThat(epochs).extracting(TrainingEvent.EpochFinished::validationUsers).containsOnly(40);
      TrainingReport report = model.report();
      assertThat(report.validation()).isNotEqualTo(epochs.get(report.bestEpoch() - 1).validation());
      double hit =
          requireNonNull(requireNonNull(report.validation().get("ensemble")).get("hit@10"));
      assertThat(hit * 240).as("hits of 240 users").isCloseTo(Math.rint(hit * 240), within(1e-9));
    }
  }

  /** What is validated and served is the average, not the weights of the last step. */
  @Test
  void emaDecay_validatesAndServesTheAverage() {
    TrainingSpec fast = training(3).optimizer(AdamW.builder().learningRate(0.05).build()).build();
    List<TrainingEvent.EpochFinished> plain = of(events(fast), TrainingEvent.EpochFinished.class);
    Path own = folder.resolve("averaged");
    List<TrainingEvent.EpochFinished> averaged = new ArrayList<>();
    folder = own;
    try (TrainedRecommender model =
        fit(
            fast.toBuilder().emaDecay(0.9).build(),
            event -> {
              if (event instanceof TrainingEvent.EpochFinished epoch) {
                averaged.add(epoch);
              }
            })) {
      assertThat(averaged)
          .extracting(TrainingEvent.EpochFinished::crossEntropy)
          .as("the steps are the same")
          .isEqualTo(plain.stream().map(TrainingEvent.EpochFinished::crossEntropy).toList());
      assertThat(averaged.get(2).validation()).isNotEqualTo(plain.get(2).validation());
      TrainingReport report = model.report();
      assertThat(report.validation()).isEqualTo(averaged.get(report.bestEpoch() - 1).validation());
      try (Dataset dataset = Dataset.open(data)) {
        EvaluationSpec evaluation = new EvaluationSpec();
        var served =
            Evaluator.evaluate(
                model, dataset, dataset.split(model.spec()).validation(), evaluation);
        assertThat(Evaluator.metrics(served, evaluation)).isEqualTo(report.validation());
      }
    }
  }

  /** True of every machine without that many. */
  @Test
  void deviceThatIsNotThere_isRefusedWithWhatThereIs() {
    assertThatThrownBy(() -> events(training(1).device("gpu99").build()))
        .isInstanceOf(UsageException.class)
        .hasMessageStartingWith("no device 'gpu99': there is the cpu")
        .hasMessageContaining("CUDA");
    assertThatThrownBy(() -> training(1).device("cuda").build())
        .hasMessage("device must be cpu, gpu0, gpu1 ...: 'cuda'");
  }

  @Test
  void estimate_isToldBeforeTheFirstStep_checkpointsAreAsLargeAsItSays() {
    List<TrainingEvent> events = events(training(1).emaDecay(0.9).build());
    assertThat(events.get(1)).isInstanceOf(TrainingEvent.Estimated.class);
    TrainingEvent.Estimated told = (TrainingEvent.Estimated) events.get(1);
    long written = of(events, TrainingEvent.CheckpointWritten.class).get(0).bytes();
    assertThat(written - told.checkpointBytes()).as("header and progress").isBetween(0L, 10_000L);
    assertThat(told.stateBytes()).isGreaterThan(told.checkpointBytes());
    assertThat(told.stepFlops()).isPositive();
    assertThat(told.epochSeconds()).isPositive();
  }

  @Test
  void idTableThatCannotFit_isRefusedWithTheRemedies() {
    RecommenderSpec spec =
        RecommenderSpec.builder()
            .itemEncoder(MultiModalItemEncoder.builder().width(64).build())
            .backbone(new SasRec())
            .build();
    CostEstimate.checkTable(spec, 1_000_000, 2L << 30);
    assertThatThrownBy(() -> CostEstimate.checkTable(spec, 5_000_000, 2L << 30))
        .isInstanceOf(UsageException.class)
        .hasMessageStartingWith("the ID table of 5000000 items")
        .hasMessageContaining("needs 5.16 GB")
        .hasMessageContaining("data.filter");
  }

  @Test
  void listenerThatThrows_endsAfterTheStep_whichIsKept() {
    TrainingSpec spec = training(2).build();
    assertThatThrownBy(
            () ->
                fit(
                    spec,
                    event -> {
                      if (event instanceof TrainingEvent.StepFinished step
                          && step.epoch() == 2
                          && step.step() == 3) {
                        throw new IllegalStateException("enough");
                      }
                    }))
        .hasMessage("enough");
    TrainingEvent.Started started = of(events(spec), TrainingEvent.Started.class).get(0);
    assertThat(started.firstEpoch()).isEqualTo(2);
    assertThat(started.firstStep()).isEqualTo(4);
  }

  @Test
  void checkpointSteps_writeWithinEpochs_theLastTwoAndTheBestAreKept() throws IOException {
    List<TrainingEvent> events = events(training(3).checkpointSteps(3).build());
    int steps = of(events, TrainingEvent.Started.class).get(0).stepsPerEpoch();
    assertThat(steps).isEqualTo(8);
    assertThat(of(events, TrainingEvent.CheckpointWritten.class))
        .extracting(c -> c.epoch() + "/" + c.step())
        .containsExactly(
            "1/3", "1/6", "1/8", "2/1", "2/4", "2/7", "2/8", "3/2", "3/5", "3/8", "3/8");
    assertThat(of(events, TrainingEvent.CheckpointWritten.class))
        .allSatisfy(c -> assertThat(c.bytes()).isPositive());
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files.filter(f -> f.toString().endsWith(".json")).count()).isBetween(2L, 4L);
    }
  }

  @Test
  void newestDamaged_theOneBeforeIsTaken_bothDamaged_isAnError() throws IOException {
    TrainingSpec spec = training(2).checkpointSteps(3).build();
    events(spec);
    List<Path> arrays;
    try (Stream<Path> files = Files.list(folder)) {
      arrays = files.filter(f -> f.toString().endsWith(".safetensors")).sorted().toList();
    }
    Path newest = folder.resolve("checkpoint-7.safetensors");
    assertThat(arrays).contains(newest);
    damage(newest);
    List<TrainingEvent> again = events(spec.toBuilder().epochs(3).build());
    TrainingEvent.Started started = of(again, TrainingEvent.Started.class).get(0);
    assertThat(started.firstEpoch() + "/" + started.firstStep()).isEqualTo("2/8");
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.filter(f -> f.toString().endsWith(".safetensors")).toList()) {
        damage(file);
      }
    }
    assertThatThrownBy(() -> events(spec.toBuilder().epochs(4).build()))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("missing or damaged")
        .hasMessageContaining("to start anew");
  }

  private static void damage(Path file) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    bytes[bytes.length / 2] ^= 1;
    Files.write(file, bytes);
  }

  /** A rate that is too high from the third epoch on; then a lower one goes on from the best. */
  @Test
  void divergence_keepsTheBest_fromWhichALowerRateGoesOn() {
    TrainingSpec calm = training(2).build();
    events(calm);
    TrainingSpec wild = calm.toBuilder().epochs(4).schedule(new Explosion()).build();
    assertThatThrownBy(() -> events(wild))
        .isInstanceOf(DataException.class)
        .as("another schedule is another training, unless it diverged")
        .hasMessageContaining("training.schedule");
    folder = folder.resolve("wild");
    assertThatThrownBy(() -> events(wild))
        .isInstanceOf(SeqrecException.class)
        .hasMessageContaining("the loss is not finite at epoch 3, step ")
        .hasMessageContaining("the state after epoch 2, the best, is kept in " + folder);
    List<TrainingEvent> on = new ArrayList<>();
    try (TrainedRecommender model = fit(calm.toBuilder().epochs(4).build(), on::add)) {
      assertThat(of(on, TrainingEvent.Started.class).get(0).firstEpoch()).isEqualTo(3);
      assertThat(model.report().lastEpoch()).isEqualTo(4);
      assertThat(model.report().changes())
          .anyMatch(c -> c.startsWith("after epoch 2: seqrec4j.training.schedule"));
    }
  }

  /** A step size without bounds after two epochs. */
  private record Explosion() implements Schedule {
    @Override
    public String type() {
      return "explosion";
    }

    @Override
    public double factor(long step, long steps) {
      return step <= 16 ? 1 : 1e30;
    }
  }
}
