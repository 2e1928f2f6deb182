package io.github.seqrec4j.api;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A record that gets a builder when it is compiled: {@code SasRec} gets {@code SasRecBuilder}.
 *
 * <p>Its canonical constructor must be {@link Internal}, as every new option changes it; a caller
 * of the builder is not touched by one. It must offer {@code builder()}, which starts from the
 * defaults, and {@code toBuilder()}, which starts from the record.
 */
@Internal
@Documented
@Retention(RetentionPolicy.SOURCE)
@Target(ElementType.TYPE)
public @interface Built {

  /** Options that must be set although a configuration has a default for them. */
  String[] required() default {};
}
