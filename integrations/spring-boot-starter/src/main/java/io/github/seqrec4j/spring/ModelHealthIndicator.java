package io.github.seqrec4j.spring;

import io.github.seqrec4j.api.Branch;
import io.github.seqrec4j.runtime.LiveCatalogue;
import io.github.seqrec4j.runtime.ReloadableRecommender;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.health.AbstractHealthIndicator;
import org.springframework.boot.actuate.health.Health;

/**
 * Up while a model serves, whether or not the last reload worked: a service with yesterday's model
 * is better than none, and {@code lastReloadError} says what is wrong. Down once it is closed.
 */
final class ModelHealthIndicator extends AbstractHealthIndicator {

  private final ReloadableRecommender serving;
  private final ModelReloader reloader;
  private final @Nullable LiveCatalogue live;
  private final Clock clock;

  ModelHealthIndicator(
      ReloadableRecommender serving,
      ModelReloader reloader,
      @Nullable LiveCatalogue live,
      Clock clock) {
    super("no model serves");
    this.serving = serving;
    this.reloader = reloader;
    this.live = live;
    this.clock = clock;
  }

  @Override
  protected void doHealthCheck(Health.Builder health) {
    health.withDetail("model", reloader.source().configured());
    serving.read(
        model -> {
          Duration age = Duration.between(model.origin().created(), clock.instant());
          return health
              .withDetail("created", model.origin().created().toString())
              .withDetail("age", age.truncatedTo(ChronoUnit.SECONDS).toString())
              .withDetail("items", model.items().size())
              .withDetail("branches", model.branches().stream().map(Branch::name).toList())
              .withDetail("engine", model.engine());
        });
    if (live != null) {
      health.withDetail("added", live.added()).withDetail("retired", live.retired());
    }
    ModelReloader.Attempts attempts = reloader.attempts();
    if (attempts.last() != null) {
      health.withDetail("lastReload", attempts.last().toString());
    }
    if (attempts.error() != null) {
      health.withDetail("lastReloadError", attempts.error());
    }
    health.up();
  }
}
