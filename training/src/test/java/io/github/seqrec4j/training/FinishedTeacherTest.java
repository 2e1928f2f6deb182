package io.github.seqrec4j.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.github.seqrec4j.api.DataException;
import io.github.seqrec4j.api.EnsembleRule;
import io.github.seqrec4j.api.RecommenderSpec;
import io.github.seqrec4j.api.RecommenderSpecBuilder;
import io.github.seqrec4j.api.TrainingEvent;
import io.github.seqrec4j.api.TrainingSpec;
import io.github.seqrec4j.api.UsageException;
import io.github.seqrec4j.api.nn.NativeEngine;
import io.github.seqrec4j.backbones.Bert4Rec;
import io.github.seqrec4j.backbones.SasRec;
import io.github.seqrec4j.data.DataSpec;
import io.github.seqrec4j.data.Dataset;
import io.github.seqrec4j.data.RatioSplit;
import io.github.seqrec4j.distill.BornAgain;
import io.github.seqrec4j.distill.ConstantWeight;
import io.github.seqrec4j.distill.NoDistillation;
import io.github.seqrec4j.fusion.MultiModalItemEncoder;
import io.github.seqrec4j.runtime.Histories;
import io.github.seqrec4j.runtime.SequentialRecommender;
import io.github.seqrec4j.runtime.ServingEngine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Born-again: what a finished model teaches, and which are refused. */
final class FinishedTeacherTest {

  private static final int LENGTH = 6; // S

  @TempDir static Path folder;

  private static RecommenderSpecBuilder spec(int epochs) {
    return RecommenderSpec.builder()
        .itemEncoder(MultiModalItemEncoder.builder().width(8).build())
        .backbone(SasRec.builder().layers(1).dropout(0).build())
        .distillation(new NoDistillation())
        .maxLength(LENGTH)
        .training(
            TrainingSpec.builder()
                .epochs(epochs)
                .batchSize(16)
                .ensemble(EnsembleRule.VALIDATED) // so that branches count differently
                .build());
  }

  private static RecommenderSpec student(int epochs) {
    return spec(epochs).distillation(bornAgain("teacher")).build();
  }

  private static BornAgain bornAgain(String model) {
    return BornAgain.builder()
        .model(folder.resolve(model))
        .rampUp(ConstantWeight.builder().weight(20).build())
        .build();
  }

  private static Path data() {
    return folder.resolve("data");
  }

  @BeforeAll
  static void train() throws IOException {
    TinyData.write(data());
    RecommenderSpec teacher = spec(3).build();
    try (Dataset dataset = Dataset.open(data());
        TrainedRecommender trained = Trainer.create().fit(teacher, dataset, event -> {})) {
      trained.save(folder.resolve("teacher"));
      try (TrainedRecommender refit =
          Trainer.create().refit(teacher, dataset, trained.report(), event -> {})) {
        refit.save(folder.resolve("refit"));
      }
    }
  }

  /** Scores of all items after each history, as they are served. */
  private static float[][] served(int[][] histories) {
    try (SequentialRecommender teacher =
        SequentialRecommender.load(folder.resolve("teacher"), ServingEngine.PYTORCH)) {
      return teacher.read(
          (manager, users, items) -> {
            try (NDManager scratch = manager.newSubManager()) {
              Histories read = new Histories(histories.length, LENGTH);
              for (int h = 0; h < histories.length; h++) {
                int length = histories[h].length;
                System.arraycopy(histories[h], 0, read.items(), (h + 1) * LENGTH - length, length);
              }
              NDArray scores = items.scores(users.encodeLast(scratch, read, items));
              float[][] rows = new float[histories.length][];
              for (int h = 0; h < rows.length; h++) {
                rows[h] = scores.get(h).toFloatArray();
              }
              return rows;
            }
          });
    }
  }

  private static EventBatch batch(int... items) {
    return new EventBatch(
        LENGTH + 1, items, new long[items.length], new int[items.length], EventBatch.alike(items));
  }

