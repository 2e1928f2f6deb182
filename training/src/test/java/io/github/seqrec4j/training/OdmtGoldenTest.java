package io.github.seqrec4j.training;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.nn.Parameter;
import io.github.seqrec4j.api.CandidateSampler;
import io.github.seqrec4j.api.Candidates;
import io.github.seqrec4j.api.ItemCounts;
import io.github.seqrec4j.api.ParameterGroups;
import io.github.seqrec4j.api.RecommenderSpec;
import io.github.seqrec4j.api.SequenceTask;
import io.github.seqrec4j.api.nn.HostArrays;
import io.github.seqrec4j.fusion.IdAwareTransformer.LastLayer;
import io.github.seqrec4j.objectives.InBatch.Columns;
import io.github.seqrec4j.runtime.Histories;
import io.github.seqrec4j.runtime.ItemVectors;
import io.github.seqrec4j.runtime.Weights;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Number-by-number parity with the published PyTorch implementation, in the plain form (every slot
 * encoded, every token computed) and in the cheaper exact ones. Runs every case of the directory
 * given by {@code -Dseqrec4j.golden.dir}, by default the committed ones.
 */
final class OdmtGoldenTest {

  private static final float OUTPUT_RELATIVE = 1e-4f;
  private static final float OUTPUT_ABSOLUTE = 1e-5f;
  private static final float GRADIENT_RELATIVE = 1e-3f;
  private static final float GRADIENT_ABSOLUTE = 1e-5f;

