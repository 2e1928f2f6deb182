package io.github.seqrec4j.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import io.github.seqrec4j.api.ItemJavaForm;
import io.github.seqrec4j.api.ItemTokens;
import io.github.seqrec4j.api.Modality;
import io.github.seqrec4j.api.ModalitySchema;
import io.github.seqrec4j.api.TokenEncoder;
import io.github.seqrec4j.api.nn.HostArrays;
import io.github.seqrec4j.api.nn.ParameterNames;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/**
 * A block over items and its Java form beside each other, over random weights and items: whole
 * ones, ones with fewer tokens, and ones that lack a modality. Vectors differ by at most {@link
 * #TOLERANCE} of their length. Left out is an item without any content, of which nobody is asked.
 *
 * @param blocks makes a new block for the modalities
 */
record ItemFormTrial(
    NDManager manager, ItemJavaForm form, Supplier<Block> blocks, List<ModalitySchema> modalities) {

  /** Of the vectors' Euclidean norm; float32 sums of both in different orders stay below. */
  private static final double TOLERANCE = 1e-5;

  private static final int DRAWS = 3;

  void check() {
    for (int draw = 0; draw < DRAWS; draw++) {
      Random random = new Random(draw);
      Block block = blocks.get();
      BlockTrial trial = new BlockTrial(manager, draw, block, shapes());
      trial
          .parameters()
          .forEach((name, parameter) -> trial.set(name, JavaFormTrial.drawn(parameter, random)));
      Map<String, Parameter> named = new LinkedHashMap<>();
      ParameterNames.collect("block", block, named);
      Set<String> unasked = new TreeSet<>(named.keySet());
      TokenEncoder encoder =
          form.newEncoder(
              modalities,
              (name, shape) -> JavaFormTrial.weights(named, unasked, "block." + name, shape));
      assertThat(unasked).as("weights that the Java form does not ask for").isEmpty();
      checkItem(trial, encoder, random, -1);
      for (int missing = 0; missing < modalities.size(); missing++) {
        if (hasContentBut(missing)) {
          checkItem(trial, encoder, random, missing);
        }
      }
    }
  }

  private boolean hasContentBut(int missing) {
    return IntStream.range(0, modalities.size())
        .anyMatch(m -> m != missing && !modalities.get(m).modality().equals(Modality.ID));
  }

  private Shape[] shapes() {
    List<Shape> shapes = new ArrayList<>();
    for (ModalitySchema schema : modalities) {
      shapes.add(new Shape(1, schema.tokens(), schema.width()));
      shapes.add(new Shape(1, schema.tokens()));
    }
    return shapes.toArray(new Shape[0]);
  }

  /** An item with some of its tokens, which lacks a modality, or none where it is -1. */
  private void checkItem(BlockTrial trial, TokenEncoder encoder, Random random, int missing) {
    List<ItemTokens> item = new ArrayList<>();
    NDList inputs = new NDList();
    for (int m = 0; m < modalities.size(); m++) {
      ModalitySchema schema = modalities.get(m);
      int real = m == missing ? 0 : 1 + random.nextInt(schema.tokens());
      float[][] vectors = new float[schema.tokens()][schema.width()];
      float[] flat = new float[schema.tokens() * schema.width()];
      float[] mask = new float[schema.tokens()];
      for (int t = 0; t < real; t++) {
        mask[t] = 1;
        for (int f = 0; f < schema.width(); f++) {
          vectors[t][f] = (float) random.nextGaussian();
        }
        System.arraycopy(vectors[t], 0, flat, t * schema.width(), schema.width());
      }
      item.add(new ItemTokens(vectors, real));
      inputs.add(HostArrays.of(manager, flat, new Shape(1, schema.tokens(), schema.width())));
      inputs.add(HostArrays.of(manager, mask, new Shape(1, schema.tokens())));
    }
    NDList expected = trial.evaluate(inputs);
    checkClose(encoder.encode(item), expected, missing);
    checkClose(encoder.encode(item), expected, missing); // nothing was changed by the first
  }

  private void checkClose(float[][] actual, NDList expected, int missing) {
    assertThat(actual)
        .as("vectors of the Java form")
        .hasDimensions(expected.size(), width(expected));
    for (int b = 0; b < actual.length; b++) {
      float[] vector = expected.get(b).toFloatArray();
      double squares = 0;
      for (float number : vector) {
        squares += (double) number * number;
      }
      for (int j = 0; j < vector.length; j++) {
        assertThat((double) actual[b][j])
            .as(
                "number %d of the Java form's vector %d of an item that lacks %s",
                j, b, missing < 0 ? "nothing" : modalities.get(missing).modality())
            .isCloseTo(vector[j], within(TOLERANCE * Math.sqrt(squares)));
      }
    }
  }

  private static int width(NDList expected) {
    NDArray first = expected.get(0);
    return Math.toIntExact(first.getShape().get(1));
  }
}
