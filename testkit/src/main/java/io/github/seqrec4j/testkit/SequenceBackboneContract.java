package io.github.seqrec4j.testkit;

import static io.github.seqrec4j.testkit.BlockTrial.checkClose;
import static io.github.seqrec4j.testkit.BlockTrial.checkFinite;
import static io.github.seqrec4j.testkit.BlockTrial.difference;
import static io.github.seqrec4j.testkit.BlockTrial.largest;
import static io.github.seqrec4j.testkit.BlockTrial.normal;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import io.github.seqrec4j.api.SequenceBackbone;
import io.github.seqrec4j.api.SequenceInput;
import io.github.seqrec4j.api.SequenceSchema;
import io.github.seqrec4j.api.SequenceTask;
import io.github.seqrec4j.api.nn.HostArrays;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/**
 * What every {@link SequenceBackbone} keeps. Extend it, say how the backbone is made and what it
 * refuses, and register the backbone in {@code META-INF/services} of the module under test.
 *
 * <p>Shapes: B = 3 sequences, one full, one of half the slots, one of a single item; S slots, D
 * width. A backbone of a masked task reads S+1 slots and a third input.
 */
public abstract class SequenceBackboneContract extends BlockContract<SequenceBackbone> {

  /** Agreement asked of numbers computed along different paths in float32. */
  private static final double ROUNDING = 1e-5;

  /** Agreement asked where the same numbers are computed. */
  private static final double SAME = 1e-6;

  private static final int SEED = 17;

  /** C, where the backbone reads categories. */
  private static final int CATEGORIES = 3;

  private static final long HOUR = 3600;

  /** Of the last event, in seconds since 1970. */
  private static final long LAST_TIME = 1_700_000_000;

  /** How many more slots {@code morePadding_changesNothing} pads. */
  private static final int MORE = 3;

  /** The slot of the full sequence that is masked where the task masks. */
  private static final int MASKED = 1;

  /** For subclasses. */
  protected SequenceBackboneContract() {
    super(SequenceBackbone.class);
  }

  @Override
  protected final SequenceBackbone component() {
    return backbone();
  }

  /** The backbone under test, with dropout where it has any. */
  protected abstract SequenceBackbone backbone();

  /** The same without dropout; {@link #backbone()} itself if it never has any. */
  protected abstract SequenceBackbone withoutDropout();

  /** S, at least 4; 12 unless overridden. */
  protected int maxLength() {
    return 12;
  }

  /** D; 8 unless overridden. */
  protected int width() {
    return 8;
  }

  @Test
  void output_isFiniteVectorPerSlot() {
    NDArray out = encode(trial(backbone(), SEED), items(), mask());
    assertThat(out.getShape()).isEqualTo(new Shape(3, slots(), width()));
    checkFinite("output at real slots", atRealSlots(out));
    assertThat(largest(atRealSlots(out))).isGreaterThan(0);
  }

  @Test
  void paddedContent_changesNothing() {
    BlockTrial trial = trial(withoutDropout(), SEED);
    NDArray noise = normal(manager, 5, 3, slots(), width());
    NDArray noisy = items().add(noise.mul(mask().neg().add(1).expandDims(2)));
    checkClose(
        "output when padded slots hold noise",
        atRealSlots(encode(trial, noisy, mask())),
        atRealSlots(encode(trial, items(), mask())),
        SAME);
  }

  @Test
  void morePadding_changesNothing() {
    BlockTrial trial = trial(withoutDropout(), SEED);
    BlockTrial longer = trial(withoutDropout(), SEED + 1, maxLength() + MORE);
    trial
        .parameters()
        .forEach(
            (name, parameter) ->
                longer.set(name, extended(parameter.getArray(), longer.array(name).getShape())));
    NDArray items =
        NDArrays.concat(new NDList(manager.zeros(new Shape(3, MORE, width())), items()), 1);
    NDArray mask = NDArrays.concat(new NDList(manager.zeros(new Shape(3, MORE)), mask()), 1);
    NDArray out = encode(longer, items, mask).get(new NDIndex(":, {}:", MORE));
    checkClose(
        "output under " + MORE + " more padded slots",
        atRealSlots(out),
        atRealSlots(encode(trial, items(), mask())),
        ROUNDING);
  }

  @Test
  void otherSequences_changeNothing() {
    BlockTrial trial = trial(withoutDropout(), SEED);
    NDArray together = encode(trial, items(), mask());
    for (int b = 0; b < 3; b++) {
      NDIndex one = new NDIndex("{}:{}", b, b + 1);
      int first = slots() - length(b);
      NDIndex real = new NDIndex(":, {}:", first);
      checkClose(
          "output of sequence " + b + " alone",
          encode(trial, items().get(one), mask().get(one)).get(real),
          together.get(one).get(real),
          ROUNDING);
    }
  }

