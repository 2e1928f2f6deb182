package io.github.seqrec4j.runtime;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.training.ParameterStore;
import io.github.seqrec4j.api.Fusion;
import io.github.seqrec4j.api.ItemSchema;
import io.github.seqrec4j.api.Modality;
import io.github.seqrec4j.api.ModalitySchema;
import io.github.seqrec4j.api.ModelSpec;
import io.github.seqrec4j.api.content.FeatureRow;
import io.github.seqrec4j.api.nn.HostArrays;
import io.github.seqrec4j.api.nn.ModelBlock;
import io.github.seqrec4j.api.nn.NativeEngine;
import io.github.seqrec4j.api.nn.ParameterNames;
import io.github.seqrec4j.backbones.SasRec;
import io.github.seqrec4j.fusion.IdAwareTransformer;
import io.github.seqrec4j.fusion.MultiModalItemEncoder;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * A bundle whose item vectors its own item encoder makes, of random weights, as after a training:
 * ID, text (6 numbers) and sound (2 tokens of 3), width 8.
 */
final class EncodedBundle {

  static final Modality SOUND = new Modality("sound");
  static final int WIDTH = 8;
  static final int MAX_LENGTH = 6;

  private EncodedBundle() {}

  static String item(int index) {
    return "item-" + index;
  }

  /** Features by which an item is known; the same for the same number. */
  static float[] text(int number) {
    return normal(31L * number + 1, 6);
  }

  static float[] sound(int number) {
    return normal(37L * number + 2, 6);
  }

  private static float[] normal(long seed, int length) {
    Random random = new Random(seed * 0x9E3779B97F4A7C15L);
    float[] values = new float[length];
    for (int i = 0; i < length; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return values;
  }

  /** An item with the features of a number. */
  static NewItem item(String id, int number) {
    return NewItem.of(id)
        .title("Title of " + id)
        .features(Modality.TEXT, text(number))
        .features(SOUND, FeatureRow.tokens(sound(number), 2));
  }

  static ModelSpec model(Fusion fusion) {
    return ModelSpec.builder()
        .itemEncoder(
            MultiModalItemEncoder.builder()
                .modalities(Modality.ID, Modality.TEXT, SOUND)
                .width(WIDTH)
                .fusion(fusion)
                .build())
        .backbone(SasRec.builder().layers(1).heads(2).build())
        .maxLength(MAX_LENGTH)
        .build();
  }

  static Path save(Path bundle, int items, int seed) {
    return save(
        bundle, items, seed, model(IdAwareTransformer.builder().dropout(0).build()), List.of());
  }

  /**
   * Writes a bundle. It seeds the engine.
   *
   * @param ensemble weights of the branches, none for all alike
   */
  static Path save(Path bundle, int items, int seed, ModelSpec model, List<Double> ensemble) {
    try (NDManager manager = NativeEngine.newManager()) {
      Engine.getInstance().setRandomSeed(seed);
      List<ModalitySchema> schemas =
          List.of(
              new ModalitySchema(Modality.ID, 1, WIDTH),
              new ModalitySchema(Modality.TEXT, 1, 6),
              new ModalitySchema(SOUND, 2, 3));
      ItemSchema schema = new ItemSchema(items, schemas);
      Block encoder = model.itemEncoder().newBlock(schema);
      ModelBlock.initialize(
          encoder,
          manager,
          schemas.stream()
              .flatMap(
                  s ->
                      List.of(new Shape(1, s.tokens(), s.width()), new Shape(1, s.tokens()))
                          .stream())
              .toArray(Shape[]::new));
      Map<String, Parameter> parameters = new LinkedHashMap<>();
      ParameterNames.collect("encoder", encoder, parameters);
      parameters.putAll(new UserEncoder(manager, model, 0).parameters());
      Map<String, NDArray> weights = new LinkedHashMap<>();
      parameters.forEach((name, parameter) -> weights.put(name, parameter.getArray()));
      float[] table = normal(seed, (items + 1) * WIDTH);
      weights.put("id-table", HostArrays.of(manager, table, new Shape(items + 1L, WIDTH)));
      NDArray vectors = vectors(manager, encoder, items, table);
      EnsembleWeights ensembleWeights =
          ensemble.isEmpty()
              ? EnsembleWeights.mean(model.itemEncoder().branches().size())
              : new EnsembleWeights(ensemble);
      List<String> ids = new ArrayList<>();
      IntStream.rangeClosed(1, items).forEach(i -> ids.add(item(i)));
      ModelBundle.save(
          bundle,
          new ModelBundle.Content(
              model,
              new ModelOrigin(
                  "0.1.0",
                  Instant.parse("2026-01-02T03:04:05Z"),
                  "0".repeat(64),
                  schema,
                  List.of()),
              weights,
              new ItemVectors(model.itemEncoder().branches(), vectors, ensembleWeights),
              new Catalogue(ids, ids.stream().map(id -> "Title of " + id).toList()),
              null,
              Map.of()));
    }
    return bundle;
  }

  private static NDArray vectors(NDManager manager, Block encoder, int items, float[] table) {
    float[] ids = new float[items * WIDTH];
    System.arraycopy(table, WIDTH, ids, 0, ids.length);
    float[] texts = new float[items * 6];
    float[] sounds = new float[items * 6];
    for (int i = 0; i < items; i++) {
      System.arraycopy(text(i + 1), 0, texts, i * 6, 6);
      System.arraycopy(sound(i + 1), 0, sounds, i * 6, 6);
    }
    NDList inputs =
        new NDList(
            HostArrays.of(manager, ids, new Shape(items, 1, WIDTH)),
            manager.ones(new Shape(items, 1)),
            HostArrays.of(manager, texts, new Shape(items, 1, 6)),
            manager.ones(new Shape(items, 1)),
            HostArrays.of(manager, sounds, new Shape(items, 2, 3)),
            manager.ones(new Shape(items, 2)));
    NDList branches = encoder.forward(new ParameterStore(manager, false), inputs, false);
    NDArray rows = branches.size() == 1 ? branches.get(0) : NDArrays.concat(branches, 1);
    NDArray padding = manager.zeros(new Shape(1, rows.getShape().get(1)));
    return NDArrays.concat(new NDList(padding, rows), 0);
  }
}
