package io.github.seqrec4j.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.github.seqrec4j.api.ItemSchema;
import io.github.seqrec4j.api.Modality;
import io.github.seqrec4j.api.ModalitySchema;
import io.github.seqrec4j.api.ModelSpec;
import io.github.seqrec4j.api.RecommendRequest;
import io.github.seqrec4j.api.RecommendRequest.Scores;
import io.github.seqrec4j.api.RecommendRequest.Seen;
import io.github.seqrec4j.api.Recommendations;
import io.github.seqrec4j.api.nn.NativeEngine;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A catalogue that is searched by codes, of which a batch is not: all give the same answers. */
class LargeCatalogueTest {

  private static final int ITEMS = CodedItems.FEWEST + 5;
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
      requests.addAll(List.copyOf(requests)); // as many as the engine is asked for
      model.searchBatchesByEngine();
      assertThat(model.recommend(requests).subList(together.size(), 2 * together.size()))
          .isEqualTo(together);
      assertThat(together.get(2)).hasSize(ITEMS);
      assertThat(together.get(6)).hasSize(2);
    }
  }
}