  @Test
  void laterItem_changesNoEarlierState() {
    assumeTrue(
        backbone().task() instanceof SequenceTask.NextItem, "only a causal backbone claims this");
    BlockTrial trial = trial(withoutDropout(), SEED);
    NDArray before = encode(trial, items(), mask());
    for (int slot = 1; slot < slots(); slot++) {
      NDArray after = encode(trial, withOther(slot), mask());
      NDIndex earlier = new NDIndex("0, :{}", slot);
      checkClose(
          "states before slot " + slot + " when its item is another",
          after.get(earlier),
          before.get(earlier),
          SAME);
      assertThat(difference(after.get(0, slot), before.get(0, slot)))
          .as("change of the state at slot %d when its item is another", slot)
          .isGreaterThan(SAME);
    }
  }

  @Test
  void laterItem_changesEarlierState() {
    assumeTrue(
        backbone().task() instanceof SequenceTask.MaskedItem,
        "only a two-sided backbone claims this");
    BlockTrial trial = trial(withoutDropout(), SEED);
    int last = slots() - 1;
    assertThat(
            difference(
                encode(trial, withOther(last), mask()).get(0, 0),
                encode(trial, items(), mask()).get(0, 0)))
        .as("change of the first state when the last item is another")
        .isGreaterThan(SAME);
  }

  @Test
  void declaredInput_ofLaterSlot_changesNoEarlierState() {
    assumeTrue(!declared().isEmpty(), "only a backbone that reads more than items claims this");
    assumeTrue(
        backbone().task() instanceof SequenceTask.NextItem, "only a causal backbone claims this");
    BlockTrial trial = trial(withoutDropout(), SEED);
    NDArray before = encode(trial, items(), mask());
    for (SequenceInput input : declared()) {
      for (int slot = 1; slot < slots(); slot++) {
        NDIndex earlier = new NDIndex("0, :{}", slot);
        checkClose(
            "states before slot " + slot + " when its " + input + " is another",
            trial.evaluate(withOther(input, slot)).singletonOrThrow().get(earlier),
            before.get(earlier),
            SAME);
      }
    }
  }

  @Test
  void declaredInput_isRead() {
    assumeTrue(!declared().isEmpty(), "only a backbone that reads more than items claims this");
    BlockTrial trial = trial(withoutDropout(), SEED);
    NDArray before = atRealSlots(encode(trial, items(), mask()));
    for (SequenceInput input : declared()) {
      double most = 0;
      for (int slot = 0; slot < slots(); slot++) {
        NDArray after = trial.evaluate(withOther(input, slot)).singletonOrThrow();
        most = Math.max(most, difference(atRealSlots(after), before));
      }
      assertThat(most)
          .as("change of the output when %s changes; what is not read is not declared", input)
          .isGreaterThan(SAME);
    }
  }

  @Test
  void declaredInput_wherePadded_changesNothing() {
    assumeTrue(!declared().isEmpty(), "only a backbone that reads more than items claims this");
    BlockTrial trial = trial(withoutDropout(), SEED);
    NDList noisy = inputs(items(), mask());
    for (SequenceInput input : declared()) {
      NDArray padded = mask().neg().add(1).toType(DataType.INT64, false);
      noisy.get(place(input)).addi(padded.mul(2));
    }
    checkClose(
        "output when padded slots hold times or categories",
        atRealSlots(trial.evaluate(noisy).singletonOrThrow()),
        atRealSlots(encode(trial, items(), mask())),
        SAME);
  }

  @Test
  void maskedItem_isNotSeen() {
    assumeTrue(isMasked(), "only a backbone of a masked task hides items");
    BlockTrial trial = trial(withoutDropout(), SEED);
    NDArray before = trial.evaluate(maskedInputs(items())).singletonOrThrow();
    checkClose(
        "output when the masked item is another",
        atRealSlots(trial.evaluate(maskedInputs(withOther(MASKED))).singletonOrThrow()),
        atRealSlots(before),
        SAME);
    assertThat(difference(atRealSlots(before), atRealSlots(encode(trial, items(), mask()))))
        .as("change of the output by the mask")
        .isGreaterThan(SAME);
  }

  @Test
  void lastSlotAlone_isAsAmongAll() {
    BlockTrial trial = trial(withoutDropout(), SEED);
    NDArray all = encode(trial, items(), mask());
    NDArray last = trial.evaluateLast(inputs(items(), mask())).singletonOrThrow();
    NDIndex lastOf = new NDIndex(":, {}", last.getShape().get(1) - 1);
    checkClose(
        "state of the last slot when it alone is asked for",
        last.get(lastOf),
        all.get(new NDIndex(":, {}", slots() - 1)),
        ROUNDING);
  }

