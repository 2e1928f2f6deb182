package io.github.seqrec4j.testkit;

import ai.djl.ndarray.NDList;
import ai.djl.nn.Block;
import io.github.seqrec4j.api.Branch;
import io.github.seqrec4j.api.Fusion;
import io.github.seqrec4j.api.ItemJavaForm;
import io.github.seqrec4j.api.Modality;
import io.github.seqrec4j.api.ModalitySchema;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * What every {@link Fusion} keeps. Extend it, say how the fusion is made and what it refuses, and
 * register the fusion in {@code META-INF/services} of the module under test.
 *
 * <p>Shapes: the ID has one token, text three, image two; D width.
 */
public abstract class FusionContract extends ItemBlockContract<Fusion> {

  private static final List<Modality> MODALITIES =
      List.of(Modality.ID, Modality.TEXT, Modality.IMAGE);
  private static final int[] TOKENS = {1, 3, 2};

  /** For subclasses. */
  protected FusionContract() {
    super(Fusion.class);
  }

  /** The fusion under test, with dropout where it has any. */
  protected abstract Fusion fusion();

  /** The same without dropout; {@link #fusion()} itself if it never has any. */
  protected abstract Fusion withoutDropout();

  @Override
  protected final Fusion component() {
    return fusion();
  }

  @Override
  final Fusion dry() {
    return withoutDropout();
  }

  @Override
  final Optional<ItemJavaForm> javaForm(Fusion fusion) {
    return fusion.javaForm();
  }

  @Override
  final List<ModalitySchema> schemas() {
    return schemas(MODALITIES.size());
  }

  @Override
  final List<Branch> branches() {
    return fusion().branches(MODALITIES);
  }

  @Override
  final Block newBlock(Fusion fusion) {
    fusion.check(MODALITIES, width());
    return fusion.newBlock(MODALITIES, width());
  }

  @Test
  void fewerModalities_giveVectorsToo() {
    for (int some = 1; some < MODALITIES.size(); some++) {
      List<Modality> modalities = MODALITIES.subList(0, some);
      BlockTrial trial = trial(fusion().newBlock(modalities, width()), schemas(some));
      checkOutput(
          trial.evaluate(new NDList(inputs().subList(0, 2 * some))), fusion().branches(modalities));
    }
  }

  private List<ModalitySchema> schemas(int modalities) {
    return IntStream.range(0, modalities)
        .mapToObj(m -> new ModalitySchema(MODALITIES.get(m), TOKENS[m], width()))
        .toList();
  }
}
