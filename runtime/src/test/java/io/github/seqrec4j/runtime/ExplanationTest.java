package io.github.seqrec4j.runtime;

import static io.github.seqrec4j.runtime.EncodedBundle.item;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.seqrec4j.api.Explanation;
import io.github.seqrec4j.api.Explanation.Part;
import io.github.seqrec4j.api.Explanation.Similar;
import io.github.seqrec4j.api.RecommendRequest;
import io.github.seqrec4j.api.RecommendRequest.Scores;
import io.github.seqrec4j.api.Recommendation;
import io.github.seqrec4j.api.Recommendations;
import io.github.seqrec4j.fusion.IdAwareTransformer;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ExplanationTest {

  /** Float32 sums in different orders, of numbers of about 1. */
  private static final double ROUNDING = 1e-4;

  private static final RecommendRequest REQUEST =
      RecommendRequest.of(item(1), item(2), item(1), item(3)).k(40);

  @TempDir private Path folder;
  private Path bundle = Path.of("");

  @BeforeEach
  void save() {
    bundle =
        EncodedBundle.save(
            folder.resolve("model"),
            25,
            6,
            EncodedBundle.model(IdAwareTransformer.builder().dropout(0).build()),
            List.of(0.5, 0.5, 0.0));
  }

  private static List<String> items(Recommendations answer) {
    return answer.stream().map(Recommendation::item).toList();
  }

  @ParameterizedTest
  @EnumSource(names = {"JAVA", "PYTORCH"})
  void parts_sumUpToTheScore_andAreThoseOfTheAnswer(ServingEngine engine) {
    try (SequentialRecommender model = SequentialRecommender.load(bundle, engine)) {
      Recommendations answer = model.recommend(REQUEST.scores(Scores.BRANCHES));
      List<Explanation> explanations = model.explain(REQUEST, items(answer));
      for (int i = 0; i < answer.size(); i++) {
        Explanation why = explanations.get(i);
        assertThat(why.item()).isEqualTo(answer.get(i).item());
        assertThat(why.placed()).isFalse();
        assertThat(why.score()).isCloseTo(answer.get(i).score(), within(ROUNDING));
        assertThat(why.branches().stream().mapToDouble(Part::part).sum())
            .isCloseTo(why.score(), within(ROUNDING));
        assertThat(why.branches()).extracting(Part::weight).containsExactly(0.5, 0.5, 0.0);
        for (Part part : why.branches()) {
          assertThat(part.score())
              .isCloseTo(answer.get(i).branchScores().get(part.branch()), within(ROUNDING));
        }
      }
    }
  }

  @Test
  void history_isSortedByCosine_eachItemOnce() {
    try (SequentialRecommender model = SequentialRecommender.load(bundle)) {
      Explanation why = model.explain(REQUEST, List.of(item(9))).get(0);
      assertThat(why.history())
          .extracting(Similar::item)
          .containsExactlyInAnyOrder(item(1), item(2), item(3));
      assertThat(why.history())
          .isSortedAccordingTo((a, b) -> Double.compare(b.similarity(), a.similarity()));
      float[] vector = model.itemVector(item(9));
      for (Similar similar : why.history()) {
        float[] other = model.itemVector(similar.item());
        assertThat(similar.similarity())
            .isCloseTo(Cosine.of(vector, other, 0, 2 * EncodedBundle.WIDTH), within(ROUNDING));
        assertThat(similar.branches().get("sound"))
            .isCloseTo(Cosine.of(vector, other, 16, 24), within(ROUNDING));
      }
      Explanation itself = model.explain(REQUEST, List.of(item(2))).get(0);
      assertThat(itself.history().get(0).item()).isEqualTo(item(2));
      assertThat(itself.history().get(0).similarity()).isCloseTo(1, within(ROUNDING));
      Explanation byText = model.explain(REQUEST.branch("text"), List.of(item(9))).get(0);
      assertThat(byText.branches()).extracting(Part::weight).containsExactly(0.0, 1.0, 0.0);
      assertThat(byText.history().get(0).similarity())
          .isCloseTo(byText.history().get(0).branches().get("text"), within(ROUNDING));
    }
  }

  @Test
  void newItem_isPlacedByItsContent_andComparedByIt() {
    try (ReloadableRecommender host = ReloadableRecommender.load(bundle);
        LiveCatalogue live = LiveCatalogue.of(host)) {
      live.put(EncodedBundle.item("new", 9));
      Explanation why =
          host.<Explanation>read(model -> model.explain(REQUEST, List.of("new")).get(0));
      assertThat(why.placed()).isTrue();
      assertThat(why.branches()).extracting(Part::branch).containsExactly("text", "sound");
      Recommendation answer =
          host.recommend(REQUEST).stream()
              .filter(r -> r.item().equals("new"))
              .findFirst()
              .orElseThrow();
      assertThat(why.score()).isCloseTo(answer.score(), within(ROUNDING));
      assertThat(why.history().get(0).branches()).containsOnlyKeys("text", "sound");
      live.retire(List.of(item(9)));
      assertThatThrownBy(() -> host.read(model -> model.explain(REQUEST, List.of(item(9)))))
          .hasMessageContaining("item 'item-9' is retired");
      assertThatThrownBy(() -> host.read(model -> model.explain(REQUEST, List.of("nobody"))))
          .hasMessageContaining("unknown item 'nobody'");
    }
  }
}
