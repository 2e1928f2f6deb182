package io.github.seqrec4j.benchmarks;

import io.github.seqrec4j.api.RecommendRequest;
import io.github.seqrec4j.api.files.AtomicFiles;
import io.github.seqrec4j.runtime.SequentialRecommender;
import io.github.seqrec4j.runtime.ServingEngine;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * What one request costs in process, on one thread, top 10, histories of 12 and of 100: a SASRec of
 * random weights, width 64, three branches, in plain Java and by PyTorch in turn; and how long each
 * loads. {@code ServingLatency ITEMS REQUESTS [ENGINE]}, such as 100000 and 500; an engine alone of
 * {@link ServingEngine} where it is named.
 */
public final class ServingLatency {

  private static final int K = 10;
  private static final int[] HISTORIES = {12, 100};
  private static final int ROUNDS = 3;
  private static final int SEED = 7;
  private static final double MILLION = 1e6;

  private ServingLatency() {}

  /** Prints a line per engine, length of the history and round. */
  public static void main(String[] arguments) throws Exception {
    if (arguments.length < 2 || arguments.length > 3) {
      System.err.println("usage: ServingLatency ITEMS REQUESTS [ENGINE]");
      System.exit(2);
    }
    int items = Integer.parseInt(arguments[0]);
    int requests = Integer.parseInt(arguments[1]);
    List<ServingEngine> engines =
        arguments.length == 3
            ? List.of(ServingEngine.valueOf(arguments[2]))
            : List.of(ServingEngine.JAVA, ServingEngine.PYTORCH);
    Path folder = Files.createTempDirectory("serving-latency");
    try {
      Path bundle = folder.resolve("model");
      RandomBundle.save(bundle, items);
      System.out.println("engine\titems\thistory\tload ms\tmedian ms\tp99 ms");
      for (int round = 0; round < ROUNDS; round++) {
        for (ServingEngine engine : engines) {
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
}
