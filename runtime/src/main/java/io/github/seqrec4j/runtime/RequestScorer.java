package io.github.seqrec4j.runtime;

import io.github.seqrec4j.api.Branch;
import io.github.seqrec4j.api.ModelSpec;
import io.github.seqrec4j.api.RecommendRequest.Scores;
import io.github.seqrec4j.api.Recommendation;
import io.github.seqrec4j.api.Recommendations;
import io.github.seqrec4j.api.SeqrecException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Answers requests in batches: one pass of the backbones and one product with the vectors of all
 * items for each.
 *
 * <p>Shapes: B requests of a batch, S items of a history, N items, M branches, D width.
 */
final class RequestScorer {

  /** Most scores computed at a time, 64 MiB of them, whatever the number of requests. */
  private static final int SCORES = 1 << 24;

  /** Most requests encoded at a time. */
  private static final int REQUESTS = 256;

  private final Scoring scoring;
  private final List<Branch> branches;
  private final int width;
  private final int maxLength;
  private final Catalogue catalogue;

  RequestScorer(Scoring scoring, ModelSpec model, Catalogue catalogue) {
    this.scoring = scoring;
    branches = model.itemEncoder().branches();
    width = model.itemEncoder().width();
    maxLength = model.maxLength();
    this.catalogue = catalogue;
  }

  /** Answers in the order of the requests. */
  List<Recommendations> answers(List<ResolvedRequest> requests) {
    List<ResolvedRequest> known = requests.stream().filter(r -> !r.isEmpty()).toList();
    List<Recommendations> found = new ArrayList<>();
    int batch = Math.max(1, Math.min(REQUESTS, SCORES / catalogue.size()));
    for (int from = 0; from < known.size(); from += batch) {
      found.addAll(batch(known.subList(from, Math.min(known.size(), from + batch))));
    }
    List<Recommendations> answers = new ArrayList<>();
    int next = 0;
    for (ResolvedRequest request : requests) {
      answers.add(
          request.isEmpty()
              ? Recommendations.ofUnknownHistory(request.unknown())
              : found.get(next++));
    }
    return answers;
  }

  private List<Recommendations> batch(List<ResolvedRequest> requests) {
    int columns = branches.size() * width;
    float[] vectors = encode(requests); // (B, MD)
    float[] weighted = weighted(vectors, requests);
    float[] scores = scoring.products(weighted, requests.size(), 0, columns); // (B, N)
    checkFinite(scores);
    List<float[]> byBranch = new ArrayList<>(); // M of (B, N), or none
    if (requests.stream().anyMatch(r -> r.request().scores() == Scores.BRANCHES)) {
      for (int m = 0; m < branches.size(); m++) {
        byBranch.add(scoring.products(vectors, requests.size(), m * width, (m + 1) * width));
      }
    }
    List<Recommendations> answers = new ArrayList<>();
    for (int row = 0; row < requests.size(); row++) {
      answers.add(answer(requests.get(row), scores, row, byBranch));
    }
    return answers;
  }

  /**
   * The vector that gives an item's score by one inner product, (MD), as the recommender gives it
   * away.
   */
  float[] vector(ResolvedRequest request) {
    return weighted(encode(List.of(request)), List.of(request));
  }

  private float[] encode(List<ResolvedRequest> requests) {
    Histories histories = new Histories(requests.size(), maxLength);
    for (int row = 0; row < requests.size(); row++) {
      requests.get(row).writeTo(histories, row);
    }
    return scoring.encode(histories);
  }

  /** Each branch by its weight where all answer; where one answers, the others zero. */
  private float[] weighted(float[] vectors, List<ResolvedRequest> requests) {
    float[] weighted = new float[vectors.length]; // (B, MD)
    for (int row = 0; row < requests.size(); row++) {
      int branch = requests.get(row).branch();
      for (int m = 0; m < branches.size(); m++) {
        boolean ensemble = branch == ResolvedRequest.ENSEMBLE;
        float weight = ensemble ? scoring.weights().weight(m) : branch == m ? 1f : 0f;
        int from = (row * branches.size() + m) * width;
        for (int j = from; j < from + width; j++) {
          weighted[j] = weight * vectors[j];
        }
      }
    }
    return weighted;
  }

  private static void checkFinite(float[] scores) {
    int at = StoredType.firstNotFinite(scores);
    if (at >= 0) {
      throw new SeqrecException(
          "a score is not finite: " + scores[at] + "; the model's weights overflow, train again");
    }
  }

  private Recommendations answer(
      ResolvedRequest request, float[] scores, int row, List<float[]> scoresByBranch) {
    request.exclude(scores, row);
    int columns = catalogue.size();
    int[] best = TopK.of(scores, row, columns, request.request().k(), request.admitted());
    List<Recommendation> found = new ArrayList<>();
    for (int column : best) {
      int at = row * columns + column;
      Map<String, Double> byBranch = new LinkedHashMap<>();
      if (request.request().scores() == Scores.BRANCHES) {
        for (int m = 0; m < branches.size(); m++) {
          byBranch.put(branches.get(m).name(), (double) scoresByBranch.get(m)[at]);
        }
      }
      found.add(new Recommendation(catalogue.itemId(column + 1), scores[at], byBranch));
    }
    return Recommendations.of(found, request.unknown());
  }
}
