package io.github.seqrec4j.runtime;

import static io.github.seqrec4j.runtime.TinyBundle.item;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.seqrec4j.api.Event;
import io.github.seqrec4j.api.ModelSpec;
import io.github.seqrec4j.api.RecommendRequest;
import io.github.seqrec4j.api.RecommendRequest.Scores;
import io.github.seqrec4j.api.RecommendRequest.Seen;
import io.github.seqrec4j.api.Recommendation;
import io.github.seqrec4j.api.Recommendations;
import io.github.seqrec4j.api.SequenceBackbone;
import io.github.seqrec4j.api.UsageException;
import io.github.seqrec4j.backbones.Bert4Rec;
import io.github.seqrec4j.backbones.Categories;
import io.github.seqrec4j.backbones.Gru4Rec;
import io.github.seqrec4j.backbones.Hstu;
import io.github.seqrec4j.backbones.Intervals;
import io.github.seqrec4j.backbones.Ligr;
import io.github.seqrec4j.backbones.NextItNet;
import io.github.seqrec4j.backbones.SasRec;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** One bundle, computed in plain Java and by PyTorch: the same answers. */
final class ServingEnginesTest {

  /** Float32 sums of 16 products in different orders, of scores of about 1. */
  private static final double ROUNDING = 1e-5;

  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

  @TempDir private Path folder;

  static Stream<SequenceBackbone> backbones() {
    return Stream.of(
        SasRec.builder().build(),
        SasRec.builder().intervals(Intervals.REQUESTS).categories(Categories.EVENTS).build(),
        Ligr.builder().build(),
        Gru4Rec.builder().hidden(12).build(),
        Bert4Rec.builder().build(),
        Hstu.builder().categories(Categories.EVENTS).build(),
        NextItNet.builder().build());
  }

  @ParameterizedTest
  @MethodSource("backbones")
  void answers_areTheSame(SequenceBackbone backbone) {
    ModelSpec spec = TinyBundle.model().toBuilder().backbone(backbone).build();
    Path bundle = TinyBundle.save(folder.resolve("model"), 5, null, spec, List.of("view", "buy"));
    try (SequentialRecommender java = SequentialRecommender.load(bundle);
        SequentialRecommender torch = SequentialRecommender.load(bundle, ServingEngine.PYTORCH)) {
      assertThat(java.engine()).isEqualTo(ServingEngine.JAVA);
      assertThat(torch.engine()).isEqualTo(ServingEngine.PYTORCH);
      assertThat(java.branches()).isEqualTo(torch.branches());
      assertThat(java.itemVector(item(20))).isEqualTo(torch.itemVector(item(20)));
      List<RecommendRequest> requests = requests();
      List<Recommendations> expected = torch.recommend(requests);
      List<Recommendations> actual = java.recommend(requests);
      for (int r = 0; r < requests.size(); r++) {
        RecommendRequest request = requests.get(r);
        checkSame(actual.get(r), expected.get(r));
        checkSame(java.recommend(request), expected.get(r));
        checkClose(java.userVector(request), torch.userVector(request));
      }
    }
  }

  /** Histories of one item to more than the model reads, and every option of an answer. */
  private static List<RecommendRequest> requests() {
    List<RecommendRequest> requests = new ArrayList<>();
    for (int length = 1; length <= TinyBundle.MAX_LENGTH + 2; length++) {
      List<Event> events = new ArrayList<>();
      for (int i = 1; i <= length; i++) {
        Instant time = NOON.plusSeconds(3_600L * i * i);
        events.add(i == 2 ? Event.of(item(i), time) : new Event(item(i), time, "buy"));
      }
      RecommendRequest request = RecommendRequest.ofEvents(events).at(NOON.plusSeconds(300_000));
      requests.add(request.k(20).scores(Scores.BRANCHES));
      requests.add(request.branch("text").seen(Seen.INCLUDE));
      requests.add(request.deny(List.of(item(9))).filter(id -> !id.endsWith("3")));
      requests.add(request.allow(List.of(item(4), item(15), item(16))));
    }
    return requests;
  }

  private static void checkSame(Recommendations actual, Recommendations expected) {
    assertThat(actual.stream().map(Recommendation::item))
        .containsExactlyElementsOf(expected.stream().map(Recommendation::item).toList());
    for (int i = 0; i < expected.size(); i++) {
      Recommendation one = actual.get(i);
      assertThat(one.score()).isCloseTo(expected.get(i).score(), within(ROUNDING));
      assertThat(one.branchScores().keySet()).isEqualTo(expected.get(i).branchScores().keySet());
      expected
          .get(i)
          .branchScores()
          .forEach(
              (branch, score) ->
                  assertThat(one.branchScores().get(branch)).isCloseTo(score, within(ROUNDING)));
    }
  }

  private static void checkClose(float[] actual, float[] expected) {
    assertThat(actual).hasSameSizeAs(expected);
    for (int j = 0; j < expected.length; j++) {
      assertThat(actual[j]).isCloseTo(expected[j], within((float) ROUNDING));
    }
  }

  @Test
  void arraysOfTheEngine_areThoseOfPyTorchAlone() {
    Path bundle = TinyBundle.save(folder.resolve("model"), 5, null);
    try (SequentialRecommender java = SequentialRecommender.load(bundle, ServingEngine.JAVA)) {
      assertThatThrownBy(() -> java.read((manager, users, items) -> items.items()))
          .isInstanceOf(UsageException.class)
          .hasMessageContaining("load it with ServingEngine.PYTORCH");
    }
  }

  @Test
  void reload_keepsTheEngine() {
    Path bundle = TinyBundle.save(folder.resolve("model"), 5, null);
    try (ReloadableRecommender model = ReloadableRecommender.load(bundle, ServingEngine.PYTORCH)) {
      model.reload(bundle);
      assertThat(model.<ServingEngine>read(SequentialRecommender::engine))
          .isEqualTo(ServingEngine.PYTORCH);
    }
  }

  @Test
  void backboneWithoutJavaForm_isServedByPyTorchOrRefused() {
    ModelSpec spec = TinyBundle.model().toBuilder().backbone(new BlockOnly()).build();
    Path bundle = TinyBundle.save(folder.resolve("model"), 5, null, spec, List.of());
    try (SequentialRecommender model = SequentialRecommender.load(bundle)) {
      assertThat(model.engine()).isEqualTo(ServingEngine.PYTORCH);
      assertThat(model.recommend(List.of(item(1)), 3)).hasSize(3);
    }
    assertThatThrownBy(() -> SequentialRecommender.load(bundle, ServingEngine.JAVA))
        .isInstanceOf(UsageException.class)
        .hasMessage(
            bundle
                + ": its backbone 'block-only' has no Java form; load it with"
                + " ServingEngine.PYTORCH or AUTO, and PyTorch on the class path");
  }
}
