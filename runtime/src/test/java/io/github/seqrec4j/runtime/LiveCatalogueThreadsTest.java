package io.github.seqrec4j.runtime;

import static io.github.seqrec4j.runtime.EncodedBundle.item;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.seqrec4j.api.RecommendRequest;
import io.github.seqrec4j.api.RecommendRequest.Seen;
import io.github.seqrec4j.api.Recommendation;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Items come and go while many ask, and for a long time. */
class LiveCatalogueThreadsTest {

  private static final int ITEMS = 50;
  private static final int READERS = 6;
  private static final int ROUNDS = 120;
  private static final int WINDOWS = 4;
  private static final int CHANGES = 1_500;

  @TempDir private static Path folder;
  private static Path bundle = Path.of("");

  @BeforeAll
  static void save() {
    bundle = EncodedBundle.save(folder.resolve("model"), ITEMS, 3);
  }

  /**
   * Two items always come in one change and go in another, and two of the bundle are replaced
   * together: an answer has both of the former or neither, and the latter always once each.
   */
  @Test
  void requests_seeAChangeWholeOrNotAtAll() throws Exception {
    RecommendRequest request =
        RecommendRequest.of(item(3))
            .k(1000)
            .seen(Seen.INCLUDE)
            .allow(List.of("left", "right", item(1), item(2)));
    AtomicBoolean done = new AtomicBoolean();
    AtomicLong with = new AtomicLong();
    AtomicLong without = new AtomicLong();
    ExecutorService threads = Executors.newFixedThreadPool(READERS);
    try (ReloadableRecommender model = ReloadableRecommender.load(bundle);
        LiveCatalogue live = LiveCatalogue.of(model)) {
      List<Future<?>> readers = new ArrayList<>();
      for (int t = 0; t < READERS; t++) {
        Callable<Void> reader =
            () -> {
              do {
                List<String> found =
                    model.recommend(request).stream().map(Recommendation::item).sorted().toList();
                if (found.size() == 4) {
                  assertThat(found).containsExactly(item(1), item(2), "left", "right");
                  with.incrementAndGet();
                } else {
                  assertThat(found).containsExactly(item(1), item(2));
                  without.incrementAndGet();
                }
              } while (!done.get());
              return null;
            };
        readers.add(threads.submit(reader));
      }
      for (int round = 0; round < ROUNDS || with.get() == 0 || without.get() == 0; round++) {
        live.put(List.of(item("left", round), item("right", round + 1)));
        live.put(List.of(item(item(1), round), item(item(2), round)));
        if (round % 12 == 0) {
          model.reload(bundle);
        }
        live.retire(List.of("left", "right"));
        assertThat(readers).as("a reader that failed").noneMatch(Future::isDone);
      }
      done.set(true);
      for (Future<?> reader : readers) {
        reader.get(); // throws what the reader threw
      }
    } finally {
      done.set(true);
      threads.shutdownNow();
    }
  }

  /** Of what is added and retired nothing is kept; the smallest growth of several is taken. */
  @Test
  void addsAndRetires_leaveTheHeapFlat() {
    try (ReloadableRecommender model = ReloadableRecommender.load(bundle);
        LiveCatalogue live = LiveCatalogue.of(model)) {
      int number = change(live, 0);
      long smallest = Long.MAX_VALUE;
      for (int window = 0; window < WINDOWS; window++) {
        long before = used();
        number = change(live, number);
        smallest = Math.min(smallest, used() - before);
      }
      assertThat(model.items()).hasSize(ITEMS);
      // Vector, names and features of an item take about 400 bytes.
      assertThat(smallest).isLessThan(CHANGES * 100L);
    }
  }

  private static int change(LiveCatalogue live, int from) {
    int number = from;
    for (; number < from + CHANGES; number++) {
      live.put(item("fleeting-" + number, number));
      live.put(item(item(1 + number % ITEMS), number));
      live.retire(List.of("fleeting-" + number));
    }
    return number;
  }

  private static long used() {
    long smallest = Long.MAX_VALUE;
    for (int i = 0; i < 3; i++) {
      System.gc();
      Runtime runtime = Runtime.getRuntime();
      smallest = Math.min(smallest, runtime.totalMemory() - runtime.freeMemory());
    }
    return smallest;
  }
}
