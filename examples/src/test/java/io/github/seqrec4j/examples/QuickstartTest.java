package io.github.seqrec4j.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.seqrec4j.api.Recommendation;
import io.github.seqrec4j.training.SequentialRecommender;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class QuickstartTest {

  @TempDir private Path folder;

  /** Users walk around a ring of items; after some epochs the next one must come first. */
  @Test
  void main_onARingOfItems_recommendsTheNextOne() throws IOException {
    Path data = Ring.write(folder.resolve("data"));
    Path model = folder.resolve("model");

    Quickstart.main(
        new String[] {
          data.toString(), model.toString(), "item-1", "item-2", "item-3", "item-4", "item-5"
        });

    try (SequentialRecommender recommender = SequentialRecommender.load(model)) {
      List<Recommendation> found =
          recommender.recommend(List.of("item-1", "item-2", "item-3", "item-4", "item-5"), 10);
      assertThat(found).hasSize(7); // of twelve, five are in the history
      assertThat(found.get(0).item()).isEqualTo("item-6");
    }
  }
}
