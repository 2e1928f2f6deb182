package io.github.seqrec4j.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.github.seqrec4j.api.CandidateSampler;
import io.github.seqrec4j.api.Candidates;
import io.github.seqrec4j.api.Distillation;
import io.github.seqrec4j.api.ItemCounts;
import io.github.seqrec4j.api.LogitRows;
import io.github.seqrec4j.api.Loss;
import io.github.seqrec4j.api.Objective;
import io.github.seqrec4j.api.RecommenderSpec;
import io.github.seqrec4j.api.UsageException;
import io.github.seqrec4j.api.nn.NativeEngine;
import io.github.seqrec4j.distill.NoDistillation;
import io.github.seqrec4j.distill.OnlineDistillation;
import io.github.seqrec4j.fusion.IdAwareTransformer.LastLayer;
import io.github.seqrec4j.objectives.BayesianPersonalizedRanking;
import io.github.seqrec4j.objectives.BinaryCrossEntropy;
import io.github.seqrec4j.objectives.Full;
import io.github.seqrec4j.objectives.GeneralizedBinaryCrossEntropy;
import io.github.seqrec4j.objectives.InBatch;
import io.github.seqrec4j.objectives.SoftmaxCrossEntropy;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/** What rows of other weights than one do to a training step. */
final class WeightedRowsProperties {

  private static final int MAX_LENGTH = 4;

  /** Sums of some hundred float32 terms in another order. */
  private static final double TOLERANCE = 2e-4;

  @Provide
  Arbitrary<Loss> losses() {
    return Arbitraries.of(
        new SoftmaxCrossEntropy(),
        new SoftmaxCrossEntropy(0.7),
        new BinaryCrossEntropy(),
        new GeneralizedBinaryCrossEntropy(),
        new BayesianPersonalizedRanking());
  }

  @Provide
  Arbitrary<Distillation> distillations() {
    return Arbitraries.of(
        new NoDistillation(),
        OnlineDistillation.sigmoid(2, 5),
        OnlineDistillation.sigmoid(1, 5).toBuilder()
            .teacherGradient(OnlineDistillation.TeacherGradient.FLOW)
            .build());
  }

  @Provide
  Arbitrary<CandidateSampler> samplers() {
    return Arbitraries.of(
        new InBatch(), new Full(), new EveryItem(EveryItem.Layout.TARGET_SHARED_AND_OWN));
  }

  /**
   * Sums over rows add up: the rows of weight 3 count once with all, and twice more by themselves.
   */
  @Property(tries = 40)
  void lossesAndGradients_areMeansByWeight(
      @ForAll("losses") Loss loss,
      @ForAll("distillations") Distillation distillation,
      @ForAll("samplers") CandidateSampler sampler,
      @ForAll @IntRange(min = 1, max = 200) int block,
      @ForAll long seed) {
    Random random = new Random(seed);
    int[] items = items(4, random);
    float[] once = new float[items.length];
    float[] more = new float[items.length];
    float[] both = new float[items.length];
    for (int slot = 0; slot < items.length; slot++) {
      once[slot] = items[slot] == 0 ? 0 : 1;
      more[slot] = items[slot] == 0 || random.nextBoolean() ? 0 : 1;
      both[slot] = once[slot] + 2 * more[slot];
    }
    more[items.length - 1] = 1;
    both[items.length - 1] = 3;
    Objective objective = Objective.of(sampler, loss);
    try (NDManager manager = NativeEngine.newManager()) {
      Step all = step(manager, objective, distillation, items, once, block);
      Step some = step(manager, objective, distillation, items, more, block);
      Step weighted = step(manager, objective, distillation, items, both, block);
      double whole = all.rows + 2.0 * some.rows;
      double a = all.rows / whole;
      double b = 2 * some.rows / whole;
      assertThat(weighted.loss).isCloseTo(a * all.loss + b * some.loss, within(TOLERANCE));
      assertThat(weighted.distillation)
          .isCloseTo(a * all.distillation + b * some.distillation, within(TOLERANCE));
      for (int i = 0; i < weighted.gradient.length; i++) {
        assertThat((double) weighted.gradient[i])
            .isCloseTo(a * all.gradient[i] + b * some.gradient[i], within(TOLERANCE));
      }
    }
  }

