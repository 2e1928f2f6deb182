package io.github.seqrec4j.site;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.asciidoctor.Asciidoctor;
import org.asciidoctor.Attributes;
import org.asciidoctor.Options;
import org.asciidoctor.SafeMode;
import org.asciidoctor.log.LogRecord;
import org.asciidoctor.log.Severity;

/** From AsciiDoc to HTML. Whatever Asciidoctor warns of is an error. */
final class PageConverter implements AutoCloseable {

  private static final String PAGES = "site/src/main/asciidoc";
  private static final String FORMULAS = "site/src/main/ruby/mathml.rb";
  private static final String EXAMPLES = "examples/src/main/java/io/github/seqrec4j/examples";

  private final Path root;
  private final Options options;
  private final Asciidoctor asciidoctor = Asciidoctor.Factory.create();
  private final List<String> problems = new ArrayList<>();

  /** Takes the repository's folder, that of generated parts, and the version. */
  PageConverter(Path root, Path generated, String version) {
    this.root = root;
    options =
        Options.builder()
            .safe(SafeMode.UNSAFE) // it includes sources of the whole repository
            .standalone(true)
            .toFile(false)
            .attributes(
                Attributes.builder()
                    .attribute("root", root.toString())
                    .attribute("examples", root.resolve(EXAMPLES).toString())
                    .attribute("generated", generated.toString())
                    .attribute("version", version)
                    .attribute("attribute-missing", "warn")
                    .attribute("source-highlighter", "rouge")
                    .attribute("rouge-css", "class")
                    .attribute("stem", "asciimath")
                    .attribute("linkcss", "")
                    .attribute("nofooter", "")
                    .attribute("sectanchors", "")
                    .attribute("idprefix", "")
                    .attribute("idseparator", "-")
                    .build())
            .build();
    asciidoctor.requireLibrary(root.resolve(FORMULAS).toString());
    asciidoctor.registerLogHandler(this::hear);
  }

  /** The pages' sources; names that begin with an underscore are none. */
  List<Path> sources() throws IOException {
    try (Stream<Path> files = Files.list(root.resolve(PAGES))) {
      return files.filter(file -> file.toString().endsWith(".adoc")).sorted().toList();
    }
  }

  /**
   * A page as HTML.
   *
   * @throws IllegalStateException naming all that Asciidoctor warns of: a missing include or tag,
   *     an unknown attribute, a broken table
   */
  String convert(Path source) {
    String html = asciidoctor.convertFile(source.toFile(), options);
    if (!problems.isEmpty()) {
      throw new IllegalStateException(String.join(System.lineSeparator(), problems));
    }
    return html;
  }

  private void hear(LogRecord record) {
    if (record.getSeverity().compareTo(Severity.WARN) >= 0) {
      problems.add(record.getCursor() + ": " + record.getMessage());
    }
  }

  @Override
  public void close() {
    asciidoctor.close();
  }
}
