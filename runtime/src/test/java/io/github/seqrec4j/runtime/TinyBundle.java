package io.github.seqrec4j.runtime;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.github.seqrec4j.api.ItemSchema;
import io.github.seqrec4j.api.Modality;
import io.github.seqrec4j.api.ModalitySchema;
import io.github.seqrec4j.api.ModelSpec;
import io.github.seqrec4j.api.nn.HostArrays;
import io.github.seqrec4j.api.nn.NativeEngine;
import io.github.seqrec4j.backbones.SasRec;
import io.github.seqrec4j.fusion.LateFusion;
import io.github.seqrec4j.fusion.MultiModalItemEncoder;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * A model of random weights over 20 items, two branches of width 8, histories of 5; the same
 * weights from the same seed.
 */
final class TinyBundle {

  static final int ITEMS = 20;
  static final int WIDTH = 8;
  static final int MAX_LENGTH = 5;

  static final ModelOrigin ORIGIN =
      new ModelOrigin(
          "0.1.0",
          Instant.parse("2026-01-02T03:04:05Z"),
          "0".repeat(64),
          new ItemSchema(
              ITEMS,
              List.of(
                  new ModalitySchema(Modality.ID, 1, WIDTH),
                  new ModalitySchema(Modality.TEXT, 1, 4))),
          List.of());

  private TinyBundle() {}

  static ModelSpec model() {
    return ModelSpec.builder()
        .itemEncoder(
            MultiModalItemEncoder.builder()
                .modalities(Modality.ID, Modality.TEXT)
                .width(WIDTH)
                .fusion(LateFusion.builder().dropout(0).build())
                .build())
        .backbone(SasRec.builder().layers(1).heads(2).build())
        .maxLength(MAX_LENGTH)
        .build();
  }

  static String item(int index) {
    return "item-" + index;
  }

  static List<String> items() {
    List<String> items = new ArrayList<>();
    for (int i = 1; i <= ITEMS; i++) {
      items.add(item(i));
    }
    return items;
  }

  static Catalogue catalogue() {
    return new Catalogue(items(), items().stream().map(item -> "Title of " + item).toList());
  }

  /** Two users. */
  static UserHistories histories() {
    Map<String, int[]> histories = new LinkedHashMap<>();
    histories.put("ann", new int[] {1, 2, 3});
    histories.put("bob, \"the second\"", new int[] {20});
    return new UserHistories(items(), histories);
  }

  /**
   * Writes a bundle. It seeds the engine.
   *
   * <p>{@code src/test/resources/.../bundle-2} is what {@code TinyBundle.save(path, 7, null)} wrote
   * when format 2 was new; it is never written again, and every later version reads it.
   */
  static Path save(Path bundle, int seed, @Nullable UserHistories histories) {
    return save(bundle, seed, histories, model(), List.of());
  }

  /** With other weights of the ensemble. */
  static Path save(
      Path bundle, int seed, EnsembleWeights ensemble, @Nullable UserHistories histories) {
    return save(bundle, seed, histories, model(), List.of(), ensemble);
  }

  /** Likewise of another model, over events of these categories. */
  static Path save(
      Path bundle,
      int seed,
      @Nullable UserHistories histories,
      ModelSpec model,
      List<String> categories) {
    EnsembleWeights mean = EnsembleWeights.mean(model.itemEncoder().branches().size());
    return save(bundle, seed, histories, model, categories, mean);
  }

  private static Path save(
      Path bundle,
      int seed,
      @Nullable UserHistories histories,
      ModelSpec model,
      List<String> categories,
      EnsembleWeights ensemble) {
    ModelOrigin origin =
        new ModelOrigin(
            ORIGIN.library(), ORIGIN.created(), ORIGIN.dataHash(), ORIGIN.items(), categories);
    try (NDManager manager = NativeEngine.newManager()) {
      Engine.getInstance().setRandomSeed(seed);
      Map<String, NDArray> weights = new LinkedHashMap<>();
      weights.put("encoder.fusion.weight", manager.ones(new Shape(4, WIDTH)));
      new UserEncoder(manager, model, categories.size())
          .parameters()
          .forEach((name, parameter) -> weights.put(name, parameter.getArray()));
      weights.put("id-table", manager.ones(new Shape(ITEMS + 1, WIDTH)));
      ItemVectors vectors =
          new ItemVectors(
              model.itemEncoder().branches(), vectors(manager, new Random(seed)), ensemble);
      ModelBundle.save(
          bundle,
          new ModelBundle.Content(
              model,
              origin,
              weights,
              vectors,
              catalogue(),
              histories,
              Map.of("report.json", "{}\n")));
    }
    return bundle;
  }

  private static NDArray vectors(NDManager manager, Random random) {
    int columns = 2 * WIDTH;
    float[] vectors = new float[(ITEMS + 1) * columns];
    for (int i = columns; i < vectors.length; i++) {
      vectors[i] = (float) random.nextGaussian();
    }
    return HostArrays.of(manager, vectors, new Shape(ITEMS + 1, columns));
  }
}
