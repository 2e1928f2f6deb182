package io.github.seqrec4j.benchmarks;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.github.seqrec4j.api.ItemSchema;
import io.github.seqrec4j.api.Modality;
import io.github.seqrec4j.api.ModalitySchema;
import io.github.seqrec4j.api.ModelSpec;
import io.github.seqrec4j.api.RecommendRequest;
import io.github.seqrec4j.api.files.AtomicFiles;
import io.github.seqrec4j.api.nn.NativeEngine;
import io.github.seqrec4j.backbones.SasRec;
import io.github.seqrec4j.fusion.MultiModalItemEncoder;
import io.github.seqrec4j.runtime.Catalogue;
import io.github.seqrec4j.runtime.ItemVectors;
import io.github.seqrec4j.runtime.ModelBundle;
import io.github.seqrec4j.runtime.ModelOrigin;
import io.github.seqrec4j.runtime.SequentialRecommender;
import io.github.seqrec4j.runtime.ServingEngine;
import io.github.seqrec4j.runtime.UserEncoder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * What one request costs in process, on one thread, top 10, histories of 12 and of 100: a SASRec of
 * random weights, width 64, three branches, in plain Java and by PyTorch in turn; and how long each
 * loads. {@code ServingLatency ITEMS REQUESTS}, such as 100000 and 500.
 */
public final class ServingLatency {

  private static final int WIDTH = 64;
  private static final int MAX_LENGTH = 100;
  private static final int K = 10;
  private static final int[] HISTORIES = {12, 100};
  private static final int ROUNDS = 3;
  private static final int SEED = 7;
  private static final double MILLION = 1e6;

  private ServingLatency() {}

  /** Prints a line per engine, length of the history and round. */
  public static void main(String[] arguments) throws Exception {
    if (arguments.length != 2) {
      System.err.println("usage: ServingLatency ITEMS REQUESTS");
      System.exit(2);
    }
    int items = Integer.parseInt(arguments[0]);
    int requests = Integer.parseInt(arguments[1]);
    Path folder = Files.createTempDirectory("serving-latency");
    try {
      Path bundle = folder.resolve("model");
      save(bundle, items);
      System.out.println("engine\titems\thistory\tload ms\tmedian ms\tp99 ms");
      for (int round = 0; round < ROUNDS; round++) {
        for (ServingEngine engine : List.of(ServingEngine.JAVA, ServingEngine.PYTORCH)) {
          measure(bundle, engine, requests);
        }
      }
    } finally {
      AtomicFiles.deleteTree(folder);
    }
  }

  private static void measure(Path bundle, ServingEngine engine, int requests) {
    long start = System.nanoTime();
    try (SequentialRecommender model = SequentialRecommender.load(bundle, engine)) {
      double load = (System.nanoTime() - start) / MILLION;
      for (int length : HISTORIES) {
        Random random = new Random(SEED);
        times(model, length, requests, random); // until it is compiled
        double[] times = times(model, length, requests, random);
        System.out.printf(
            Locale.ROOT,
            "%s\t%d\t%d\t%.0f\t%.2f\t%.2f%n",
            engine,
            model.items().size(),
            length,
            load,
            times[requests / 2],
            times[(int) (requests * 0.99)]);
      }
    }
  }

  /** Milliseconds of each request, sorted. */
  private static double[] times(
      SequentialRecommender model, int length, int requests, Random random) {
    List<String> items = model.items();
    double[] times = new double[requests];
    for (int r = 0; r < requests; r++) {
      List<String> history =
          IntStream.range(0, length)
              .mapToObj(i -> items.get(random.nextInt(items.size())))
              .toList();
      long start = System.nanoTime();
      if (model.recommend(RecommendRequest.of(history).k(K)).size() != K) {
        throw new IllegalStateException("fewer than " + K + " items came back");
      }
      times[r] = (System.nanoTime() - start) / MILLION;
    }
    Arrays.sort(times);
    return times;
  }

  /** A bundle of random weights. */
  private static void save(Path bundle, int items) {
    ModelSpec spec =
        ModelSpec.builder()
            .itemEncoder(
                MultiModalItemEncoder.builder()
                    .modalities(Modality.ID, Modality.TEXT, Modality.IMAGE)
                    .width(WIDTH)
                    .build())
            .backbone(SasRec.builder().build())
            .maxLength(MAX_LENGTH)
            .build();
    List<ModalitySchema> modalities =
        List.of(
            new ModalitySchema(Modality.ID, 1, WIDTH),
            new ModalitySchema(Modality.TEXT, 1, WIDTH),
            new ModalitySchema(Modality.IMAGE, 1, WIDTH));
    ModelOrigin origin =
        new ModelOrigin(
            "benchmark",
            Instant.EPOCH,
            "0".repeat(64),
            new ItemSchema(items, modalities),
            List.of());
    List<String> ids = new ArrayList<>();
    for (int i = 1; i <= items; i++) {
      ids.add("item-" + i);
    }
    try (NDManager manager = NativeEngine.newManager()) {
      Engine.getInstance().setRandomSeed(SEED);
      Map<String, NDArray> weights = new LinkedHashMap<>();
      new UserEncoder(manager, spec, 0)
          .parameters()
          .forEach((name, parameter) -> weights.put(name, parameter.getArray()));
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
