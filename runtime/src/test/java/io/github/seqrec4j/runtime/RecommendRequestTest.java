package io.github.seqrec4j.runtime;

import static io.github.seqrec4j.runtime.TinyBundle.ITEMS;
import static io.github.seqrec4j.runtime.TinyBundle.item;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.seqrec4j.api.Event;
import io.github.seqrec4j.api.RecommendRequest;
import io.github.seqrec4j.api.RecommendRequest.Scores;
import io.github.seqrec4j.api.RecommendRequest.Seen;
import io.github.seqrec4j.api.RecommendRequest.UnknownItems;
import io.github.seqrec4j.api.Recommendation;
import io.github.seqrec4j.api.Recommendations;
import io.github.seqrec4j.api.UsageException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a recommender makes of each part of a request. */
final class RecommendRequestTest {

  /** Sums of 16 products in float32. */
  private static final double ROUNDING = 1e-5;

  @TempDir private static Path folder;

  @SuppressWarnings("NullAway.Init") // before all tests
  private static SequentialRecommender model;

  @BeforeAll
  static void open() {
    model = SequentialRecommender.load(TinyBundle.save(folder.resolve("model"), 3, null));
  }

  @AfterAll
  static void close() {
    model.close();
  }

  @Test
  void defaults_areTenUnseenItemsBestFirst() {
    Recommendations found = model.recommend(RecommendRequest.of(item(1), item(2)));
    assertThat(found).hasSize(10).isEqualTo(model.recommend(List.of(item(1), item(2)), 10));
    assertThat(found).extracting(Recommendation::item).doesNotContain(item(1), item(2));
    assertThat(found.emptyBecause()).isEmpty();
    assertThat(found.unknownItems()).isEmpty();
    for (int i = 1; i < found.size(); i++) {
      assertThat(found.get(i).score()).isLessThanOrEqualTo(found.get(i - 1).score());
      assertThat(found.get(i).branchScores()).isEmpty();
    }
    assertThatThrownBy(() -> found.add(found.get(0)))
        .isInstanceOf(UnsupportedOperationException.class);
  }

  @Test
  void k_beyondTheCatalogue_givesAllThatIsLeft() {
    assertThat(model.recommend(RecommendRequest.of(item(1)).k(Integer.MAX_VALUE)))
        .hasSize(ITEMS - 1);
    assertThat(model.recommend(RecommendRequest.of(item(1)).k(99).seen(Seen.INCLUDE)))
        .hasSize(ITEMS);
    assertThatThrownBy(() -> RecommendRequest.of("a").k(0))
        .isInstanceOf(UsageException.class)
        .hasMessage("k must be at least 1: 0");
  }

  @Test
  void unknownItems_areRefusedAllByName() {
    RecommendRequest request = RecommendRequest.of("x", item(1), "y", "x");
    assertThatThrownBy(() -> model.recommend(request))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("2 unknown items 'x', 'y': the model knows 20 others");
    assertThatThrownBy(() -> model.recommend(List.of(RecommendRequest.of(item(1)), request)))
        .hasMessageStartingWith("request 2: 2 unknown items 'x', 'y'");
    assertThatThrownBy(() -> model.userVector(request)).hasMessageStartingWith("2 unknown");
  }

  @Test
  void unknownItems_skipped_areNamedAndChangeNothing() {
    Recommendations found =
        model.recommend(
            RecommendRequest.of("x", item(1), "y", item(2), "x").unknownItems(UnknownItems.SKIP));
    assertThat(found.unknownItems()).containsExactly("x", "y");
    assertThat(found).isEqualTo(model.recommend(RecommendRequest.of(item(1), item(2))));
  }

