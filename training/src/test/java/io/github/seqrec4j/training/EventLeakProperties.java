package io.github.seqrec4j.training;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.nn.Block;
import ai.djl.training.ParameterStore;
import io.github.seqrec4j.api.Candidates;
import io.github.seqrec4j.api.ItemCounts;
import io.github.seqrec4j.api.Objective;
import io.github.seqrec4j.api.RecommenderSpec;
import io.github.seqrec4j.api.SequenceBackbone;
import io.github.seqrec4j.api.SequenceInput;
import io.github.seqrec4j.api.SequenceSchema;
import io.github.seqrec4j.api.SequenceTask;
import io.github.seqrec4j.api.nn.ArrayBlock;
import io.github.seqrec4j.api.nn.NativeEngine;
import io.github.seqrec4j.backbones.Categories;
import io.github.seqrec4j.backbones.Gru4Rec;
import io.github.seqrec4j.backbones.Hstu;
import io.github.seqrec4j.backbones.Ligr;
import io.github.seqrec4j.backbones.SasRec;
import io.github.seqrec4j.distill.NoDistillation;
import io.github.seqrec4j.fusion.IdAwareTransformer.LastLayer;
import io.github.seqrec4j.objectives.InBatch;
import io.github.seqrec4j.objectives.SoftmaxCrossEntropy;
import io.github.seqrec4j.runtime.SlotContext;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/** Of the event that it predicts a row is told nothing but when it is asked. */
final class EventLeakProperties {

  private static final int CATEGORIES = 3;

  /** Where {@link SlotContext#arrays} has request times, counted from the end. */
  private static final int REQUEST_TIMES = 2;

  @Provide
  Arbitrary<SequenceTask> tasks() {
    Arbitrary<SequenceTask> masked =
        Combinators.combine(
                Arbitraries.doubles().between(0.05, 0.95),
                Arbitraries.doubles().between(0, 1),
                Arbitraries.integers().between(1, 3))
            .as(SequenceTask.MaskedItem::new);
    return Arbitraries.oneOf(Arbitraries.just(SequenceTask.NEXT_ITEM), masked);
  }

  @Property(tries = 60)
  void inputs_ofARow_whenItsTargetsTimeOrCategoryIsAnother_areTheSame(
      @ForAll("tasks") SequenceTask task,
      @ForAll @IntRange(min = 1, max = 4) int sequences,
      @ForAll @IntRange(min = 1, max = 6) int maxLength,
      @ForAll long seed) {
    EventBatch batch = batch(sequences, maxLength + 1, new Random(seed));
    BatchInputs inputs = inputs(task, maxLength, batch, seed);
    try (NDManager manager = NativeEngine.newManager()) {
      for (BatchInputs.Row row : inputs.rows()) {
        BatchInputs other = inputs(task, maxLength, changed(batch, row.target()), seed);
        assertThat(other.rows()).isEqualTo(inputs.rows());
        assertThat(other.slot()).isEqualTo(inputs.slot());
        List<double[]> before = visible(manager, task, inputs, row);
        List<double[]> after = visible(manager, task, other, row);
        int requests = before.size() - REQUEST_TIMES;
        int own = row.position() % inputs.slots();
        assertThat(after.get(requests)[own])
            .as("the slot that asks is told when")
            .isNotEqualTo(before.get(requests)[own]);
        after.get(requests)[own] = before.get(requests)[own];
        for (int array = 0; array < before.size(); array++) {
          assertThat(after.get(array)).as("array %d", array).containsExactly(before.get(array));
        }
      }
    }
  }

