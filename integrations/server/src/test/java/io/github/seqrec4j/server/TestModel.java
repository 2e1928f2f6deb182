package io.github.seqrec4j.server;

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
import io.github.seqrec4j.api.nn.HostArrays;
import io.github.seqrec4j.api.nn.ModelBlock;
import io.github.seqrec4j.api.nn.NativeEngine;
import io.github.seqrec4j.api.nn.ParameterNames;
import io.github.seqrec4j.backbones.SasRec;
import io.github.seqrec4j.fusion.LateFusion;
import io.github.seqrec4j.fusion.MultiModalItemEncoder;
import io.github.seqrec4j.runtime.Catalogue;
import io.github.seqrec4j.runtime.EnsembleWeights;
import io.github.seqrec4j.runtime.ItemVectors;
import io.github.seqrec4j.runtime.ModelBundle;
import io.github.seqrec4j.runtime.ModelOrigin;
import io.github.seqrec4j.runtime.UserEncoder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;

/** Bundles of 20 items, some of names that nobody should trust, and three branches of width 8. */
final class TestModel {

  static final int ITEMS = 20;
  static final String SLASHED = "a/b %2F?#c";
  static final String MARKUP = "<script>alert(1)</script>";
  static final String DOTS = "..";

  static final Modality SOUND = new Modality("sound");

  private static final int WIDTH = 8;

  private TestModel() {}

  /** item-1 ... item-17, then three odd ones. */
  static List<String> items() {
    List<String> items = new ArrayList<>();
    for (int i = 1; i <= ITEMS - 3; i++) {
      items.add("item-" + i);
    }
    items.addAll(List.of(SLASHED, MARKUP, DOTS));
    return items;
  }

  static String title(String item) {
    return "Title of " + item;
  }

  private static ModelSpec model() {
    return ModelSpec.builder()
        .itemEncoder(
            MultiModalItemEncoder.builder()
                .modalities(Modality.ID, Modality.TEXT, SOUND)
                .width(WIDTH)
                .fusion(LateFusion.builder().dropout(0).build())
                .build())
        .backbone(SasRec.builder().layers(1).heads(2).build())
        .maxLength(5)
        .build();
  }

  /** Writes a bundle; another seed is another model. */
  static Path save(Path bundle, int seed) {
    ModelOrigin origin =
        new ModelOrigin(
            "0.1.0",
            Instant.parse("2026-01-02T03:04:05Z"),
            "0".repeat(64),
            new ItemSchema(
                ITEMS,
                List.of(
                    new ModalitySchema(Modality.ID, 1, WIDTH),
                    new ModalitySchema(Modality.TEXT, 1, 4),
                    new ModalitySchema(SOUND, 2, 3))),
            List.of("view", "buy"));
    try (NDManager manager = NativeEngine.newManager()) {
      Engine.getInstance().setRandomSeed(seed);
      Map<String, Parameter> parameters = new LinkedHashMap<>();
      ParameterNames.collect("encoder", encoder(manager, origin.items()), parameters);
      parameters.putAll(new UserEncoder(manager, model(), 2).parameters());
      Map<String, NDArray> weights = new LinkedHashMap<>();
      parameters.forEach((name, parameter) -> weights.put(name, parameter.getArray()));
      weights.put("id-table", manager.ones(new Shape(ITEMS + 1, WIDTH)));
      ModelBundle.save(
          bundle,
          new ModelBundle.Content(
              model(),
              origin,
              weights,
              new ItemVectors(
                  model().itemEncoder().branches(),
                  vectors(manager, seed),
                  EnsembleWeights.mean(3)),
              new Catalogue(items(), items().stream().map(TestModel::title).toList()),
              null,
              Map.of("report.json", "{}\n")));
    }
    return bundle;
  }

  /** With weights, so that new items get vectors. */
  private static Block encoder(NDManager manager, ItemSchema schema) {
    Block encoder = model().itemEncoder().newBlock(schema);
    ModelBlock.initialize(
        encoder,
        manager,
        schema.modalities().stream()
            .flatMap(s -> Stream.of(new Shape(1, s.tokens(), s.width()), new Shape(1, s.tokens())))
            .toArray(Shape[]::new));
    return encoder;
  }

  private static NDArray vectors(NDManager manager, int seed) {
    Random random = new Random(seed);
    int columns = 3 * WIDTH;
    float[] vectors = new float[(ITEMS + 1) * columns];
    for (int i = columns; i < vectors.length; i++) {
      vectors[i] = (float) random.nextGaussian();
    }
    return HostArrays.of(manager, vectors, new Shape(ITEMS + 1, columns));
  }

  /** Puts a bundle in the place of another. */
  static void replace(Path bundle, Path by) {
    try {
      remove(bundle);
      Files.createDirectories(bundle);
      try (Stream<Path> files = Files.list(by)) {
        for (Path file : files.toList()) {
          Files.copy(file, bundle.resolve(file.getFileName()));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static void remove(Path bundle) throws IOException {
    if (Files.exists(bundle)) {
      try (Stream<Path> files = Files.list(bundle)) {
        for (Path file : files.toList()) {
          Files.delete(file);
        }
      }
      Files.delete(bundle);
    }
  }
}