  @Test
  void historyOfUnknownItemsAlone_isAnsweredByNothingAndAReason() {
    RecommendRequest request = RecommendRequest.of("x").unknownItems(UnknownItems.SKIP);
    Recommendations found = model.recommend(request);
    assertThat(found).isEmpty();
    assertThat(found.emptyBecause()).contains(Recommendations.Reason.HISTORY_UNKNOWN);
    assertThat(found.unknownItems()).containsExactly("x");
    assertThatThrownBy(() -> model.userVector(request))
        .hasMessage("no item of the history is known to the model: [x]");
  }

  @Test
  void userWhoHasSeenEverything_getsNothingAndAReason() {
    Recommendations found = model.recommend(RecommendRequest.of(TinyBundle.items()));
    assertThat(found).isEmpty();
    assertThat(found.emptyBecause()).contains(Recommendations.Reason.NOTHING_LEFT);
    assertThat(model.recommend(RecommendRequest.of(item(1)).allow(Set.of())).emptyBecause())
        .contains(Recommendations.Reason.NOTHING_LEFT);
  }

  @Test
  void seenItems_areThoseOfTheWholeHistory() {
    List<String> long12 = TinyBundle.items().subList(0, 12); // the backbone reads 5
    assertThat(model.recommend(RecommendRequest.of(long12).k(ITEMS)))
        .extracting(Recommendation::item)
        .containsExactlyInAnyOrderElementsOf(TinyBundle.items().subList(12, ITEMS));
  }

  @Test
  void allowDenyAndFilter_leaveTheOrderOfTheRest() {
    List<String> all = names(model.recommend(RecommendRequest.of(item(1)).k(ITEMS)));
    List<String> allowed = List.of(item(1), item(4), item(9), item(15), "unknown");
    assertThat(names(model.recommend(RecommendRequest.of(item(1)).allow(allowed))))
        .containsExactlyElementsOf(all.stream().filter(allowed::contains).toList())
        .hasSize(3);
    List<String> denied = List.of(all.get(0), all.get(3), "unknown");
    assertThat(names(model.recommend(RecommendRequest.of(item(1)).k(5).deny(denied))))
        .containsExactlyElementsOf(all.stream().filter(i -> !denied.contains(i)).limit(5).toList());
    assertThat(
            names(
                model.recommend(
                    RecommendRequest.of(item(1)).k(3).filter(item -> item.endsWith("2")))))
        .containsExactlyElementsOf(all.stream().filter(i -> i.endsWith("2")).limit(3).toList());
  }

  @Test
  void filter_isNotAskedOfTheWholeCatalogue() {
    List<String> asked = new ArrayList<>();
    RecommendRequest request =
        RecommendRequest.of(item(1))
            .k(1)
            .filter(
                item -> {
                  asked.add(item);
                  return true;
                });
    assertThat(model.recommend(request)).hasSize(1);
    assertThat(asked).hasSizeLessThan(ITEMS - 1).doesNotContain(item(1)).doesNotHaveDuplicates();
  }

  @Test
  void branchScores_haveTheScoreAsTheirMean() {
    for (Recommendation one :
        model.recommend(RecommendRequest.of(item(5), item(6)).k(ITEMS).scores(Scores.BRANCHES))) {
      assertThat(one.branchScores().keySet()).containsExactly("id", "text");
      assertThat(one.branchScores().values().stream().mapToDouble(s -> s).average().orElseThrow())
          .isCloseTo(one.score(), within(ROUNDING));
    }
  }

  @Test
  void branch_answersAlone() {
    RecommendRequest request = RecommendRequest.of(item(5), item(6)).k(ITEMS);
    for (Recommendation one : model.recommend(request.branch("text").scores(Scores.BRANCHES))) {
      assertThat(Objects.requireNonNull(one.branchScores().get("text")))
          .isCloseTo(one.score(), within(ROUNDING));
    }
    assertThat(names(model.recommend(request.branch("text"))))
        .isNotEqualTo(names(model.recommend(request)));
    assertThatThrownBy(() -> model.recommend(request.branch("txt")))
        .hasMessage("unknown branch 'txt'; did you mean 'text'? known: id, text");
  }

