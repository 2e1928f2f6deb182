package io.github.seqrec4j.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import com.tngtech.archunit.ArchConfiguration;
import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.domain.Source;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Finds products with plain numbers, {@code NDArray.mul(Number)} and its like, in the class files
 * of a component: a backward pass reads the number after Java has let go of it, which no test of
 * gradients sees until the garbage collector runs; see {@link io.github.seqrec4j.api.nn.Scale}.
 *
 * <p>Read are the component's class, its nested classes, and what these use of the same package,
 * such as the block that it makes. {@code add} and {@code sub} with a number are sound: their
 * gradient does not look at it.
 */
public final class NumberProducts {

  private static final Set<String> NAMES = Set.of("mul", "div", "pow", "muli", "divi", "powi");

  private static final List<Class<?>> OWNERS = List.of(NDArray.class, NDArrays.class);

  private NumberProducts() {}

  /**
   * Checks a component.
   *
   * @throws AssertionError if there is one; the message names class and line of each and the remedy
   */
  public static void check(Class<?> component) {
    List<String> found = new ArrayList<>();
    for (JavaClass used : used(component)) {
      for (JavaMethodCall call : used.getMethodCallsFromSelf()) {
        if (isProduct(call.getTarget())) {
          found.add(
              "%s (%s, line %d) calls %s.%s with a number"
                  .formatted(
                      used.getName(),
                      used.getSource().flatMap(Source::getFileName).orElse("unknown file"),
                      call.getLineNumber(),
                      call.getTargetOwner().getSimpleName(),
                      call.getName()));
        }
      }
    }
    assertThat(found)
        .as(
            "products whose number Java lets go of before a backward pass reads it; use Scale.by of"
                + " io.github.seqrec4j.api.nn, and for powers products of arrays")
        .isEmpty();
  }

  private static boolean isProduct(AccessTarget.MethodCallTarget target) {
    return NAMES.contains(target.getName())
        && OWNERS.stream().anyMatch(target.getOwner()::isEquivalentTo)
        && target.getRawParameterTypes().stream().anyMatch(t -> t.isEquivalentTo(Number.class));
  }

  /** The component's class, and what it uses of its package, directly or through others of it. */
  private static Set<JavaClass> used(Class<?> component) {
    JavaClasses classes = classes(component);
    Deque<JavaClass> open = new ArrayDeque<>(List.of(classes.get(component)));
    Set<JavaClass> used = new LinkedHashSet<>(open);
    while (!open.isEmpty()) {
      JavaClass next = open.remove();
      List<JavaClass> others = new ArrayList<>();
      next.getDirectDependenciesFromSelf().forEach(d -> others.add(d.getTargetClass()));
      for (JavaClass each : classes) {
        if (each.getEnclosingClass().filter(next::equals).isPresent()) {
          others.add(each);
        }
      }
      for (JavaClass other : others) {
        if (other.getPackageName().equals(component.getPackageName())
            && classes.contain(other.getName())
            && used.add(classes.get(other.getName()))) {
          open.add(classes.get(other.getName()));
        }
      }
    }
    return used;
  }

  /**
   * The classes of a component's package; reading those that they use in turn would take seconds.
   */
  private static JavaClasses classes(Class<?> component) {
    return ArchConfiguration.withThreadLocalScope(
        configuration -> {
          configuration.setResolveMissingDependenciesFromClassPath(false);
          return new ClassFileImporter().importPackagesOf(component);
        });
  }
}
