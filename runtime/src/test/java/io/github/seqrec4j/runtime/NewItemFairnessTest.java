package io.github.seqrec4j.runtime;

import static io.github.seqrec4j.runtime.EncodedBundle.item;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.seqrec4j.api.RecommendRequest;
import io.github.seqrec4j.api.RecommendRequest.Seen;
import io.github.seqrec4j.api.Recommendation;
import io.github.seqrec4j.fusion.IdAwareTransformer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Old items are taken out and put in again as new ones, whose ID is hidden thereby: each stands
 * where its content puts it among those that stayed, and all together come up as often as they did.
 */
class NewItemFairnessTest {

  private static final int ITEMS = 400;
  private static final int MOVED = 100;
  private static final int REQUESTS = 60;
  private static final int TOP = 20;

  @TempDir private Path folder;

  /** Weights of the ID in the ensemble: little, a third, nearly all, all. */
  @ParameterizedTest
  @ValueSource(doubles = {0.1, 0.34, 0.9, 1})
  void oldItemsAsNewOnes_rankAsTheirContentDoes(double ofId) {
    double rest = (1 - ofId) / 2;
    Path bundle =
        EncodedBundle.save(
            folder.resolve("model"),
            ITEMS,
            5,
            EncodedBundle.model(IdAwareTransformer.builder().dropout(0).build()),
            List.of(ofId, rest, rest));
    List<String> moved = new ArrayList<>();
    List<NewItem> put = new ArrayList<>();
    for (int i = 4; i <= ITEMS; i += ITEMS / MOVED) {
      moved.add(item(i));
      put.add(item("new-" + item(i), i));
    }
    long topBefore = 0;
    long topAfter = 0;
    try (ReloadableRecommender model = ReloadableRecommender.load(bundle);
        LiveCatalogue live = LiveCatalogue.of(model)) {
      List<RecommendRequest> requests = requests(new HashSet<>(moved));
      List<List<String>> before = lists(model, requests);
      live.retire(moved);
      live.put(put);
      List<List<String>> after = lists(model, requests);
      for (int r = 0; r < requests.size(); r++) {
        topBefore += before.get(r).subList(0, TOP).stream().filter(moved::contains).count();
        topAfter += after.get(r).subList(0, TOP).stream().filter(i -> i.startsWith("new-")).count();
        checkPlaces(content(model, requests.get(r)), after.get(r));
      }
    }
    // A quarter of all items is a quarter of the top, give or take; here by chance alone, as the
    // weights are random. All on top would be all of it, never shown none.
    long all = REQUESTS * TOP;
    assertThat(topBefore).isBetween(all / 6, all / 3);
    assertThat(topAfter).isBetween(all / 6, all / 3);
  }

  /** Items by the branches of content alone, best first. */
  private static List<String> content(ReloadableRecommender model, RecommendRequest request) {
    record Scored(String item, double score) {}
    List<Scored> scored = new ArrayList<>();
    float[] text = model.userVector(request.branch("text"));
    float[] sound = model.userVector(request.branch("sound"));
    for (String item : model.items()) {
      float[] vector = model.itemVector(item);
      double sum = 0;
      for (int j = 0; j < vector.length; j++) {
        sum += (text[j] + sound[j]) * vector[j];
      }
      scored.add(new Scored(item, sum));
    }
    return scored.stream()
        .sorted((a, b) -> Double.compare(b.score(), a.score()))
        .map(Scored::item)
        .toList();
  }

  /** As many complete items stand before a new one as do by content, but for rounding. */
  private static void checkPlaces(List<String> byContent, List<String> actual) {
    int complete = 0;
    Map<String, Integer> expected = new HashMap<>();
    for (String item : byContent) {
      if (item.startsWith("new-")) {
        expected.put(item, complete);
      } else {
        complete++;
      }
    }
    complete = 0;
    for (String item : actual) {
      if (item.startsWith("new-")) {
        int place = Objects.requireNonNull(expected.get(item), item);
        assertThat(complete).as(item).isBetween(place - 1, place + 1);
      } else {
        complete++;
      }
    }
  }

  private static List<List<String>> lists(
      ReloadableRecommender model, List<RecommendRequest> requests) {
    return model.recommend(requests).stream()
        .map(answer -> answer.stream().map(Recommendation::item).toList())
        .toList();
  }

  private static List<RecommendRequest> requests(Set<String> without) {
    Random random = new Random(7);
    List<RecommendRequest> requests = new ArrayList<>();
    while (requests.size() < REQUESTS) {
      List<String> history = new ArrayList<>();
      while (history.size() < 4) {
        String item = item(1 + random.nextInt(ITEMS));
        if (!without.contains(item)) {
          history.add(item);
        }
      }
      requests.add(RecommendRequest.of(history).k(ITEMS).seen(Seen.INCLUDE));
    }
    return requests;
  }

  /** Scores of other levels and spreads, many items, ties: places hold, and order is kept. */
  @Test
  void rankMatching_keepsPlacesWhateverTheScale() {
    Random random = new Random(1);
    int columns = 5000;
    float[] content = new float[columns];
    float[] scores = new float[columns];
    for (int i = 0; i < columns; i++) {
      content[i] = (float) random.nextGaussian() * 0.01f;
      scores[i] = i % 3 == 0 ? 0 : 700 - 30 * (float) Math.exp(random.nextGaussian());
    }
    RankMatching.apply(scores, content, column -> column % 3 != 0, 1);
    float[] allScores = scores;
    for (int i = 0; i < columns; i += 3) {
      int byContent = 0;
      int above = 0;
      int notBelow = 0; // in float32 scores may be the same where contents are not
      for (int j = 0; j < columns; j++) {
        if (j % 3 != 0) {
          byContent += content[j] > content[i] ? 1 : 0;
          above += allScores[j] > allScores[i] ? 1 : 0;
          notBelow += allScores[j] >= allScores[i] ? 1 : 0;
        }
      }
      if (byContent < RankMatching.EXACT - 1) {
        assertThat(byContent).isBetween(above, notBelow);
      } else {
        assertThat(notBelow).isGreaterThanOrEqualTo(RankMatching.EXACT - 1);
      }
      if (i > 0 && content[i] > content[i - 3]) {
        assertThat(scores[i]).isGreaterThanOrEqualTo(scores[i - 3]);
      }
    }
  }
}
