package io.github.seqrec4j.runtime;

import io.github.seqrec4j.api.Explanation;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Takes the scores of a request apart. */
final class Explainer {

  private final BatchScores scores; // of one request, all branches computed
  private final ResolvedRequest request;
  private final BranchWeights weights;
  private final CatalogueView catalogue;
  private final int width;
  private final float[] all;

  Explainer(
      BatchScores scores,
      ResolvedRequest request,
      BranchWeights weights,
      CatalogueView catalogue,
      int width) {
    this.scores = scores;
    this.request = request;
    this.weights = weights;
    this.catalogue = catalogue;
    this.width = width;
    all = scores.scores();
  }

  /** Of the item of a row that is not retired. */
  Explanation explain(int row) {
    float[] item = scores.item(row);
    List<Explanation.Part> parts = new ArrayList<>();
    for (int m = 0; m < weights.count(); m++) {
      if (has(row, m) && scores.answers(0, m)) {
        parts.add(
            new Explanation.Part(
                weights.branches().get(m).name(), scores.score(0, m, item), scores.weight(0, m)));
      }
    }
    boolean placed =
        !has(row, weights.id())
            && request.branch() == ResolvedRequest.ENSEMBLE
            && weights.countsId()
            && scores.answers(0, weights.id());
    List<Explanation.Similar> similar =
        IntStream.of(request.items())
            .distinct()
            .mapToObj(past -> similar(row, item, past))
            .sorted(Comparator.comparingDouble(Explanation.Similar::similarity).reversed())
            .toList();
    return new Explanation(catalogue.itemId(row), all[row - 1], parts, placed, similar);
  }

  private boolean has(int row, int m) {
    return m != weights.id() || m == BranchWeights.NONE || !catalogue.isLacking(row);
  }

  private Explanation.Similar similar(int row, float[] item, int past) {
    float[] other = scores.item(past);
    Map<String, Double> branches = new LinkedHashMap<>();
    double product = 0;
    double ofItem = 0;
    double ofOther = 0;
    for (int m = 0; m < weights.count(); m++) {
      if (!has(row, m) || !has(past, m)) {
        continue;
      }
      int from = m * width;
      branches.put(weights.branches().get(m).name(), Cosine.of(item, other, from, from + width));
      double weight = both(row, past) ? scores.weight(0, m) : weights.content(m);
      for (int j = from; j < from + width; j++) {
        product += weight * item[j] * other[j];
        ofItem += weight * item[j] * item[j];
        ofOther += weight * other[j] * other[j];
      }
    }
    double lengths = Math.sqrt(ofItem) * Math.sqrt(ofOther);
    return new Explanation.Similar(
        catalogue.itemId(past), lengths > 0 ? product / lengths : 0, branches);
  }

  /** Whether both items have the branches by which the request is answered. */
  private boolean both(int row, int past) {
    return request.branch() != ResolvedRequest.ENSEMBLE
        || (has(row, weights.id()) && has(past, weights.id()));
  }
}
