package io.github.seqrec4j.examples;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The product as the architecture tests see it: its classes, their modules, its folder. */
final class Product {

  static final String ROOT = "io.github.seqrec4j";

  /** All classes of the modules on the class path, without tests. */
  static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages(ROOT);

  private static final Pattern JAR = Pattern.compile(".*/seqrec4j-([a-z-]+)-\\d[^/]*\\.jar!.*");
  private static final Pattern FOLDER = Pattern.compile(".*/([^/]+)/target/classes/.*");

  private Product() {}

  /** The module a class comes from, by the name of its folder or of its jar. */
  static String module(JavaClass type) {
    URI source = type.getSource().orElseThrow().getUri();
    Matcher jar = JAR.matcher(source.toString());
    Matcher folder = FOLDER.matcher(source.toString());
    if (jar.matches()) {
      return module(jar.group(1));
    }
    if (folder.matches()) {
      return module(folder.group(1));
    }
    throw new IllegalStateException("of no module: " + type.getName() + " from " + source);
  }

  /** The module of a folder; a starter's is named as starters are, its package is not. */
  static String module(String folder) {
    return folder.equals("spring-boot-starter") ? "spring" : folder;
  }

  /** Where this repository is checked out. */
  static Path folder() {
    Path here = Path.of("").toAbsolutePath();
    while (!Files.exists(here.resolve("README.md")) || !Files.isDirectory(here.resolve("api"))) {
      here = here.getParent();
      if (here == null) {
        throw new IllegalStateException(
            "no README.md beside api/ above " + Path.of("").toAbsolutePath());
      }
    }
    return here;
  }
}
