package io.github.seqrec4j.testkit;

import static io.github.seqrec4j.testkit.BlockTrial.checkClose;
import static io.github.seqrec4j.testkit.BlockTrial.checkFinite;
import static io.github.seqrec4j.testkit.BlockTrial.difference;
import static io.github.seqrec4j.testkit.BlockTrial.largest;
import static io.github.seqrec4j.testkit.BlockTrial.normal;
import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import io.github.seqrec4j.api.Branch;
import io.github.seqrec4j.api.Components;
import io.github.seqrec4j.api.Fusion;
import io.github.seqrec4j.api.Modality;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What every {@link Fusion} keeps. Extend it, say how the fusion is made and what it refuses, and
 * register the fusion in {@code META-INF/services} of the module under test.
 *
 * <p>Shapes: U = 4 items; the ID has one token, text three, of which item 1 has two, image two; D
 * width.
 */
public abstract class FusionContract {

  /** Agreement asked of numbers computed along different paths in float32. */
  private static final double ROUNDING = 1e-5;

  /** Agreement asked where the same numbers are computed. */
  private static final double SAME = 1e-6;

  private static final int SEED = 23;
  private static final int ITEMS = 4;
  private static final List<Modality> MODALITIES =
      List.of(Modality.ID, Modality.TEXT, Modality.IMAGE);
  private static final int[] TOKENS = {1, 3, 2};
  private static final int TEXT = 1;

  private NDManager manager;

  /** For subclasses. */
  @SuppressWarnings("NullAway.Init") // JUnit calls open() before each test
  protected FusionContract() {}

  /** The fusion under test, with dropout where it has any. */
  protected abstract Fusion fusion();

  /** The same without dropout; {@link #fusion()} itself if it never has any. */
  protected abstract Fusion withoutDropout();

  /** Options out of range, at least one for each option that has a range. */
  protected abstract List<RefusedOption> refusedOptions();

  /** D; 8 unless overridden. */
  protected int width() {
    return 8;
  }

  @BeforeEach
  final void open() {
    manager = NDManager.newBaseManager();
  }

  @AfterEach
  final void close() {
    manager.close();
  }

  @Test
  void type_selectsThisClass() {
    Fusion registered = Components.of(Fusion.class).get(fusion().type());
    assertThat(registered.getClass()).isEqualTo(fusion().getClass());
    assertThat(fusion().getClass().isRecord()).as("a component is a record").isTrue();
    assertThat(fusion()).as("equal options make equal fusions").isEqualTo(fusion());
  }

  @Test
  void options_outOfRange_areRefusedByName() {
    RefusedOption.check(refusedOptions());
  }

  @Test
  void output_isFiniteVectorPerBranch() {
    for (int modalities = 1; modalities <= MODALITIES.size(); modalities++) {
      List<Branch> branches = fusion().branches(MODALITIES.subList(0, modalities));
      assertThat(branches).isNotEmpty().doesNotHaveDuplicates();
      NDList inputs = new NDList(inputs().subList(0, 2 * modalities));
      NDList out = trial(fusion(), SEED, modalities).evaluate(inputs);
      assertThat(out).as("one output for each of %s", branches).hasSameSizeAs(branches);
      for (NDArray branch : out) {
        assertThat(branch.getShape()).isEqualTo(new Shape(ITEMS, width()));
        checkFinite("output", branch);
      }
    }
  }

  @Test
  void otherItems_changeNothing() {
    BlockTrial trial = trial(withoutDropout(), SEED);
    NDList together = trial.evaluate(inputs());
    NDIndex one = new NDIndex("1:2");
    NDList alone = trial.evaluate(new NDList(inputs().stream().map(a -> a.get(one)).toList()));
    for (int b = 0; b < together.size(); b++) {
      checkClose("output of an item alone", alone.get(b), together.get(b).get(one), ROUNDING);
    }
  }

  @Test
  void paddedToken_changesNothing() {
    BlockTrial trial = trial(withoutDropout(), SEED);
    NDList noisy = inputs();
    noisy.get(2 * TEXT).set(new NDIndex("1, 2"), normal(manager, 9, width()));
    checkAll(
        "output when a padded token holds noise", trial.evaluate(noisy), trial.evaluate(inputs()));
  }

