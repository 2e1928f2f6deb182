package io.github.seqrec4j.training;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import io.github.seqrec4j.api.Branch;
import io.github.seqrec4j.api.CandidateSampler;
import io.github.seqrec4j.api.Candidates;
import io.github.seqrec4j.api.Distillation;
import io.github.seqrec4j.api.ItemCounts;
import io.github.seqrec4j.api.LogitRows;
import io.github.seqrec4j.api.Objective;
import io.github.seqrec4j.api.ParameterGroups;
import io.github.seqrec4j.api.SequenceTask;
import io.github.seqrec4j.distill.NoDistillation;
import io.github.seqrec4j.distill.OnlineDistillation;
import io.github.seqrec4j.fusion.IdAwareTransformer.LastLayer;
import io.github.seqrec4j.objectives.Full;
import io.github.seqrec4j.objectives.InBatch;
import io.github.seqrec4j.objectives.InBatch.Columns;
import io.github.seqrec4j.objectives.SoftmaxCrossEntropy;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.jspecify.annotations.Nullable;

/** What a training step must hold for any batch. Dropout is off, so that two steps compare. */
final class StepProperties {

  private static final int ITEMS = TinyModel.ITEMS;
  private static final int WIDTH = TinyModel.WIDTH;

  private static final Objective SLOTS = objective(new InBatch(1, Columns.SLOTS));
  private static final Objective DISTINCT = objective(new InBatch(1, Columns.DISTINCT));

  private static Objective objective(CandidateSampler sampler) {
    return Objective.of(sampler, new SoftmaxCrossEntropy());
  }

  /** Sums of some hundred float32 terms in another order. */
  private static final float TOLERANCE = 2e-4f;

  @Property(tries = 25)
  void lossesAndGradients_distinctColumns_equalPlainColumns(
      @ForAll @IntRange(min = 1, max = 6) int batch,
      @ForAll @IntRange(min = 1, max = 5) int maxLength,
      @ForAll @DoubleRange(min = 0.2, max = 3) double temperature,
      @ForAll OnlineDistillation.Divergence divergence,
      @ForAll OnlineDistillation.TeacherGradient teacherGradient,
      @ForAll @DoubleRange(max = 1) double ensembleWeight,
      @ForAll long seed) {
    Distillation distillation =
        OnlineDistillation.builder()
            .temperature(temperature)
            .divergence(divergence)
            .teacherGradient(teacherGradient)
            .ensembleWeight(ensembleWeight)
            .build();
    try (NDManager manager = NDManager.newBaseManager()) {
      int[] slots = slots(batch, maxLength, new Random(seed));
      Step plain = new Step(manager, seed, maxLength, SLOTS, distillation, slots);
      Step distinct = new Step(manager, seed, maxLength, DISTINCT, distillation, slots);
      assertThat(distinct.crossEntropy).isCloseTo(plain.crossEntropy, within(TOLERANCE));
      assertThat(distinct.distillation).isCloseTo(plain.distillation, within(TOLERANCE));
      assertThat(distinct.gradient).containsExactly(plain.gradient, within(TOLERANCE));
      assertThat(distinct.tableGradient).containsExactly(plain.tableGradient, within(TOLERANCE));
    }
  }

  @Property(tries = 25)
  void lossesAndGradients_streamedInBlocks_equalTheWhole(
      @ForAll @IntRange(min = 1, max = 6) int batch,
      @ForAll @IntRange(min = 1, max = 5) int maxLength,
      @ForAll Columns columns,
      @ForAll @IntRange(min = 1, max = 120) int block,
      @ForAll long seed) {
    Distillation distillation = OnlineDistillation.sigmoid(0.5, 5);
    Objective objective = objective(new InBatch(1, columns));
    try (NDManager manager = NDManager.newBaseManager()) {
      int[] slots = slots(batch, maxLength, new Random(seed));
      Step whole = new Step(manager, seed, maxLength, objective, distillation, slots);
      Step parts = new Step(manager, seed, maxLength, objective, distillation, slots, null, block);
      assertThat(parts.crossEntropy).isCloseTo(whole.crossEntropy, within(1e-5f));
      assertThat(parts.distillation).isCloseTo(whole.distillation, within(1e-5f));
      assertThat(parts.gradient).containsExactly(whole.gradient, within(TOLERANCE));
      assertThat(parts.tableGradient).containsExactly(whole.tableGradient, within(TOLERANCE));
    }
  }

