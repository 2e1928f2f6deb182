package io.github.seqrec4j.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.seqrec4j.api.Recommendation;
import io.github.seqrec4j.training.SequentialRecommender;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class QuickstartTest {

  private static final int ITEMS = 12;
  private static final int USERS = 40;
  private static final int LENGTH = 8;

  @TempDir private Path folder;

  /** Users walk around a ring of items; after some epochs the next one must come first. */
  @Test
  void main_onARingOfItems_recommendsTheNextOne() throws IOException {
    Path data = ring();
    Path model = folder.resolve("model");

    Quickstart.main(new String[] {data.toString(), model.toString(), "item-4", "item-5"});

    try (SequentialRecommender recommender = SequentialRecommender.load(model)) {
      List<Recommendation> found = recommender.recommend(List.of("item-4", "item-5"), 10);
      assertThat(found).hasSize(10);
      assertThat(found.get(0).item()).isEqualTo("item-6");
    }
  }

  private Path ring() throws IOException {
    StringBuilder items = new StringBuilder("item\ttitle\n");
    for (int i = 0; i < ITEMS; i++) {
      items.append("item-").append(i).append("\tthing number ").append(i).append('\n');
    }
    StringBuilder interactions = new StringBuilder("user\titem\n");
    SplittableRandom random = new SplittableRandom(1);
    for (int u = 0; u < USERS; u++) {
      int first = random.nextInt(ITEMS);
      for (int i = 0; i < LENGTH; i++) {
        interactions
            .append("user-")
            .append(u)
            .append("\titem-")
            .append((first + i) % ITEMS)
            .append('\n');
      }
    }
    Path data = Files.createDirectory(folder.resolve("data"));
    Files.writeString(data.resolve("items.tsv"), items);
    Files.writeString(data.resolve("interactions.tsv"), interactions);
    return data;
  }
}
