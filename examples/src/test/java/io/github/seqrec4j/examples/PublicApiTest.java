package io.github.seqrec4j.examples;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import io.github.seqrec4j.api.Component;
import io.github.seqrec4j.api.Components;
import io.github.seqrec4j.api.Description;
import io.github.seqrec4j.api.Option;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Parameter;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What users meet: signatures of the API, and every component on the class path. */
class PublicApiTest {

  /** Kotlin keywords that Java allows as names. */
  private static final Set<String> KOTLIN_KEYWORDS =
      Set.of("as", "fun", "in", "is", "object", "typealias", "typeof", "val", "var", "when");

  /** DJL's own name in {@code Block.forward}, which the blocks of {@code api.nn} follow. */
  private static final String TRAINING = "training";

  @Test
  void methods_takeNoBooleans() {
    List<String> found = new ArrayList<>();
    for (Executable each : executables()) {
      boolean record =
          (each instanceof Constructor<?> c && c.getDeclaringClass().isRecord())
              || isOption(each); // which has the option's name beside it
      for (Parameter parameter : record ? new Parameter[0] : each.getParameters()) {
        if (parameter.getType() == boolean.class && !parameter.getName().equals(TRAINING)) {
          found.add(each + ": " + parameter.getName());
        }
      }
    }

    assertThat(found).as("booleans; take an enum, or write two methods").isEmpty();
  }

  @Test
  void methods_takeNoOptional() {
    assertThat(
            executables().stream()
                .filter(
                    e -> Arrays.asList(e.getParameterTypes()).contains(java.util.Optional.class)))
        .as("optional parameters; overload instead")
        .isEmpty();
  }

  @Test
  void members_haveNamesThatKotlinCanWrite() {
    assertThat(
            executables().stream()
                .filter(e -> e instanceof Method)
                .filter(e -> KOTLIN_KEYWORDS.contains(e.getName())))
        .isEmpty();
  }

  @Test
  void executables_areMany() {
    assertThat(executables()).hasSizeGreaterThan(150);
  }

  @Test
  void components_areMany() {
    assertThat(components().toList()).hasSizeGreaterThanOrEqualTo(10);
  }

  @ParameterizedTest
  @MethodSource("components")
  void component_isAPublicRecordWithDefaults(Component component) throws NoSuchMethodException {
    Class<?> type = component.getClass();

    assertThat(type).isPublic();
    assertThat(type.isRecord()).isTrue();
    Constructor<?> defaults = type.getConstructor();
    assertThat(Modifier.isPublic(defaults.getModifiers())).isTrue();
    assertThat(component).isEqualTo(Components.of(kind(type)).get(component.type()));
    assertThat(component.type()).matches("[a-z][a-z0-9]*(-[a-z0-9]+)*");
  }

  @ParameterizedTest
  @MethodSource("components")
  void component_saysWhatItIsAndWhatItsOptionsDo(Component component) {
    Class<?> type = component.getClass();
    Description description = type.getAnnotation(Description.class);

    assertThat(description).as("@Description of %s", type).isNotNull();
    assertThat(description.value()).isNotBlank().doesNotEndWith(".");
    for (RecordComponent option : type.getRecordComponents()) {
      Option said = option.getAnnotation(Option.class);
      assertThat(said).as("@Option of %s", option).isNotNull();
      assertThat(said.value()).as("@Option of %s", option).isNotBlank().doesNotEndWith(".");
    }
  }

  /** A component that no services file lists is one that no configuration can name. */
  @Test
  void components_areAllRegistered() {
    Set<Class<?>> registered = components().map(Component::getClass).collect(Collectors.toSet());

    assertThat(
            Product.CLASSES.stream()
                .filter(c -> c.isAssignableTo(Component.class))
                .filter(c -> c.getModifiers().contains(JavaModifier.PUBLIC)) // else not to choose
                .filter(c -> !Product.module(c).equals("examples")) // given to builders there
                .filter(c -> !c.isInterface() && !c.getModifiers().contains(JavaModifier.ABSTRACT))
                .map(JavaClass::reflect))
        .isNotEmpty()
        .allSatisfy(c -> assertThat(registered).contains(c));
  }

  static Stream<Component> components() {
    return kinds().flatMap(kind -> Components.of(kind).all().stream());
  }

  private static Class<? extends Component> kind(Class<?> component) {
    return kinds().filter(kind -> kind.isAssignableFrom(component)).findFirst().orElseThrow();
  }

  /** The interfaces that extend {@link Component}. */
  private static Stream<Class<? extends Component>> kinds() {
    return Product.CLASSES.stream()
        .filter(c -> c.isInterface() && c.isAssignableTo(Component.class))
        .map(c -> c.reflect())
        .filter(c -> c != Component.class)
        .map(c -> c.asSubclass(Component.class));
  }

  /** Public and protected methods and constructors that the public classes of the API declare. */
  private static List<Executable> executables() {
    return Product.CLASSES.stream()
        .filter(c -> Product.module(c).equals("api"))
        .map(JavaClass::reflect)
        .filter(c -> isPublic(c) && !c.isAnnotation())
        .flatMap(
            c ->
                Stream.<Executable>concat(
                    Arrays.stream(c.getDeclaredMethods()),
                    Arrays.stream(c.getDeclaredConstructors())))
        .filter(
            e ->
                !e.isSynthetic()
                    && (e.getModifiers() & (Modifier.PUBLIC | Modifier.PROTECTED)) != 0)
        .toList();
  }

  /** A method of a builder that takes an option. */
  private static boolean isOption(Executable each) {
    return each instanceof Method method
        && method.getReturnType() == method.getDeclaringClass()
        && method.getDeclaringClass().getSimpleName().endsWith("Builder");
  }

  private static boolean isPublic(Class<?> type) {
    Class<?> outer = type.getDeclaringClass();
    return Modifier.isPublic(type.getModifiers()) && (outer == null || isPublic(outer));
  }
}
