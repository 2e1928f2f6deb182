package io.github.seqrec4j.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.github.seqrec4j.api.Event;
import io.github.seqrec4j.api.ItemSchema;
import io.github.seqrec4j.api.Modality;
import io.github.seqrec4j.api.ModalitySchema;
import io.github.seqrec4j.api.ModelSpec;
import io.github.seqrec4j.api.RecommendRequest;
import io.github.seqrec4j.api.RecommendRequest.Scores;
import io.github.seqrec4j.api.RecommendRequest.Seen;
import io.github.seqrec4j.api.Recommendation;
import io.github.seqrec4j.api.Recommendations;
import io.github.seqrec4j.api.nn.NativeEngine;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A catalogue that is searched by codes, of which a batch is not: all give the same answers. */
class LargeCatalogueTest {

  private static final int ITEMS = CodedItems.FEWEST + 5;
  private static final double ROUNDING = 1e-5;
  private static final int COLUMNS = 2 * TinyBundle.WIDTH;

  @TempDir private static Path folder;
  private static Path bundle = Path.of("");

  @BeforeAll
  static void save() {
    bundle = folder.resolve("bundle");
    ModelSpec model = TinyBundle.model();
    List<String> ids = IntStream.rangeClosed(1, ITEMS).mapToObj(TinyBundle::item).toList();
    try (NDManager manager = NativeEngine.newManager()) {
      Engine.getInstance().setRandomSeed(3);
      Map<String, NDArray> weights = new LinkedHashMap<>();
      weights.put("encoder.fusion.weight", manager.ones(new Shape(4, TinyBundle.WIDTH)));
      new UserEncoder(manager, model, 0)
          .parameters()
          .forEach((name, parameter) -> weights.put(name, parameter.getArray()));
      weights.put("id-table", manager.ones(new Shape(ITEMS + 1, TinyBundle.WIDTH)));
      NDArray vectors = manager.randomNormal(new Shape(ITEMS + 1, COLUMNS));
      vectors.get(0).muli(0);
      ModelOrigin origin =
          new ModelOrigin(
              "0.1.0",
              Instant.EPOCH,
              "0".repeat(64),
              new ItemSchema(
                  ITEMS,
                  List.of(
                      new ModalitySchema(Modality.ID, 1, TinyBundle.WIDTH),
                      new ModalitySchema(Modality.TEXT, 1, 4))),
              List.of());
      ModelBundle.save(
          bundle,
          new ModelBundle.Content(
              model,
              origin,
              weights,
              new ItemVectors(model.itemEncoder().branches(), vectors, EnsembleWeights.mean(2)),
              new Catalogue(ids, ids),
              null,
              Map.of()));
    }
  }

  @Test
  void oneRequest_hasTheAnswerThatItHasInABatch() {
    RecommendRequest plain = RecommendRequest.of(TinyBundle.item(4000), TinyBundle.item(9)).k(10);
    List<RecommendRequest> requests = new ArrayList<>();
    requests.add(plain);
    requests.add(plain.k(500).scores(Scores.BRANCHES));
    requests.add(plain.k(ITEMS).seen(Seen.INCLUDE));
    requests.add(plain.branch("id"));
    requests.add(plain.branch("text"));
    requests.add(plain.filter(item -> item.endsWith("7")));
    requests.add(plain.allow(List.of(TinyBundle.item(1), TinyBundle.item(16_000))));
    try (SequentialRecommender model = SequentialRecommender.load(bundle, ServingEngine.JAVA)) {
      List<String> best = model.recommend(plain).stream().map(found -> found.item()).toList();
      requests.add(plain.deny(best));
      List<Recommendations> together = model.recommend(requests);
      for (int i = 0; i < requests.size(); i++) {
        assertThat(model.recommend(requests.get(i))).isEqualTo(together.get(i));
      }
      assertThat(together.get(2)).hasSize(ITEMS);
      assertThat(together.get(6)).hasSize(2);
      checkPyTorchAgrees(requests, together);
    }
  }

  /** Part by part too, up to the rounding of sums in another order. */
  private void checkPyTorchAgrees(List<RecommendRequest> requests, List<Recommendations> java) {
    try (SequentialRecommender model = SequentialRecommender.load(bundle, ServingEngine.PYTORCH)) {
      List<Recommendations> torch = model.recommend(requests);
      for (int i = 0; i < java.size(); i++) {
        assertThat(torch.get(i)).hasSameSizeAs(java.get(i));
        for (int rank = 0; rank < java.get(i).size(); rank++) {
          assertThat(torch.get(i).get(rank).score())
              .isCloseTo(java.get(i).get(rank).score(), within(ROUNDING));
        }
      }
    }
  }

