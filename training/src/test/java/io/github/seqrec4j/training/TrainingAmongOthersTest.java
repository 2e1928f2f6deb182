package io.github.seqrec4j.training;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.seqrec4j.api.Recommendation;
import io.github.seqrec4j.api.RecommenderSpec;
import io.github.seqrec4j.api.TrainingEvent;
import io.github.seqrec4j.api.TrainingListener;
import io.github.seqrec4j.api.TrainingSpec;
import io.github.seqrec4j.backbones.SasRec;
import io.github.seqrec4j.data.Dataset;
import io.github.seqrec4j.distill.OnlineDistillation;
import io.github.seqrec4j.fusion.MultiModalItemEncoder;
import io.github.seqrec4j.runtime.SequentialRecommender;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever else the process does: the same seed gives the same weights, byte by byte. */
final class TrainingAmongOthersTest {

  private static final int THREADS = 3;
  private static final List<String> HISTORY = List.of("i1", "i2");

  /** Minutes after which a thread that should have gone on has not. */
  private static final int PATIENCE = 5;

  @TempDir private static Path folder;
  private static Path bundle;

  /** Trains alone. */
  @BeforeAll
  static void train() throws IOException {
    TinyData.write(folder.resolve("data"));
    bundle = fit("alone", event -> {});
  }

  /** The bundle of a training with dropout, of a few epochs. */
  private static Path fit(String name, TrainingListener listener) {
    RecommenderSpec spec =
        RecommenderSpec.builder()
            .itemEncoder(MultiModalItemEncoder.builder().width(8).build())
            .backbone(SasRec.builder().layers(1).dropout(0.2).build())
            .distillation(OnlineDistillation.sigmoid(1, 2))
            .maxLength(6)
            .training(TrainingSpec.builder().epochs(4).batchSize(16).patience(0).build())
            .build();
    try (Dataset dataset = Dataset.open(folder.resolve("data"));
        TrainedRecommender model = Trainer.create().fit(spec, dataset, listener)) {
      model.save(folder.resolve(name));
    }
    return folder.resolve(name);
  }

  private static byte[] weights(Path bundle) throws IOException {
    return Files.readAllBytes(bundle.resolve("weights.safetensors"));
  }

  @Test
  void fit_whileModelsLoadServeAndClose_givesTheSameWeights() throws Exception {
    List<Recommendation> expected;
    try (SequentialRecommender model = SequentialRecommender.load(bundle)) {
      expected = model.recommend(HISTORY, 5);
    }
    CountDownLatch trained = new CountDownLatch(1);
    Semaphore served = new Semaphore(0);
    ExecutorService services = Executors.newFixedThreadPool(THREADS);
    try {
      List<Future<?>> running = new ArrayList<>();
      for (int thread = 0; thread < THREADS; thread++) {
        running.add(
            services.submit(
                () -> {
                  while (trained.getCount() > 0) {
                    try (SequentialRecommender model = SequentialRecommender.load(bundle)) {
                      assertThat(model.recommend(HISTORY, 5)).isEqualTo(expected);
                    }
                    served.release();
                  }
                  return null;
                }));
      }
      try {
        Path among =
            fit(
                "among",
                event -> {
                  if (event instanceof TrainingEvent.EpochFinished) {
                    served.drainPermits();
                    acquire(served, THREADS + 1); // the epoch after it has company too
                  }
                });
        assertThat(weights(among)).isEqualTo(weights(bundle));
      } finally {
        trained.countDown();
      }
      for (Future<?> service : running) {
        service.get(PATIENCE, TimeUnit.MINUTES);
      }
    } finally {
      services.shutdown();
    }
  }

  @Test
  void fit_whileAnotherTrains_waits_andBothGiveTheSameWeights() throws Exception {
    ExecutorService other = Executors.newSingleThreadExecutor();
    try {
      List<String> order = new ArrayList<>(); // written by one training at a time
      List<Future<Path>> second = new ArrayList<>();
      CountDownLatch asked = new CountDownLatch(1);
      Path first =
          fit(
              "first",
              event -> {
                if (event instanceof TrainingEvent.EpochFinished epoch) {
                  order.add("first");
                  if (epoch.epoch() == 1) {
                    second.add(
                        other.submit(
                            () -> {
                              asked.countDown();
                              return fit("second", entered("second", order));
                            }));
                    await(asked);
                  }
                }
              });
      Path waited = second.get(0).get(PATIENCE, TimeUnit.MINUTES);
      assertThat(order)
          .containsExactly(
              "first", "first", "first", "first", "second", "second", "second", "second");
      assertThat(weights(first)).isEqualTo(weights(bundle));
      assertThat(weights(waited)).isEqualTo(weights(bundle));
    } finally {
      other.shutdown();
    }
  }

  private static TrainingListener entered(String name, List<String> order) {
    return event -> {
      if (event instanceof TrainingEvent.EpochFinished) {
        order.add(name);
      }
    };
  }

  private static void acquire(Semaphore permits, int number) {
    try {
      assertThat(permits.tryAcquire(number, PATIENCE, TimeUnit.MINUTES)).isTrue();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(PATIENCE, TimeUnit.MINUTES)).isTrue();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
