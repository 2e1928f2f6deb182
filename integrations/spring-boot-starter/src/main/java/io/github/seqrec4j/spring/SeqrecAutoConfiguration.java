package io.github.seqrec4j.spring;

import io.github.seqrec4j.api.Recommender;
import io.github.seqrec4j.api.content.ImageEncoder;
import io.github.seqrec4j.api.content.TextEncoder;
import io.github.seqrec4j.runtime.LiveCatalogue;
import io.github.seqrec4j.runtime.ReloadableRecommender;
import java.time.Clock;
import java.util.Objects;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Lazy;
import org.springframework.core.io.ResourceLoader;

/**
 * The model of {@code seqrec4j.model} as a bean, where the property is set and the application has
 * no recommender of its own. It is loaded while the application starts, which fails if that does;
 * it is closed with the application.
 *
 * <p>With {@code seqrec4j.catalogue.journal} what changes the items is a bean too. It is made at
 * the start even in an application of lazy beans, so that nothing is recommended for long without
 * the changes of the journal.
 */
@AutoConfiguration
@ConditionalOnProperty("seqrec4j.model")
@ConditionalOnMissingBean(Recommender.class)
@EnableConfigurationProperties(SeqrecProperties.class)
public class SeqrecAutoConfiguration {

  @Bean
  ModelSource seqrec4jModelSource(SeqrecProperties properties, ResourceLoader resources) {
    try {
      return new ModelSource(properties.model(), properties.engine(), resources);
    } catch (RuntimeException e) {
      throw new ModelUnavailableException(properties.model(), e);
    }
  }

  @Bean
  ReloadableRecommender seqrec4jModel(ModelSource source, SeqrecProperties properties) {
    try {
      return ReloadableRecommender.of(source.load());
    } catch (RuntimeException e) {
      throw new ModelUnavailableException(properties.model(), e);
    }
  }

  @Bean
  ModelReloader seqrec4jModelReloader(
      ReloadableRecommender serving, ModelSource source, SeqrecProperties properties) {
    return new ModelReloader(serving, source, properties.reload().interval(), Clock.systemUTC());
  }

  /** Texts and pictures of new items are encoded where the application has a bean that does. */
  @Bean
  @Lazy(false)
  @ConditionalOnProperty("seqrec4j.catalogue.journal")
  @ConditionalOnMissingBean
  LiveCatalogue seqrec4jCatalogue(
      ReloadableRecommender serving,
      SeqrecProperties properties,
      ObjectProvider<TextEncoder> texts,
      ObjectProvider<ImageEncoder> images) {
    String journal = Objects.requireNonNull(properties.catalogue().journal(), "is set");
    LiveCatalogue.Builder catalogue = LiveCatalogue.builder(serving);
    texts.ifAvailable(catalogue::text);
    images.ifAvailable(catalogue::images);
    try {
      return catalogue.journal(ModelSource.path(journal)).build();
    } catch (RuntimeException e) {
      throw new JournalUnavailableException(journal, e);
    }
  }
}
