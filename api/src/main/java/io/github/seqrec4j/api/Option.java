package io.github.seqrec4j.api;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Describes an option of a component or spec: printed by {@code seqrec components} and written into
 * {@code reference.conf}.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface Option {

  /** What it does, with unit and range, in one sentence. */
  String value();

  /**
   * For a component-valued option of a record without defaults: the type taken when the
   * configuration names none.
   */
  String defaultType() default "";

  /** For a scalar option of a record without defaults: the value, as a configuration writes it. */
  String defaultValue() default "";

  /** Whether the keys of this record-valued option stand directly in the enclosing object. */
  boolean inline() default false;
}
