package io.github.seqrec4j.examples;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchRule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The arrows between modules of CONTRIBUTING.md, on the classes as they are. */
class ModuleArrowsTest {

  /** Modules with classes, what they may depend on, and how many classes a rule must have seen. */
  enum Module {
    API(70),
    TESTKIT(8, "api"),
    BACKBONES(8, "api"),
    FUSION(8, "api"),
    DISTILL(7, "api"),
    OBJECTIVES(2, "api"),
    DATA(40, "api"),
    ENCODE(40, "api", "data"),
    IMPORTS(40, "api", "data"),
    RUNTIME(9, "api"),
    EVALUATION(3, "api", "data", "runtime"),
    LUCENE(9, "api", "runtime"),
    SPRING(12, "api", "runtime"),
    SPARK(15, "api", "data", "encode", "runtime", "training"),
    TRAINING(20, "api", "data", "runtime", "evaluation"),
    SERVER(15, "api", "runtime"),
    STUDY(25, "api", "data", "runtime", "evaluation", "training"),
    CLI(
        25,
        "server",
        "api",
        "backbones",
        "fusion",
        "distill",
        "objectives",
        "data",
        "encode",
        "imports",
        "runtime",
        "evaluation",
        "training",
        "study",
        "lucene"),
    KOTLIN(
        5,
        "api",
        "backbones",
        "fusion",
        "distill",
        "objectives",
        "data",
        "encode",
        "imports",
        "runtime",
        "evaluation",
        "training",
        "study"),
    BENCHMARKS(
        5,
        "api",
        "testkit",
        "backbones",
        "fusion",
        "distill",
        "objectives",
        "data",
        "encode",
        "imports",
        "runtime",
        "evaluation",
        "training",
        "lucene",
        "spark"),
    EXAMPLES(
        10,
        "api",
        "backbones",
        "fusion",
        "distill",
        "objectives",
        "data",
        "encode",
        "imports",
        "runtime",
        "evaluation",
        "training",
        "server",
        "cli",
        "kotlin");

    private final int classes;

    @SuppressWarnings("ImmutableEnumChecker") // made by List.of
    private final List<String> mayDependOn;

    Module(int classes, String... mayDependOn) {
      this.classes = classes;
      this.mayDependOn = List.of(mayDependOn);
    }

    String key() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }

    String packages() {
      return Product.ROOT + "." + key() + "..";
    }
  }

  /** A rule that sees next to nothing holds for anything. */
  @ParameterizedTest
  @EnumSource
  void module_isSeen(Module module) {
    assertThat(Product.CLASSES.stream().filter(c -> Product.module(c).equals(module.key())))
        .hasSizeGreaterThanOrEqualTo(module.classes);
  }

  /**
   * A new module says here what it may depend on. The site is built on top of all; the processor
   * runs in the compiler alone and is on no class path.
   */
  @Test
  void modules_areAllHere() throws IOException {
    Set<String> folders = new TreeSet<>();
    for (Path parent : List.of(Product.folder(), Product.folder().resolve("integrations"))) {
      try (Stream<Path> all = Files.list(parent)) {
        all.filter(
                f ->
                    Files.isDirectory(f.resolve("src/main/java"))
                        || Files.isDirectory(f.resolve("src/main/kotlin")))
            .forEach(f -> folders.add(Product.module(f.getFileName().toString())));
      }
    }
    folders.removeAll(List.of("site", "processor"));

    assertThat(folders)
        .isEqualTo(
            Arrays.stream(Module.values())
                .map(Module::key)
                .collect(Collectors.toCollection(TreeSet::new)));
  }

  @ParameterizedTest
  @EnumSource
  void module_dependsOnWhatItMayOnly(Module module) {
    String[] allowed =
        Stream.concat(
                Stream.of(module.packages()),
                module.mayDependOn.stream().map(m -> Product.ROOT + "." + m + ".."))
            .toArray(String[]::new);

    check(
        noClasses()
            .that()
            .resideInAPackage(module.packages())
            .should()
            .dependOnClassesThat(
                resideInAnyPackage(Product.ROOT + "..").and(resideOutsideOfPackages(allowed))));
  }

  /** What a service has on its class path, and nothing else: no database, tokenizer, ONNX. */
  @ParameterizedTest
  @EnumSource(names = {"API", "RUNTIME"})
  void service_seesDjlAndOneJsonLibraryOnly(Module module) {
    check(
        classes()
            .that()
            .resideInAPackage(module.packages())
            .should()
            .onlyDependOnClassesThat(
                resideInAnyPackage(
                    Product.ROOT + ".api..",
                    module.packages(),
                    "java..",
                    "", // arrays of primitives
                    "ai.djl",
                    "ai.djl.engine..",
                    "ai.djl.inference..",
                    "ai.djl.ndarray..",
                    "ai.djl.nn..",
                    "ai.djl.training..",
                    "ai.djl.translate..",
                    "ai.djl.util..",
                    "org.slf4j..",
                    "org.jspecify..",
                    "com.google.gson..",
                    "de.siegmar.fastcsv..", // items and users of a bundle
                    "com.typesafe.config..")));
  }

  @Test
  void components_useWhatPluginsMayUse() {
    check(
        noClasses()
            .that()
            .resideInAnyPackage(
                Module.BACKBONES.packages(),
                Module.FUSION.packages(),
                Module.DISTILL.packages(),
                Module.OBJECTIVES.packages())
            .should()
            .dependOnClassesThat(
                resideInAnyPackage(Product.ROOT + ".api.config..", Product.ROOT + ".api.files..")));
  }

  @Test
  void packages_areInOneModuleEach() {
    Map<String, Set<String>> modules = new HashMap<>();
    for (JavaClass type : Product.CLASSES) {
      modules
          .computeIfAbsent(type.getPackageName(), name -> new TreeSet<>())
          .add(Product.module(type));
    }

    assertThat(modules).hasSizeGreaterThan(20).allSatisfy((name, in) -> assertThat(in).hasSize(1));
  }

  @Test
  void modules_haveThePackageOfTheirName() {
    for (JavaClass type : Product.CLASSES) {
      assertThat(type.getPackageName() + ".")
          .startsWith(Product.ROOT + "." + Product.module(type) + ".");
    }
  }

  private static void check(ArchRule rule) {
    rule.allowEmptyShould(false).check(Product.CLASSES);
  }
}
