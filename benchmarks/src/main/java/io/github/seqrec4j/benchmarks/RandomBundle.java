package io.github.seqrec4j.benchmarks;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import io.github.seqrec4j.api.ItemSchema;
import io.github.seqrec4j.api.Modality;
import io.github.seqrec4j.api.ModalitySchema;
import io.github.seqrec4j.api.ModelSpec;
import io.github.seqrec4j.api.nn.ModelBlock;
import io.github.seqrec4j.api.nn.NativeEngine;
import io.github.seqrec4j.api.nn.ParameterNames;
import io.github.seqrec4j.backbones.SasRec;
import io.github.seqrec4j.fusion.MultiModalItemEncoder;
import io.github.seqrec4j.runtime.Catalogue;
import io.github.seqrec4j.runtime.ItemVectors;
import io.github.seqrec4j.runtime.ModelBundle;
import io.github.seqrec4j.runtime.ModelOrigin;
import io.github.seqrec4j.runtime.UserEncoder;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Models of random weights: a SASRec, width 64, three branches, histories of 100, to be served and
 * measured. {@code RandomBundle DIR ITEMS} writes one, such as for {@link ServeLoad}.
 */
public final class RandomBundle {

  /** Numbers of a branch. */
  static final int WIDTH = 64;

  private static final int MAX_LENGTH = 100;
  private static final int SEED = 7;

  private RandomBundle() {}

  /** Writes one. */
  public static void main(String[] arguments) {
    if (arguments.length != 2) {
      System.err.println("usage: RandomBundle DIR ITEMS");
      System.exit(2);
    }
    save(Path.of(arguments[0]), Integer.parseInt(arguments[1]));
  }

  /** Identifiers of so many items. */
  static List<String> items(int number) {
    List<String> ids = new ArrayList<>();
    for (int i = 1; i <= number; i++) {
      ids.add("item-" + i);
    }
    return ids;
  }

  /** Writes one over so many items, item-1 and so on. */
  static void save(Path bundle, int items) {
    save(bundle, items, MAX_LENGTH);
  }

  /** Likewise, of histories so long. */
  static void save(Path bundle, int items, int maxLength) {
    save(bundle, items, List.of(Modality.ID, Modality.TEXT, Modality.IMAGE), maxLength);
  }

  /** Likewise, with a branch for each of these. */
  static void save(Path bundle, int items, List<Modality> inputs) {
    save(bundle, items, inputs, MAX_LENGTH);
  }

  private static void save(Path bundle, int items, List<Modality> inputs, int maxLength) {
    ModelSpec spec =
        ModelSpec.builder()
            .itemEncoder(MultiModalItemEncoder.builder().modalities(inputs).width(WIDTH).build())
            .backbone(SasRec.builder().build())
            .maxLength(maxLength)
            .build();
    List<ModalitySchema> modalities =
        inputs.stream().map(input -> new ModalitySchema(input, 1, WIDTH)).toList();
    ModelOrigin origin =
        new ModelOrigin(
            "benchmark",
            Instant.EPOCH,
            "0".repeat(64),
            new ItemSchema(items, modalities),
            List.of());
    List<String> ids = items(items);
    try (NDManager manager = NativeEngine.newManager()) {
      Engine.getInstance().setRandomSeed(SEED);
      Block encoder = spec.itemEncoder().newBlock(new ItemSchema(items, modalities));
      ModelBlock.initialize(
          encoder,
          manager,
          modalities.stream()
              .flatMap(m -> Stream.of(new Shape(1, 1, m.width()), new Shape(1, 1)))
              .toArray(Shape[]::new));
      Map<String, Parameter> parameters = new LinkedHashMap<>();
      ParameterNames.collect("encoder", encoder, parameters);
      parameters.putAll(new UserEncoder(manager, spec, 0).parameters());
      Map<String, NDArray> weights = new LinkedHashMap<>();
      parameters.forEach((name, parameter) -> weights.put(name, parameter.getArray()));
      int branches = spec.itemEncoder().branches().size();
      NDArray vectors = manager.randomNormal(new Shape(items + 1L, (long) branches * WIDTH));
      vectors.get(0).subi(vectors.get(0).duplicate()); // padding
      ModelBundle.save(
          bundle,
          new ModelBundle.Content(
              spec,
              origin,
              weights,
              new ItemVectors(spec.itemEncoder().branches(), vectors),
              new Catalogue(ids, ids),
              null,
              Map.of()));
    }
  }
}