  @Property(tries = 15)
  void lossesAndGradients_fullSoftmax_equalABatchThatHoldsEachItemOnce(@ForAll long seed) {
    List<Integer> items = new ArrayList<>(IntStream.rangeClosed(1, ITEMS).boxed().toList());
    Collections.shuffle(items, new Random(seed));
    int[] slots = new int[3 * 7];
    for (int i = 0; i < ITEMS; i++) {
      slots[slots.length - 1 - i] = items.get(i); // the first sequence is padded
    }
    Distillation distillation = OnlineDistillation.sigmoid(1, 5);
    try (NDManager manager = NDManager.newBaseManager()) {
      Objective batch = objective(new InBatch(0, Columns.DISTINCT));
      Step inBatch = new Step(manager, seed, 6, batch, distillation, slots);
      Step full = new Step(manager, seed, 6, objective(new Full()), distillation, slots);
      assertThat(full.crossEntropy).isCloseTo(inBatch.crossEntropy, within(TOLERANCE));
      assertThat(full.distillation).isCloseTo(inBatch.distillation, within(TOLERANCE));
      assertThat(full.gradient).containsExactly(inBatch.gradient, within(TOLERANCE));
      assertThat(full.tableGradient).containsExactly(inBatch.tableGradient, within(TOLERANCE));
    }
  }

  @Property(tries = 20)
  void lossesAndGradients_targetsAndNegativesInColumnsOfTheirOwn_equalFullSoftmax(
      @ForAll EveryItem.Layout layout,
      @ForAll @IntRange(min = 1, max = 5) int batch,
      @ForAll @IntRange(min = 1, max = 200) int block,
      @ForAll OnlineDistillation.TeacherGradient teacherGradient,
      @ForAll long seed) {
    // A gradient that flows to the teacher is left to the engine, and the loss's with it.
    Distillation distillation =
        OnlineDistillation.sigmoid(2, 5).toBuilder().teacherGradient(teacherGradient).build();
    try (NDManager manager = NDManager.newBaseManager()) {
      int[] slots = slots(batch, 4, new Random(seed));
      Step full = new Step(manager, seed, 4, objective(new Full()), distillation, slots);
      Objective every = objective(new EveryItem(layout));
      Step own = new Step(manager, seed, 4, every, distillation, slots, null, block);
      assertThat(own.crossEntropy).isCloseTo(full.crossEntropy, within(TOLERANCE));
      assertThat(own.distillation).isCloseTo(full.distillation, within(TOLERANCE));
      assertThat(own.gradient).containsExactly(full.gradient, within(TOLERANCE));
      assertThat(own.tableGradient).containsExactly(full.tableGradient, within(TOLERANCE));
    }
  }

  @Property(tries = 20)
  void padding_moreOfIt_changesNoLossAndNoGradient(
      @ForAll @IntRange(min = 1, max = 5) int batch,
      @ForAll @IntRange(min = 1, max = 4) int rest,
      @ForAll long seed) {
    // The last slots hold the same items in both; only one model reads further back, into padding.
    // Positions belong to slots, so the shorter model takes the last ones of the longer.
    Distillation distillation = OnlineDistillation.sigmoid(1, 5);
    int longer = rest + 2;
    try (NDManager manager = NDManager.newBaseManager()) {
      int[] few = slots(batch, rest, new Random(seed));
      int[] padded = new int[batch * (longer + 1)];
      for (int b = 0; b < batch; b++) {
        System.arraycopy(few, b * (rest + 1), padded, b * (longer + 1) + 2, rest + 1);
      }
      Step tall = new Step(manager, seed, longer, DISTINCT, distillation, padded);
      Step wide =
          new Step(
              manager, seed, rest, DISTINCT, distillation, few, tall.model, StreamedLoss.BLOCK);
      assertThat(wide.crossEntropy).isCloseTo(tall.crossEntropy, within(TOLERANCE));
      assertThat(wide.distillation).isCloseTo(tall.distillation, within(TOLERANCE));
      assertThat(wide.tableGradient).containsExactly(tall.tableGradient, within(TOLERANCE));
    }
  }

  @Property(tries = 5)
  void gradients_garbageCollectedBeforeTheBackwardPass_areTheSame(@ForAll long seed) {
    // What a graph points to must be the engine's own, not a buffer that Java has let go of.
    Distillation quiet = OnlineDistillation.sigmoid(2, 5);
    Distillation collecting =
        new Distillation() {
          @Override
          public String type() {
            return "collecting";
          }

          @Override
          public double weight(int epoch) {
            return quiet.weight(epoch);
          }

          @Override
          public void check(List<Branch> branches) {
            quiet.check(branches);
          }

          @Override
          public NDArray loss(LogitRows rows) {
            NDArray loss = quiet.loss(rows);
            System.gc();
            for (int i = 0; i < 2000; i++) { // takes what was let go of, and overwrites it
              ByteBuffer buffer = ByteBuffer.allocateDirect(4 + 4 * (i % 20));
              while (buffer.hasRemaining()) {
                buffer.put((byte) 0x7f);
              }
            }
            return loss;
          }
        };
    try (NDManager manager = NDManager.newBaseManager()) {
      int[] slots = slots(5, 4, new Random(seed));
      Step undisturbed = new Step(manager, seed, 4, DISTINCT, quiet, slots);
      Step disturbed = new Step(manager, seed, 4, DISTINCT, collecting, slots);
      assertThat(disturbed.gradient).containsExactly(undisturbed.gradient, within(TOLERANCE));
      assertThat(disturbed.tableGradient)
          .containsExactly(undisturbed.tableGradient, within(TOLERANCE));
    }
  }

