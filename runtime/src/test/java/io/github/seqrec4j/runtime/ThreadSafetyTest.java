package io.github.seqrec4j.runtime;

import static io.github.seqrec4j.runtime.TinyBundle.item;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.github.seqrec4j.api.RecommendRequest;
import io.github.seqrec4j.api.Recommendations;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Many threads and a close among them, and many loads. */
final class ThreadSafetyTest {

  private static final int THREADS = 8;
  private static final int ROUNDS = 10;
  private static final int WINDOWS = 5;
  private static final int LOADS = 50;

  @TempDir private static Path folder;
  private static Path bundle = Path.of("");

  @BeforeAll
  static void save() {
    bundle = TinyBundle.save(folder.resolve("model"), 1, null);
  }

  @Test
  void closeAmongRequests_letsThemEndOrRefusesThem() throws Exception {
    List<RecommendRequest> requests = new ArrayList<>();
    for (int i = 1; i <= THREADS; i++) {
      requests.add(RecommendRequest.of(item(i), item(i + 1)).k(i));
    }
    List<Recommendations> expected;
    try (SequentialRecommender model = SequentialRecommender.load(bundle)) {
      expected = requests.stream().map(model::recommend).toList();
    }
    ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    try {
      for (int round = 0; round < ROUNDS; round++) {
        SequentialRecommender model = SequentialRecommender.load(bundle);
        CountDownLatch answeredOnce = new CountDownLatch(THREADS);
        List<Future<Integer>> counts = new ArrayList<>();
        for (int t = 0; t < THREADS; t++) {
          RecommendRequest request = requests.get(t);
          Recommendations answer = expected.get(t);
          Callable<Integer> reader =
              () -> {
                for (int n = 0; ; n++) {
                  try {
                    assertThat(model.recommend(request)).isEqualTo(answer);
                  } catch (IllegalStateException e) {
                    assertThat(e).hasMessage("the recommender is closed");
                    return n;
                  }
                  if (n == 0) {
                    answeredOnce.countDown();
                  }
                }
              };
          counts.add(threads.submit(reader));
        }
        answeredOnce.await();
        model.close();
        for (Future<Integer> count : counts) {
          assertThat(count.get()).isPositive();
        }
      }
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void loadsAndCloses_leaveNativeMemoryFlat() throws IOException {
    assumeThat(Path.of("/proc/self/status")).as("a system that tells the size").exists();
    // The heap grows too, and grows ever less; what each load leaves behind grows without end. So
    // the window that grew least tells: a buffer of a megabyte left by each load would take 50 MB.
    long least = Long.MAX_VALUE;
    for (int window = 0; window < WINDOWS; window++) {
      long before = resident();
      for (int i = 0; i < LOADS; i++) {
        load();
      }
      least = Math.min(least, resident() - before);
    }
    assertThat(least).isLessThan((LOADS * 400L) << 10);
  }

  private static void load() {
    try (SequentialRecommender model = SequentialRecommender.load(bundle)) {
      assertThat(model.recommend(List.of(item(1)), 3)).hasSize(3);
    }
  }

  private static long resident() throws IOException {
    return Files.readAllLines(Path.of("/proc/self/status")).stream()
        .filter(line -> line.startsWith("VmRSS:"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) << 10)
        .findFirst()
        .orElseThrow();
  }
}
