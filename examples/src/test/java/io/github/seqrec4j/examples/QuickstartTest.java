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

  private static final int PAIRS = 10;
  private static final int USERS = 150;
  private static final int PAIRS_PER_USER = 4;

  @TempDir private Path folder;

  /** Whoever takes the first of a pair takes the second next: it must come first of all. */
  @Test
  void main_itemsThatComeInPairs_recommendsTheOther() throws IOException {
    Path data = pairs();
    Path model = folder.resolve("model");

    Quickstart.main(new String[] {data.toString(), model.toString(), "item-7", "item-4"});

    try (SequentialRecommender recommender = SequentialRecommender.load(model)) {
      List<Recommendation> found = recommender.recommend(List.of("item-7", "item-4"), 10);
      assertThat(found).hasSize(10);
      assertThat(found.get(0).item()).isEqualTo("item-5");
    }
  }

  private Path pairs() throws IOException {
    StringBuilder items = new StringBuilder("item\ttitle\n");
    for (int i = 0; i < 2 * PAIRS; i++) {
      items.append("item-").append(i).append("\tthing number ").append(i).append('\n');
    }
    StringBuilder interactions = new StringBuilder("user\titem\n");
    SplittableRandom random = new SplittableRandom(1);
    for (int u = 0; u < USERS; u++) {
      for (int i = 0; i < PAIRS_PER_USER; i++) {
        int first = 2 * random.nextInt(PAIRS);
        for (int item = first; item < first + 2; item++) {
          interactions.append("user-").append(u).append("\titem-").append(item).append('\n');
        }
      }
    }
    Path data = Files.createDirectory(folder.resolve("data"));
    Files.writeString(data.resolve("items.tsv"), items);
    Files.writeString(data.resolve("interactions.tsv"), interactions);
    return data;
  }
}
