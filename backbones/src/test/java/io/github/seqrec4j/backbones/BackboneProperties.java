package io.github.seqrec4j.backbones;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.training.ParameterStore;
import io.github.seqrec4j.api.Components;
import io.github.seqrec4j.api.SequenceBackbone;
import io.github.seqrec4j.api.SequenceInput;
import io.github.seqrec4j.api.SequenceSchema;
import io.github.seqrec4j.api.SequenceTask;
import io.github.seqrec4j.api.nn.ModelBlock;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;

/** Every registered backbone, with its defaults, at sizes drawn at random. */
class BackboneProperties {

  /** The same numbers, summed in another order by another batch. */
  private static final float TOLERANCE = 1e-4f;

  @Provide
  Arbitrary<SequenceBackbone> backbones() {
    return Arbitraries.of(List.copyOf(Components.of(SequenceBackbone.class).all()));
  }

  @Provide
  Arbitrary<SequenceBackbone> readersOfTimes() {
    return Arbitraries.of(
        new Hstu(),
        SasRec.builder().intervals(Intervals.REQUESTS).build(),
        Ligr.builder().intervals(Intervals.EVENTS).build(),
        Gru4Rec.builder().intervals(Intervals.REQUESTS).build());
  }

  @Property(tries = 20)
  void output_dependsOnSpansOfTimeOnly(
      @ForAll("readersOfTimes") SequenceBackbone backbone,
      @ForAll @IntRange(min = 1, max = 20) int slots,
      @ForAll @LongRange(min = -1_500_000_000, max = 1_500_000_000) long later,
      @ForAll int seed) {
    int width = 4;
    Random random = new Random(seed);
    try (NDManager manager = NDManager.newBaseManager()) {
      Engine.getInstance().setRandomSeed(seed);
      Block block = backbone.newBlock(SequenceSchema.of(slots, width));
      Shape mask1 = new Shape(1, slots);
      ModelBlock.initialize(block, manager, new Shape(1, slots, width), mask1);
      float[] mask = new float[slots];
      Arrays.fill(mask, random.nextInt(slots), slots, 1);
      float[] items = new float[slots * width];
      fill(items, 0, items.length, random);
      NDList context = context(manager, backbone, mask, 1, slots, random);
      NDArray before = encode(manager, block, items, context, 1, slots, width);
      NDArray real = context.get(0).toType(DataType.INT64, false);
      context.subNDList(1).forEach(times -> times.addi(real.mul(later)));
      NDArray after = encode(manager, block, items, context, 1, slots, width);
      assertThat(after.get("0, -1").toFloatArray())
          .as("%s", backbone)
          .containsExactly(before.get("0, -1").toFloatArray());
    }
  }

  @Property(tries = 30)
  void output_dependsOnRealEarlierItemsOnly(
      @ForAll("backbones") SequenceBackbone backbone,
      @ForAll @IntRange(min = 1, max = 5) int batch,
      @ForAll @IntRange(min = 2, max = 20) int slots,
      @ForAll @IntRange(min = 1, max = 8) int halfWidth,
      @ForAll int seed) {
    int width = 2 * halfWidth;
    Random random = new Random(seed);
    try (NDManager manager = NDManager.newBaseManager()) {
      Engine.getInstance().setRandomSeed(seed);
      boolean cloze = backbone.task() instanceof SequenceTask.MaskedItem; // reads one slot more
      Block block = backbone.newBlock(SequenceSchema.of(cloze ? slots - 1 : slots, width));
      Shape mask1 = new Shape(1, slots);
      ModelBlock.initialize(block, manager, new Shape(1, slots, width), mask1, mask1);
      int[] length = new int[batch];
      float[] mask = new float[batch * slots];
      float[] items = new float[batch * slots * width];
      for (int b = 0; b < batch; b++) {
        length[b] = 1 + random.nextInt(slots);
        for (int slot = slots - length[b]; slot < slots; slot++) {
          mask[b * slots + slot] = 1;
          fill(items, (b * slots + slot) * width, width, random);
        }
      }
      NDList context = context(manager, backbone, mask, batch, slots, random);
      NDArray before = encode(manager, block, items, context, batch, slots, width);
      assertThat(before.getShape()).isEqualTo(new Shape(batch, slots, width));

      // Noise at padding and behind a slot of each sequence changes nothing up to that slot.
      int[] upTo = new int[batch];
      for (int b = 0; b < batch; b++) {
        int first = slots - length[b];
        upTo[b] = first + random.nextInt(length[b]);
        fill(items, b * slots * width, first * width, random);
        if (backbone.task() instanceof SequenceTask.NextItem) {
          int from = upTo[b] + 1;
          fill(items, (b * slots + from) * width, (slots - from) * width, random);
        }
      }
      NDArray after = encode(manager, block, items, context, batch, slots, width);
      for (int b = 0; b < batch; b++) {
        NDIndex kept = new NDIndex("{}, {}:{}", b, slots - length[b], upTo[b] + 1);
        float[] was = before.get(kept).toFloatArray();
        float[] is = after.get(kept).toFloatArray();
        for (int i = 0; i < was.length; i++) {
          assertThat(is[i])
              .as("%s, sequence %d", backbone, b)
              .isFinite()
              .isCloseTo(was[i], org.assertj.core.data.Offset.offset(TOLERANCE));
        }
      }
    }
  }

  /** Mask, nothing masked where the task masks, and declared inputs of ascending times. */
  private static NDList context(
      NDManager manager,
      SequenceBackbone backbone,
      float[] mask,
      int batch,
      int slots,
      Random random) {
    Shape shape = new Shape(batch, slots);
    NDList context = new NDList(manager.create(mask, shape));
    if (backbone.task() instanceof SequenceTask.MaskedItem) {
      context.add(manager.zeros(shape));
    }
    long[] times = new long[mask.length + 1];
    times[0] = 1_700_000_000;
    for (int at = 0; at < mask.length; at++) {
      times[at + 1] = times[at] + Math.round(Math.exp(random.nextDouble(16)));
    }
    for (SequenceInput input : new TreeSet<>(backbone.inputs())) {
      int ahead = input == SequenceInput.REQUEST_TIMES ? 1 : 0;
      NDArray all = manager.create(Arrays.copyOfRange(times, ahead, ahead + mask.length), shape);
      context.add(all.mul(context.get(0).toType(DataType.INT64, false)));
    }
    return context;
  }

  private static NDArray encode(
      NDManager manager,
      Block block,
      float[] items,
      NDList context,
      int batch,
      int slots,
      int width) {
    NDList inputs = new NDList(manager.create(items, new Shape(batch, slots, width)));
    inputs.addAll(context);
    return block.forward(new ParameterStore(manager, false), inputs, false).singletonOrThrow();
  }

  private static void fill(float[] values, int from, int count, Random random) {
    for (int i = from; i < from + count; i++) {
      values[i] = (float) random.nextGaussian();
    }
  }
}
