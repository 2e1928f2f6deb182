package io.github.seqrec4j.cli;

import io.github.seqrec4j.api.Branch;
import io.github.seqrec4j.api.Modality;
import io.github.seqrec4j.api.RecommendRequest;
import io.github.seqrec4j.api.RecommendRequest.Scores;
import io.github.seqrec4j.api.Recommendation;
import io.github.seqrec4j.data.Dataset;
import io.github.seqrec4j.runtime.SequentialRecommender;
import java.io.PrintWriter;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Shows a person what the demo's model recommends: titles, and in words what the pictures show,
 * which no model reads.
 */
final class DemoSamples {

  private static final int BOUGHT = 6; // last purchases shown
  private static final int RECOMMENDED = 5;
  private static final int NEW = 3;

  private final SequentialRecommender recommender;
  private final Set<String> unsold;
  private final Map<String, String> looks;
  private final PrintWriter out;

  /**
   * For one model.
   *
   * @param dataset what it was trained on
   * @param looks what each item's picture shows, by item
   */
  DemoSamples(
      SequentialRecommender recommender,
      Dataset dataset,
      Map<String, String> looks,
      PrintWriter out) {
    this.recommender = recommender;
    unsold = new HashSet<>(recommender.items());
    for (int user = 0; user < dataset.users(); user++) {
      for (int item : dataset.history(user)) {
        unsold.remove(dataset.itemId(item));
      }
    }
    this.looks = looks;
    this.out = out;
  }

  /** What a customer bought, what is recommended, and what of the items that nobody has bought. */
  void print(String customer) {
    List<String> history = recommender.histories().orElseThrow().history(customer);
    out.println();
    out.printf("Customer %s bought, of late:%n", customer);
    history.subList(Math.max(0, history.size() - BOUGHT), history.size()).forEach(this::item);
    out.println("  and is recommended:");
    recommender.recommend(history, RECOMMENDED).forEach(r -> item(r.item()));
    out.printf("  and, of %d items that nobody has bought so far:%n", unsold.size());
    firstSales(history).forEach(this::item);
  }

  /** An item without a sale has no trained ID; the branches that read its content rank it. */
  private List<String> firstSales(List<String> history) {
    RecommendRequest request =
        RecommendRequest.of(history)
            .k(Math.max(1, unsold.size()))
            .allow(unsold)
            .scores(Scores.BRANCHES);
    return recommender.recommend(request).stream()
        .sorted(Comparator.comparingDouble(DemoSamples::contentScore).reversed())
        .limit(NEW)
        .map(Recommendation::item)
        .toList();
  }

  private static double contentScore(Recommendation one) {
    String id = Branch.of(Modality.ID).name();
    return one.branchScores().entrySet().stream()
        .filter(branch -> !branch.getKey().equals(id))
        .mapToDouble(Map.Entry::getValue)
        .sum();
  }

  private void item(String item) {
    out.printf(
        Locale.ROOT,
        "    %s  %-56s [%s]%n",
        item,
        recommender.title(item),
        looks.getOrDefault(item, "no picture"));
  }
}
