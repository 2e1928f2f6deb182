package io.github.seqrec4j.spring;

import io.github.seqrec4j.runtime.LiveCatalogue;
import io.github.seqrec4j.runtime.ReloadableRecommender;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;

/**
 * Timers and gauges of the model of {@code seqrec4j.model}, where there is a registry for them: the
 * recommender that applications inject is the timed one.
 */
@AutoConfiguration(
    after = SeqrecAutoConfiguration.class,
    afterName = {
      "org.springframework.boot.actuate.autoconfigure.metrics.CompositeMeterRegistryAutoConfiguration",
      // Spring Boot 4
      "org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration"
    })
@ConditionalOnClass(MeterRegistry.class)
@ConditionalOnBean({ModelReloader.class, MeterRegistry.class})
public class SeqrecMetricsAutoConfiguration {

  /** The model belongs to the bean that loads it, which closes it. */
  @Bean(destroyMethod = "")
  @Primary
  MeteredRecommender seqrec4jRecommender(ReloadableRecommender serving, MeterRegistry registry) {
    return new MeteredRecommender(serving, registry);
  }

  @Bean
  ModelMetrics seqrec4jModelMetrics(
      ReloadableRecommender serving, ModelReloader reloader, ObjectProvider<LiveCatalogue> live) {
    return new ModelMetrics(serving, reloader, live.getIfUnique(), Clock.systemUTC());
  }
}
