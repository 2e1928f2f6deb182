package io.github.seqrec4j.spring;

import static io.github.seqrec4j.spring.CommittedModel.REQUEST;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.github.seqrec4j.api.DataException;
import io.github.seqrec4j.api.Recommendations;
import io.github.seqrec4j.runtime.ReloadableRecommender;
import io.github.seqrec4j.runtime.SequentialRecommender;
import io.github.seqrec4j.runtime.ServingEngine;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.core.io.DefaultResourceLoader;

class ModelReloaderTest {

  private static final Instant NOW = Instant.parse("2026-02-03T04:05:06Z");
  private static final String LATER = "2026-01-31T00:00:00Z";

  @TempDir private Path folder;
  private Path bundle = Path.of("");
  private ModelSource source = source("classpath:model");
  private ReloadableRecommender serving = ReloadableRecommender.of(source.load());

  @BeforeEach
  void load() throws IOException {
    serving.close();
    bundle = CommittedModel.copy(folder.resolve("model"));
    source = source(bundle.toString());
    serving = ReloadableRecommender.of(source.load());
  }

  @AfterEach
  void close() {
    serving.close();
  }

  private static ModelSource source(String model) {
    return new ModelSource(model, ServingEngine.AUTO, new DefaultResourceLoader());
  }

  private ModelReloader reloader(Duration interval) {
    return new ModelReloader(serving, source, interval, Clock.fixed(NOW, ZoneOffset.UTC));
  }

  @Test
  void changedModel_takesOverAtTheSecondLook() throws IOException {
    ModelReloader reloader = reloader(Duration.ZERO);
    Recommendations before = serving.recommend(REQUEST);

    reloader.look();
    assertThat(reloader.attempts()).isEqualTo(new ModelReloader.Attempts(0, 0, null, null));
    CommittedModel.change(bundle, LATER);
    reloader.look();
    assertThat(serving.recommend(REQUEST)).isEqualTo(before);
    reloader.look();

    assertThat(reloader.attempts()).isEqualTo(new ModelReloader.Attempts(1, 0, NOW, null));
    assertThat(serving.recommend(REQUEST)).hasSize(5).isNotEqualTo(before);
    assertThat(serving.<Instant>read(model -> model.origin().created()))
        .isEqualTo(Instant.parse(LATER));
    reloader.look();
    assertThat(reloader.attempts().loaded()).as("changed once").isEqualTo(1);
  }

  @Test
  void damagedModel_leavesTheOneBeforeAndIsTriedOnce() throws IOException {
    ModelReloader reloader = reloader(Duration.ZERO);
    Recommendations before = serving.recommend(REQUEST);

    CommittedModel.damage(bundle);
    for (int look = 0; look < 4; look++) {
      reloader.look();
    }

    assertThat(serving.recommend(REQUEST)).isEqualTo(before);
    assertThat(reloader.attempts().failed()).isEqualTo(1);
    assertThat(reloader.attempts().last()).isEqualTo(NOW);
    assertThat(reloader.attempts().error()).contains("items.csv");
    assertThatThrownBy(reloader::reload)
        .isInstanceOf(DataException.class)
        .hasMessage(reloader.attempts().error());
    assertThat(reloader.attempts().failed()).isEqualTo(2);
  }

  @Test
  void goodModelAfterADamagedOne_endsTheError() throws IOException {
    ModelReloader reloader = reloader(Duration.ZERO);
    CommittedModel.damage(bundle);
    assertThatThrownBy(reloader::reload).isInstanceOf(DataException.class);

    source = source("classpath:model");
    ModelReloader fromJar = reloader(Duration.ZERO);
    fromJar.reload();
    fromJar.look();

    assertThat(fromJar.attempts()).isEqualTo(new ModelReloader.Attempts(1, 0, NOW, null));
  }

  @Test
  void started_looksByItself() throws IOException {
    ModelReloader reloader = reloader(Duration.ofMillis(5));
    reloader.start();
    reloader.start();
    assertThat(reloader.isRunning()).isTrue();

    CommittedModel.change(bundle, LATER);
    await().atMost(Duration.ofMinutes(2)).until(() -> reloader.attempts().loaded() > 0);
    CommittedModel.damage(bundle);
    await().atMost(Duration.ofMinutes(2)).until(() -> reloader.attempts().failed() > 0);

    reloader.stop();
    reloader.stop();
    assertThat(reloader.isRunning()).isFalse();
    assertThat(serving.recommend(REQUEST)).hasSize(5);
  }

  @Test
  void intervalOfZero_startsNoThread() {
    ModelReloader reloader = reloader(Duration.ZERO);
    reloader.start();

    assertThat(reloader.isRunning()).isFalse();
  }

  @Test
  void closedHandle_closesWhatWasLoadedForIt() {
    ModelReloader reloader = reloader(Duration.ZERO);
    serving.close();

    assertThatThrownBy(reloader::reload).isInstanceOf(IllegalStateException.class);
    try (SequentialRecommender other = source.load()) {
      assertThat(other.recommend(REQUEST)).hasSize(5);
    }
  }
}