  static Stream<Arguments> cases() throws IOException, URISyntaxException {
    String given = System.getProperty("seqrec4j.golden.dir", "");
    Path directory =
        given.isEmpty()
            ? Path.of(OdmtGoldenTest.class.getResource("/golden").toURI())
            : Path.of(given);
    List<Path> files;
    try (Stream<Path> listed = Files.list(directory)) {
      files = listed.filter(f -> f.toString().endsWith(".json")).sorted().toList();
    }
    assertThat(files).as("golden cases in " + directory).isNotEmpty();
    List<Arguments> cases = new ArrayList<>();
    for (Path file : files) {
      for (Columns columns : Columns.values()) {
        for (LastLayer lastLayer : LastLayer.values()) {
          cases.add(Arguments.of(file, columns, lastLayer));
        }
      }
    }
    return cases.stream();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void forwardAndGradients_equalReference(Path file, Columns columns, LastLayer lastLayer)
      throws IOException {
    try (NDManager manager = NDManager.newBaseManager()) {
      Run run = new Run(manager, file, columns, lastLayer);
      TrainingStep.Pass pass = run.pass(manager);
      GoldenCase golden = run.golden;
      int slotsPerSequence = golden.settings.maxSequenceLength + 1;
      List<NDArray> logits = run.logits(manager, pass);
      for (int m = 0; m < pass.items().size(); m++) {
        String branch = run.model.branches().get(m).name();
        compareItems(run, pass.items().get(m), golden.array("expect.item." + branch));
        compareUsers(run, pass.users().get(m), golden.array("expect.user." + branch));
        compareLogits(
            run, logits.get(m), golden.array("expect.logits." + branch), slotsPerSequence);
      }
      close(
          "ce",
          (float) pass.loss().loss(),
          golden.array("expect.ce").toFloatArray()[0],
          OUTPUT_RELATIVE,
          OUTPUT_ABSOLUTE);
      close(
          "kl",
          (float) pass.loss().distillation(),
          golden.array("expect.kl").toFloatArray()[0],
          OUTPUT_RELATIVE,
          OUTPUT_ABSOLUTE);

      Map<String, NDArray> expected = golden.group("grad");
      for (Map.Entry<String, Parameter> entry : run.model.parameters().entrySet()) {
        close(
            "gradient of " + entry.getKey(),
            entry.getValue().getArray().getGradient(),
            expected.remove(entry.getKey()),
            GRADIENT_RELATIVE,
            GRADIENT_ABSOLUTE);
      }
      NDArray table = run.denseTableGradient(manager, pass);
      close(
          "gradient of the ID table",
          table,
          expected.remove(SequenceModel.ID_TABLE),
          GRADIENT_RELATIVE,
          GRADIENT_ABSOLUTE);
      assertThat(expected).as("gradients of the reference that ours lacks").isEmpty();
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void threeOptimiserSteps_equalReference(Path file, Columns columns, LastLayer lastLayer)
      throws IOException {
    try (NDManager manager = NDManager.newBaseManager()) {
      Run run = new Run(manager, file, columns, lastLayer);
      ModelOptimizer optimizer =
          new ModelOptimizer(manager, run.spec.training(), run.arena, run.model.idTable(), 3);
      float[] expected = run.golden.array("expect.steps").toFloatArray();
      for (int step = 1; step <= 3; step++) {
        try (NDManager scratch = manager.newSubManager()) {
          optimizer.beforeStep(scratch, step, TrainingStep.rowItems(run.candidates));
          TrainingStep.Pass pass = run.pass(scratch);
          NDArray gradient = run.arena.takeGradient(scratch);
          NDArray rowGradient = requireNonNull(pass.idRows()).getGradient();
          double norm = ModelOptimizer.norm(gradient, rowGradient);
          optimizer.step(scratch, step, gradient, norm, pass.rowItems(), rowGradient);
          int at = (step - 1) * 3;
          close(
              "ce of step " + step,
              (float) pass.loss().loss(),
              expected[at],
              OUTPUT_RELATIVE,
              OUTPUT_ABSOLUTE);
          close(
              "kl of step " + step,
              (float) pass.loss().distillation(),
              expected[at + 1],
              OUTPUT_RELATIVE,
              OUTPUT_ABSOLUTE);
          close(
              "norm of step " + step,
              (float) norm,
              expected[at + 2],
              GRADIENT_RELATIVE,
              GRADIENT_ABSOLUTE);
        }
      }
      optimizer.settle(manager, 3);
      Map<String, NDArray> after = run.golden.group("after");
      Map<String, NDArray> weights = run.model.weights();
      assertThat(weights.keySet()).containsExactlyInAnyOrderElementsOf(after.keySet());
      weights.forEach(
          (name, array) ->
              close(
                  "after steps: " + name,
                  array,
                  requireNonNull(after.get(name)),
                  GRADIENT_RELATIVE,
                  GRADIENT_ABSOLUTE));
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void catalogueScores_equalReference(Path file, Columns columns, LastLayer lastLayer)
      throws IOException {
    Assumptions.assumeTrue(
        columns == Columns.DISTINCT, "scores do not depend on the columns of the loss");
    try (NDManager manager = NDManager.newBaseManager()) {
      Run run = new Run(manager, file, columns, lastLayer);
      run.arena.requireGradient(false);
      int maxLength = run.golden.settings.maxSequenceLength;
      int batch = run.golden.settings.batch;
      Histories histories = new Histories(batch, maxLength);
      for (int b = 0; b < batch; b++) {
        System.arraycopy(
            run.slots, b * (maxLength + 1) + 1, histories.items(), b * maxLength, maxLength);
      }
      ItemVectors items = CatalogueEncoding.vectors(manager, run.model);
      NDArray users = run.model.userEncoder().encodeLast(manager, histories, items);
      for (int m = 0; m < items.branches().size(); m++) {
        NDArray expected = run.golden.array("expect.scores." + items.branches().get(m));
        close(
            "scores of " + items.branches().get(m),
            items.scores(users, m),
            expected.get(":, 1:"),
            OUTPUT_RELATIVE,
            OUTPUT_ABSOLUTE);
      }
      close(
          "scores of the ensemble",
          items.scores(users),
          run.golden.array("expect.scores.ensemble").get(":, 1:"),
          OUTPUT_RELATIVE,
          OUTPUT_ABSOLUTE);
    }
  }

  /** Items of real slots: (B(S+1), D) in the reference, (C, D) in ours. */
  private static void compareItems(Run run, NDArray ours, NDArray expected) {
    int width = (int) expected.getShape().get(1);
    float[] theirs = expected.toFloatArray();
    float[] vectors = ours.toFloatArray();
    for (int s = 0; s < run.slots.length; s++) {
      int column = run.candidates.slotColumn()[s];
      for (int d = 0; column >= 0 && d < width; d++) {
        close(
            "item of slot " + s,
            vectors[column * width + d],
            theirs[s * width + d],
            OUTPUT_RELATIVE,
            OUTPUT_ABSOLUTE);
      }
    }
  }

  private static void compareUsers(Run run, NDArray ours, NDArray expected) {
    float[] mask = run.golden.array("input.log_mask").toFloatArray();
    float[] theirs = expected.toFloatArray();
    float[] vectors = ours.toFloatArray();
    int width = theirs.length / mask.length;
    for (int i = 0; i < theirs.length; i++) {
      if (mask[i / width] > 0) {
        close("user of slot " + i / width, vectors[i], theirs[i], OUTPUT_RELATIVE, OUTPUT_ABSOLUTE);
      }
    }
  }

  /**
   * Ours (R, C) at the column of each slot; a slot that the reference excludes must be excluded,
   * unless the distinct column is the target's.
   */
  private static void compareLogits(Run run, NDArray ours, NDArray expected, int slotsPerSequence) {
    float[] theirs = expected.toFloatArray();
    float[] logits = ours.toFloatArray();
    int columns = (int) ours.getShape().get(1);
    int row = 0;
    for (int s = 0; s < run.slots.length; s++) {
      if (s % slotsPerSequence == slotsPerSequence - 1 || run.slots[s] == 0) {
        continue;
      }
      int target = run.candidates.slotColumn()[s + 1];
      for (int slot = 0; slot < run.slots.length; slot++) {
        int column = run.candidates.slotColumn()[slot];
        float expectedLogit = theirs[row * run.slots.length + slot];
        boolean excluded = expectedLogit <= RowLayout.EXCLUDED;
        if (column < 0) {
          assertThat(excluded).isTrue();
        } else if (excluded) {
          if (column != target || slot == s + 1) {
            assertThat(logits[row * columns + column]).isLessThan(RowLayout.EXCLUDED / 2);
          }
        } else {
          close(
              "logit of row " + row + ", slot " + slot,
              logits[row * columns + column],
              expectedLogit,
              OUTPUT_RELATIVE,
              OUTPUT_ABSOLUTE);
        }
      }
      row++;
    }
    assertThat(row).isEqualTo((int) ours.getShape().get(0));
  }

  private static void close(
      String what, NDArray actual, NDArray expected, float relative, float absolute) {
    assertThat(actual.getShape())
        .as(what)
        .isEqualTo(
            expected.getShape().dimension() == 1 && actual.getShape().dimension() == 0
                ? actual.getShape()
                : expected.getShape());
    float[] ours = actual.toFloatArray();
    float[] theirs = expected.toFloatArray();
    for (int i = 0; i < theirs.length; i++) {
      close(what + "[" + i + "]", ours[i], theirs[i], relative, absolute);
    }
  }

  private static void close(
      String what, float actual, float expected, float relative, float absolute) {
    if (!(Math.abs(actual - expected) <= absolute + relative * Math.abs(expected))) {
      throw new AssertionError(what + ": got " + actual + ", reference " + expected);
    }
  }

  /** A model with the golden weights and the golden batch. */
  private static final class Run {
    final GoldenCase golden;
    final RecommenderSpec spec;
    final SequenceModel model;
    final ParameterArena arena;
    final int[] slots;
    final EventBatch batch;
    final BatchInputs inputs;
    final Candidates candidates;

    Run(NDManager manager, Path file, Columns columns, LastLayer lastLayer) throws IOException {
      golden = new GoldenCase(manager, file);
      spec = golden.spec(columns, lastLayer);
      model = new SequenceModel(manager, spec, golden.settings.items, 0, golden.stores());
      Map<String, NDArray> weights = golden.group("weight");
      model.weights().forEach((name, array) -> Weights.copy(weights, name, array));
      arena = new ParameterArena(manager, model.parameters(), new ParameterGroups());
      slots =
          Arrays.stream(golden.array("input.items").toLongArray()).mapToInt(i -> (int) i).toArray();
      double[] popularity =
          golden.array("input.popularity").toType(DataType.FLOAT64, false).toDoubleArray();
      batch = EventBatch.of(golden.settings.maxSequenceLength + 1, slots);
      inputs = BatchInputs.of(model.userEncoder(), SequenceTask.NEXT_ITEM, batch, new Random(1));
      CandidateSampler.Sampler sampler = spec.objective().sampler().sampler(counts(popularity));
      candidates = sampler.candidates(inputs.of(batch), new Random(1));
    }

    /** Counts in the proportions of p(i), which is all that a sampler takes from them. */
    private static ItemCounts counts(double[] popularity) {
      return ItemCounts.of(popularity.length - 1, item -> Math.round(popularity[item] * 1e15));
    }

    TrainingStep.Pass pass(NDManager owner) {
      return new TrainingStep(model).run(owner, batch, inputs, candidates, weight());
    }

    private double weight() {
      return spec.distillation().weight(golden.settings.epoch);
    }

    /** Per branch (R, C), as the loss sees them. */
    List<NDArray> logits(NDManager owner, TrainingStep.Pass pass) {
      RowLayout layout = new RowLayout(batch, inputs, candidates, model.items());
      return BlockLogits.of(
              owner, model.branches(), pass.userRows(), pass.items(), layout, 0, layout.rows())
          .rows()
          .logits();
    }

    NDArray denseTableGradient(NDManager owner, TrainingStep.Pass pass) {
      NDArray dense = owner.zeros(requireNonNull(model.idTable()).getShape());
      dense.set(
          new ai.djl.ndarray.index.NDIndex("{}", HostArrays.indices(owner, pass.rowItems())),
          requireNonNull(pass.idRows()).getGradient());
      return dense;
    }
  }
}
