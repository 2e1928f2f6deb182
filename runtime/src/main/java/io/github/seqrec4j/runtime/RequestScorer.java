package io.github.seqrec4j.runtime;

import io.github.seqrec4j.api.Branch;
import io.github.seqrec4j.api.Diversity;
import io.github.seqrec4j.api.Explanation;
import io.github.seqrec4j.api.ModelSpec;
import io.github.seqrec4j.api.RecommendRequest.Scores;
import io.github.seqrec4j.api.Recommendation;
import io.github.seqrec4j.api.Recommendations;
import io.github.seqrec4j.runtime.BatchScores.Wanted;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Answers requests in batches: one pass of the backbones and one product with the vectors of all
 * items for each.
 *
 * <p>Shapes: B requests of a batch, S items of a history, R rows of the catalogue, M branches, D
 * width.
 */
final class RequestScorer {

  /** Most requests encoded at a time. */
  private static final int REQUESTS = 256;

  private final Scoring scoring;
  private final BranchWeights weights;
  private final int width;
  private final int maxLength;

  RequestScorer(Scoring scoring, ModelSpec model) {
    this.scoring = scoring;
    List<Branch> branches = model.itemEncoder().branches();
    weights = BranchWeights.of(branches, scoring.weights());
    width = model.itemEncoder().width();
    maxLength = model.maxLength();
  }

  /** Answers in the order of the requests, which were resolved in this catalogue. */
  List<Recommendations> answers(CatalogueView catalogue, List<ResolvedRequest> requests) {
    List<ResolvedRequest> known = requests.stream().filter(this::isKnown).toList();
    List<Recommendations> found = new ArrayList<>();
    for (int from = 0; from < known.size(); from += REQUESTS) {
      found.addAll(batch(catalogue, known.subList(from, Math.min(known.size(), from + REQUESTS))));
    }
    List<Recommendations> answers = new ArrayList<>();
    int next = 0;
    for (ResolvedRequest request : requests) {
      answers.add(
          isKnown(request)
              ? found.get(next++)
              : Recommendations.ofUnknownHistory(request.unknown()));
    }
    return answers;
  }

  /** Whether the branches that answer know an item of the history. */
  private boolean isKnown(ResolvedRequest request) {
    boolean byId = weights.id() != BranchWeights.NONE && request.branch() == weights.id();
    return request.readable(byId || !weights.hasContent()).length > 0;
  }

  private List<Recommendations> batch(CatalogueView catalogue, List<ResolvedRequest> requests) {
    BatchScores batch = scores(catalogue, requests, Wanted.NEEDED);
    List<TopItems> best =
        batch.best(requests.stream().mapToInt(request -> pool(catalogue, request)).toArray());
    List<Recommendations> answers = new ArrayList<>();
    for (int row = 0; row < requests.size(); row++) {
      answers.add(answer(catalogue, requests.get(row), batch, best.get(row), row));
    }
    return answers;
  }

  /** How many of the best are needed: more than come back where these are to differ. */
  private static int pool(CatalogueView catalogue, ResolvedRequest request) {
    long k = request.request().k();
    long pool = request.request().diversity().map(d -> k * d.pool()).orElse(k);
    return (int) Math.min(catalogue.rows(), pool);
  }

  private BatchScores scores(
      CatalogueView catalogue, List<ResolvedRequest> requests, Wanted wanted) {
    return new BatchScores(scoring, weights, catalogue, requests, width, maxLength, wanted);
  }

  /**
   * The vector that gives an item's score by one inner product, (MD), as the recommender gives it
   * away.
   */
  float[] vector(CatalogueView catalogue, ResolvedRequest request) {
    return scores(catalogue, List.of(request), Wanted.NEEDED).weighted();
  }

  /** Vector of a row, (MD). */
  float[] item(CatalogueView catalogue, int row) {
    return BatchScores.item(scoring, catalogue, weights.count() * width, row);
  }

  /** Why the items of these rows have their scores. */
  List<Explanation> explain(CatalogueView catalogue, ResolvedRequest request, int[] rows) {
    BatchScores one = scores(catalogue, List.of(request), Wanted.ALL);
    Explainer explainer = new Explainer(one, request, weights, catalogue, width);
    List<Explanation> explanations = new ArrayList<>();
    for (int row : rows) {
      explanations.add(explainer.explain(row));
    }
    return explanations;
  }

  private Recommendations answer(
      CatalogueView catalogue, ResolvedRequest request, BatchScores batch, TopItems best, int row) {
    int[] taken = IntStream.range(0, best.columns().length).toArray();
    Diversity diversity = request.request().diversity().orElse(null);
    if (diversity != null) {
      taken =
          Diversifier.take(
              taken,
              best.scores(),
              request.request().k(),
              diversity,
              place -> content(item(catalogue, best.columns()[place] + 1)));
    }
    List<Recommendation> found = new ArrayList<>();
    for (int place : taken) {
      int item = best.columns()[place] + 1;
      Map<String, Double> byBranch =
          request.request().scores() == Scores.BRANCHES
              ? byBranch(catalogue, batch, row, item)
              : Map.of();
      found.add(new Recommendation(catalogue.itemId(item), best.scores()[place], byBranch));
    }
    return Recommendations.of(found, request.unknown());
  }

  private Map<String, Double> byBranch(
      CatalogueView catalogue, BatchScores batch, int request, int row) {
    float[] item = item(catalogue, row);
    Map<String, Double> scores = new LinkedHashMap<>();
    for (int m = 0; m < weights.count(); m++) {
      if (batch.answers(request, m) && (m != weights.id() || !catalogue.isLacking(row))) {
        scores.put(weights.branches().get(m).name(), batch.score(request, m, item));
      }
    }
    return scores;
  }

  /** The branches of content by the roots of their weights; all of a model that has no other. */
  private float[] content(float[] item) {
    if (weights.hasContent()) {
      for (int m = 0; m < weights.count(); m++) {
        float root = (float) Math.sqrt(weights.content(m));
        for (int j = m * width; j < (m + 1) * width; j++) {
          item[j] *= root;
        }
      }
    }
    return item;
  }
}
