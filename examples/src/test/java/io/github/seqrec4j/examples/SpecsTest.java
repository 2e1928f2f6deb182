package io.github.seqrec4j.examples;

import static com.tngtech.archunit.core.domain.JavaModifier.PUBLIC;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaConstructorCall;
import io.github.seqrec4j.api.Internal;
import io.github.seqrec4j.api.Option;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** An option more must break nobody: users build specs, and nothing promises their constructors. */
class SpecsTest {

  @Test
  void specs_areMany() {
    assertThat(specs().toList()).hasSizeGreaterThan(25);
  }

  @ParameterizedTest
  @MethodSource("specs")
  void spec_hasABuilderWithEveryOption(Class<?> spec) throws ReflectiveOperationException {
    Class<?> builder = spec.getMethod("builder").getReturnType();

    assertThat(spec.getMethod("toBuilder").getReturnType()).isEqualTo(builder);
    assertThat(builder.getMethod("build").getReturnType()).isEqualTo(spec);
    for (RecordComponent option : spec.getRecordComponents()) {
      assertThat(builder.getMethods())
          .as("a method of %s that sets %s", builder, option.getName())
          .anyMatch(m -> m.getName().equals(option.getName()) && m.getReturnType() == builder);
    }
  }

  @ParameterizedTest
  @MethodSource("specs")
  void canonicalConstructor_isNotPromised(Class<?> spec) throws ReflectiveOperationException {
    JavaClass seen = Product.CLASSES.get(spec);
    Class<?>[] types =
        Arrays.stream(spec.getRecordComponents())
            .map(RecordComponent::getType)
            .toArray(Class<?>[]::new);

    assertThat(seen.getConstructor(types).isAnnotatedWith(Internal.class))
        .as("the canonical constructor of %s is @Internal", spec)
        .isTrue();
  }

  @ParameterizedTest
  @MethodSource("specsWithDefaults")
  void builder_startsFromTheDefaultsAndFromTheRecord(Class<?> spec)
      throws ReflectiveOperationException {
    Object defaults = spec.getConstructor().newInstance();

    for (RecordComponent option : spec.getRecordComponents()) {
      if (!option.getType().isAnnotationPresent(FunctionalInterface.class)) { // no equality
        Object built = build(spec.getMethod("builder").invoke(null));
        assertThat(option.getAccessor().invoke(built))
            .as("%s", option)
            .isEqualTo(option.getAccessor().invoke(defaults));
      }
    }
    assertThat(build(spec.getMethod("toBuilder").invoke(defaults))).isEqualTo(defaults);
  }

  private static Object build(Object builder) throws ReflectiveOperationException {
    try {
      return builder.getClass().getMethod("build").invoke(builder);
    } catch (InvocationTargetException e) {
      throw new AssertionError(builder.getClass() + " refuses the defaults", e.getCause());
    }
  }

  /** Kotlin and all other modules build specs as users do. */
  @Test
  void canonicalConstructors_areCalledByTheirPackageOnly() {
    List<JavaConstructorCall> calls =
        specs()
            .map(Product.CLASSES::get)
            .flatMap(spec -> spec.getConstructorCallsToSelf().stream())
            .filter(
                call ->
                    call.getTarget().resolveMember().orElseThrow().isAnnotatedWith(Internal.class))
            .toList();

    assertThat(calls).as("calls by builders, at least").hasSizeGreaterThan(25);
    assertThat(
            calls.stream().filter(call -> !isWithinAPackage(call)).map(JavaAccess::getDescription))
        .isEmpty();
  }

  private static boolean isWithinAPackage(JavaConstructorCall call) {
    return call.getOriginOwner().getPackageName().equals(call.getTargetOwner().getPackageName());
  }

  /** Public records with an option, or with a builder. */
  static Stream<Class<?>> specs() {
    return Product.CLASSES.stream()
        .filter(c -> c.isRecord() && c.getModifiers().contains(PUBLIC))
        .filter(c -> !List.of("examples", "testkit", "benchmarks").contains(Product.module(c)))
        .map(JavaClass::reflect)
        .filter(SpecsTest::isSpec)
        .map(c -> (Class<?>) c);
  }

  static Stream<Class<?>> specsWithDefaults() {
    return specs()
        .filter(
            spec ->
                Arrays.stream(spec.getConstructors()).anyMatch(c -> c.getParameterCount() == 0));
  }

  private static boolean isSpec(Class<?> type) {
    return Arrays.stream(type.getRecordComponents())
            .anyMatch(component -> component.isAnnotationPresent(Option.class))
        || Arrays.stream(type.getMethods()).anyMatch(m -> m.getName().equals("toBuilder"));
  }
}
