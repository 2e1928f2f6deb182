package io.github.seqrec4j.runtime;

import io.github.seqrec4j.api.RecommendRequest;
import io.github.seqrec4j.api.Recommendation;
import java.nio.file.Path;

/** A service of a process of its own: loads a bundle and prints what it recommends. */
final class EngineFreeServing {

  private EngineFreeServing() {}

  /** Takes a bundle and an item. */
  public static void main(String[] arguments) {
    try (SequentialRecommender model = SequentialRecommender.load(Path.of(arguments[0]))) {
      model.recommend(RecommendRequest.of(arguments[1]).k(5)).stream()
          .map(Recommendation::item)
          .forEach(System.out::println);
    }
  }
}
