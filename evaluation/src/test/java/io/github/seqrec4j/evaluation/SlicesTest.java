package io.github.seqrec4j.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.seqrec4j.data.DataSpec;
import io.github.seqrec4j.data.Dataset;
import io.github.seqrec4j.data.Split;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SlicesTest {

  @TempDir private static Path data;

  /** The last item of each tests: x, which is cold, then b, c and a, which have 3, 2 and 4. */
  @Test
  void slices_byHand() throws IOException {
    String[] histories = {"a b c y x", "a b d y b", "a c d e y c", "a b d e f g h i j k l m n y a"};
    StringBuilder text = new StringBuilder("user\titem\ttimestamp\n");
    for (int user = 0; user < histories.length; user++) {
      String[] items = histories[user].split(" ", -1);
      for (int n = 0; n < items.length; n++) {
        text.append("u%d\t%s\t%d%n".formatted(user, items[n], n + 100 * user));
      }
    }
    Files.writeString(data.resolve("interactions.tsv"), text);
    try (Dataset dataset = Dataset.open(data, new DataSpec())) {
      Split split = dataset.split(5);
      Map<String, int[]> slices = Slices.of(split, split.test());
      // 23 training interactions: nine items with 1, c and e with 2, b and d with 3, a with 4.
      // A third of them are the first 8 of the ones, two thirds end within the threes.
      assertThat(slices.get("item cold")).containsExactly(0);
      assertThat(slices).doesNotContainKey("item tail");
      assertThat(slices.get("item middle")).containsExactly(1, 2);
      assertThat(slices.get("item head")).containsExactly(3);
      assertThat(slices.get("history 1-4")).containsExactly(0, 1);
      assertThat(slices.get("history 5-9")).containsExactly(2);
      assertThat(slices.get("history 10-19")).containsExactly(3);
      assertThat(slices).doesNotContainKeys("history 20-49", "history 50+");
      assertThat(slices).doesNotContainKey("user light"); // equals are together
      assertThat(slices.get("user middle")).containsExactly(0, 1);
      assertThat(slices.get("user heavy")).containsExactly(2, 3);
      assertThat(slices.get("time first quarter")).containsExactly(0);
      assertThat(slices.get("time fourth quarter")).containsExactly(3);
    }
  }
}
