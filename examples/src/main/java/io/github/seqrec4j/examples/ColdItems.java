package io.github.seqrec4j.examples;

import io.github.seqrec4j.api.RecommendRequest;
import io.github.seqrec4j.api.Recommendation;
import io.github.seqrec4j.data.Dataset;
import io.github.seqrec4j.runtime.UserHistories;
import io.github.seqrec4j.training.TrainedRecommender;
import io.github.seqrec4j.training.Trainer;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
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
      UserHistories histories = model.histories().orElseThrow();
      histories.users().forEach(user -> sold.addAll(histories.history(user)));
      // tag::cold[]
      String user = histories.users().iterator().next();
      List<Recommendation> fresh =
          model.recommend(
              RecommendRequest.of(histories.history(user))
                  .k(5)
                  .branch("text") // alone: what the others learned of an item comes from its sales
                  .filter(item -> !sold.contains(item)));
      // end::cold[]
      System.out.println("never sold, and nearest by title to what " + user + " bought:");
      for (Recommendation r : fresh) {
        System.out.printf(Locale.ROOT, "%s  %.3f%n", model.title(r.item()), r.score());
      }
    }
  }
}
