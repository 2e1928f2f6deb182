package io.github.seqrec4j.runtime;

import static io.github.seqrec4j.runtime.TinyBundle.item;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.seqrec4j.api.DataException;
import io.github.seqrec4j.api.RecommendRequest;
import io.github.seqrec4j.api.Recommendations;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A model is replaced while many ask: no request is lost, no model stays open. */
final class ReloadableRecommenderTest {

  private static final int THREADS = 16;
  private static final int SWAPS = 30;
  private static final RecommendRequest REQUEST = RecommendRequest.of(item(1), item(2)).k(5);

  @TempDir private static Path folder;
  private static Path first = Path.of("");
  private static Path second = Path.of("");

  @BeforeAll
  static void save() {
    first = TinyBundle.save(folder.resolve("first"), 1, null);
    second = TinyBundle.save(folder.resolve("second"), 2, null);
  }

  @Test
  void replacedUnderLoad_everyRequestIsAnsweredByOneOfTheModels() throws Exception {
    Set<Recommendations> answers = new HashSet<>();
    for (Path bundle : List.of(first, second)) {
      try (SequentialRecommender model = SequentialRecommender.load(bundle)) {
        answers.add(model.recommend(REQUEST));
      }
    }
    assertThat(answers).as("two models that differ, or this test shows nothing").hasSize(2);
    AtomicBoolean done = new AtomicBoolean();
    AtomicLong answered = new AtomicLong();
    List<SequentialRecommender> models = new ArrayList<>();
    ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    try (ReloadableRecommender serving = ReloadableRecommender.load(first)) {
      List<Future<?>> readers = new ArrayList<>();
      for (int t = 0; t < THREADS; t++) {
        Callable<Void> reader =
            () -> {
              do {
                assertThat(answers).contains(serving.recommend(REQUEST));
                answered.incrementAndGet();
              } while (!done.get());
              return null;
            };
        readers.add(threads.submit(reader));
      }
      for (int swap = 0; swap < SWAPS; swap++) {
        long before = answered.get();
        SequentialRecommender next = SequentialRecommender.load(swap % 2 == 0 ? second : first);
        models.add(next);
        serving.replace(next);
        while (answered.get() == before && readers.stream().noneMatch(Future::isDone)) {
          Thread.onSpinWait(); // requests between any two swaps
        }
      }
      done.set(true);
      for (Future<?> reader : readers) {
        reader.get(); // throws what the reader threw
      }
      assertThat(models.subList(0, SWAPS - 1))
          .allSatisfy(
              model ->
                  assertThatThrownBy(() -> model.recommend(REQUEST))
                      .isInstanceOf(IllegalStateException.class));
      assertThat(models.get(SWAPS - 1).recommend(REQUEST)).hasSize(5);
    } finally {
      done.set(true);
      threads.shutdown();
    }
    assertThatThrownBy(() -> models.get(SWAPS - 1).recommend(REQUEST))
        .as("closed with the handle")
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void modelInUse_isClosedByItsLastReader() {
    try (ReloadableRecommender serving = ReloadableRecommender.load(first)) {
      SequentialRecommender old =
          serving.read(
              model -> {
                serving.reload(second);
                assertThat(model.recommend(REQUEST)).hasSize(5);
                assertThat(serving.recommend(REQUEST)).isNotEqualTo(model.recommend(REQUEST));
                return model;
              });
      assertThatThrownBy(() -> old.recommend(REQUEST)).isInstanceOf(IllegalStateException.class);
    }
  }

  @Test
  void failingLoad_leavesTheModelThatServes() {
    try (ReloadableRecommender serving = ReloadableRecommender.load(first)) {
      Recommendations before = serving.recommend(REQUEST);
      assertThatThrownBy(() -> serving.reload(folder.resolve("none")))
          .isInstanceOf(DataException.class);
      assertThat(serving.recommend(REQUEST)).isEqualTo(before);
      serving.read(
          model -> {
            assertThatThrownBy(() -> serving.replace(model))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("this model serves already");
            return model;
          });
      assertThat(serving.recommend(REQUEST)).isEqualTo(before);
      assertThat(serving.recommend(List.of(REQUEST))).containsExactly(before);
      assertThat(serving.items()).hasSize(TinyBundle.ITEMS);
      assertThat(serving.branches()).hasSize(2);
      assertThat(serving.userVector(REQUEST)).hasSameSizeAs(serving.itemVector(item(3)));
    }
  }

  @Test
  void closedHandle_refusesRequestsAndModels() {
    ReloadableRecommender serving = ReloadableRecommender.load(first);
    serving.close();
    serving.close();
    assertThatThrownBy(() -> serving.recommend(REQUEST)).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> serving.reload(second)).isInstanceOf(IllegalStateException.class);
    try (SequentialRecommender model = SequentialRecommender.load(second)) {
      assertThatThrownBy(() -> serving.replace(model)).isInstanceOf(IllegalStateException.class);
      assertThat(model.recommend(REQUEST)).as("still the caller's").hasSize(5);
    }
  }
}
