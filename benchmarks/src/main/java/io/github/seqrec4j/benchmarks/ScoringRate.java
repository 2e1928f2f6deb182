package io.github.seqrec4j.benchmarks;

import io.github.seqrec4j.api.RecommendRequest;
import io.github.seqrec4j.api.Recommendations;
import io.github.seqrec4j.api.files.AtomicFiles;
import io.github.seqrec4j.runtime.SequentialRecommender;
import io.github.seqrec4j.runtime.ServingEngine;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

/**
 * Users a second whose top 10 is found, histories of 12 encoded included and their items left out:
 * a SASRec of random weights, width 64, three branches, in batches of 256, in plain Java on all
 * processors, in Java where PyTorch searches the items, as {@code seqrec score} does, and by
 * PyTorch alone, in turn. {@code peers/ranking.py} is beside it.
 *
 * <p>Usage: {@code ScoringRate ITEMS USERS}, such as 100000 and 20000.
 */
public final class ScoringRate {

  private static final int HISTORY = 12;
  private static final int K = 10;
  private static final int BATCH = 256;
  private static final int ROUNDS = 3;
  private static final int SEED = 7;

  private ScoringRate() {}

  /** Prints a line per engine and round. */
  public static void main(String[] arguments) throws Exception {
    if (arguments.length != 2) {
      System.err.println("usage: ScoringRate ITEMS USERS");
      System.exit(2);
    }
    int items = Integer.parseInt(arguments[0]);
    int users = Integer.parseInt(arguments[1]);
    Path folder = Files.createTempDirectory("scoring-rate");
    try {
      Path bundle = folder.resolve("model");
      RandomBundle.save(bundle, items);
      System.out.println("engine\tthreads\titems\tusers a second");
      for (int round = 0; round < ROUNDS; round++) {
        int processors = Runtime.getRuntime().availableProcessors();
        measure(bundle, ServingEngine.JAVA, Search.OWN, processors, users);
        measure(bundle, ServingEngine.JAVA, Search.PYTORCH, processors, users);
        measure(bundle, ServingEngine.PYTORCH, Search.OWN, 1, users);
      }
    } finally {
      AtomicFiles.deleteTree(folder);
    }
  }

  /** What searches the items. */
  private enum Search {
    OWN,
    PYTORCH
  }

  private static void measure(
      Path bundle, ServingEngine engine, Search search, int threads, int users) throws Exception {
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    try (SequentialRecommender model = SequentialRecommender.load(bundle, engine)) {
      if (search == Search.PYTORCH) {
        model.searchBatchesByEngine();
      }
      run(model, pool, Math.min(users, 4 * BATCH)); // until it is compiled
      long start = System.nanoTime();
      run(model, pool, users);
      System.out.printf(
          Locale.ROOT,
          "%s\t%d\t%d\t%.0f%n",
          search == Search.PYTORCH ? "JAVA, searched by PYTORCH" : engine,
          threads,
          model.items().size(),
          users / ((System.nanoTime() - start) / 1e9));
    } finally {
      pool.shutdownNow();
    }
  }

  private static void run(SequentialRecommender model, ExecutorService pool, int users)
      throws Exception {
    Random random = new Random(SEED);
    List<Future<List<Recommendations>>> batches = new ArrayList<>();
    for (int first = 0; first < users; first += BATCH) {
      List<RecommendRequest> requests =
          IntStream.range(first, Math.min(users, first + BATCH))
              .mapToObj(user -> request(model, random))
              .toList();
      batches.add(pool.submit(() -> model.recommend(requests)));
    }
    for (Future<List<Recommendations>> batch : batches) {
      if (batch.get().stream().anyMatch(found -> found.size() != K)) {
        throw new IllegalStateException("fewer than " + K + " items came back");
      }
    }
  }

  private static RecommendRequest request(SequentialRecommender model, Random random) {
    List<String> items = model.items();
    return RecommendRequest.of(
            IntStream.range(0, HISTORY)
                .mapToObj(i -> items.get(random.nextInt(items.size())))
                .toList())
        .k(K);
  }
}