  @Property(tries = 15)
  void contentBranches_anotherIdTable_staysAsTheyWere(
      @ForAll LastLayer lastLayer, @ForAll long seed) {
    try (NDManager manager = NDManager.newBaseManager()) {
      Engine.getInstance().setRandomSeed((int) seed);
      SequenceModel model = TinyModel.of(manager, 3, lastLayer, DISTINCT, new NoDistillation());
      int[] items = {1, 5, ITEMS};
      List<NDArray> before =
          model.encodeItems(
              manager, items, requireNonNull(model.idRows(manager, items, false)), false);
      NDArray other = manager.randomNormal(new Shape(items.length, WIDTH)).mul(10);
      List<NDArray> after = model.encodeItems(manager, items, other, false);
      for (int m = 0; m < before.size(); m++) {
        boolean isId = model.branches().get(m).name().equals("id");
        assertThat(Arrays.equals(after.get(m).toFloatArray(), before.get(m).toFloatArray()))
            .as("branch %s is as it was", model.branches().get(m))
            .isEqualTo(!isId);
      }
    }
  }

  /** Sequences of two to S+1 items, left-padded, with repeats within and between them. */
  private static int[] slots(int batch, int maxLength, Random random) {
    int[] slots = new int[batch * (maxLength + 1)];
    for (int b = 0; b < batch; b++) {
      int length = 2 + random.nextInt(maxLength);
      for (int s = maxLength + 1 - length; s <= maxLength; s++) {
        slots[b * (maxLength + 1) + s] = 1 + random.nextInt(ITEMS);
      }
    }
    return slots;
  }

  /** One forward and backward pass of a freshly seeded model. */
  private static final class Step {
    final SequenceModel model;
    final float crossEntropy;
    final float distillation;
    final float[] gradient;
    final float[] tableGradient;

    Step(
        NDManager manager,
        long seed,
        int maxLength,
        Objective objective,
        Distillation distillation,
        int[] slots) {
      this(manager, seed, maxLength, objective, distillation, slots, null, StreamedLoss.BLOCK);
    }

    Step(
        NDManager manager,
        long seed,
        int maxLength,
        Objective objective,
        Distillation distillation,
        int[] slots,
        @Nullable SequenceModel weightsOf,
        int block) {
      Engine.getInstance().setRandomSeed((int) seed);
      model = TinyModel.of(manager, maxLength, LastLayer.OUTPUTS, objective, distillation);
      if (weightsOf != null) {
        Map<String, NDArray> given = weightsOf.weights();
        model
            .weights()
            .forEach(
                (name, array) -> {
                  NDArray source = requireNonNull(given.get(name));
                  if (name.endsWith("positions")) {
                    long extra = source.getShape().get(0) - array.getShape().get(0);
                    source = source.get("{}:", extra);
                  }
                  array.set(new NDIndex("..."), source); // copyTo would swap its storage
                });
      }
      ParameterArena arena = new ParameterArena(manager, model.parameters(), new ParameterGroups());
      ItemCounts counts = counts(slots);
      EventBatch batch = EventBatch.of(maxLength + 1, slots);
      BatchInputs inputs =
          BatchInputs.of(model.userEncoder(), SequenceTask.NEXT_ITEM, batch, new Random(1));
      Candidates candidates =
          model
              .spec()
              .objective()
              .sampler()
              .sampler(counts)
              .candidates(inputs.of(batch), new Random(1));
      TrainingStep.Pass pass =
          new TrainingStep(model, block).run(manager, batch, inputs, candidates, 0.7);
      crossEntropy = (float) pass.loss().loss();
      this.distillation = (float) pass.loss().distillation();
      gradient = arena.takeGradient(manager).toFloatArray();
      float[] table = new float[(ITEMS + 1) * WIDTH];
      float[] rows = requireNonNull(pass.idRows()).getGradient().toFloatArray();
      for (int r = 0; r < pass.rowItems().length; r++) {
        // Row 0, padding, is encoded in the plain form and must receive nothing.
        System.arraycopy(rows, r * WIDTH, table, pass.rowItems()[r] * WIDTH, WIDTH);
      }
      tableGradient = table;
    }

    private static ItemCounts counts(int[] slots) {
      return ItemCounts.of(ITEMS, item -> Arrays.stream(slots).filter(s -> s == item).count());
    }
  }
}
