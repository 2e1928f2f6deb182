/**
 * A model as a bean of Spring Boot 3.5: {@code seqrec4j.model} says where it is, {@link
 * io.github.seqrec4j.api.Recommender} is what an application injects. A model that changes is
 * loaded anew while the old one serves; health, timers and gauges are there where the application
 * has Spring Boot's actuator or a registry of Micrometer.
 */
@NullMarked
package io.github.seqrec4j.spring;

import org.jspecify.annotations.NullMarked;
