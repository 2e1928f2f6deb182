package io.github.seqrec4j.training;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.github.seqrec4j.api.RecommenderSpec;
import io.github.seqrec4j.backbones.Bert4Rec;
import io.github.seqrec4j.fusion.LateFusion;
import io.github.seqrec4j.fusion.MultiModalItemEncoder;
import io.github.seqrec4j.runtime.UserEncoder;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** BERT4Rec sees both sides, and never what it is asked for. */
final class ClozeTest {

  private static final int SLOTS = 5;
  private static final int WIDTH = 8;
  private static final RecommenderSpec SPEC =
      RecommenderSpec.builder()
          .itemEncoder(
              MultiModalItemEncoder.builder()
                  .modalities(io.github.seqrec4j.api.Modality.ID)
                  .width(WIDTH)
                  .fusion(new LateFusion(0))
                  .build())
          .backbone(Bert4Rec.builder().dropout(0).build())
          .maxLength(SLOTS - 1)
          .build();

  /** Three items, the middle one masked: slots 2, 3, 4. */
  private static float[] user(NDManager manager, UserEncoder users, float[] inputs) {
    NDArray vectors = manager.create(inputs, new Shape(1, SLOTS, WIDTH));
    NDArray mask = manager.create(new float[] {0, 0, 1, 1, 1}, new Shape(1, SLOTS));
    NDArray masked = manager.create(new float[] {0, 0, 0, 1, 0}, new Shape(1, SLOTS));
    return users.encode(0, vectors, new NDList(mask, masked), false).get("0, 3").toFloatArray();
  }

  @Test
  void maskedInput_changed_leavesItsRowAsItWas() {
    try (NDManager manager = NDManager.newBaseManager()) {
      Engine.getInstance().setRandomSeed(1);
      UserEncoder users = new UserEncoder(manager, SPEC.model(), 0);
      float[] inputs = inputs();
      float[] before = user(manager, users, inputs);
      Arrays.fill(inputs, 3 * WIDTH, 4 * WIDTH, 7);
      assertThat(user(manager, users, inputs)).containsExactly(before);
    }
  }

  @Test
  void laterAndEarlierUnmaskedInput_changed_changesTheRow() {
    try (NDManager manager = NDManager.newBaseManager()) {
      Engine.getInstance().setRandomSeed(1);
      UserEncoder users = new UserEncoder(manager, SPEC.model(), 0);
      float[] before = user(manager, users, inputs());
      for (int slot : new int[] {2, 4}) {
        float[] inputs = inputs();
        inputs[slot * WIDTH] += 1;
        assertThat(user(manager, users, inputs)).as("slot %d", slot).isNotEqualTo(before);
      }
    }
  }

  @Test
  void padding_changed_leavesTheRowAsItWas() {
    try (NDManager manager = NDManager.newBaseManager()) {
      Engine.getInstance().setRandomSeed(1);
      UserEncoder users = new UserEncoder(manager, SPEC.model(), 0);
      float[] before = user(manager, users, inputs());
      float[] inputs = inputs();
      Arrays.fill(inputs, 0, 2 * WIDTH, 9);
      assertThat(user(manager, users, inputs)).containsExactly(before);
    }
  }

  private static float[] inputs() {
    float[] inputs = new float[SLOTS * WIDTH];
    for (int i = 0; i < inputs.length; i++) {
      inputs[i] = (float) Math.cos(i);
    }
    return inputs;
  }
}
