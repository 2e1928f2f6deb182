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

/**
 * Answers requests in batches: one pass of the backbones and one product with the vectors of all
 * items for each.
 *
 * <p>Shapes: B requests of a batch, S items of a history, R rows of the catalogue, M branches, D
 * width.
 */
final class RequestScorer {

  /** Most scores computed at a time, 64 MiB of them, whatever the number of requests. */
  private static final int SCORES = 1 << 24;

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
    int batch = Math.max(1, Math.min(REQUESTS, SCORES / catalogue.rows()));
    for (int from = 0; from < known.size(); from += batch) {
      found.addAll(batch(catalogue, known.subList(from, Math.min(known.size(), from + batch))));
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
    float[] scores =
        requests.size() == 1 ? batch.best(pool(catalogue, requests.get(0))) : batch.scores();
    List<Recommendations> answers = new ArrayList<>();
    for (int row = 0; row < requests.size(); row++) {
      answers.add(answer(catalogue, requests.get(row), batch, scores, row));
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
      CatalogueView catalogue,
      ResolvedRequest request,
      BatchScores batch,
      float[] scores,
      int row) {
    request.exclude(scores, row);
    int columns = catalogue.rows();
    int[] best = TopK.of(scores, row, columns, pool(catalogue, request), request.admitted());
    Diversity diversity = request.request().diversity().orElse(null);
    if (diversity != null) {
      best = diverse(catalogue, best, scores, row * columns, request.request().k(), diversity);
    }
    List<Recommendation> found = new ArrayList<>();
    for (int column : best) {
      Map<String, Double> byBranch =
          request.request().scores() == Scores.BRANCHES
              ? byBranch(catalogue, batch, row, column + 1)
              : Map.of();
      found.add(
          new Recommendation(
              catalogue.itemId(column + 1), scores[row * columns + column], byBranch));
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

  private int[] diverse(
      CatalogueView catalogue, int[] best, float[] scores, int first, int k, Diversity diversity) {
    float[] ofPool = new float[best.length];
    for (int i = 0; i < best.length; i++) {
      ofPool[i] = scores[first + best[i]];
    }
    return Diversifier.take(
        best, ofPool, k, diversity, column -> content(item(catalogue, column + 1)));
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
