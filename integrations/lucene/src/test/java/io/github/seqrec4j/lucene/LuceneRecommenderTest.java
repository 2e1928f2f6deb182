package io.github.seqrec4j.lucene;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.seqrec4j.api.DataException;
import io.github.seqrec4j.api.RecommendRequest;
import io.github.seqrec4j.api.RecommendRequest.Scores;
import io.github.seqrec4j.api.RecommendRequest.Seen;
import io.github.seqrec4j.api.RecommendRequest.UnknownItems;
import io.github.seqrec4j.api.Recommendation;
import io.github.seqrec4j.api.Recommendations;
import io.github.seqrec4j.api.Recommendations.Reason;
import io.github.seqrec4j.api.UsageException;
import io.github.seqrec4j.runtime.SequentialRecommender;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.TermQuery;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against the model itself, whose answers the index must give. */
final class LuceneRecommenderTest {

  @TempDir private static Path folder;
  private static SequentialRecommender model = StoredBundle.load();
  private static Path index = Path.of("");

  @TempDir private Path copies;

  @BeforeAll
  static void index() {
    index = folder.resolve("index");
    ItemAttribute parity =
        ItemAttribute.keyword("parity", item -> item.matches(".*[02468]") ? "even" : "odd");
    ItemIndexWriter.write(index, model, new VectorIndexSpec(), List.of(parity), done -> {});
  }

  @AfterAll
  static void close() {
    model.close();
  }

  private static LuceneRecommender open(VectorSearch search) {
    return LuceneRecommender.open(StoredBundle.path(), index, search);
  }

  private static void assertSame(Recommendations found, Recommendations expected) {
    assertThat(found.stream().map(Recommendation::item))
        .isEqualTo(expected.stream().map(Recommendation::item).toList());
    assertThat(found.unknownItems()).isEqualTo(expected.unknownItems());
    assertThat(found.emptyBecause()).isEqualTo(expected.emptyBecause());
    for (int i = 0; i < found.size(); i++) { // float32 sums in another order
      assertThat(found.get(i).score()).isCloseTo(expected.get(i).score(), within(1e-4));
      assertThat(found.get(i).branchScores().keySet())
          .isEqualTo(expected.get(i).branchScores().keySet());
      for (String branch : found.get(i).branchScores().keySet()) {
        assertThat(found.get(i).branchScores().get(branch))
            .isCloseTo(expected.get(i).branchScores().get(branch), within(1e-4));
      }
    }
  }

  @Test
  void answers_areTheModels() {
    RecommendRequest plain = RecommendRequest.of("item-3", "item-7", "item-1");
    List<RecommendRequest> requests =
        List.of(
            plain,
            plain.k(100),
            plain.k(3).seen(Seen.INCLUDE),
            plain.deny(List.of("item-2", "item-5", "never heard of")),
            plain.allow(List.of("item-2", "item-5", "item-7", "never heard of")),
            plain.allow(List.of("item-7")),
            plain.filter(item -> item.endsWith("4")),
            plain.scores(Scores.BRANCHES),
            plain.branch(model.branches().get(1).name()).scores(Scores.BRANCHES),
            RecommendRequest.of("new", "item-9", "newer").unknownItems(UnknownItems.SKIP),
            RecommendRequest.of("new").unknownItems(UnknownItems.SKIP));
    List<Recommendations> expected = model.recommend(requests);
    for (VectorSearch search : List.of(VectorSearch.exact(), VectorSearch.hnsw(15))) {
      try (LuceneRecommender recommender = open(search)) {
        assertThat(recommender.items()).isEqualTo(model.items());
        assertThat(recommender.branches()).isEqualTo(model.branches());
        assertThat(recommender.itemVector("item-4")).isEqualTo(model.itemVector("item-4"));
        assertThat(recommender.userVector(plain)).isEqualTo(model.userVector(plain));
        List<Recommendations> found = recommender.recommend(requests);
        for (int i = 0; i < requests.size(); i++) {
          if (search.mode() == VectorSearch.Mode.EXACT) {
            assertSame(found.get(i), expected.get(i));
          } else {
            assertThat(found.get(i)).hasSameSizeAs(expected.get(i));
          }
        }
        assertThat(found.get(5).emptyBecause()).contains(Reason.NOTHING_LEFT);
        assertThat(found.get(10).emptyBecause()).contains(Reason.HISTORY_UNKNOWN);
      }
    }
  }

  @Test
  void queries_filter() {
    RecommendRequest request = RecommendRequest.of("item-3", "item-8").k(20);
    Recommendations expected = model.recommend(request.filter(item -> item.matches(".*[02468]")));
    try (LuceneRecommender recommender = open(VectorSearch.exact())) {
      assertSame(
          recommender.recommend(request, new TermQuery(new Term("parity", "even"))), expected);
      recommender.refresh();
      assertThat(recommender.index().fields("item-8")).containsEntry("parity", "even");
    }
  }

  @Test
  void unknownItems_areRefusedAsByTheModel() {
    try (LuceneRecommender recommender = open(VectorSearch.hnsw())) {
      RecommendRequest unknown = RecommendRequest.of("item-3", "new");
      assertThatThrownBy(() -> recommender.recommend(unknown))
          .isInstanceOf(UsageException.class)
          .hasMessageContaining("unknown item 'new'");
      assertThatThrownBy(
              () -> recommender.recommend(List.of(RecommendRequest.of("item-3"), unknown)))
          .isInstanceOf(UsageException.class)
          .hasMessageContaining("request 2: unknown item 'new'");
    }
  }

  @Test
  void indexOfAnotherModel_isRefused() throws IOException {
    Path other = StoredBundle.copy(copies, "2026-06-07T08:09:10Z");
    assertThatThrownBy(() -> LuceneRecommender.open(other, index, VectorSearch.exact()))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("the index is of the model of 2026-01-02T03:04:05Z (20 items")
        .hasMessageContaining("this is the model of 2026-06-07T08:09:10Z");
  }
}
