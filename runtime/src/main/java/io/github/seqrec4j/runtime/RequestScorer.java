package io.github.seqrec4j.runtime;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.github.seqrec4j.api.Branch;
import io.github.seqrec4j.api.RecommendRequest.Scores;
import io.github.seqrec4j.api.Recommendation;
import io.github.seqrec4j.api.Recommendations;
import io.github.seqrec4j.api.SeqrecException;
import io.github.seqrec4j.api.nn.HostArrays;
import java.util.ArrayList;
import java.util.Arrays;
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

  private final UserEncoder users;
  private final ItemVectors items;
  private final Catalogue catalogue;

  RequestScorer(UserEncoder users, ItemVectors items, Catalogue catalogue) {
    this.users = users;
    this.items = items;
    this.catalogue = catalogue;
  }

  /** Answers in the order of the requests. */
  List<Recommendations> answers(NDManager manager, List<ResolvedRequest> requests) {
    List<ResolvedRequest> known = requests.stream().filter(r -> !r.isEmpty()).toList();
    List<Recommendations> found = new ArrayList<>();
    int batch = Math.max(1, Math.min(REQUESTS, SCORES / catalogue.size()));
    for (int from = 0; from < known.size(); from += batch) {
      try (NDManager scratch = manager.newSubManager()) {
        found.addAll(batch(scratch, known.subList(from, Math.min(known.size(), from + batch))));
      }
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

  private List<Recommendations> batch(NDManager scratch, List<ResolvedRequest> requests) {
    NDArray vectors = encode(scratch, requests); // (B, MD)
    float[] scores = items.products(weighted(vectors, requests)).toFloatArray(); // (B, N)
    checkFinite(scores);
    List<float[]> branches = new ArrayList<>(); // M of (B, N), or none
    if (requests.stream().anyMatch(r -> r.request().scores() == Scores.BRANCHES)) {
      for (int m = 0; m < users.branches().size(); m++) {
        branches.add(items.scores(vectors, m).toFloatArray());
      }
    }
    List<Recommendations> answers = new ArrayList<>();
    for (int row = 0; row < requests.size(); row++) {
      answers.add(answer(requests.get(row), scores, row, branches));
    }
    return answers;
  }

  /** User vectors that score by one inner product: (B, MD), as the recommender gives them away. */
  NDArray vectors(NDManager scratch, List<ResolvedRequest> requests) {
    return weighted(encode(scratch, requests), requests);
  }

  private NDArray encode(NDManager scratch, List<ResolvedRequest> requests) {
    Histories histories = new Histories(requests.size(), users.maxLength());
    for (int row = 0; row < requests.size(); row++) {
      requests.get(row).writeTo(histories, row);
    }
    return users.encodeLast(scratch, histories, items);
  }

  /** Each branch by its weight where all answer; where one answers, the others zero. */
  private NDArray weighted(NDArray vectors, List<ResolvedRequest> requests) {
    int columns = Math.toIntExact(vectors.getShape().get(1));
    int branches = users.branches().size();
    int width = columns / branches;
    float[] weights = new float[requests.size() * columns];
    for (int row = 0; row < requests.size(); row++) {
      int branch = requests.get(row).branch();
      int from = row * columns;
      if (branch == ResolvedRequest.ENSEMBLE) {
        for (int m = 0; m < branches; m++) {
          float weight = items.weights().weight(m);
          Arrays.fill(weights, from + m * width, from + (m + 1) * width, weight);
        }
      } else {
        Arrays.fill(weights, from + branch * width, from + (branch + 1) * width, 1f);
      }
    }
    Shape shape = new Shape(requests.size(), columns);
    return vectors.mul(HostArrays.of(vectors.getManager(), weights, shape));
  }

  private static void checkFinite(float[] scores) {
    int at = StoredType.firstNotFinite(scores);
    if (at >= 0) {
      throw new SeqrecException(
          "a score is not finite: " + scores[at] + "; the model's weights overflow, train again");
    }
  }

  private Recommendations answer(
      ResolvedRequest request, float[] scores, int row, List<float[]> branches) {
    request.exclude(scores, row);
    int columns = catalogue.size();
    int[] best = TopK.of(scores, row, columns, request.request().k(), request.admitted());
    List<Recommendation> found = new ArrayList<>();
    for (int column : best) {
      int at = row * columns + column;
      Map<String, Double> byBranch = new LinkedHashMap<>();
      if (request.request().scores() == Scores.BRANCHES) {
        for (int m = 0; m < branches.size(); m++) {
          Branch branch = users.branches().get(m);
          byBranch.put(branch.name(), (double) branches.get(m)[at]);
        }
      }
      found.add(new Recommendation(catalogue.itemId(column + 1), scores[at], byBranch));
    }
    return Recommendations.of(found, request.unknown());
  }
}