  @Property(tries = 15)
  void equalWeights_areNone_toTheByte(
      @ForAll("losses") Loss loss,
      @ForAll("distillations") Distillation distillation,
      @ForAll @IntRange(min = 1, max = 200) int block,
      @ForAll long seed) {
    int[] items = items(4, new Random(seed));
    Objective objective = Objective.of(new InBatch(), loss);
    try (NDManager manager = NativeEngine.newManager()) {
      Step none = step(manager, objective, distillation, items, EventBatch.alike(items), block);
      for (float weight : new float[] {1, 3}) {
        float[] weights = EventBatch.alike(items);
        for (int slot = 0; slot < weights.length; slot++) {
          weights[slot] *= weight;
        }
        Step equal = step(manager, objective, distillation, items, weights, block);
        assertThat(equal.gradient).isEqualTo(none.gradient);
        assertThat(equal.loss).isEqualTo(none.loss);
        assertThat(equal.distillation).isEqualTo(none.distillation);
      }
    }
  }

  @Example
  void lossThatTakesAPlainMean_isRefusedWhereRowsHaveWeights() {
    Objective objective = Objective.of(new InBatch(), new Careless());
    int[] items = items(2, new Random(1));
    float[] weights = EventBatch.alike(items);
    try (NDManager manager = NativeEngine.newManager()) {
      step(manager, objective, new NoDistillation(), items, weights, 1 << 20);
      weights[items.length - 1] = 2;
      assertThatThrownBy(
              () -> step(manager, objective, new NoDistillation(), items, weights, 1 << 20))
          .isInstanceOf(UsageException.class)
          .hasMessageContaining("'careless' (" + Careless.class.getName() + ") does not weigh")
          .hasMessageContaining("LogitRows.mean");
    }
  }

  /** Knows nothing of weights. */
  private record Careless() implements Loss {
    @Override
    public String type() {
      return "careless";
    }

    @Override
    public NDArray loss(LogitRows rows) {
      return rows.logSoftmax(0).gather(rows.target(), 1).mean().neg();
    }
  }

  /**
   * What a step came to.
   *
   * @param gradient of the items' vectors, branch after branch
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared as a whole
  private record Step(int rows, double loss, double distillation, float[] gradient) {}

  private static Step step(
      NDManager manager,
      Objective objective,
      Distillation distillation,
      int[] items,
      float[] weights,
      int block) {
    Engine.getInstance().setRandomSeed(5);
    RecommenderSpec spec = TinyModel.spec(MAX_LENGTH, LastLayer.OUTPUTS, objective, distillation);
    SequenceModel model = TinyModel.of(manager, spec, 0);
    EventBatch batch =
        new EventBatch(
            MAX_LENGTH + 1, items, new long[items.length], new int[items.length], weights);
    Random random = new Random(3);
    BatchInputs inputs = BatchInputs.of(model.userEncoder(), spec.backbone().task(), batch, random);
    Candidates candidates =
        objective.sampler().sampler(COUNTS).candidates(inputs.of(batch), random);
    TrainingStep.Pass pass =
        new TrainingStep(model, block)
            .run(manager, batch, inputs, candidates, distillation.weight(3));
    List<NDArray> gradients = pass.loss().itemGradients();
    int size = (int) gradients.get(0).size();
    float[] all = new float[gradients.size() * size];
    for (int m = 0; m < gradients.size(); m++) {
      System.arraycopy(gradients.get(m).toFloatArray(), 0, all, m * size, size);
    }
    return new Step(inputs.rows().size(), pass.loss().loss(), pass.loss().distillation(), all);
  }

  /** Left-padded sequences of two items or more. */
  private static int[] items(int sequences, Random random) {
    int slots = MAX_LENGTH + 1;
    int[] items = new int[sequences * slots];
    for (int b = 0; b < sequences; b++) {
      int length = 2 + random.nextInt(slots - 1);
      for (int s = (b + 1) * slots - length; s < (b + 1) * slots; s++) {
        items[s] = 1 + random.nextInt(TinyModel.ITEMS);
      }
    }
    return items;
  }

  private static final ItemCounts COUNTS = ItemCounts.of(TinyModel.ITEMS, item -> 1L + item % 3);
}
