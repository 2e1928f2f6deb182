package io.github.seqrec4j.examples;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchRule;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.CopyOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The rules of CONTRIBUTING.md, on the classes as they are. */
class ArchitectureTest {

  private static final String CONFIG_LIBRARY = "com.typesafe.config..";
  private static final String PYTORCH = "ai.djl.pytorch..";

  @Test
  void hoconLibrary_isSeenByConfigurationAndCommandLineOnly() {
    check(
        noClasses()
            .that()
            .resideOutsideOfPackages(Product.ROOT + ".api.config..", Product.ROOT + ".cli..")
            .should()
            .dependOnClassesThat(resideInAPackage(CONFIG_LIBRARY)));
  }

  @Test
  void hoconLibrary_isUsedAtAll() {
    assertThat(Product.CLASSES.stream().filter(c -> dependsOn(c, "com.typesafe.config.")))
        .isNotEmpty();
  }

  @Test
  void pytorchEngine_isSeenByNone() {
    check(noClasses().should().dependOnClassesThat(resideInAPackage(PYTORCH)));
  }

  @Test
  void graphs_holdNoNumberOfJavas() {
    for (String operation : List.of("mul", "div", "pow")) {
      check(
          ArrayRules.numbers(
              operation,
              Product.ROOT + ".api..",
              Product.ROOT + ".backbones..",
              Product.ROOT + ".fusion..",
              Product.ROOT + ".distill..",
              Product.ROOT + ".objectives.."));
    }
  }

  @Test
  void firstManager_comesThroughTheDoorToTheEngine() {
    check(ArrayRules.FIRST_MANAGER);
  }

  @Test
  void arraysOfJavasValues_comeFromOnePlace() {
    check(ArrayRules.VALUES);
  }

  /**
   * What is written beside its place and given its name is forced to disk there, and cleaned up.
   */
  @Test
  void files_areGivenTheirNamesInOnePlace() {
    check(
        noClasses()
            .that()
            .resideOutsideOfPackage(Product.ROOT + ".api.files..")
            .should()
            .callMethod(Files.class, "move", Path.class, Path.class, CopyOption[].class)
            .orShould()
            .callMethod(java.io.File.class, "renameTo", java.io.File.class)
            .because("AtomicFiles does it"));
  }

  /** A service found with the context class loader alone is not there on a thread of a pool. */
  @Test
  void services_areLookedForWithOneClassLoader() {
    check(
        noClasses()
            .should()
            .callMethod(ServiceLoader.class, "load", Class.class)
            .because("ClassLoaders.of(kind) sees them from any thread"));
  }

  /** One name, one thing: whoever reads a file need not look which one is meant. */
  @Test
  void names_areGivenOnce() {
    Map<String, Set<String>> classes = new HashMap<>();
    for (JavaClass type : Product.CLASSES) {
      if (type.isTopLevelClass() && !type.getSimpleName().equals("package-info")) {
        classes.computeIfAbsent(type.getSimpleName(), name -> new TreeSet<>()).add(type.getName());
      }
    }

    assertThat(classes).hasSizeGreaterThan(250);
    assertThat(classes.values()).allSatisfy(all -> assertThat(all).hasSize(1));
  }

  @Test
  void standardStreams_areForProgramsOnly() {
    check(
        noClasses()
            .that()
            .resideOutsideOfPackages(
                Product.ROOT + ".cli..",
                Product.ROOT + ".examples..",
                Product.ROOT + ".benchmarks..")
            .should(com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS));
  }

  @Test
  void packages_haveNoCycles() {
    check(slices().matching(Product.ROOT + ".(**)").should().beFreeOfCycles());
  }

  @Test
  void packages_sayWhatTheyAreAndAreNullMarked() {
    List<Path> packages = sourcePackages();
    assertThat(packages).hasSizeGreaterThan(8);

    for (Path each : packages) {
      assertThat(each.resolve("package-info.java"))
          .content()
          .contains("/**", "@NullMarked", "package ");
    }
  }

  /** Folders with Java sources of the product. */
  private static List<Path> sourcePackages() {
    List<Path> packages = new ArrayList<>();
    try (Stream<Path> own = Files.list(Product.folder());
        Stream<Path> integrations = Files.list(Product.folder().resolve("integrations"));
        Stream<Path> modules = Stream.concat(own, integrations)) {
      for (Path sources :
          modules.map(m -> m.resolve("src/main/java")).filter(Files::isDirectory).toList()) {
        try (Stream<Path> files = Files.walk(sources)) {
          packages.addAll(
              files
                  .filter(f -> f.toString().endsWith(".java"))
                  .map(f -> f.getParent())
                  .collect(Collectors.toCollection(TreeSet::new)));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return packages;
  }

  private static boolean dependsOn(JavaClass type, String prefix) {
    return type.getDirectDependenciesFromSelf().stream()
        .anyMatch(d -> d.getTargetClass().getName().startsWith(prefix));
  }

  private static void check(ArchRule rule) {
    rule.allowEmptyShould(false).check(Product.CLASSES);
  }
}
