package io.github.seqrec4j.runtime;

import static io.github.seqrec4j.runtime.EncodedBundle.item;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.seqrec4j.api.Fusion;
import io.github.seqrec4j.api.Modality;
import io.github.seqrec4j.api.RecommendRequest;
import io.github.seqrec4j.api.RecommendRequest.Scores;
import io.github.seqrec4j.api.RecommendRequest.UnknownItems;
import io.github.seqrec4j.api.Recommendation;
import io.github.seqrec4j.api.Recommendations;
import io.github.seqrec4j.api.UsageException;
import io.github.seqrec4j.fusion.AttentionPooling;
import io.github.seqrec4j.fusion.ConcatFusion;
import io.github.seqrec4j.fusion.GatedFusion;
import io.github.seqrec4j.fusion.IdAwareTransformer;
import io.github.seqrec4j.fusion.LateFusion;
import io.github.seqrec4j.fusion.MixtureOfExperts;
import io.github.seqrec4j.fusion.SumFusion;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class LiveCatalogueTest {

  private static final int ITEMS = 30;

  /** Float32 sums in different orders, of numbers of about 1. */
  private static final double ROUNDING = 1e-4;

  @TempDir private static Path folder;
  private static Path bundle = Path.of("");

  @BeforeAll
  static void save() {
    bundle = EncodedBundle.save(folder.resolve("model"), ITEMS, 3);
  }

  private static RecommendRequest everything(String... history) {
    return RecommendRequest.of(history).k(1000).seen(RecommendRequest.Seen.INCLUDE);
  }

  private static List<String> ids(Recommendations answer) {
    return answer.stream().map(Recommendation::item).toList();
  }

  static List<Fusion> fusions() {
    return List.of(
        IdAwareTransformer.builder().build(),
        LateFusion.builder().build(),
        SumFusion.builder().build(),
        ConcatFusion.builder().build(),
        GatedFusion.builder().build(),
        AttentionPooling.builder().build(),
        MixtureOfExperts.builder().stage(MixtureOfExperts.Stage.LATE).build());
  }

  @ParameterizedTest
  @MethodSource("fusions")
  void contentOfAnItemPutAgain_hasTheVectorsOfTheTraining(Fusion fusion) {
    Path saved =
        EncodedBundle.save(
            folder.resolve(fusion.type()), 5, 1, EncodedBundle.model(fusion), List.of());
    try (ReloadableRecommender model = ReloadableRecommender.load(saved);
        LiveCatalogue live = LiveCatalogue.of(model)) {
      float[] before = model.itemVector(item(2));
      live.put(item("again", 2));
      float[] after = model.itemVector("again");
      assertThat(after).hasSameSizeAs(before);
      int id = model.branches().stream().map(Object::toString).toList().indexOf("id");
      boolean readsId = id < 0; // into the one branch there is: it differs there
      for (int j = 0; !readsId && j < before.length; j++) {
        boolean ofId = j / EncodedBundle.WIDTH == id;
        assertThat((double) after[j]).isCloseTo(ofId ? 0 : before[j], within(ROUNDING));
      }
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"JAVA", "PYTORCH"})
  void newItem_isRecommendedByContentAndNotByTheId(ServingEngine engine) {
    try (ReloadableRecommender model = ReloadableRecommender.load(bundle, engine);
        LiveCatalogue live = LiveCatalogue.of(model)) {
      assertThat(ids(model.recommend(everything(item(1))))).doesNotContain("new").hasSize(ITEMS);
      live.put(item("new", 100));
      assertThat(live.added()).isEqualTo(1);
      assertThat(model.items()).hasSize(ITEMS + 1).endsWith("new");
      Recommendations answer = model.recommend(everything(item(1)).scores(Scores.BRANCHES));
      assertThat(ids(answer)).contains("new").hasSize(ITEMS + 1);
      for (Recommendation one : answer) {
        assertThat(one.branchScores().keySet())
            .isEqualTo(
                one.item().equals("new") ? Set.of("text", "sound") : Set.of("id", "text", "sound"));
      }
      assertThat(ids(model.recommend(everything(item(1)).branch("text")))).contains("new");
      assertThat(ids(model.recommend(everything(item(1)).branch("id"))))
          .doesNotContain("new")
          .hasSize(ITEMS);
      assertThat(model.<String>read(m -> m.title("new"))).isEqualTo("Title of new");
    }
  }

  @Test
  void enginesAndBatches_giveTheSame() {
    List<RecommendRequest> requests = new ArrayList<>();
    for (String[] history :
        new String[][] {
          {item(1)}, {"new-1"}, {item(2), "new-1", item(3)}, {"new-2", "new-1"}, {item(4), "new-2"}
        }) {
      requests.add(everything(history).scores(Scores.BRANCHES));
      requests.add(everything(history).branch("sound"));
      requests.add(everything(history).branch("id"));
    }
    try (ReloadableRecommender java = ReloadableRecommender.load(bundle, ServingEngine.JAVA);
        ReloadableRecommender torch = ReloadableRecommender.load(bundle, ServingEngine.PYTORCH);
        LiveCatalogue first = LiveCatalogue.of(java);
        LiveCatalogue second = LiveCatalogue.of(torch)) {
      for (LiveCatalogue live : List.of(first, second)) {
        live.put(List.of(item("new-1", 51), item("new-2", 52), item(item(7), 53)));
        live.retire(List.of(item(8)));
      }
      List<Recommendations> batch = java.recommend(requests);
      List<Recommendations> byTorch = torch.recommend(requests);
      for (int r = 0; r < requests.size(); r++) {
        checkSame(java.recommend(requests.get(r)), batch.get(r));
        checkSame(byTorch.get(r), batch.get(r));
        checkSame(torch.recommend(requests.get(r)), batch.get(r));
      }
    }
  }

  private static void checkSame(Recommendations actual, Recommendations expected) {
    assertThat(ids(actual)).isEqualTo(ids(expected));
    assertThat(actual.emptyBecause()).isEqualTo(expected.emptyBecause());
    for (int i = 0; i < actual.size(); i++) {
      assertThat(actual.get(i).score()).isCloseTo(expected.get(i).score(), within(ROUNDING));
      assertThat(actual.get(i).branchScores().keySet())
          .isEqualTo(expected.get(i).branchScores().keySet());
    }
  }

  @Test
  void historyOfNewItemsAlone_isAnsweredByContent_andNotByTheId() {
    try (ReloadableRecommender model = ReloadableRecommender.load(bundle);
        LiveCatalogue live = LiveCatalogue.of(model)) {
      live.put(item("new", 100));
      Recommendations answer = model.recommend(everything("new").scores(Scores.BRANCHES));
      assertThat(answer).hasSize(ITEMS + 1);
      assertThat(answer.get(0).branchScores()).containsOnlyKeys("text", "sound");
      assertThat(answer.get(0).score())
          .isCloseTo(
              answer.get(0).branchScores().values().stream().mapToDouble(score -> score / 3).sum(),
              within(ROUNDING));
      assertThat(model.recommend(everything("new").branch("id")).emptyBecause())
          .contains(Recommendations.Reason.HISTORY_UNKNOWN);
    }
  }

  /** What the branch of the ID reads of a history is the history without new items. */
  @Test
  void newItemInAHistory_isPassedOverByTheId() {
    try (ReloadableRecommender model = ReloadableRecommender.load(bundle);
        LiveCatalogue live = LiveCatalogue.of(model)) {
      live.put(item("new", 100));
      float[] with = model.userVector(RecommendRequest.of(item(1), "new", item(2)));
      float[] without = model.userVector(RecommendRequest.of(item(1), item(2)));
      for (int j = 0; j < EncodedBundle.WIDTH; j++) {
        assertThat(with[j]).isEqualTo(without[j]);
      }
      assertThat(with).isNotEqualTo(without);
    }
  }

  @Test
  void replacedItemOfTheBundle_keepsItsIdAndHasTheNewContent() {
    try (ReloadableRecommender model = ReloadableRecommender.load(bundle);
        LiveCatalogue live = LiveCatalogue.of(model)) {
      float[] before = model.itemVector(item(5));
      live.put(item(item(5), 77).title("Another"));
      float[] after = model.itemVector(item(5));
      for (int j = 0; j < before.length; j++) {
        if (j < EncodedBundle.WIDTH) {
          assertThat(after[j]).isEqualTo(before[j]);
        }
      }
      assertThat(after).isNotEqualTo(before);
      assertThat(model.items()).hasSize(ITEMS);
      assertThat(ids(model.recommend(everything(item(1))))).hasSize(ITEMS).contains(item(5));
      assertThat(model.<String>read(m -> m.title(item(5)))).isEqualTo("Another");
      live.put(item("copy", 5));
      assertThat(ids(model.recommend(everything(item(1)).allow(List.of(item(5), "copy")))))
          .hasSize(2);
    }
  }

  @Test
  void retiredItems_areNotRecommended_thoseOfTheBundleMayStandInHistories() {
    try (ReloadableRecommender model = ReloadableRecommender.load(bundle);
        LiveCatalogue live = LiveCatalogue.of(model)) {
      Recommendations before = model.recommend(everything(item(1), item(2)));
      live.put(item("new", 100));
      live.retire(List.of("new", item(1)));
      assertThat(live.retired()).isEqualTo(1);
      assertThat(live.added()).isZero();
      assertThat(model.items()).hasSize(ITEMS - 1).doesNotContain("new", item(1));
      Recommendations after = model.recommend(everything(item(1), item(2)));
      assertThat(after).isEqualTo(before.stream().filter(r -> !r.item().equals(item(1))).toList());
      assertThatThrownBy(() -> model.recommend(everything("new")))
          .isInstanceOf(UsageException.class)
          .hasMessageContaining("unknown item 'new'");
      assertThat(model.recommend(everything("new", item(3)).unknownItems(UnknownItems.SKIP)))
          .isEqualTo(model.recommend(everything(item(3))));
      live.retire(List.of(item(1))); // again
      assertThat(live.retired()).isEqualTo(1);
      live.restore(List.of(item(1), item(9)));
      assertThat(model.recommend(everything(item(1), item(2)))).isEqualTo(before);
    }
  }

  @Test
  void wrongChanges_changeNothing() {
    try (ReloadableRecommender model = ReloadableRecommender.load(bundle);
        LiveCatalogue live = LiveCatalogue.of(model)) {
      NewItem good = item("good", 1);
      check(live, "brings no features", good, NewItem.of("bad"));
      check(
          live,
          "item 'bad': features 'text' must be 1 x 6 numbers, as the model was trained on: got 5",
          good,
          NewItem.of("bad").features(Modality.TEXT, new float[] {1, 2, 3, 4, 5}));
      check(
          live,
          "brings features 'image', the model reads [id, text, sound]",
          good,
          item("bad", 1).features(Modality.IMAGE, new float[] {1}));
      check(
          live,
          "features 'text' hold NaN at number 2",
          good,
          NewItem.of("bad").features(Modality.TEXT, new float[] {1, 2, Float.NaN, 4, 5, 6}));
      check(live, "brings a text, and the catalogue has no encoder", NewItem.of("bad").text("tea"));
      check(live, "item 'good' is named twice", good, good);
      assertThatThrownBy(() -> live.retire(List.of(item(1), "nobody")))
          .hasMessageContaining("unknown items [nobody]");
      assertThatThrownBy(() -> live.restore(List.of(item(1), "new")))
          .hasMessageContaining("unknown items [new]; what was added and retired is forgotten");
      assertThat(model.items()).hasSize(ITEMS).contains(item(1));
      assertThatThrownBy(() -> LiveCatalogue.of(model)).hasMessageContaining("already");
    }
  }

  private static void check(LiveCatalogue live, String message, NewItem... items) {
    assertThatThrownBy(() -> live.put(List.of(items)))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining(message);
    assertThat(live.added()).isZero();
  }

  @Test
  void closed_refusesChangesAndLeavesWhatWasMade() {
    try (ReloadableRecommender model = ReloadableRecommender.load(bundle)) {
      LiveCatalogue live = LiveCatalogue.of(model);
      live.put(item("new", 100));
      live.close();
      assertThatThrownBy(() -> live.put(item("other", 101)))
          .isInstanceOf(IllegalStateException.class);
      assertThat(model.items()).contains("new");
      LiveCatalogue.of(model).close();
    }
  }

  @Test
  void modelWithoutContentOrBundle_takesNoItems() {
    try (ReloadableRecommender model =
        ReloadableRecommender.load(TinyBundle.save(folder.resolve("tiny"), 1, null))) {
      assertThatThrownBy(() -> LiveCatalogue.of(model))
          .as("weights that are not those of the item encoder")
          .hasMessageContaining("does not fit the item encoder of model.conf");
      assertThat(model.recommend(List.of(TinyBundle.item(1)), 3)).hasSize(3);
    }
  }
}
