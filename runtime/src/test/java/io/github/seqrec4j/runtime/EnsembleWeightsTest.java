package io.github.seqrec4j.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.seqrec4j.api.DataException;
import io.github.seqrec4j.api.RecommendRequest;
import io.github.seqrec4j.api.Recommendation;
import io.github.seqrec4j.api.Recommendations;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class EnsembleWeightsTest {

  @TempDir private Path folder;

  @Test
  void mean_anyBranches_hasFactorsOfOne() {
    for (int branches = 1; branches <= 64; branches++) {
      EnsembleWeights mean = EnsembleWeights.mean(branches);
      for (int m = 0; m < branches; m++) {
        assertThat(mean.factor(m)).as("branch %d of %d", m, branches).isEqualTo(1f);
      }
    }
  }

  @Test
  void choices_areTheMeanAndAllInQuarters() {
    assertThat(EnsembleWeights.choices(1)).containsExactly(EnsembleWeights.mean(1));
    assertThat(EnsembleWeights.choices(2))
        .extracting(EnsembleWeights::values)
        .containsExactly(
            List.of(0.5, 0.5),
            List.of(1.0, 0.0),
            List.of(0.75, 0.25),
            List.of(0.25, 0.75),
            List.of(0.0, 1.0));
    assertThat(EnsembleWeights.choices(3)).as("the mean, 15 ways").hasSize(16);
    assertThat(EnsembleWeights.choices(6)).as("the mean, 126 ways").hasSize(127);
    assertThat(EnsembleWeights.choices(7)).as("halves: the mean, 28 ways").hasSize(29);
    assertThat(EnsembleWeights.choices(40)).as("each alone").hasSize(41);
  }

  @Test
  void weightsOutOfRange_areRefused() {
    assertThatThrownBy(() -> new EnsembleWeights(List.of(1.5, -0.5)))
        .hasMessage("weights of the ensemble must be at least 0: [1.5, -0.5]");
    assertThatThrownBy(() -> new EnsembleWeights(List.of(Double.NaN, 1.0)))
        .hasMessageStartingWith("weights of the ensemble must be at least 0");
    assertThatThrownBy(() -> new EnsembleWeights(List.of(0.5, 0.25)))
        .hasMessage("weights of the ensemble must be 1 together: [0.5, 0.25], together 0.75");
  }

  @Test
  void savedWeights_scoreWhatIsServed() {
    List<Double> values = List.of(0.75, 0.25);
    Path bundle = TinyBundle.save(folder.resolve("model"), 3, new EnsembleWeights(values), null);
    for (ServingEngine engine : List.of(ServingEngine.JAVA, ServingEngine.PYTORCH)) {
      try (SequentialRecommender model = SequentialRecommender.load(bundle, engine)) {
        checkScores(model);
      }
    }
  }

  private static void checkScores(SequentialRecommender model) {
    assertThat(model.ensembleWeights()).isEqualTo(Map.of("id", 0.75, "text", 0.25));
    RecommendRequest request =
        RecommendRequest.of("item-1", "item-2")
            .k(TinyBundle.ITEMS)
            .scores(RecommendRequest.Scores.BRANCHES);
    Recommendations answer = model.recommend(request);
    assertThat(answer).isNotEmpty();
    for (Recommendation item : answer) {
      double id = item.branchScores().getOrDefault("id", Double.NaN);
      double text = item.branchScores().getOrDefault("text", Double.NaN);
      assertThat(item.score()).isCloseTo(0.75 * id + 0.25 * text, within(1e-5));
    }
    float[] user = model.userVector(request);
    Recommendation first = answer.get(0);
    float[] vector = model.itemVector(first.item());
    double product = 0;
    for (int d = 0; d < user.length; d++) {
      product += user[d] * vector[d];
    }
    assertThat(product).isCloseTo(first.score(), within(1e-5));
  }

  @Test
  void damagedWeights_areRefused() throws IOException {
    Path bundle =
        TinyBundle.save(folder.resolve("model"), 3, new EnsembleWeights(List.of(1.0, 0.0)), null);
    Path manifest = bundle.resolve(BundleManifest.FILE);
    String whole = Files.readString(manifest);
    for (String damaged : List.of("[1.0]", "[0.5, 0.25]", "[2.0, -1.0]", "7", "[\"a\", \"b\"]")) {
      String changed = whole.replaceFirst("\"ensemble\": \\[[^]]*]", "\"ensemble\": " + damaged);
      assertThat(changed).isNotEqualTo(whole);
      Files.writeString(manifest, changed);
      assertThatThrownBy(() -> SequentialRecommender.load(bundle))
          .as(damaged)
          .isInstanceOf(DataException.class)
          .hasMessageContaining(manifest.toString());
    }
  }
}
