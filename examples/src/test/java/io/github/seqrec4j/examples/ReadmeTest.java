package io.github.seqrec4j.examples;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.util.Platform;
import io.github.seqrec4j.api.Modality;
import io.github.seqrec4j.api.config.ConfigSource;
import io.github.seqrec4j.fusion.MultiModalItemEncoder;
import io.github.seqrec4j.training.RunSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What the README says is so. */
class ReadmeTest {

  private final Path folder = Product.folder();
  private final String readme = read(folder.resolve("README.md"));

  @Test
  void javaProgram_isTheOneThatCompiles() {
    String source =
        read(folder.resolve("examples/src/main/java/io/github/seqrec4j/examples/Quickstart.java"));
    String region = between(source, "// tag::readme[]\n", "// end::readme[]");

    assertThat(block("java")).isEqualToIgnoringNewLines(region);
  }

  @Test
  void kotlinProgram_isPartOfTheOneThatCompiles() {
    String source =
        read(
            folder.resolve(
                "examples/src/main/kotlin/io/github/seqrec4j/examples/KotlinQuickstart.kt"));
    String region = between(source, "// tag::readme[]\n", "// end::readme[]");

    assertThat(block("kotlin")).isEqualToIgnoringWhitespace(region);
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
    String library = Platform.detectPlatform("pytorch").getVersion().replaceFirst("-.*", "");

    assertThat(block("xml")).contains("<version>" + version + "</version>");
    assertThat(block("groovy")).contains("io.github.seqrec4j:seqrec4j:" + version + "\"");
    assertThat(readme.split("pytorch-native-cpu:" + Pattern.quote(library), -1)).hasSize(3);
    assertThat(readme.split("pytorch-native-cpu:", -1)).hasSize(3);
  }

  @Test
  void commands_areThoseThatThereAre() {
    String cli = read(folder.resolve("cli/src/main/java/io/github/seqrec4j/cli/Seqrec.java"));
    Matcher registered = Pattern.compile("(?<!\\.)\\b(\\w+)Command\\.class").matcher(cli);

    assertThat(registered.results().map(r -> r.group(1).toLowerCase(java.util.Locale.ROOT)))
        .hasSizeGreaterThanOrEqualTo(6)
        .allSatisfy(name -> assertThat(readme).contains("| `./seqrec " + name));
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

  @Test
  void results_haveTheirPlace() {
    assertThat(readme).containsSubsequence("<!-- results -->", "<!-- /results -->");
  }

  /** The one fenced block of a language. */
  private String block(String language) {
    String fence = "```" + language + "\n";
    assertThat(readme.split(Pattern.quote(fence), -1)).as("blocks of %s", language).hasSize(2);
    return between(readme, fence, "```");
  }

  private static String between(String text, String from, String to) {
    assertThat(text).contains(from);
    int start = text.indexOf(from) + from.length();
    return text.substring(start, text.indexOf(to, start)).strip();
  }

  private static String read(Path file) {
    try {
      return Files.readString(file).replace("\r\n", "\n");
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
