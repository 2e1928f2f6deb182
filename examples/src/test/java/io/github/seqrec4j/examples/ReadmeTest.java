package io.github.seqrec4j.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.seqrec4j.api.Modality;
import io.github.seqrec4j.api.config.ConfigSource;
import io.github.seqrec4j.fusion.MultiModalItemEncoder;
import io.github.seqrec4j.training.RunSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What the README says is so. */
class ReadmeTest {

  private static final int MOST_LINES = 200;
  private static final int MOST_LINES_OF_AN_EXAMPLE = 25;

  private final Path folder = Product.folder();
  private final String readme = read(folder.resolve("README.md"));

  @Test
  void page_isAFrontPage() {
    assertThat(readme.lines().count()).isLessThan(MOST_LINES);
    for (String language : List.of("java", "kotlin", "hocon")) {
      assertThat(block(language).lines().count())
          .as("lines of the example in %s", language)
          .isLessThanOrEqualTo(MOST_LINES_OF_AN_EXAMPLE);
    }
  }

  @Test
  void javaProgram_isPartOfTheOneThatCompiles() {
    String source =
        read(folder.resolve("examples/src/main/java/io/github/seqrec4j/examples/Quickstart.java"));

    assertThat(block("java")).isEqualTo(region(source));
  }

  @Test
  void kotlinProgram_isPartOfTheOneThatCompiles() {
    String source =
        read(
            folder.resolve(
                "examples/src/main/kotlin/io/github/seqrec4j/examples/KotlinQuickstart.kt"));

    assertThat(block("kotlin")).isEqualTo(region(source));
  }

  @Test
  void configuration_bindsToWhatItSays() {
    RunSpec run =
        ConfigSource.parse(block("hocon"), "README.md", RunSpec.ROOT, List.of())
            .bind(RunSpec.ROOT, RunSpec.class);

    assertThat(run.data().path()).isEqualTo(Path.of("data/shop"));
    assertThat(run.recommender().training().seed()).isEqualTo(7);
    MultiModalItemEncoder encoder = (MultiModalItemEncoder) run.recommender().itemEncoder();
    assertThat(encoder.modalities()).containsExactly(Modality.ID, Modality.TEXT);
    assertThat(encoder.fusion().type()).isEqualTo("late");
    assertThat(new MultiModalItemEncoder().fusion().type()).isEqualTo("id-aware-transformer");
  }

  @Test
  void versions_areThoseOfThisBuild() {
    String version = between(read(folder.resolve("pom.xml")), "<version>", "</version>");

    assertThat(block("xml")).contains("<version>" + version + "</version>");
    assertThat(block("groovy")).contains("io.github.seqrec4j:seqrec4j:" + version + "\"");
    assertThat(readme).contains("Status: " + version);
  }

  @Test
  void commands_areThoseThatThereAre() {
    String cli = read(folder.resolve("cli/src/main/java/io/github/seqrec4j/cli/Seqrec.java"));
    List<String> registered =
        Pattern.compile("(?<!\\.)\\b(\\w+)Command\\.class")
            .matcher(cli)
            .results()
            .map(found -> found.group(1).toLowerCase(Locale.ROOT))
            .toList();

    assertThat(registered).hasSizeGreaterThanOrEqualTo(6);
    assertThat(Pattern.compile("\\./seqrec ([a-z]+)").matcher(readme).results())
        .isNotEmpty()
        .allSatisfy(named -> assertThat(registered).contains(named.group(1)));
  }

  @Test
  void links_leadSomewhere() {
    for (String file : List.of("README.md", "CONTRIBUTING.md", "CHANGELOG.md")) {
      Matcher link =
          Pattern.compile("\\]\\((?!https?:)([^)#]+)\\)").matcher(read(folder.resolve(file)));
      while (link.find()) {
        assertThat(folder.resolve(link.group(1))).as("link in %s", file).exists();
      }
    }
  }

  /** The one fenced block of a language. */
  private String block(String language) {
    String fence = "```" + language + "\n";
    assertThat(readme.split(Pattern.quote(fence), -1)).as("blocks of %s", language).hasSize(2);
    return between(readme, fence, "```").strip();
  }

  /** The region of a source that the README shows, as it stands there: without inner tags. */
  private static String region(String source) {
    String marked = between(source, "// tag::readme[]\n", "// end::readme[]");
    return marked
        .lines()
        .filter(line -> !line.strip().matches("// (tag|end)::.*"))
        .collect(Collectors.joining("\n"))
        .stripIndent()
        .strip();
  }

  private static String between(String text, String from, String to) {
    assertThat(text).contains(from);
    int start = text.indexOf(from) + from.length();
    return text.substring(start, text.indexOf(to, start));
  }

  private static String read(Path file) {
    try {
      return Files.readString(file).replace("\r\n", "\n");
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
