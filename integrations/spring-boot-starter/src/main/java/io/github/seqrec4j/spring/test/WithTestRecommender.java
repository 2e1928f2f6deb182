package io.github.seqrec4j.spring.test;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.context.annotation.Import;

/**
 * On a test with an application context: its {@code Recommender} is a {@link TestRecommender} over
 * these items, and no model is loaded, whatever {@code seqrec4j.model} says.
 *
 * <p>With {@code @WithTestRecommender({"bread", "butter", "jam"})} the answer to a history that
 * ends in bread begins with butter.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Documented
@Inherited
@Import(TestRecommenderRegistrar.class)
public @interface WithTestRecommender {

  /** Identifiers of the items, each once, in the order in which one follows the other. */
  String[] value();
}
