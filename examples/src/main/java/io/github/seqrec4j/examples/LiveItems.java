package io.github.seqrec4j.examples;

import io.github.seqrec4j.api.Diversity;
import io.github.seqrec4j.api.Explanation;
import io.github.seqrec4j.api.RecommendRequest;
import io.github.seqrec4j.api.Recommendation;
import io.github.seqrec4j.api.Recommendations;
import io.github.seqrec4j.data.Dataset;
import io.github.seqrec4j.encode.text.MiniLm;
import io.github.seqrec4j.runtime.LiveCatalogue;
import io.github.seqrec4j.runtime.NewItem;
import io.github.seqrec4j.runtime.ReloadableRecommender;
import io.github.seqrec4j.training.TrainedRecommender;
import io.github.seqrec4j.training.Trainer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** A shop gets a new item while its service runs, and another one is sold out. */
public final class LiveItems {

  private LiveItems() {}

  /** Takes a directory for the generated shop, and one for the model. */
  public static void main(String[] arguments) {
    Path bundle = Path.of(arguments[1]);
    if (!Files.exists(bundle)) {
      train(DemoShop.in(Path.of(arguments[0])), bundle);
    }
    try (ReloadableRecommender model = ReloadableRecommender.load(bundle)) {
      String bought = model.items().get(0);
      String soldOut = model.items().get(1);
      String title = model.read(m -> m.title(bought));
      // tag::live[]
      try (LiveCatalogue catalogue =
          LiveCatalogue.builder(model)
              .journal(bundle.resolveSibling("items.journal"))
              .text(new MiniLm()) // as in the training
              .build()) {
        catalogue.put(NewItem.of("new-1").title(title + ", new").text(title + ", new"));
        catalogue.retire(List.of(soldOut));
        Recommendations best = model.recommend(RecommendRequest.of(bought).k(10));
        // end::live[]
        for (Recommendation r : best) {
          System.out.printf(
              Locale.ROOT, "%s  %.3f%n", model.<String>read(m -> m.title(r.item())), r.score());
        }
        // tag::requests[]
        RecommendRequest request =
            RecommendRequest.of(bought).k(5).filter(item -> !item.equals(soldOut));
        Recommendations varied = model.recommend(request.diversity(Diversity.of(0.7)));
        Explanation why = model.<Explanation>read(m -> m.explain(request, List.of("new-1")).get(0));
        // end::requests[]
        System.out.println(varied.size() + " that differ");
        System.out.println(
            "why new-1: " + why.branches() + ", like " + why.history().get(0).item());
      }
    }
  }

  private static void train(Path data, Path bundle) {
    try (Dataset dataset = Dataset.open(data);
        TrainedRecommender model =
            Trainer.create().fit(DemoShop.spec().build(), dataset, event -> {})) {
      model.save(bundle);
    }
  }
}
