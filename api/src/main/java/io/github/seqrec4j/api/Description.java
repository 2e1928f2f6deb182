package io.github.seqrec4j.api;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Says what a component is: printed by {@code seqrec components} and into {@code reference.conf}.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface Description {

  /** What it does, in one sentence without a full stop. */
  String value();

  /** Where it was published; empty if nowhere. */
  String source() default "";
}
