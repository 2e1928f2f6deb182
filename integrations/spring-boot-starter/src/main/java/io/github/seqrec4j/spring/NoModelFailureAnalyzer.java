package io.github.seqrec4j.spring;

import io.github.seqrec4j.api.Recommender;
import io.github.seqrec4j.runtime.LiveCatalogue;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.NoSuchBeanDefinitionException;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.analyzer.AbstractInjectionFailureAnalyzer;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.Environment;

/**
 * Tells who asks for a recommender where no model is configured, or for a live catalogue where no
 * journal is, which property to set; before Spring Boot tells that a bean is missing.
 */
@Order(0)
final class NoModelFailureAnalyzer
    extends AbstractInjectionFailureAnalyzer<NoSuchBeanDefinitionException> {

  private final Environment environment;

  NoModelFailureAnalyzer(Environment environment) {
    this.environment = environment;
  }

  @Override
  protected @Nullable FailureAnalysis analyze(
      Throwable rootFailure, NoSuchBeanDefinitionException missing, @Nullable String description) {
    Class<?> asked =
        missing.getResolvableType() == null ? null : missing.getResolvableType().resolve();
    if (asked == null) {
      return null;
    }
    String who = description == null ? "The application" : description;
    if (asked == LiveCatalogue.class
        && !environment.containsProperty("seqrec4j.catalogue.journal")) {
      return new FailureAnalysis(
          who + " needs a live catalogue, and no journal is configured to keep its changes.",
          "Set seqrec4j.catalogue.journal to a file beside the model, or define a bean as"
              + " LiveCatalogue.of(reloadableRecommender), whose changes end with the process.",
          missing);
    }
    if (!Recommender.class.isAssignableFrom(asked)
        || environment.containsProperty("seqrec4j.model")) {
      return null;
    }
    return new FailureAnalysis(
        who + " needs a recommender, and no model is configured.",
        "Set seqrec4j.model to the directory of a model, or define a bean of type "
            + Recommender.class.getName()
            + ". A test without a model is annotated with @WithTestRecommender.",
        missing);
  }
}