  /** Scores of all items in each row, (R, N). */
  private static float[][] taught(EventBatch batch) throws IOException {
    int[] catalogue = IntStream.rangeClosed(1, TinyData.ITEMS).toArray();
    try (Dataset dataset = Dataset.open(data());
        FinishedTeacher teacher = Objects.requireNonNull(FinishedTeacher.of(student(1), dataset));
        NDManager manager = NativeEngine.newManager()) {
      SequenceModel model =
          FirstWeights.of(manager, student(1), dataset, dataset.split(LENGTH), null).model();
      BatchInputs inputs =
          BatchInputs.of(
              model.userEncoder(), student(1).backbone().task(), batch, new SplittableRandom(1));
      FinishedTeacher.Vectors made = teacher.vectors(manager, batch, inputs, catalogue);
      NDArray scores = made.users().matMul(made.items().transpose());
      float[][] rows = new float[inputs.rows().size()][];
      for (int r = 0; r < rows.length; r++) {
        rows[r] = scores.get(r).toFloatArray();
      }
      return rows;
    }
  }

  private static void assertClose(float[] actual, float[] expected) {
    assertThat(actual).hasSameSizeAs(expected);
    for (int i = 0; i < actual.length; i++) {
      assertThat(actual[i])
          .as("item %d", i + 1)
          .isCloseTo(expected[i], within(1e-4f)); // sums of 24 products in another order
    }
  }

  @Test
  void scoresAfterTheLastInput_areThoseServed() throws IOException {
    float[][] rows = taught(batch(0, 0, 3, 9, 4, 12, 5, 7, 2, 2, 11, 30, 8, 1));
    float[][] served = served(new int[][] {{3, 9, 4, 12}, {7, 2, 2, 11, 30, 8}});
    assertThat(rows).hasNumberOfRows(4 + 6);
    assertClose(rows[3], served[0]);
    assertClose(rows[9], served[1]);
  }

  @Test
  void scores_readNothingFromTheTargetOn() throws IOException {
    float[][] rows = taught(batch(7, 2, 2, 11, 30, 8, 1));
    float[][] other = taught(batch(7, 2, 2, 11, 5, 6, 9));
    for (int r = 0; r < 4; r++) { // rows 0 to 3 precede what differs
      assertThat(other[r]).containsExactly(rows[r]);
    }
    assertThat(other[4]).isNotEqualTo(rows[4]);
  }

  @Test
  void student_comesCloserToItsTeacher() throws IOException {
    List<Double> distances = new ArrayList<>();
    try (Dataset dataset = Dataset.open(data());
        TrainedRecommender trained =
            Trainer.create()
                .fit(
                    student(4),
                    dataset,
                    event -> {
                      if (event instanceof TrainingEvent.EpochFinished epoch) {
                        distances.add(epoch.distillation());
                      }
                    })) {
      assertThat(trained.report().lastEpoch()).isEqualTo(4);
    }
    assertThat(distances).hasSize(4).allMatch(distance -> distance > 0);
    assertThat(distances.get(3)).isLessThan(0.8 * distances.get(0));
  }

  private static void assertRefused(
      Class<? extends Exception> by, RecommenderSpec student, DataSpec data, String... words) {
    try (Dataset dataset = Dataset.open(data(), data)) {
      assertThatThrownBy(() -> FinishedTeacher.of(student, dataset))
          .isInstanceOf(by)
          .hasMessageContainingAll(words);
    }
  }

  @Test
  void teacherThatMayKnowWhatIsHeldOut_isRefused() throws IOException {
    RecommenderSpec taught = student(1);
    assertRefused(
        DataException.class,
        taught,
        DataSpec.builder().split(new RatioSplit()).build(),
        "cannot teach: it was trained on another split, LeaveOneOut");
    assertRefused(
        DataException.class,
        spec(1).distillation(bornAgain("refit")).build(),
        new DataSpec(),
        "trained anew on all interactions");
    Path other = folder.resolve("other");
    TinyData.write(other);
    Files.writeString(
        other.resolve("interactions.tsv"),
        Files.readString(other.resolve("interactions.tsv")).replaceFirst("u0\ti\\d+", "u0\ti29"));
    try (Dataset dataset = Dataset.open(other)) {
      assertThatThrownBy(() -> FinishedTeacher.of(taught, dataset))
          .isInstanceOf(DataException.class)
          .hasMessageContaining("trained on other data");
    }
  }

  @Test
  void teacherOfOtherRows_isRefused() {
    assertRefused(
        UsageException.class,
        student(1).toBuilder().maxLength(5).build(),
        new DataSpec(),
        "it reads 6 items, the student 5; set seqrec4j.max-length alike");
    assertRefused(
        UsageException.class,
        student(1).toBuilder().backbone(new Bert4Rec()).build(),
        new DataSpec(),
        "the student's 'bert4rec', and both must predict the next item");
  }
}
