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
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import io.github.seqrec4j.api.Branch;
import io.github.seqrec4j.api.Component;
import io.github.seqrec4j.api.ItemJavaForm;
import io.github.seqrec4j.api.Modality;
import io.github.seqrec4j.api.ModalitySchema;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/**
 * What blocks over items keep, of fusions as of item encoders: for each modality m in come (U, T_m,
 * F_m) and a mask (U, T_m), out goes for each branch (U, D).
 *
 * <p>Shapes: U = 4 items; item 1 lacks the last token of each modality that has several.
 *
 * @param <C> the kind
 */
public abstract class ItemBlockContract<C extends Component> extends BlockContract<C> {

  /** Agreement asked of numbers computed along different paths in float32. */
  private static final double ROUNDING = 1e-5;

  /** Agreement asked where the same numbers are computed. */
  private static final double SAME = 1e-6;

  private static final int SEED = 23;
  private static final int ITEMS = 4;

  ItemBlockContract(Class<C> kind) {
    super(kind);
  }

  /** The component without dropout. */
  abstract C dry();

  /** T_m and F_m of what the block reads, in its order. */
  abstract List<ModalitySchema> schemas();

  /** What comes out for {@link #schemas}. */
  abstract List<Branch> branches();

  /** A block for {@link #schemas}. */
  abstract Block newBlock(C component);

  /** The Java form of the component, if it has one. */
  abstract Optional<ItemJavaForm> javaForm(C component);

  /** D; 8 unless overridden. */
  protected int width() {
    return 8;
  }

  @Test
  void output_isFiniteVectorPerBranch() {
    checkOutput(trial(component(), SEED).evaluate(inputs()), branches());
  }

  @Test
  void otherItems_changeNothing() {
    BlockTrial trial = trial(dry(), SEED);
    NDList together = trial.evaluate(inputs());
    NDIndex one = new NDIndex("1:2");
    NDList alone = trial.evaluate(new NDList(inputs().stream().map(a -> a.get(one)).toList()));
    for (int b = 0; b < together.size(); b++) {
      checkClose("output of an item alone", alone.get(b), together.get(b).get(one), ROUNDING);
    }
  }

  @Test
  void paddedToken_changesNothing() {
    BlockTrial trial = trial(dry(), SEED);
    NDList noisy = inputs();
    for (int m = 0; m < schemas().size(); m++) {
      ModalitySchema schema = schemas().get(m);
      if (schema.tokens() > 1) {
        noisy
            .get(2 * m)
            .set(new NDIndex("1, {}", schema.tokens() - 1), normal(manager, 9, schema.width()));
      }
    }
    checkAll(
        "output when a padded token holds noise", trial.evaluate(noisy), trial.evaluate(inputs()));
  }

  @Test
  void missingModality_harmsNoOtherItem() {
    List<Integer> content = new ArrayList<>();
    for (int m = 0; m < schemas().size(); m++) {
      if (!schemas().get(m).modality().equals(Modality.ID)) {
        content.add(m);
      }
    }
    assumeTrue(!content.isEmpty(), "only content can be missing");
    content.forEach(m -> checkMissing(List.of(m)));
    checkMissing(content);
  }