  @Test
  void javaForm_isAsTheBlock() {
    assumeTrue(backbone().javaForm().isPresent(), "only a backbone with a Java form claims this");
    new JavaFormTrial(manager, withoutDropout(), maxLength(), width(), CATEGORIES).check();
  }

  @Test
  void earlierItem_changesLastState() {
    BlockTrial trial = trial(withoutDropout(), SEED);
    int last = slots() - 1;
    assertThat(
            difference(
                encode(trial, withOther(last - 1), mask()).get(0, last),
                encode(trial, items(), mask()).get(0, last)))
        .as("change of the last state when the last item but one is another")
        .isGreaterThan(SAME);
  }

  @Test
  void gradient_reachesEveryParameterAndRealItem() {
    BlockTrial trial = trial(backbone(), SEED);
    NDArray items = items();
    items.setRequiresGradient(true);
    NDArray weights = normal(manager, 6, 3, slots(), width()).mul(mask().expandDims(2));
    trial.backward(SEED, maskedInputs(items), out -> out.get(0).mul(weights).sum());
    trial.checkGradients();
    for (int b = 0; b < 3; b++) {
      for (int slot = 0; slot < slots(); slot++) {
        double gradient = largest(items.getGradient().get(b, slot));
        if (slot < slots() - length(b) || isMasked(b, slot)) {
          assertThat(gradient)
              .as("gradient of padded or masked slot %d, sequence %d", slot, b)
              .isZero();
        } else {
          assertThat(gradient).as("gradient of slot %d, sequence %d", slot, b).isPositive();
        }
      }
    }
  }

  @Test
  void seed_decidesWeightsAndDropout() {
    BlockTrial one = trial(backbone(), SEED);
    NDArray first = one.train(SEED, inputs(items(), mask())).get(0);
    BlockTrial two = trial(backbone(), SEED);
    NDArray again = two.train(SEED, inputs(items(), mask())).get(0);
    checkClose("output under the same seed", atRealSlots(again), atRealSlots(first), 0);
    NDArray other = encode(trial(backbone(), SEED + 1), items(), mask());
    assertThat(difference(atRealSlots(other), atRealSlots(encode(one, items(), mask()))))
        .as("change of the output under another seed")
        .isGreaterThan(SAME);
  }

  @Test
  void dropout_isAllThatTrainingChanges() {
    BlockTrial without = trial(withoutDropout(), SEED);
    checkClose(
        "output in training without dropout",
        atRealSlots(without.train(SEED, inputs(items(), mask())).get(0)),
        atRealSlots(encode(without, items(), mask())),
        SAME);
    BlockTrial with = trial(backbone(), SEED);
    NDArray evaluated = atRealSlots(encode(with, items(), mask()));
    checkClose(
        "output of a second evaluation", atRealSlots(encode(with, items(), mask())), evaluated, 0);
    if (!withoutDropout().equals(backbone())) {
      NDArray trained = atRealSlots(with.train(SEED, inputs(items(), mask())).get(0));
      assertThat(difference(trained, evaluated)).as("change by dropout").isGreaterThan(SAME);
    }
  }

  @Test
  void parameters_surviveSaving() {
    BlockTrial saved = trial(withoutDropout(), SEED);
    BlockTrial restored = trial(withoutDropout(), SEED + 1);
    NDArray expected = atRealSlots(encode(saved, items(), mask()));
    restored.restore(saved);
    checkClose(
        "output of restored parameters",
        atRealSlots(encode(restored, items(), mask())),
        expected,
        0);
  }

  @Test
  void blocks_shareNoParameters() {
    SequenceBackbone backbone = backbone();
    List<Parameter> one = new ArrayList<>(trial(backbone, SEED).parameters().values());
    List<Parameter> two = new ArrayList<>(trial(backbone, SEED).parameters().values());
    assertThat(one).hasSameSizeAs(two);
    for (int i = 0; i < one.size(); i++) {
      assertThat(one.get(i)).as("each branch has weights of its own").isNotSameAs(two.get(i));
    }
  }

  private BlockTrial trial(SequenceBackbone backbone, int seed) {
    return trial(backbone, seed, maxLength());
  }

  private BlockTrial trial(SequenceBackbone backbone, int seed, int maxLength) {
    int slots = backbone.task().slots(maxLength);
    SequenceSchema schema = SequenceSchema.of(maxLength, width()).withCategories(CATEGORIES);
    backbone.check(schema);
    List<Shape> shapes = new ArrayList<>(List.of(new Shape(1, slots, width())));
    int perSlot = 1 + (isMasked() ? 1 : 0) + backbone.inputs().size();
    shapes.addAll(Collections.nCopies(perSlot, new Shape(1, slots)));
    return new BlockTrial(manager, seed, backbone.newBlock(schema), shapes.toArray(new Shape[0]));
  }

  /** L, the slots that the block reads. */
  private int slots() {
    return backbone().task().slots(maxLength());
  }

