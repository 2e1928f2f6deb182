package io.github.seqrec4j.processor;

import java.io.File;
import java.io.IOException;
import java.io.StringWriter;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/** Compiles sources of package {@code shop} with the processor, any warning being an error. */
final class Compilation {

  /** Sources of the annotations, which are compiled after this module. */
  private static final Path API = Path.of("../api/src/main/java");

  private final Path out;
  private final List<String> messages = new ArrayList<>();

  /**
   * @param out folder for classes and generated sources
   * @param before folders of classes compiled earlier
   * @param sources each of one top-level type, without its package
   */
  Compilation(Path out, List<Path> before, String... sources) throws IOException {
    this.out = Files.createDirectories(out);
    JavaCompiler compiler =
        Objects.requireNonNull(ToolProvider.getSystemJavaCompiler(), "a JDK runs the tests");
    String path =
        Stream.concat(before.stream().map(Path::toString), Stream.of(jspecify()))
            .collect(Collectors.joining(File.pathSeparator));
    List<String> options =
        List.of(
            "-Xlint:all,-processing,-classfile",
            "-Werror",
            "-implicit:class",
            "-sourcepath",
            API.toString(),
            "-classpath",
            path,
            "-d",
            out.toString());
    StringWriter rest = new StringWriter();
    JavaCompiler.CompilationTask task =
        compiler.getTask(
            rest,
            null,
            problem -> messages.add(problem.getMessage(Locale.ROOT)),
            options,
            null,
            Stream.of(sources).map(Compilation::file).toList());
    task.setProcessors(List.of(new BuilderProcessor()));
    if (!task.call() && messages.isEmpty()) {
      messages.add(rest.toString());
    }
  }

  private static String jspecify() {
    return Path.of(
            URI.create(
                org.jspecify.annotations.Nullable.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toString()))
        .toString();
  }

  private static JavaFileObject file(String source) {
    String name = source.replaceFirst("(?s).*?\\b(?:record|class|enum) (\\w+).*", "$1");
    return new SimpleJavaFileObject(
        URI.create("string:///shop/" + name + ".java"), JavaFileObject.Kind.SOURCE) {
      @Override
      public CharSequence getCharContent(boolean ignoreEncodingErrors) {
        return "package shop;\n\nimport io.github.seqrec4j.api.*;\n\n" + source;
      }
    };
  }

  /** Errors and warnings; none if it compiled. */
  List<String> messages() {
    return messages;
  }

  /** The generated source of a builder. */
  String generated(String builder) throws IOException {
    return Files.readString(out.resolve("shop/" + builder + ".java"));
  }

  /** What a static method without arguments returns, its class loaded from these folders. */
  static Object call(String type, String method, Path... folders) throws Exception {
    URL[] urls = new URL[folders.length];
    for (int i = 0; i < urls.length; i++) {
      urls[i] = folders[i].toUri().toURL();
    }
    try (URLClassLoader loader = new URLClassLoader(urls, Compilation.class.getClassLoader())) {
      return loader.loadClass("shop." + type).getMethod(method).invoke(null);
    }
  }
}
