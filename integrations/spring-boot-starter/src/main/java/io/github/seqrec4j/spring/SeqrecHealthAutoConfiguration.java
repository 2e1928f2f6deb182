package io.github.seqrec4j.spring;

import io.github.seqrec4j.runtime.LiveCatalogue;
import io.github.seqrec4j.runtime.ReloadableRecommender;
import java.time.Clock;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.actuate.autoconfigure.health.ConditionalOnEnabledHealthIndicator;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;

/** Health of the model of {@code seqrec4j.model}, where the application has the actuator. */
@AutoConfiguration(after = SeqrecAutoConfiguration.class)
@ConditionalOnClass({HealthIndicator.class, ConditionalOnEnabledHealthIndicator.class})
@ConditionalOnBean(ModelReloader.class)
@ConditionalOnEnabledHealthIndicator("seqrec4j")
public class SeqrecHealthAutoConfiguration {

  /** Its name without the end is that of the component: {@code /actuator/health/seqrec4j}. */
  @Bean
  @ConditionalOnMissingBean(name = "seqrec4jHealthIndicator")
  ModelHealthIndicator seqrec4jHealthIndicator(
      ReloadableRecommender serving, ModelReloader reloader, ObjectProvider<LiveCatalogue> live) {
    return new ModelHealthIndicator(serving, reloader, live.getIfUnique(), Clock.systemUTC());
  }
}
