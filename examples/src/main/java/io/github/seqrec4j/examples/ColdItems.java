package io.github.seqrec4j.examples;

import io.github.seqrec4j.api.RecommendOptions;
import io.github.seqrec4j.api.RecommendOptions.Scores;
import io.github.seqrec4j.api.RecommendOptions.Seen;
import io.github.seqrec4j.api.Recommendation;
import io.github.seqrec4j.data.Dataset;
import io.github.seqrec4j.training.TrainedRecommender;
import io.github.seqrec4j.training.Trainer;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;

/**
 * Items that nobody has bought yet. Their ID vector has learned nothing, but under the ID-aware
 * Transformer text and picture do not read it: so their branches rank new items as any others.
 */
public final class ColdItems {

  private ColdItems() {}

  /** Takes a directory for the generated shop. */
  public static void main(String[] arguments) {
    Path data = DemoShop.in(Path.of(arguments[0]));
    try (Dataset dataset = Dataset.open(data);
        TrainedRecommender model =
            Trainer.create().fit(DemoShop.spec().build(), dataset, event -> {})) {
      Set<String> sold = new HashSet<>();
      model.users().forEach(user -> sold.addAll(model.history(user)));
      // tag::cold[]
      String user = model.users().get(0);
      RecommendOptions options = new RecommendOptions(Seen.EXCLUDE, Scores.BRANCHES);
      List<Recommendation> all = model.recommendToUser(user, model.items().size(), options);
      List<Recommendation> fresh =
          all.stream()
              .filter(r -> !sold.contains(r.item()))
              .sorted(Comparator.comparingDouble(ColdItems::byText).reversed())
              .limit(5)
              .toList();
      // end::cold[]
      System.out.println("never sold, and nearest by title to what " + user + " bought:");
      for (Recommendation r : fresh) {
        System.out.printf(Locale.ROOT, "%s  %.3f%n", model.title(r.item()), byText(r));
      }
    }
  }

  private static double byText(Recommendation r) {
    return Objects.requireNonNull(r.branchScores().get("text"));
  }
}
