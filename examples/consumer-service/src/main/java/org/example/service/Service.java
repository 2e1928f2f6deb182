package org.example.service;

import io.github.seqrec4j.api.RecommendRequest;
import io.github.seqrec4j.runtime.SequentialRecommender;
import java.nio.file.Path;
import java.util.List;

/** Loads a model and recommends; what trains and encodes is not on the class path. */
public final class Service {

  private Service() {}

  /** Takes a model bundle and the items of a history, oldest first. */
  public static void main(String[] arguments) {
    List<String> history = List.of(arguments).subList(1, arguments.length);
    try (SequentialRecommender model = SequentialRecommender.load(Path.of(arguments[0]))) {
      RecommendRequest request =
          RecommendRequest.of(history).k(5).unknownItems(RecommendRequest.UnknownItems.SKIP);
      model.recommend(request).forEach(r -> System.out.println(model.title(r.item())));
    }
  }
}
