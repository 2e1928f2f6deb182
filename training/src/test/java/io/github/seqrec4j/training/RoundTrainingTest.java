package io.github.seqrec4j.training;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.seqrec4j.api.DataException;
import io.github.seqrec4j.api.Modality;
import io.github.seqrec4j.api.RecommenderSpec;
import io.github.seqrec4j.api.RowUpdate;
import io.github.seqrec4j.api.TrainingSpec;
import io.github.seqrec4j.api.UsageException;
import io.github.seqrec4j.api.files.AtomicFiles;
import io.github.seqrec4j.api.files.Sha256;
import io.github.seqrec4j.backbones.SasRec;
import io.github.seqrec4j.data.Dataset;
import io.github.seqrec4j.fusion.MultiModalItemEncoder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.assertj.core.data.Offset;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Rounds without a cluster: partitions take turns in this process. */
final class RoundTrainingTest {

  private static final int UNREAD = 40; // items that no user has

  @TempDir private static Path data;
  @TempDir private Path folder;
  private static Dataset dataset;

  @BeforeAll
  static void open() throws IOException {
    TinyData.write(data);
    AtomicFiles.deleteTree(data.resolve("features"));
    StringBuilder more = new StringBuilder();
    for (int item = 0; item < UNREAD; item++) {
      more.append("unread").append(item).append("\t\n");
    }
    Files.writeString(data.resolve("items.tsv"), more, StandardOpenOption.APPEND);
    dataset = Dataset.open(data);
  }

  @AfterAll
  static void close() {
    dataset.close();
  }

  private int runs;

  @BeforeEach
  void first() {
    runs = 0;
  }

  private static RecommenderSpec spec(RowUpdate rows) {
    return RecommenderSpec.builder()
        .itemEncoder(MultiModalItemEncoder.builder().modalities(Modality.ID).width(8).build())
        .backbone(SasRec.builder().layers(1).dropout(0.2).build())
        .maxLength(6)
        .training(
            TrainingSpec.builder()
                .epochs(3)
                .batchSize(16)
                .patience(2)
                .seed(5)
                .idTable(rows)
                .optimizer(new AdamW(1e-2, 0.1, 0.9, 0.999, 1e-8))
                .build())
        .build();
  }

  private static final RoundSpec TWO =
      RoundSpec.builder().partitions(2).localSteps(3).outer(OuterOptimizer.nesterov()).build();

  /** The weights of the best round. */
  private String train(RecommenderSpec spec, RoundSpec rounds) throws IOException {
    Path checkpoints = folder.resolve("checkpoints-" + runs);
    try (RoundTraining training = RoundTraining.open(spec, dataset, rounds, checkpoints);
        ShardTraining shard = ShardTraining.open(spec, dataset, rounds)) {
      while (training.goesOn()) {
        round(training, shard, rounds);
      }
      return weights(training.finish());
    }
  }

  private RoundReport round(RoundTraining training, ShardTraining shard, RoundSpec rounds) {
    List<RoundSum> parts = parts(training, shard, rounds);
    RoundSum sum = new RoundSum();
    for (RoundSum part : parts) {
      sum = sum.plus(part);
    }
    return training.done(sum, 1, 1);
  }

  private List<RoundSum> parts(RoundTraining training, ShardTraining shard, RoundSpec rounds) {
    RoundWeights start = training.weights();
    List<RoundSum> parts = new ArrayList<>();
    for (int p = 0; p < rounds.partitions(); p++) {
      Path before = start.rounds() == 0 ? null : moments(start.rounds(), p);
      parts.add(shard.run(start, p, before, moments(start.rounds() + 1, p)));
    }
    return parts;
  }

  private Path moments(int round, int partition) {
    return folder.resolve("moments-" + runs + "-" + round + "-" + partition);
  }

  private String weights(TrainedRecommender model) throws IOException {
    Path bundle = folder.resolve("model-" + runs++);
    try (model) {
      model.save(bundle);
    }
    return Sha256.ofFile(bundle.resolve("weights.safetensors"))
        + Sha256.ofFile(bundle.resolve("item-vectors.safetensors"));
  }

  @ParameterizedTest
  @EnumSource
  void onePartition_withRoundsOfAnEpoch_isLocalTraining(RowUpdate rows) throws IOException {
    String local = weights(Trainer.create().fit(spec(rows), dataset, event -> {}));

    assertThat(train(spec(rows), new RoundSpec())).isEqualTo(local);
  }

  @Test
  void sumOfPartitions_doesNotDependOnItsOrder() throws IOException {
    RoundSpec rounds = RoundSpec.builder().partitions(5).localSteps(1).build();
    try (RoundTraining training =
            RoundTraining.open(spec(RowUpdate.LAZY), dataset, rounds, folder.resolve("c"));
        ShardTraining shard = ShardTraining.open(spec(RowUpdate.LAZY), dataset, rounds)) {
      List<RoundSum> parts = parts(training, shard, rounds);
      RoundSum forth = parts.stream().reduce(new RoundSum(), RoundSum::plus);
      RoundSum other =
          parts.get(4).plus(parts.get(1)).plus(parts.get(3).plus(parts.get(0)).plus(parts.get(2)));

      assertThat(forth.rows()).hasSizeBetween(10, 30).isEqualTo(other.rows());
      assertThat(forth.movers()).isEqualTo(other.movers()).contains(5);
      assertThat(numbers(forth.dense())).isEqualTo(numbers(other.dense()));
      assertThat(numbers(forth.values())).isEqualTo(numbers(other.values()));
      assertThat(numbers(forth.dense()).get(0))
          .as("floats are summed to within their roundings")
          .isCloseTo(
              parts.stream().mapToDouble(p -> numbers(p.dense()).get(0)).sum(),
              Offset.offset(1e-11));
      assertThatThrownBy(() -> training.done(parts.get(0), 1, 1))
          .hasMessageContaining("1 partitions came to something, expected 5");
    }
  }

