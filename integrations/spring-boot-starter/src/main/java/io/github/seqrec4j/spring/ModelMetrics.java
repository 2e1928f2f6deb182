package io.github.seqrec4j.spring;

import io.github.seqrec4j.runtime.ReloadableRecommender;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;

/**
 * Of the model that serves: {@code seqrec4j.items}, {@code seqrec4j.model.age} since it was made,
 * and {@code seqrec4j.reloads} by {@code outcome}.
 */
final class ModelMetrics implements MeterBinder {

  private final ReloadableRecommender serving;
  private final ModelReloader reloader;
  private final Clock clock;

  ModelMetrics(ReloadableRecommender serving, ModelReloader reloader, Clock clock) {
    this.serving = serving;
    this.reloader = reloader;
    this.clock = clock;
  }

  @Override
  public void bindTo(MeterRegistry registry) {
    Gauge.builder("seqrec4j.items", serving, s -> s.items().size())
        .description("Items of the model that serves")
        .register(registry);
    TimeGauge.builder("seqrec4j.model.age", serving, TimeUnit.MILLISECONDS, this::ageMillis)
        .description("Time since the model that serves was made")
        .register(registry);
    reloads(registry, "loaded", r -> r.attempts().loaded());
    reloads(registry, "failed", r -> r.attempts().failed());
  }

  private double ageMillis(ReloadableRecommender model) {
    return Duration.between(model.read(m -> m.origin().created()), clock.instant()).toMillis();
  }

  private void reloads(
      MeterRegistry registry, String outcome, ToDoubleFunction<ModelReloader> count) {
    FunctionCounter.builder("seqrec4j.reloads", reloader, count)
        .description("How often the model was loaded anew")
        .tag("outcome", outcome)
        .register(registry);
  }
}
