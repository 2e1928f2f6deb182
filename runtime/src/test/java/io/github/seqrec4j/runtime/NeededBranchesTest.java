package io.github.seqrec4j.runtime;

import static io.github.seqrec4j.runtime.TinyBundle.item;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.seqrec4j.api.RecommendRequest;
import io.github.seqrec4j.api.RecommendRequest.Scores;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A branch that counts nothing in an answer is not computed for it. */
class NeededBranchesTest {

  /** Notes which branches are asked for; all vectors are ones. */
  private static final class Noting implements Scoring {
    final List<List<Boolean>> asked = new ArrayList<>();
    private final EnsembleWeights weights;

    Noting(EnsembleWeights weights) {
      this.weights = weights;
    }

    @Override
    public ServingEngine engine() {
      return ServingEngine.JAVA;
    }

    @Override
    public EnsembleWeights weights() {
      return weights;
    }

    @Override
    public float[] encode(
        Histories histories, boolean[] branches, LiveRows.@Nullable Snapshot live) {
      asked.add(List.of(branches[0], branches[1]));
      return new float[histories.batch() * 2 * TinyBundle.WIDTH];
    }

    @Override
    public float[] products(float[] users, int batch, int from, int to) {
      return new float[batch * TinyBundle.ITEMS];
    }

    @Override
    public List<TopItems> best(float[] users, int from, int to, List<Selection> selections) {
      float[] scores = products(users, selections.size(), from, to);
      return selections.stream()
          .map(each -> TopItems.of(scores, 0, TinyBundle.ITEMS, each))
          .toList();
    }

    @Override
    public float[] itemVector(int item) {
      return new float[2 * TinyBundle.WIDTH];
    }

    @Override
    public void close() {}
  }

  private static final RecommendRequest REQUEST = RecommendRequest.of(item(1));

  private static Noting asked(List<Double> weights, RecommendRequest... requests) {
    Noting scoring = new Noting(new EnsembleWeights(weights));
    try (SequentialRecommender model = model(scoring)) {
      model.recommend(List.of(requests));
    }
    return scoring;
  }

  private static SequentialRecommender model(Scoring scoring) {
    return new SequentialRecommender(
        scoring, TinyBundle.model(), TinyBundle.ORIGIN, TinyBundle.catalogue(), null, null);
  }

  @Test
  void branchOfWeightZero_isComputedWhereItIsAskedForAlone() {
    assertThat(asked(List.of(0.0, 1.0), REQUEST).asked).containsExactly(List.of(false, true));
    assertThat(asked(List.of(1.0, 0.0), REQUEST).asked).containsExactly(List.of(true, false));
    assertThat(asked(List.of(0.5, 0.5), REQUEST).asked).containsExactly(List.of(true, true));
    assertThat(asked(List.of(0.5, 0.5), REQUEST.branch("text")).asked)
        .containsExactly(List.of(false, true));
    assertThat(asked(List.of(0.0, 1.0), REQUEST.branch("id")).asked)
        .containsExactly(List.of(true, false));
    assertThat(asked(List.of(0.0, 1.0), REQUEST.scores(Scores.BRANCHES)).asked)
        .containsExactly(List.of(true, true));
    assertThat(asked(List.of(0.0, 1.0), REQUEST, REQUEST.branch("id")).asked)
        .as("one of a batch asks for it")
        .containsExactly(List.of(true, true));
  }

  @Test
  void explanation_asksForAllBranches() {
    Noting scoring = new Noting(new EnsembleWeights(List.of(0.0, 1.0)));
    try (SequentialRecommender model = model(scoring)) {
      model.explain(REQUEST, List.of(item(2)));
    }
    assertThat(scoring.asked).containsExactly(List.of(true, true));
  }
}