  /**
   * What the backbone is given of the row's sequence: all of it, or, where the task is causal, the
   * slots up to the row's.
   */
  private static List<double[]> visible(
      NDManager manager, SequenceTask task, BatchInputs inputs, BatchInputs.Row row) {
    int from = row.position() / inputs.slots() * inputs.slots();
    int to = task == SequenceTask.NEXT_ITEM ? row.position() + 1 : from + inputs.slots();
    List<double[]> visible = new ArrayList<>();
    for (NDArray array : inputs.context().arrays(manager)) {
      double[] all = array.toType(DataType.FLOAT64, false).toDoubleArray();
      visible.add(Arrays.copyOfRange(all, from, to));
    }
    return visible;
  }

  private static BatchInputs inputs(SequenceTask task, int maxLength, EventBatch batch, long seed) {
    Set<SequenceInput> all = Set.of(SequenceInput.values());
    return task instanceof SequenceTask.MaskedItem masked
        ? BatchInputs.masked(
            new SlotContext(batch.sequences() * masked.patterns(), maxLength + 1, true, all),
            masked,
            batch,
            new Random(seed))
        : BatchInputs.nextItem(new SlotContext(batch.sequences(), maxLength, false, all), batch);
  }

  @Property(tries = 25)
  void userVector_ofARow_whenItsTargetsTimeOrCategoryIsAnother_isTheSame(
      @ForAll("tasks") SequenceTask task,
      @ForAll @IntRange(min = 1, max = 3) int sequences,
      @ForAll @IntRange(min = 1, max = 4) int maxLength,
      @ForAll long seed) {
    EventBatch batch = batch(sequences, maxLength + 1, new Random(seed));
    try (NDManager manager = NativeEngine.newManager()) {
      SequenceModel model = model(manager, maxLength, new Eavesdropper(task));
      Users users = users(manager, model, batch, seed);
      for (int r = 0; r < users.inputs.rows().size(); r++) {
        BatchInputs.Row row = users.inputs.rows().get(r);
        Users other = users(manager, model, changed(batch, row.target()), seed);
        assertThat(other.row(r)).containsExactly(users.row(r));
        // The backbone does listen: an event that the row sees changes what it says.
        Users heard = users(manager, model, changed(batch, seen(users.inputs, row)), seed);
        assertThat(heard.row(r)).isNotEqualTo(users.row(r));
      }
    }
  }

  @Provide
  Arbitrary<SequenceBackbone> readersOfCategories() {
    return Arbitraries.of(
        SasRec.builder().layers(1).dropout(0).categories(Categories.EVENTS).build(),
        Gru4Rec.builder().dropout(0).categories(Categories.EVENTS).build(),
        Ligr.builder().layers(1).dropout(0).categories(Categories.EVENTS).build(),
        Hstu.builder()
            .layers(1)
            .dropout(0)
            .timeBias(Hstu.TimeBias.NONE)
            .categories(Categories.EVENTS)
            .build());
  }

  @Property(tries = 12)
  void userVector_ofABackboneThatReadsCategories_knowsThoseBeforeItsTargetOnly(
      @ForAll("readersOfCategories") SequenceBackbone backbone,
      @ForAll @IntRange(min = 1, max = 4) int maxLength,
      @ForAll long seed) {
    EventBatch batch = batch(2, maxLength + 1, new Random(seed));
    try (NDManager manager = NativeEngine.newManager()) {
      SequenceModel model = model(manager, maxLength, backbone);
      Users users = users(manager, model, batch, seed);
      for (int r = 0; r < users.inputs.rows().size(); r++) {
        BatchInputs.Row row = users.inputs.rows().get(r);
        Users other = users(manager, model, changed(batch, row.target()), seed);
        assertThat(other.row(r)).containsExactly(users.row(r));
        Users heard = users(manager, model, changed(batch, row.target() - 1), seed);
        assertThat(heard.row(r)).isNotEqualTo(users.row(r));
      }
    }
  }

  /** A batch slot that the row sees. */
  private static int seen(BatchInputs inputs, BatchInputs.Row row) {
    int from = row.position() / inputs.slots() * inputs.slots();
    return IntStream.range(from, from + inputs.slots())
        .map(at -> inputs.slot()[at])
        .filter(slot -> slot >= 0)
        .findFirst()
        .orElseThrow();
  }

