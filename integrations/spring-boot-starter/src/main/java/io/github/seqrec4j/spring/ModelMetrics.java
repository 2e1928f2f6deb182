package io.github.seqrec4j.spring;

import io.github.seqrec4j.runtime.LiveCatalogue;
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
import org.jspecify.annotations.Nullable;

/**
 * Of the model that serves: {@code seqrec4j.items}, {@code seqrec4j.model.age} since it was made,
 * and {@code seqrec4j.reloads} by {@code outcome}; of its live catalogue, if there is one, {@code
 * seqrec4j.items.added} and {@code seqrec4j.items.retired}.
 */
final class ModelMetrics implements MeterBinder {

  private final ReloadableRecommender serving;
  private final ModelReloader reloader;
  private final @Nullable LiveCatalogue live;
  private final Clock clock;

  ModelMetrics(
      ReloadableRecommender serving,
      ModelReloader reloader,
      @Nullable LiveCatalogue live,
      Clock clock) {
    this.serving = serving;
    this.reloader = reloader;
    this.live = live;
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
    if (live != null) {
      Gauge.builder("seqrec4j.items.added", live, LiveCatalogue::added)
          .description("Items that were added, or replaced those of the model, and are there")
          .register(registry);
      Gauge.builder("seqrec4j.items.retired", live, LiveCatalogue::retired)
          .description("Items of the model that were retired")
          .register(registry);
    }
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
