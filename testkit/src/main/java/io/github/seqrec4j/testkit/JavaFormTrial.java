package io.github.seqrec4j.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import io.github.seqrec4j.api.HistoryEncoder;
import io.github.seqrec4j.api.JavaForm;
import io.github.seqrec4j.api.PackedHistory;
import io.github.seqrec4j.api.SequenceBackbone;
import io.github.seqrec4j.api.SequenceInput;
import io.github.seqrec4j.api.SequenceSchema;
import io.github.seqrec4j.api.SequenceTask;
import io.github.seqrec4j.api.nn.HostArrays;
import io.github.seqrec4j.api.nn.ParameterNames;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;

/**
 * A backbone's block and its Java form beside each other, over random weights, lengths and inputs:
 * the user vectors of the last slot differ by at most {@link #TOLERANCE} of their length.
 */
final class JavaFormTrial {

  /** Of the vectors' Euclidean norm; float32 sums of both in different orders stay below. */
  private static final double TOLERANCE = 1e-5;

  private static final int DRAWS = 3;
  private static final long[] UNREAD = {};
  private static final int YEAR = 365 * 24 * 3600;
  private static final long START = 1_600_000_000;

  private final NDManager manager;
  private final SequenceBackbone backbone;
  private final JavaForm form;
  private final SequenceSchema schema;
  private final boolean masks;

  JavaFormTrial(
      NDManager manager, SequenceBackbone backbone, int maxLength, int width, int categories) {
    this.manager = manager;
    this.backbone = backbone;
    form = backbone.javaForm().orElseThrow();
    schema = new SequenceSchema(maxLength, width, categories);
    masks = backbone.task() instanceof SequenceTask.MaskedItem;
  }

  /** Draws weights, then histories of every length. */
  void check() {
    for (int draw = 0; draw < DRAWS; draw++) {
      Random random = new Random(draw);
      Block block = backbone.newBlock(schema);
      BlockTrial trial = new BlockTrial(manager, draw, block, shapes());
      Map<String, Parameter> named = new LinkedHashMap<>();
      ParameterNames.collect("block", block, named);
      trial.parameters().forEach((name, parameter) -> trial.set(name, drawn(parameter, random)));
      Set<String> unasked = new TreeSet<>(named.keySet());
      HistoryEncoder encoder =
          form.newEncoder(schema, (name, shape) -> weights(named, unasked, "block." + name, shape));
      assertThat(unasked).as("weights that the Java form does not ask for").isEmpty();
      for (int slots = masks ? 2 : 1; slots <= slots(); slots++) {
        checkHistory(trial, encoder, slots, random);
      }
    }
  }

  private int slots() {
    return backbone.task().slots(schema.maxLength());
  }

  private Shape[] shapes() {
    List<Shape> shapes = new ArrayList<>(List.of(new Shape(1, slots(), schema.width())));
    int perSlot = 1 + (masks ? 1 : 0) + backbone.inputs().size();
    shapes.addAll(Collections.nCopies(perSlot, new Shape(1, slots())));
    return shapes.toArray(new Shape[0]);
  }

  /** A parameter with noise, so that gains, shifts and biases differ from what they start as. */
  static NDArray drawn(Parameter parameter, Random random) {
    NDArray start = parameter.getArray();
    float[] values = start.toFloatArray();
    for (int i = 0; i < values.length; i++) {
      values[i] += (float) (0.2 * random.nextGaussian());
    }
    return HostArrays.of(start.getManager(), values, start.getShape());
  }

  static float[] weights(
      Map<String, Parameter> named, Set<String> unasked, String name, int... shape) {
    Parameter parameter = named.get(name);
    if (parameter == null) {
      throw new AssertionError("no weights '" + name + "' among " + named.keySet());
    }
    unasked.remove(name);
    NDArray array = parameter.getArray();
    assertThat(array.getShape().getShape())
        .as("shape of " + name)
        .isEqualTo(Arrays.stream(shape).asLongStream().toArray());
    return array.toFloatArray();
  }

  private void checkHistory(BlockTrial trial, HistoryEncoder encoder, int real, Random random) {
    float[][] vectors = new float[real][schema.width()];
    for (int r = 0; r < (masks ? real - 1 : real); r++) {
      for (int j = 0; j < schema.width(); j++) {
        vectors[r][j] = (float) random.nextGaussian();
      }
    }
    long[] times = random.longs(real, START, START + YEAR).sorted().toArray();
    long[] requestTimes = new long[real];
    for (int r = 0; r < real; r++) {
      requestTimes[r] = r + 1 < real ? times[r + 1] : times[r] + random.nextInt(YEAR);
    }
    long[] categories = random.longs(real, 0, schema.categories() + 1L).toArray();
    Map<SequenceInput, long[]> inputs = new EnumMap<>(SequenceInput.class);
    inputs.put(SequenceInput.EVENT_TIMES, times);
    inputs.put(SequenceInput.REQUEST_TIMES, requestTimes);
    inputs.put(SequenceInput.EVENT_CATEGORIES, categories);
    inputs.keySet().retainAll(backbone.inputs());
    PackedHistory history =
        new PackedHistory(
            vectors,
            inputs.getOrDefault(SequenceInput.EVENT_TIMES, UNREAD),
            inputs.getOrDefault(SequenceInput.REQUEST_TIMES, UNREAD),
            inputs.getOrDefault(SequenceInput.EVENT_CATEGORIES, UNREAD));
    NDArray states = trial.evaluateLast(padded(vectors, inputs)).singletonOrThrow();
    float[] expected = states.get(0, states.getShape().get(1) - 1).toFloatArray();
    checkClose(encoder.encode(history), expected, real);
    checkClose(encoder.encode(history), expected, real); // nothing was changed by the first
  }

  /** What the block reads: one sequence, padded on the left. */
  private NDList padded(float[][] vectors, Map<SequenceInput, long[]> inputs) {
    int padding = slots() - vectors.length;
    float[] items = new float[slots() * schema.width()];
    float[] mask = new float[slots()];
    for (int r = 0; r < vectors.length; r++) {
      System.arraycopy(vectors[r], 0, items, (padding + r) * schema.width(), schema.width());
      mask[padding + r] = 1;
    }
    Shape shape = new Shape(1, slots());
    NDList read = new NDList(HostArrays.of(manager, items, new Shape(1, slots(), schema.width())));
    read.add(HostArrays.of(manager, mask, shape));
    if (masks) {
      float[] masked = new float[slots()];
      masked[slots() - 1] = 1;
      read.add(HostArrays.of(manager, masked, shape));
    }
    for (long[] input : inputs.values()) { // in the order of the enum
      long[] all = new long[slots()];
      System.arraycopy(input, 0, all, padding, vectors.length);
      read.add(HostArrays.of(manager, all, shape));
    }
    return read;
  }

  private static void checkClose(float[] actual, float[] expected, int real) {
    assertThat(actual).as("user vector of %d slots", real).hasSameSizeAs(expected);
    double squares = 0;
    for (float number : expected) {
      squares += number * number;
    }
    double tolerance = TOLERANCE * Math.sqrt(squares);
    for (int j = 0; j < expected.length; j++) {
      assertThat((double) actual[j])
          .as("number %d of the Java form's user vector of %d slots", j, real)
          .isCloseTo(expected[j], within(tolerance));
    }
  }
}
