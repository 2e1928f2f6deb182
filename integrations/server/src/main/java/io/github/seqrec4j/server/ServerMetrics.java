package io.github.seqrec4j.server;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;

/** What operators see of a server: counts and times by route and status, the model, the JVM. */
final class ServerMetrics implements AutoCloseable {

  private static final Duration[] BUCKETS = {
    Duration.ofMillis(1),
    Duration.ofMillis(2),
    Duration.ofMillis(5),
    Duration.ofMillis(10),
    Duration.ofMillis(20),
    Duration.ofMillis(50),
    Duration.ofMillis(100),
    Duration.ofMillis(250),
    Duration.ofSeconds(1),
    Duration.ofSeconds(5)
  };

  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final JvmGcMetrics collector = new JvmGcMetrics();

  ServerMetrics(ServedModel model, Traffic traffic) {
    new JvmMemoryMetrics().bindTo(registry);
    new JvmThreadMetrics().bindTo(registry);
    new ProcessorMetrics().bindTo(registry);
    new UptimeMetrics().bindTo(registry);
    collector.bindTo(registry);
    Gauge.builder("seqrec.http.requests.active", traffic, Traffic::active)
        .description("Requests under way")
        .register(registry);
    Gauge.builder("seqrec.model.items", model, m -> m.read(now -> now.items().size()))
        .description("Items that can be recommended")
        .register(registry);
    Gauge.builder("seqrec.model.items.added", model, ServedModel::added)
        .description("Items among them that the bundle has not, or not as they are")
        .register(registry);
    Gauge.builder("seqrec.model.items.retired", model, ServedModel::retired)
        .description("Items of the bundle that were retired")
        .register(registry);
    Gauge.builder("seqrec.model.loaded", model, m -> m.since().toEpochMilli() / 1000.0)
        .description("When the model that serves was loaded, since 1970")
        .baseUnit("seconds")
        .register(registry);
    Gauge.builder("seqrec.model.stale", model, m -> m.failed() == null ? 0 : 1)
        .description("1 while the bundle on disk cannot be loaded and the model before serves")
        .register(registry);
    FunctionCounter.builder("seqrec.model.reloads", model, ServedModel::reloads)
        .tag("outcome", "loaded")
        .description("How often the bundle was loaded anew")
        .register(registry);
    FunctionCounter.builder("seqrec.model.reloads", model, ServedModel::failures)
        .tag("outcome", "failed")
        .description("How often the bundle was loaded anew")
        .register(registry);
  }

  /**
   * A request is answered.
   *
   * @param route its path as it is declared, never as it was sent
   */
  void answered(String route, int status, long nanos) {
    Timer.builder("seqrec.http.requests")
        .description("Requests by route and status, from their last header to the answer")
        .tag("route", route)
        .tag("status", Integer.toString(status))
        .serviceLevelObjectives(BUCKETS)
        .register(registry)
        .record(Duration.ofNanos(nanos));
  }

  /** All of it in Prometheus' text format. */
  String text() {
    return registry.scrape();
  }

  @Override
  public void close() {
    collector.close();
    registry.close();
  }
}