  /** Takes modalities from item 0. */
  private void checkMissing(List<Integer> missing) {
    BlockTrial trial = trial(dry(), SEED);
    NDList complete = trial.evaluate(inputs());
    NDList inputs = inputs();
    for (int m : missing) {
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
  void javaForm_isAsTheBlock() {
    Optional<ItemJavaForm> form = javaForm(dry());
    assumeTrue(form.isPresent(), "only a component with a Java form claims this");
    new ItemFormTrial(manager, form.get(), () -> newBlock(dry()), schemas()).check();
  }

  @Test
  void gradient_reachesEveryParameterAndModality() {
    BlockTrial trial = trial(component(), SEED);
    NDList inputs = inputs();
    for (int m = 0; m < schemas().size(); m++) {
      inputs.get(2 * m).setRequiresGradient(true);
    }
    trial.backward(SEED, inputs, this::weighted);
    trial.checkGradients();
    for (int m = 0; m < schemas().size(); m++) {
      assertThat(largest(inputs.get(2 * m).getGradient().get(new NDIndex(":, 0"))))
          .as("gradient of the first token of %s", schemas().get(m).modality())
          .isPositive();
    }
  }

  @Test
  void seed_decidesWeightsAndDropout() {
    checkAll(
        "output under the same seed",
        trial(component(), SEED).train(SEED, inputs()),
        trial(component(), SEED).train(SEED, inputs()));
    BlockTrial other = trial(component(), SEED + 1);
    if (!other.parameters().isEmpty()) {
      assertThat(
              difference(
                  NDArrays.concat(other.evaluate(inputs())),
                  NDArrays.concat(trial(component(), SEED).evaluate(inputs()))))
          .as("change of the output under another seed")
          .isGreaterThan(SAME);
    }
  }

  @Test
  void dropout_isAllThatTrainingChanges() {
    BlockTrial without = trial(dry(), SEED);
    checkAll(
        "output in training without dropout",
        without.train(SEED, inputs()),
        without.evaluate(inputs()));
    if (!dry().equals(component())) {
      BlockTrial with = trial(component(), SEED);
      NDArray trained = NDArrays.concat(with.train(SEED, inputs()));
      assertThat(difference(trained, NDArrays.concat(with.evaluate(inputs()))))
          .as("change by dropout")
          .isGreaterThan(SAME);
    }
  }

  @Test
  void parameters_surviveSaving() {
    BlockTrial saved = trial(dry(), SEED);
    BlockTrial restored = trial(dry(), SEED + 1);
    restored.restore(saved);
    checkAll(
        "output of restored parameters", restored.evaluate(inputs()), saved.evaluate(inputs()));
  }

  @Test
  void blocks_shareNoParameters() {
    C component = component();
    List<Parameter> one = new ArrayList<>(trial(component, SEED).parameters().values());
    List<Parameter> two = new ArrayList<>(trial(component, SEED).parameters().values());
    assertThat(one).hasSameSizeAs(two);
    for (int i = 0; i < one.size(); i++) {
      assertThat(one.get(i)).as("each block has weights of its own").isNotSameAs(two.get(i));
    }
  }

  /** Checks that there is a finite (U, D) for each branch. */
  final void checkOutput(NDList out, List<Branch> branches) {
    assertThat(branches).isNotEmpty().doesNotHaveDuplicates();
    assertThat(out).as("one output for each of %s", branches).hasSameSizeAs(branches);
    for (NDArray branch : out) {
      assertThat(branch.getShape()).isEqualTo(new Shape(ITEMS, width()));
      checkFinite("output", branch);
    }
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

  private BlockTrial trial(C component, int seed) {
    return trial(newBlock(component), seed, schemas());
  }

  final BlockTrial trial(Block block, List<ModalitySchema> read) {
    return trial(block, SEED, read);
  }

  private BlockTrial trial(Block block, int seed, List<ModalitySchema> read) {
    List<Shape> shapes = new ArrayList<>();
    for (ModalitySchema schema : read) {
      shapes.add(new Shape(1, schema.tokens(), schema.width()));
      shapes.add(new Shape(1, schema.tokens()));
    }
    return new BlockTrial(manager, seed, block, shapes.toArray(new Shape[0]));
  }

  /** Per modality (U, T, F) and mask (U, T). */
  final NDList inputs() {
    NDList inputs = new NDList();
    for (int m = 0; m < schemas().size(); m++) {
      ModalitySchema schema = schemas().get(m);
      NDArray features = normal(manager, 10 + m, ITEMS, schema.tokens(), schema.width());
      NDArray mask = manager.ones(new Shape(ITEMS, schema.tokens()));
      if (schema.tokens() > 1) {
        NDIndex last = new NDIndex("1, {}", schema.tokens() - 1);
        features.set(last, 0f);
        mask.set(last, 0f);
      }
      inputs.add(features);
      inputs.add(mask);
    }
    return inputs;
  }
}