  @Test
  void vectors_scoreByTheirInnerProduct() {
    for (RecommendRequest request :
        List.of(
            RecommendRequest.of(item(3), item(4)).k(ITEMS),
            RecommendRequest.of(item(3), item(4)).k(ITEMS).branch("id"))) {
      float[] user = model.userVector(request);
      assertThat(user).hasSize(2 * TinyBundle.WIDTH);
      for (Recommendation one : model.recommend(request)) {
        float[] vector = model.itemVector(one.item());
        double product = 0;
        for (int i = 0; i < vector.length; i++) {
          product += (double) user[i] * vector[i];
        }
        assertThat(one.score()).isCloseTo(product, within(ROUNDING));
      }
    }
    assertThatThrownBy(() -> model.itemVector("x")).hasMessageStartingWith("unknown item 'x'");
  }

  @Test
  void batch_answersAsSingleRequestsDo() {
    List<RecommendRequest> requests = new ArrayList<>();
    for (int i = 1; i <= 600; i++) { // more than are encoded at a time
      RecommendRequest request =
          RecommendRequest.of(
                  item(i % ITEMS + 1), item(i * 7 % ITEMS + 1), i % 5 == 0 ? "x" : item(2))
              .unknownItems(UnknownItems.SKIP)
              .k(i % 7 + 1);
      requests.add(i % 3 == 0 ? request.branch("text").scores(Scores.BRANCHES) : request);
    }
    requests.add(300, RecommendRequest.of("x").unknownItems(UnknownItems.SKIP));
    List<Recommendations> batch = model.recommend(requests);
    assertThat(batch).hasSize(requests.size());
    for (int i = 0; i < batch.size(); i++) {
      Recommendations single = model.recommend(requests.get(i));
      assertThat(names(batch.get(i))).isEqualTo(names(single));
      assertThat(batch.get(i).unknownItems()).isEqualTo(single.unknownItems());
      for (int n = 0; n < single.size(); n++) {
        assertThat(batch.get(i).get(n).score()).isCloseTo(single.get(n).score(), within(ROUNDING));
        assertThat(batch.get(i).get(n).branchScores().keySet())
            .isEqualTo(single.get(n).branchScores().keySet());
      }
    }
    assertThat(model.recommend(List.<RecommendRequest>of())).isEmpty();
  }

  @Test
  void events_mustBeOldestFirst() {
    Instant noon = Instant.parse("2026-01-01T12:00:00Z");
    List<Event> events =
        List.of(Event.of(item(1), noon), Event.of(item(2)), Event.of(item(3), noon.plusSeconds(1)));
    RecommendRequest request = RecommendRequest.ofEvents(events).at(noon.plusSeconds(1));
    assertThat(model.recommend(request))
        .isEqualTo(model.recommend(RecommendRequest.of(item(1), item(2), item(3))));
    assertThatThrownBy(() -> request.at(noon))
        .hasMessageStartingWith("the request must not be older than its history");
    List<Event> turned = List.of(events.get(2), events.get(1), events.get(0));
    assertThatThrownBy(() -> RecommendRequest.ofEvents(turned))
        .hasMessageStartingWith("the history must be oldest first: event 3 is of " + noon);
    assertThatThrownBy(() -> RecommendRequest.of(List.of()))
        .hasMessage("the history is empty; give at least one item");
  }

  @Test
  void close_fromWithinARequest_isRefused() {
    RecommendRequest request =
        RecommendRequest.of(item(1))
            .filter(
                item -> {
                  model.close();
                  return true;
                });
    assertThatThrownBy(() -> model.recommend(request))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("from within a request");
    assertThat(model.recommend(List.of(item(1)), 1)).hasSize(1);
  }

  private static List<String> names(Recommendations found) {
    return found.stream().map(Recommendation::item).toList();
  }
}
