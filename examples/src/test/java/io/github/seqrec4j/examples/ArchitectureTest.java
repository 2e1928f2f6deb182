package io.github.seqrec4j.examples;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDManager;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchRule;
import io.github.seqrec4j.api.nn.NativeEngine;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The arrows of CONTRIBUTING.md, on the classes as they are. */
class ArchitectureTest {

  private static final String CONFIG_LIBRARY = "com.typesafe.config..";
  private static final String PYTORCH = "ai.djl.pytorch..";

  /** A rule that sees next to nothing holds for anything. */
  @ParameterizedTest
  @CsvSource({
    "api, 45",
    "backbones, 2",
    "fusion, 8",
    "distill, 7",
    "data, 40",
    "training, 30",
    "cli, 10",
    "examples, 1"
  })
  void module_isSeen(String module, int atLeast) {
    assertThat(Product.CLASSES.stream().filter(c -> Product.module(c).equals(module)))
        .hasSizeGreaterThanOrEqualTo(atLeast);
  }

  @ParameterizedTest
  @CsvSource({
    "api, backbones|fusion|distill|data|training|cli|kotlin|testkit|examples|benchmarks",
    "backbones, fusion|distill|data|training|cli|kotlin|testkit|examples|benchmarks",
    "fusion, backbones|distill|data|training|cli|kotlin|testkit|examples|benchmarks",
    "distill, backbones|fusion|data|training|cli|kotlin|testkit|examples|benchmarks",
    "data, backbones|fusion|distill|training|cli|kotlin|testkit|examples|benchmarks",
    "training, backbones|fusion|distill|cli|kotlin|testkit|examples|benchmarks",
    "cli, kotlin|testkit|examples|benchmarks",
  })
  void module_doesNotDependOn(String module, String others) {
    String[] forbidden =
        Stream.of(others.split("\\|"))
            .map(o -> Product.ROOT + "." + o + "..")
            .toArray(String[]::new);

    check(
        noClasses()
            .that()
            .resideInAPackage(Product.ROOT + "." + module + "..")
            .should()
            .dependOnClassesThat(resideInAnyPackage(forbidden)));
  }

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
          noClasses()
              .that()
              .resideInAnyPackage(
                  Product.ROOT + ".api..",
                  Product.ROOT + ".backbones..",
                  Product.ROOT + ".fusion..",
                  Product.ROOT + ".distill..")
              .should()
              .callMethod(ai.djl.ndarray.NDArray.class, operation, Number.class)
              .because("a backward pass would read a buffer that Java has let go of: see Scale"));
    }
  }

  @Test
  void firstManager_comesThroughTheDoorToTheEngine() {
    check(
        noClasses()
            .that()
            .doNotHaveFullyQualifiedName(NativeEngine.class.getName())
            .should()
            .callMethod(NDManager.class, "newBaseManager")
            .orShould()
            .callMethod(NDManager.class, "newBaseManager", ai.djl.Device.class)
            .orShould()
            .callMethod(NDManager.class, "newBaseManager", String.class));
  }

  @Test
  void standardStreams_areForProgramsOnly() {
    check(
        noClasses()
            .that()
            .resideOutsideOfPackages(Product.ROOT + ".cli..", Product.ROOT + ".examples..")
            .should(com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS));
  }

  @Test
  void packages_haveNoCycles() {
    check(slices().matching(Product.ROOT + ".(**)").should().beFreeOfCycles());
  }

  @Test
  void packages_areInOneModuleEach() {
    Map<String, Set<String>> modules = new HashMap<>();
    for (JavaClass type : Product.CLASSES) {
      modules
          .computeIfAbsent(type.getPackageName(), name -> new TreeSet<>())
          .add(Product.module(type));
    }

    assertThat(modules).hasSizeGreaterThan(8).allSatisfy((name, in) -> assertThat(in).hasSize(1));
  }

  @Test
  void modules_haveThePackageOfTheirName() {
    for (JavaClass type : Product.CLASSES) {
      assertThat(type.getPackageName() + ".")
          .startsWith(Product.ROOT + "." + Product.module(type) + ".");
    }
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
    try (Stream<Path> modules = Files.list(Product.folder())) {
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
