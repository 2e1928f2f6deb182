package io.github.seqrec4j.runtime;

import static io.github.seqrec4j.runtime.TinyBundle.item;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.training.ParameterStore;
import io.github.seqrec4j.api.Event;
import io.github.seqrec4j.api.ModelSpec;
import io.github.seqrec4j.api.RecommendRequest;
import io.github.seqrec4j.api.SequenceBackbone;
import io.github.seqrec4j.api.SequenceInput;
import io.github.seqrec4j.api.SequenceSchema;
import io.github.seqrec4j.api.SequenceTask;
import io.github.seqrec4j.api.UsageException;
import io.github.seqrec4j.api.nn.ArrayBlock;
import io.github.seqrec4j.api.nn.NativeEngine;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Times and categories of a request reach a backbone that declares them. */
final class EventInputsTest {

  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

  /** Float32 of products of small whole numbers with normal ones. */
  private static final float ROUNDING = 1e-4f;

  /** User vector = vector of the last item x (seconds since it + 100 x its category). */
  private record Gap() implements SequenceBackbone {
    @Override
    public String type() {
      return "gap";
    }

    @Override
    public SequenceTask task() {
      return SequenceTask.NEXT_ITEM;
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
          NDArray hundreds = inputs.get(4).mul(inputs.get(4).onesLike().mul(100));
          NDArray gap = inputs.get(3).sub(inputs.get(2)).add(hundreds); // (B, L)
          return inputs.get(0).mul(gap.toType(DataType.FLOAT32, false).expandDims(2));
        }
      };
    }
  }

  @Test
  void timesAndCategories_areRead() {
    try (SequentialRecommender model = model()) {
      float[] vector = model.itemVector(item(3));
      RecommendRequest request =
          RecommendRequest.ofEvents(
                  List.of(
                      Event.of(item(2), NOON.minusSeconds(7)),
                      new Event(item(3), NOON, "view"),
                      Event.of("unknown", NOON.plusSeconds(1))))
              .unknownItems(RecommendRequest.UnknownItems.SKIP)
              .at(NOON.plusSeconds(5))
              .branch("text");
      assertScaled(model.userVector(request), vector, 5 + 100); // view is the first category
      RecommendRequest buy =
          RecommendRequest.ofEvents(List.of(new Event(item(3), NOON, "buy"))).branch("text");
      assertScaled(model.userVector(buy.at(NOON.plusSeconds(2))), vector, 2 + 200);
      RecommendRequest other =
          RecommendRequest.ofEvents(List.of(new Event(item(3), NOON, "new"))).branch("text");
      assertScaled(model.userVector(other.at(NOON.plusSeconds(3))), vector, 3); // none known
      assertThatThrownBy(() -> model.recommend(other))
          .isInstanceOf(UsageException.class)
          .hasMessageContaining("the model reads when it is asked");
      assertThatThrownBy(() -> model.recommend(RecommendRequest.of(item(3)).at(NOON)))
          .isInstanceOf(UsageException.class)
          .hasMessageContaining("that of item 'item-3' is not given");
    }
  }

  private static void assertScaled(float[] user, float[] vector, float factor) {
    for (int i = 0; i < TinyBundle.WIDTH; i++) {
      int text = TinyBundle.WIDTH + i; // the second branch
      assertThat(user[i]).isZero();
      assertThat(user[text] / vector[text]).isCloseTo(factor, within(ROUNDING * factor));
    }
  }

  private static SequentialRecommender model() {
    NDManager manager = NativeEngine.newManager();
    ModelSpec spec = TinyBundle.model().toBuilder().backbone(new Gap()).build();
    NDArray vectors =
        manager.randomNormal(new Shape(TinyBundle.ITEMS + 1, 2L * TinyBundle.WIDTH)).add(3);
    ModelOrigin origin =
        new ModelOrigin(
            "test",
            NOON,
            TinyBundle.ORIGIN.dataHash(),
            TinyBundle.ORIGIN.items(),
            List.of("view", "buy"));
    return new SequentialRecommender(
        manager,
        spec,
        origin,
        new UserEncoder(manager, spec, 2),
        new ItemVectors(spec.itemEncoder().branches(), vectors),
        TinyBundle.catalogue(),
        null);
  }
}
