package io.github.seqrec4j.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.offset;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import io.github.seqrec4j.api.IdCodes;
import io.github.seqrec4j.api.IdCodes.Assignment;
import io.github.seqrec4j.api.ParameterGroup;
import io.github.seqrec4j.api.ParameterGroups;
import io.github.seqrec4j.api.ParameterGroups.Decayed;
import io.github.seqrec4j.api.RecommenderSpec;
import io.github.seqrec4j.api.TrainingEvent;
import io.github.seqrec4j.api.TrainingSpec;
import io.github.seqrec4j.api.nn.ModelBlock;
import io.github.seqrec4j.api.nn.NativeEngine;
import io.github.seqrec4j.api.nn.ParameterNames;
import io.github.seqrec4j.backbones.SasRec;
import io.github.seqrec4j.data.Dataset;
import io.github.seqrec4j.data.Split;
import io.github.seqrec4j.fusion.MultiModalItemEncoder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ItemCodesTest {

  private static final int GROUP = 40; // items that the users of a group choose from
  private static final int USERS = 60; // of each group

  @TempDir Path folder;

  /** Users of even numbers know items 0 to 39, the others 40 to 79, one shared item at the end. */
  private Dataset groups() throws IOException {
    Random random = new Random(3);
    StringBuilder log = new StringBuilder("user\titem\n");
    for (int user = 0; user < 2 * USERS; user++) {
      for (int e = 0; e < 12; e++) {
        int item = user % 2 * GROUP + random.nextInt(GROUP);
        log.append(String.format(Locale.ROOT, "u%d\ti%d%n", user, item));
      }
    }
    Files.writeString(folder.resolve("interactions.tsv"), log);
    return Dataset.open(folder);
  }

  private static ItemCodes codes(Dataset dataset, int splits, int values, Assignment assignment) {
    Split split = dataset.split(spec(new IdCodes()));
    return ItemCodes.of(new IdCodes(splits, values, assignment), dataset, split);
  }

  private static RecommenderSpec spec(IdCodes codes) {
    return RecommenderSpec.builder()
        .itemEncoder(
            MultiModalItemEncoder.builder()
                .modalities(io.github.seqrec4j.api.Modality.ID)
                .width(8)
                .idCodes(codes)
                .build())
        .backbone(SasRec.builder().layers(1).build())
        .maxLength(6)
        .training(TrainingSpec.builder().epochs(3).batchSize(16).build())
        .build();
  }

  @Test
  void itemsOfTheSameUsers_shareCodes_othersDoNot() throws IOException {
    try (Dataset dataset = groups()) {
      ItemCodes codes = codes(dataset, 2, 2, Assignment.INTERACTIONS);
      // The second vector, if not the first, tells the two groups apart.
      List<Set<Integer>> apart = new ArrayList<>();
      for (int split = 0; split < 2; split++) {
        Set<Integer> first = new TreeSet<>();
        Set<Integer> second = new TreeSet<>();
        for (int i = 0; i < GROUP; i++) {
          first.add(codes.code(dataset.itemIndex("i" + i), split));
          second.add(codes.code(dataset.itemIndex("i" + (GROUP + i)), split));
        }
        if (first.size() == 1 && second.size() == 1 && !first.equals(second)) {
          apart.add(first);
        }
      }
      assertThat(apart).as("splits that tell the groups apart").isNotEmpty();
    }
  }

  @Test
  void codes_ofASplit_areEquallyFrequent() throws IOException {
    try (Dataset dataset = groups()) {
      ItemCodes codes = codes(dataset, 3, 8, Assignment.INTERACTIONS);
      for (int split = 0; split < 3; split++) {
        int[] counts = new int[8];
        for (int item = 1; item <= dataset.items(); item++) {
          counts[codes.code(item, split)]++;
        }
        assertThat(counts).containsOnly(dataset.items() / 8);
      }
    }
  }

  @Test
  void hashedCodes_dependOnTheIdentifierAlone() throws IOException {
    List<Integer> here = new ArrayList<>();
    try (Dataset dataset = groups()) {
      ItemCodes codes = codes(dataset, 4, 256, Assignment.HASH);
      for (int split = 0; split < 4; split++) {
        here.add(codes.code(dataset.itemIndex("i7"), split));
      }
    }
    Files.writeString(
        folder.resolve("interactions.tsv"),
        "user\titem\nu\tx\nu\ti7\nu\ty\nu\tz\nu\tx\nv\tz\nv\ti7\nv\ty\nv\tx\nv\ti7\n");
    try (Dataset dataset = Dataset.open(folder)) {
      ItemCodes codes = codes(dataset, 4, 256, Assignment.HASH);
      for (int split = 0; split < 4; split++) {
        assertThat(codes.code(dataset.itemIndex("i7"), split)).isEqualTo(here.get(split));
      }
    }
    assertThat(new TreeSet<>(here)).as("splits hash differently").hasSizeGreaterThan(1);
  }

  @Test
  void packed_holdsEveryCode() throws IOException {
    try (Dataset dataset = groups();
        NDManager manager = NativeEngine.newManager()) {
      ItemCodes codes = codes(dataset, 10, 256, Assignment.HASH);
      NDArray packed = codes.packed(manager);
      assertThat(packed.getShape().getShape()).containsExactly(dataset.items() + 1, 2);
      long[] words = packed.toLongArray();
      for (int item = 1; item <= dataset.items(); item++) {
        for (int split = 0; split < 10; split++) {
          int stored = (int) (words[item * 2 + split / 8] >>> (8 * (split % 8))) & 0xFF;
          assertThat(stored).isEqualTo(codes.code(item, split));
        }
      }
    }
  }

  @Test
  void training_withCodes_learns_andIsRepeatable() throws IOException {
    IdCodes shared = new IdCodes(4, 16, Assignment.INTERACTIONS);
    List<Double> losses = new ArrayList<>();
    List<List<String>> tops = new ArrayList<>();
    try (Dataset dataset = groups()) {
      for (int run = 0; run < 2; run++) {
        List<Double> epochs = new ArrayList<>();
        long[] parameters = new long[1];
        try (TrainedRecommender trained =
            Trainer.create()
                .fit(
                    spec(shared),
                    dataset,
                    event -> {
                      if (event instanceof TrainingEvent.EpochFinished epoch) {
                        epochs.add(epoch.crossEntropy());
                      } else if (event instanceof TrainingEvent.Started started) {
                        parameters[0] = started.parameters();
                      }
                    })) {
          assertThat(epochs.get(2)).isLessThan(epochs.get(0));
          losses.add(epochs.get(2));
          tops.add(trained.recommend(List.of("i1", "i2"), 5).stream().map(r -> r.item()).toList());
          Path bundle = Files.createTempDirectory(folder, "bundle");
          trained.save(bundle.resolve("model"));
          try (var loaded =
              io.github.seqrec4j.runtime.SequentialRecommender.load(bundle.resolve("model"))) {
            assertThat(loaded.recommend(List.of("i1", "i2"), 5).stream().map(r -> r.item()))
                .containsExactlyElementsOf(tops.get(run));
          }
        }
        assertThat(parameters[0]).isPositive();
      }
    }
    assertThat(losses.get(1)).isEqualTo(losses.get(0), offset(0.0));
    assertThat(tops.get(1)).isEqualTo(tops.get(0));
  }

  @Test
  void codebook_movesAsTheIdTable() {
    ParameterGroups groups =
        ParameterGroups.builder()
            .idTable(new ParameterGroup(0.5, 0.25))
            .backbones(new ParameterGroup(3, 3))
            .build();
    ParameterGroups matrices = groups.toBuilder().decayed(Decayed.MATRICES).build();
    try (NDManager manager = NativeEngine.newManager()) {
      CodedTable table = new CodedTable(2, 4, 6);
      ModelBlock.initialize(table, manager, new Shape(1, 2));
      Map<String, Parameter> named = new HashMap<>();
      ParameterNames.collect(SequenceModel.ID_TABLE, table, named);
      assertThat(named).hasSize(1);
      named.forEach(
          (name, codebook) -> {
            assertThat(MoveFactors.of(name, codebook, groups))
                .isEqualTo(new MoveFactors(0.5, 0.25));
            assertThat(MoveFactors.of(name, codebook, matrices)).isEqualTo(new MoveFactors(0.5, 0));
          });
    }
  }

  @Test
  void codesThatDoNotFit_areRefused() {
    assertThatThrownBy(() -> spec(new IdCodes(3, 16, Assignment.HASH)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("splits must divide the width of the ID table, 8: 3");
    assertThatThrownBy(() -> new IdCodes(4, 257, Assignment.HASH))
        .hasMessageContaining("codes must be at most 256: 257");
  }

  @Test
  void ordering_isThatOfComparison() {
    Random random = new Random(1);
    float[] values = new float[1000];
    for (int i = 0; i < values.length; i++) {
      values[i] = random.nextInt(4) == 0 ? 0 : (float) random.nextGaussian();
    }
    values[17] = -0f;
    values[18] = Float.NEGATIVE_INFINITY;
    int[] expected =
        java.util.stream.IntStream.range(0, values.length)
            .boxed()
            .sorted(java.util.Comparator.comparingDouble(i -> values[i] + 0.0))
            .mapToInt(Integer::intValue)
            .toArray();
    assertThat(Ordering.ascending(values)).isEqualTo(expected);
    assertThat(Arrays.stream(expected).distinct()).hasSize(values.length);
  }
}