  /**
   * Items that lack the ID, in the bundle and behind it, and complete ones behind it: what is found
   * without the scores of all is what those say, be it that nearly none of the best is admitted.
   */
  @ParameterizedTest
  @EnumSource(names = {"JAVA", "PYTORCH"})
  void livingCatalogue_isSearchedAsItIsScored(ServingEngine engine) {
    try (SequentialRecommender model = SequentialRecommender.load(bundle, engine)) {
      model.view(living(model.storedItems()));
      RecommendRequest plain = RecommendRequest.of(TinyBundle.item(4000), TinyBundle.item(9)).k(10);
      List<RecommendRequest> requests = new ArrayList<>();
      requests.add(plain);
      requests.add(plain.k(300).seen(Seen.INCLUDE));
      requests.add(plain.k(2000)); // more than are listed
      requests.add(plain.branch("id"));
      requests.add(plain.branch("text"));
      requests.add(RecommendRequest.of("new-1").k(10)); // knows no ID
      requests.add(plain.filter(item -> item.endsWith("7")));
      requests.add(plain.filter(item -> item.endsWith("777"))); // few of the listed
      requests.add(plain.allow(List.of(TinyBundle.item(1), "new-3", TinyBundle.item(16_380))));
      requests.add(plain.deny(List.of("new-2", TinyBundle.item(16_381))));
      List<Recommendations> together = model.recommend(requests);
      for (int i = 0; i < requests.size(); i++) {
        List<Scored> expected = byScores(model, requests.get(i));
        checkSame(together.get(i), expected);
        checkSame(model.recommend(requests.get(i)), expected);
      }
      assertThat(together.get(0).stream().filter(found -> found.item().startsWith("new-")))
          .as("new items among the best, of which this is to say something")
          .isNotEmpty();
    }
  }

  /** The last 100 items of the bundle lack the ID, as 40 of 80 behind it do. */
  private static CatalogueView living(List<String> ids) {
    LiveRows rows = new LiveRows(ITEMS + 1, COLUMNS);
    Random random = new Random(4);
    for (int i = 0; i < 80; i++) {
      float[] vector = new float[COLUMNS];
      for (int j = 0; j < COLUMNS; j++) {
        vector[j] = 1.5f * (float) random.nextGaussian(); // longer, so that some are on top
      }
      rows.add(new LiveRows.Row("new-" + i, "new", vector, i % 2 == 0));
    }
    RowBits retired = RowBits.NONE.with(4).with(77).with(ITEMS - 1).with(ITEMS + 7);
    return CatalogueView.of(new Catalogue(ids, ids, retired, 100))
        .with(rows.snapshot(), retired, 40);
  }

  private record Scored(String item, double score) {}

  /** What is asked for, of all items by their explained scores. */
  private static List<Scored> byScores(SequentialRecommender model, RecommendRequest request) {
    Set<String> seen =
        request.seen() == Seen.INCLUDE
            ? Set.of()
            : request.history().stream().map(Event::item).collect(Collectors.toSet());
    List<String> asked =
        model.items().stream()
            .filter(item -> !seen.contains(item) && !request.denied().contains(item))
            .filter(item -> request.allowed().map(some -> some.contains(item)).orElse(true))
            .filter(item -> request.filter().map(test -> test.test(item)).orElse(true))
            .toList();
    return model.explain(request, asked).stream()
        .map(each -> new Scored(each.item(), each.score()))
        .filter(each -> each.score() > Double.NEGATIVE_INFINITY)
        .sorted(Comparator.comparingDouble(Scored::score).reversed())
        .limit(request.k())
        .toList();
  }

  private static void checkSame(Recommendations found, List<Scored> expected) {
    assertThat(found).hasSameSizeAs(expected);
    for (int rank = 0; rank < expected.size(); rank++) {
      assertThat(found.get(rank).score()).isCloseTo(expected.get(rank).score(), within(ROUNDING));
    }
    assertThat(found.stream().map(Recommendation::item))
        .containsExactlyInAnyOrderElementsOf(expected.stream().map(Scored::item).toList());
  }
}