  @Test
  void missingModality_harmsNoOtherItem() {
    BlockTrial trial = trial(withoutDropout(), SEED);
    NDList complete = trial.evaluate(inputs());
    NDList inputs = inputs();
    for (int m = 1; m < MODALITIES.size(); m++) { // item 0 lacks all but the ID
      inputs.get(2 * m).set(new NDIndex("0"), 0f);
      inputs.get(2 * m + 1).set(new NDIndex("0"), 0f);
    }
    NDList out = trial.evaluate(inputs);
    NDIndex others = new NDIndex("1:");
    for (int b = 0; b < out.size(); b++) {
      checkFinite("output of an item without content", out.get(b));
      checkClose(
          "output of the other items", out.get(b).get(others), complete.get(b).get(others), SAME);
    }
  }

  @Test
  void gradient_reachesEveryParameterAndModality() {
    BlockTrial trial = trial(fusion(), SEED);
    NDList inputs = inputs();
    for (int m = 0; m < MODALITIES.size(); m++) {
      inputs.get(2 * m).setRequiresGradient(true);
    }
    trial.backward(SEED, inputs, this::weighted);
    trial.checkGradients();
    for (int m = 0; m < MODALITIES.size(); m++) {
      assertThat(largest(inputs.get(2 * m).getGradient().get(new NDIndex(":, 0"))))
          .as("gradient of the first token of %s", MODALITIES.get(m))
          .isPositive();
    }
  }

  @Test
  void seed_decidesWeightsAndDropout() {
    checkAll(
        "output under the same seed",
        trial(fusion(), SEED).train(SEED, inputs()),
        trial(fusion(), SEED).train(SEED, inputs()));
  }

  @Test
  void dropout_isAllThatTrainingChanges() {
    BlockTrial without = trial(withoutDropout(), SEED);
    checkAll(
        "output in training without dropout",
        without.train(SEED, inputs()),
        without.evaluate(inputs()));
    if (!withoutDropout().equals(fusion())) {
      BlockTrial with = trial(fusion(), SEED);
      NDArray trained = NDArrays.concat(with.train(SEED, inputs()));
      assertThat(difference(trained, NDArrays.concat(with.evaluate(inputs()))))
          .as("change by dropout")
          .isGreaterThan(SAME);
    }
  }

  @Test
  void parameters_surviveSaving() {
    BlockTrial saved = trial(withoutDropout(), SEED);
    BlockTrial restored = trial(withoutDropout(), SEED + 1);
    restored.restore(saved);
    checkAll(
        "output of restored parameters", restored.evaluate(inputs()), saved.evaluate(inputs()));
  }

  private static void checkAll(String what, NDList actual, NDList expected) {
    assertThat(actual).hasSameSizeAs(expected);
    for (int b = 0; b < actual.size(); b++) {
      checkClose(what, actual.get(b), expected.get(b), SAME);
    }
  }

  /** A scalar that every number of every output enters with a weight of its own. */
  private NDArray weighted(NDList out) {
    NDArray sum = manager.create(0f);
    for (int b = 0; b < out.size(); b++) {
      sum = out.get(b).mul(normal(manager, 30 + b, ITEMS, width())).sum().add(sum);
    }
    return sum;
  }

  private BlockTrial trial(Fusion fusion, int seed) {
    return trial(fusion, seed, MODALITIES.size());
  }

  private BlockTrial trial(Fusion fusion, int seed, int modalities) {
    fusion.check(MODALITIES.subList(0, modalities), width()); // what is built passes
    List<Shape> shapes = new ArrayList<>();
    for (int m = 0; m < modalities; m++) {
      shapes.add(new Shape(1, TOKENS[m], width()));
      shapes.add(new Shape(1, TOKENS[m]));
    }
    return new BlockTrial(
        manager,
        seed,
        fusion.newBlock(MODALITIES.subList(0, modalities), width()),
        shapes.toArray(new Shape[0]));
  }

  /**
   * Per modality tokens (U, T, D) and mask (U, T); item 1 has two text tokens, else all are real.
   */
  private NDList inputs() {
    NDList inputs = new NDList();
    for (int m = 0; m < TOKENS.length; m++) {
      inputs.add(normal(manager, 10 + m, ITEMS, TOKENS[m], width()));
      inputs.add(manager.ones(new Shape(ITEMS, TOKENS[m])));
    }
    inputs.get(2 * TEXT).set(new NDIndex("1, 2"), 0f);
    inputs.get(2 * TEXT + 1).set(new NDIndex("1, 2"), 0f);
    return inputs;
  }
}
