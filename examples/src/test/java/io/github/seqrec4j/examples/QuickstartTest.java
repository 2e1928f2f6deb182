package io.github.seqrec4j.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.seqrec4j.api.Recommendation;
import io.github.seqrec4j.runtime.SequentialRecommender;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class QuickstartTest {

  private static final int PAIRS = 10;
  private static final int USERS = 40;
  private static final int PAIRS_PER_USER = 4;

  @TempDir private Path folder;

  /** It runs, and what it prints is what the model it saved answers. */
  @Test
  void main_onASmallShop_printsWhatTheSavedModelRecommends() throws IOException {
    Path data = pairs();
    Path model = folder.resolve("model");
    PrintStream usual = System.out;
    ByteArrayOutputStream printed = new ByteArrayOutputStream();

    System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
    try {
      Quickstart.main(
          new String[] {data.toString(), model.toString(), "item-6", "item-7", "item-4"});
    } finally {
      System.setOut(usual);
    }

    List<String> lines = printed.toString(StandardCharsets.UTF_8).lines().toList();
    assertThat(lines).hasSize(11);
    assertThat(lines.get(0)).startsWith("test: {hit@5=");
    try (SequentialRecommender recommender = SequentialRecommender.load(model)) {
      List<Recommendation> found = recommender.recommend(List.of("item-6", "item-7", "item-4"), 10);
      assertThat(found)
          .extracting(Recommendation::item)
          .doesNotHaveDuplicates()
          .doesNotContain("item-6", "item-7", "item-4")
          .containsExactlyElementsOf(
              lines.stream().skip(1).map(line -> line.replaceFirst(" .*", "")).toList());
    }
  }

  @Test
  void main_withAModelThatExists_isRefusedBeforeTheTraining() throws IOException {
    Path data = pairs();
    Path model = Files.createDirectory(folder.resolve("model"));

    assertThatThrownBy(
            () -> Quickstart.main(new String[] {data.toString(), model.toString(), "item-6"}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(model + " exists; a model is never overwritten");
    assertThat(data.resolve("features")).doesNotExist();
  }

  private Path pairs() throws IOException {
    StringBuilder items = new StringBuilder("item\ttitle\n");
    for (int i = 0; i < 2 * PAIRS; i++) {
      items.append("item-").append(i).append("\tthing number ").append(i).append('\n');
    }
    StringBuilder interactions = new StringBuilder("user\titem\n");
    Random random = new Random(1);
    List<Integer> pairs = new ArrayList<>(IntStream.range(0, PAIRS).boxed().toList());
    for (int u = 0; u < USERS; u++) {
      Collections.shuffle(pairs, random);
      for (int pair : pairs.subList(0, PAIRS_PER_USER)) {
        for (int item = 2 * pair; item < 2 * pair + 2; item++) {
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