  private static List<Double> numbers(@Nullable WeightSum given) {
    WeightSum sum = requireNonNull(given);
    List<Double> numbers = new ArrayList<>();
    for (long i = 0; i < sum.size(); i++) {
      numbers.add(sum.get(i));
    }
    return numbers;
  }

  @Test
  void roundThatIsDoneAgain_byAnother_andADriverThatGoesOn_changeNothing() throws IOException {
    RecommenderSpec spec = spec(RowUpdate.DEFERRED);
    String unbroken = train(spec, TWO);

    Path checkpoints = folder.resolve("checkpoints-" + runs);
    for (int stop : new int[] {2, 3, 100}) { // each time by a driver and an executor of their own
      try (RoundTraining training = RoundTraining.open(spec, dataset, TWO, checkpoints);
          ShardTraining shard = ShardTraining.open(spec, dataset, TWO)) {
        parts(training, shard, TWO); // lost
        while (training.goesOn() && training.rounds() < stop) {
          round(training, shard, TWO);
        }
        if (!training.goesOn()) {
          assertThat(weights(training.finish())).isEqualTo(unbroken);
          return;
        }
      }
    }
    throw new AssertionError("the training does not end");
  }

  @Test
  void othersPartitionsAndOuterOptimisers_giveOtherWeights_thatLearn() throws IOException {
    RecommenderSpec usual = spec(RowUpdate.DEFERRED);
    RecommenderSpec spec = // a round of a partition misses some items
        usual.toBuilder()
            .training(usual.training().toBuilder().batchSize(2).epochs(1).build())
            .build();
    RoundSpec averaged = TWO.toBuilder().outer(OuterOptimizer.averaging()).build();
    RoundSpec all = averaged.toBuilder().rowMean(RoundSpec.RowMean.ALL).build();

    assertThat(List.of(train(spec, TWO), train(spec, averaged), train(spec, all)))
        .doesNotHaveDuplicates();
    try (RoundTraining training = RoundTraining.open(spec, dataset, TWO, folder.resolve("c"));
        ShardTraining shard = ShardTraining.open(spec, dataset, TWO)) {
      RoundReport first = round(training, shard, TWO);
      while (training.rounds() < 18) {
        round(training, shard, TWO);
      }
      assertThat(round(training, shard, TWO).crossEntropy()).isLessThan(0.9 * first.crossEntropy());
      assertThat(first.movedRows()).isBetween(10, 29);
      assertThat(first.validation()).containsKey("ensemble");
    }
  }

  /** w = 1; the partitions come to 0.5 on average, then to 0.25. */
  @Test
  void nesterov_isThatOfDiLoCo() {
    OuterOptimizer rule = OuterOptimizer.nesterov();

    float velocity = rule.velocity(1, 0.5, 0); // g = 0.5
    float weight = rule.weight(1, 0.5, velocity); // 1 - 0.7 (0.5 + 0.9 x 0.5)
    assertThat(velocity).isEqualTo(0.5f);
    assertThat(weight).isEqualTo(0.335f);

    float next = rule.velocity(weight, 0.25, velocity); // 0.45 + 0.085
    assertThat(next).isEqualTo(0.535f);
    // 0.335 - 0.7 (0.085 + 0.9 x 0.535) = -0.06155, to within a float's rounding
    assertThat(rule.weight(weight, 0.25, next)).isCloseTo(-0.06155f, Offset.offset(1e-7f));
  }

  @Test
  void averaging_takesTheMeanItself() {
    Random random = new Random(1);
    for (int i = 0; i < 1000; i++) {
      float mean = (float) (random.nextGaussian() * Math.pow(10, -random.nextInt(12)));
      assertThat(OuterOptimizer.averaging().weight(random.nextFloat(), mean, 0)).isEqualTo(mean);
    }
  }

  @Test
  void checkpointOfOtherRounds_isRefused_andAnAverageToo() {
    RecommenderSpec spec = spec(RowUpdate.DEFERRED);
    Path checkpoints = folder.resolve("c");
    try (RoundTraining training = RoundTraining.open(spec, dataset, TWO, checkpoints);
        ShardTraining shard = ShardTraining.open(spec, dataset, TWO)) {
      round(training, shard, TWO);
    }

    RoundSpec three = TWO.toBuilder().partitions(3).build();
    assertThatThrownBy(() -> RoundTraining.open(spec, dataset, three, checkpoints))
        .isInstanceOf(DataException.class)
        .hasMessageContainingAll("3 steps in 2 partitions", "3 steps in 3 partitions");
    RecommenderSpec average =
        spec.toBuilder().training(spec.training().toBuilder().emaDecay(0.9).build()).build();
    assertThatThrownBy(() -> RoundTraining.open(average, dataset, TWO, folder.resolve("d")))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("training.ema-decay = 0.9");
  }
}
