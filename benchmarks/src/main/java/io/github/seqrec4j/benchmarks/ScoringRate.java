package io.github.seqrec4j.benchmarks;

import com.sun.management.OperatingSystemMXBean;
import io.github.seqrec4j.api.RecommendRequest;
import io.github.seqrec4j.api.Recommendations;
import io.github.seqrec4j.api.files.AtomicFiles;
import io.github.seqrec4j.runtime.SequentialRecommender;
import io.github.seqrec4j.runtime.ServingEngine;
import java.lang.management.ManagementFactory;
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
 * a SASRec of random weights, width 64, three branches, in batches of 256 on all processors, in
 * plain Java and by PyTorch, in turn, as {@code seqrec score} does it. {@code peers/ranking.py} is
 * beside it.
 *
 * <p>Usage: {@code ScoringRate ITEMS USERS [HISTORY]}, such as 100000, 20000 and 12.
 */
public final class ScoringRate {

  private static final int HISTORY = 12; // unless said
  private static final int K = 10;
  private static final int BATCH = 256;
  private static final int ROUNDS = 3;
  private static final int SEED = 7;

  private ScoringRate() {}

  /** Prints a line per engine and round. */
  public static void main(String[] arguments) throws Exception {
    if (arguments.length != 2 && arguments.length != 3) {
      System.err.println("usage: ScoringRate ITEMS USERS [HISTORY]");
      System.exit(2);
    }
    int items = Integer.parseInt(arguments[0]);
    int users = Integer.parseInt(arguments[1]);
    int history = arguments.length == 3 ? Integer.parseInt(arguments[2]) : HISTORY;
    Path folder = Files.createTempDirectory("scoring-rate");
    try {
      Path bundle = folder.resolve("model");
      RandomBundle.save(bundle, items, history);
      System.out.println("engine\titems\tusers a second\tprocessor ms a user");
      for (int round = 0; round < ROUNDS; round++) {
        measure(bundle, ServingEngine.JAVA, users, history);
        measure(bundle, ServingEngine.PYTORCH, users, history);
      }
    } finally {
      AtomicFiles.deleteTree(folder);
    }
  }

  private static void measure(Path bundle, ServingEngine engine, int users, int history)
      throws Exception {
    ExecutorService pool = Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors());
    try (SequentialRecommender model = SequentialRecommender.load(bundle, engine)) {
      run(model, pool, Math.min(users, 4 * BATCH), history); // until it is compiled
      long start = System.nanoTime();
      long used = processorTime();
      run(model, pool, users, history);
      System.out.printf(
          Locale.ROOT,
          "%s\t%d\t%.0f\t%.2f%n",
          engine,
          model.items().size(),
          users / ((System.nanoTime() - start) / 1e9),
          (processorTime() - used) / 1e6 / users);
    } finally {
      pool.shutdownNow();
    }
  }

  /** Nanoseconds of all threads of this process, which say more on a busy machine. */
  private static long processorTime() {
    return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
        .getProcessCpuTime();
  }

  private static void run(SequentialRecommender model, ExecutorService pool, int users, int history)
      throws Exception {
    Random random = new Random(SEED);
    List<Future<List<Recommendations>>> batches = new ArrayList<>();
    for (int first = 0; first < users; first += BATCH) {
      List<RecommendRequest> requests =
          IntStream.range(first, Math.min(users, first + BATCH))
              .mapToObj(user -> request(model, random, history))
              .toList();
      batches.add(pool.submit(() -> model.recommend(requests)));
    }
    for (Future<List<Recommendations>> batch : batches) {
      if (batch.get().stream().anyMatch(found -> found.size() != K)) {
        throw new IllegalStateException("fewer than " + K + " items came back");
      }
    }
  }

  private static RecommendRequest request(SequentialRecommender model, Random random, int history) {
    List<String> items = model.items();
    return RecommendRequest.of(
            IntStream.range(0, history)
                .mapToObj(i -> items.get(random.nextInt(items.size())))
                .toList())
        .k(K);
  }
}