  /** User vectors of the rows of a training step. */
  private record Users(BatchInputs inputs, NDArray vectors) {
    float[] row(int row) {
      return vectors.get(row).toFloatArray();
    }
  }

  private static Users users(NDManager manager, SequenceModel model, EventBatch batch, long seed) {
    BatchInputs inputs =
        BatchInputs.of(
            model.userEncoder(), model.spec().backbone().task(), batch, new Random(seed));
    Candidates candidates =
        model
            .spec()
            .objective()
            .sampler()
            .sampler(COUNTS)
            .candidates(inputs.of(batch), new Random(seed));
    return new Users(
        inputs,
        new TrainingStep(model).run(manager, batch, inputs, candidates, 0).userRows().get(0));
  }

  private static SequenceModel model(NDManager manager, int maxLength, SequenceBackbone backbone) {
    RecommenderSpec spec =
        TinyModel.spec(
            maxLength,
            LastLayer.OUTPUTS,
            Objective.of(new InBatch(), new SoftmaxCrossEntropy()),
            new NoDistillation());
    return TinyModel.of(manager, spec.toBuilder().backbone(backbone).build(), CATEGORIES);
  }

  /**
   * Adds up all that it is given, of the whole sequence, or, where the task is causal, up to each
   * slot; of request times all but the slot's own, which it may be told.
   */
  private record Eavesdropper(SequenceTask task) implements SequenceBackbone {
    @Override
    public String type() {
      return "eavesdropper";
    }

    @Override
    public Set<SequenceInput> inputs() {
      return Set.of(SequenceInput.values());
    }

    @Override
    public Block newBlock(SequenceSchema sequences) {
      return new ArrayBlock() {
        @Override
        protected NDArray output(ParameterStore store, NDList inputs, boolean training) {
          int last = inputs.size() - 1;
          NDArray requests = inputs.get(last - 1);
          NDArray told = // (B, L) int64, exact
              sum(inputs.get(last - 2).add(inputs.get(last))).add(sum(requests).sub(requests));
          for (NDArray mask : inputs.subNDList(1).subList(0, last - 3)) {
            told = told.add(sum(mask.toType(DataType.INT64, false)));
          }
          NDArray items = sum(inputs.get(0)); // (B, L, D)
          return items.add(told.toType(DataType.FLOAT32, false).expandDims(2));
        }
      };
    }

    private NDArray sum(NDArray slots) {
      return task == SequenceTask.NEXT_ITEM
          ? slots.cumSum(1)
          : slots.sum(new int[] {1}, true).broadcast(slots.getShape());
    }
  }

  /** The same but for time and category of one event. */
  private static EventBatch changed(EventBatch batch, int slot) {
    long[] times = batch.times().clone();
    int[] categories = batch.categories().clone();
    times[slot] += 1000;
    categories[slot] = 1 + categories[slot] % CATEGORIES;
    return new EventBatch(batch.slotsPerSequence(), batch.items(), times, categories);
  }

  /** Left-padded sequences of two events or more. */
  private static EventBatch batch(int sequences, int slots, Random random) {
    int[] items = new int[sequences * slots];
    long[] times = new long[items.length];
    int[] categories = new int[items.length];
    for (int b = 0; b < sequences; b++) {
      int length = 2 + random.nextInt(slots - 1);
      long time = random.nextInt(100);
      for (int s = (b + 1) * slots - length; s < (b + 1) * slots; s++) {
        items[s] = 1 + random.nextInt(TinyModel.ITEMS);
        time += random.nextInt(50);
        times[s] = time;
        categories[s] = random.nextInt(CATEGORIES + 1);
      }
    }
    return new EventBatch(slots, items, times, categories);
  }

  private static final ItemCounts COUNTS = ItemCounts.of(TinyModel.ITEMS, item -> 1);
}