  private boolean isMasked() {
    return backbone().task() instanceof SequenceTask.MaskedItem;
  }

  private NDArray encode(BlockTrial trial, NDArray items, NDArray mask) {
    return trial.evaluate(inputs(items, mask)).singletonOrThrow();
  }

  /** A block's inputs with nothing masked. */
  private NDList inputs(NDArray items, NDArray mask) {
    NDList inputs = new NDList(items, mask);
    if (isMasked()) {
      inputs.add(manager.zeros(mask.getShape()));
    }
    for (SequenceInput declared : declared()) {
      inputs.add(context(declared, mask));
    }
    return inputs;
  }

  /** What the backbone reads beside vectors and mask, in the order of the enum. */
  private Set<SequenceInput> declared() {
    Set<SequenceInput> inputs = backbone().inputs();
    return inputs.isEmpty() ? Set.of() : new TreeSet<>(inputs);
  }

  /** Place of a declared input among a block's inputs. */
  private int place(SequenceInput input) {
    int before = (int) declared().stream().filter(d -> d.compareTo(input) < 0).count();
    return (isMasked() ? 3 : 2) + before;
  }

  /** (B, L) of a declared input, 0 where padded; by the distance from the last slot. */
  private NDArray context(SequenceInput input, NDArray mask) {
    int slots = Math.toIntExact(mask.getShape().get(1));
    long[] row = new long[slots];
    for (int slot = 0; slot < slots; slot++) {
      long back = slots - 1L - slot;
      row[slot] =
          switch (input) {
            case EVENT_TIMES -> LAST_TIME - HOUR * back * (back + 1);
            case REQUEST_TIMES ->
                back == 0 ? LAST_TIME + HOUR : LAST_TIME - HOUR * (back - 1) * back;
            case EVENT_CATEGORIES -> 1 + back % CATEGORIES;
          };
    }
    return HostArrays.of(manager, row, new Shape(1, slots)).mul(mask.toType(DataType.INT64, false));
  }

  /** Inputs of which the full sequence has another value of a declared input in one slot. */
  private NDList withOther(SequenceInput input, int slot) {
    NDList inputs = inputs(items(), mask());
    NDArray other = inputs.get(place(input));
    NDIndex at = new NDIndex("0, {}", slot);
    long change = input == SequenceInput.EVENT_CATEGORIES ? 1 : 30 * HOUR;
    long value = other.get(at).getLong() + change;
    other.set(at, input == SequenceInput.EVENT_CATEGORIES ? 1 + value % CATEGORIES : value);
    return inputs;
  }

  /** A block's inputs, one slot of the full sequence masked where the task masks. */
  private NDList maskedInputs(NDArray items) {
    NDList inputs = inputs(items, mask());
    if (isMasked()) {
      inputs.get(2).set(new NDIndex("0, {}", MASKED), 1);
    }
    return inputs;
  }

  private boolean isMasked(int b, int slot) {
    return isMasked() && b == 0 && slot == MASKED;
  }

  /** Items in sequence b. */
  private int length(int b) {
    return b == 0 ? slots() : b == 1 ? slots() / 2 : 1;
  }

  /** (B, S), 1 = real. */
  private NDArray mask() {
    float[] mask = new float[3 * slots()];
    for (int b = 0; b < 3; b++) {
      for (int slot = slots() - length(b); slot < slots(); slot++) {
        mask[b * slots() + slot] = 1;
      }
    }
    return HostArrays.of(manager, mask, new Shape(3, slots()));
  }

  /** (B, S, D), zero where padded. */
  private NDArray items() {
    return normal(manager, 4, 3, slots(), width()).mul(mask().expandDims(2));
  }

  /** The items with another at one slot of the full sequence. */
  private NDArray withOther(int slot) {
    NDArray items = items();
    items.set(new NDIndex("0, {}", slot), normal(manager, 8, width()));
    return items;
  }

  /** (R, D): the vectors of real slots. */
  private NDArray atRealSlots(NDArray padded) {
    NDList rows = new NDList();
    for (int b = 0; b < 3; b++) {
      rows.add(padded.get(new NDIndex("{}, {}:", b, slots() - length(b))));
    }
    return NDArrays.concat(rows);
  }

  /**
   * A parameter of the short block for the long one: as it is, or, with one row per slot, aligned
   * at the last slot behind rows of noise.
   */
  private NDArray extended(NDArray value, Shape wanted) {
    if (value.getShape().equals(wanted)) {
      return value;
    }
    assertThat(wanted.slice(1))
        .as("a parameter may depend on the length by one row per slot only")
        .isEqualTo(value.getShape().slice(1));
    long[] more = wanted.getShape().clone();
    more[0] -= value.getShape().get(0);
    return NDArrays.concat(new NDList(normal(manager, 9, more), value));
  }
}
