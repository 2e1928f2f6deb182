package io.github.seqrec4j.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Configuration;

/** What an operator reads when an application does not start for its model. */
@ExtendWith(OutputCaptureExtension.class)
class ModelFailureAnalyzerTest {

  @TempDir private Path folder;

  @Configuration(proxyBeanMethods = false)
  @EnableAutoConfiguration
  static class Application {}

  @Configuration(proxyBeanMethods = false)
  @EnableAutoConfiguration
  static class WithoutRecommender {

    WithoutRecommender(io.github.seqrec4j.api.Recommender recommender) {
      throw new AssertionError("there is none: " + recommender);
    }
  }

  @Configuration(proxyBeanMethods = false)
  @EnableAutoConfiguration
  static class WithoutPath {

    WithoutPath(Path path) {
      throw new AssertionError("there is none: " + path);
    }
  }

  @Configuration(proxyBeanMethods = false)
  @EnableAutoConfiguration
  static class WithoutCatalogue {

    WithoutCatalogue(io.github.seqrec4j.runtime.LiveCatalogue catalogue) {
      throw new AssertionError("there is none, with items: " + catalogue.added());
    }
  }

  private void start(String... properties) throws IOException {
    start(Application.class, properties);
  }

  private void start(Class<?> application, String... properties) throws IOException {
    Path file = folder.resolve("application.properties");
    Files.writeString(file, String.join("\n", properties) + "\n");
    assertThatThrownBy(
            () ->
                new SpringApplicationBuilder(application)
                    .web(WebApplicationType.NONE)
                    .run("--spring.config.location=" + file.toUri())
                    .close())
        .isInstanceOf(Exception.class);
  }

  @Test
  void missingModel_isNamedWithTheLineThatNamesIt(CapturedOutput output) throws IOException {
    start("# the model", "seqrec4j.model=runs/none");

    assertThat(output)
        .contains(
            "APPLICATION FAILED TO START",
            "The model 'runs/none' of property seqrec4j.model",
            "application.properties] - 2:16)",
            "runs/none: no such model directory",
            "Set seqrec4j.model to a directory that a training wrote",
            "A relative path starts at " + Path.of("").toAbsolutePath());
  }

  @Test
  void damagedModel_isNamedWithItsFile(CapturedOutput output) throws IOException {
    Path bundle = CommittedModel.copy(folder.resolve("model"));
    CommittedModel.damage(bundle);
    start("seqrec4j.model=" + bundle.toUri());

    assertThat(output)
        .contains(bundle.resolve("items.csv") + ": damaged", "restore it from a copy");
  }

  @Test
  void partThatIsMissing_isSaidToBePutOnTheClassPath(CapturedOutput output) throws IOException {
    Path bundle = CommittedModel.copy(folder.resolve("model"));
    CommittedModel.replace(bundle, "model.conf", "type = sasrec", "type = sasrex");
    start("seqrec4j.model=" + bundle.toUri());

    assertThat(output).contains("sasrex", "Put on the class path what the model was trained with");
  }

  @Test
  void engineThatIsMissing_isSaidToBePutOnTheClassPath(CapturedOutput output) throws IOException {
    start("seqrec4j.model=classpath:model", "seqrec4j.engine=pytorch");

    assertThat(output).contains("PyTorch", "seqrec4j.engine");
  }

  @Test
  void wrongInterval_isNamed(CapturedOutput output) throws IOException {
    start("seqrec4j.model=classpath:model", "seqrec4j.reload.interval=-5");

    assertThat(output)
        .contains("seqrec4j.reload", "must not be negative", "0 never looks for another model");
  }

  @Test
  void noModel_whoAsksForARecommenderIsToldOfTheProperty(CapturedOutput output) throws IOException {
    start(WithoutRecommender.class, "# none");

    assertThat(output)
        .contains(
            "Parameter 0 of constructor in " + WithoutRecommender.class.getName(),
            "needs a recommender, and no model is configured",
            "Set seqrec4j.model to the directory of a model");
  }

  @Test
  void noJournal_whoAsksForACatalogueIsToldOfTheProperty(CapturedOutput output) throws IOException {
    start(WithoutCatalogue.class, "seqrec4j.model=classpath:model");

    assertThat(output)
        .contains(
            "needs a live catalogue, and no journal is configured",
            "Set seqrec4j.catalogue.journal to a file beside the model");
  }

  @Test
  void damagedJournal_isNamedWithTheLineThatNamesIt(CapturedOutput output) throws IOException {
    Path bundle = LiveModel.copy(folder.resolve("model"));
    Path journal = Files.writeString(folder.resolve("items.journal"), "of something else\n");
    start("seqrec4j.model=" + bundle, "seqrec4j.catalogue.journal=" + journal);

    assertThat(output)
        .contains(
            "The items of the model cannot be changed by the journal '" + journal + "'",
            "application.properties] - 2:28)",
            journal + ": 1: damaged",
            "move it away and add the items again",
            "Do as it says");
  }

  @Test
  void journalThatCannotBeWritten_isSaidToBeWritable(CapturedOutput output) throws IOException {
    Path bundle = LiveModel.copy(folder.resolve("model"));
    Path file = Files.writeString(folder.resolve("file"), "no folder");
    start(
        "seqrec4j.model=" + bundle, "seqrec4j.catalogue.journal=" + file.resolve("items.journal"));

    assertThat(output).contains("cannot write", "a file that the process may write");
  }

  /** Its encoder's weights are not there. */
  @Test
  void modelWhoseItemsCannotChange_isSaidToBeServedWithoutAJournal(CapturedOutput output)
      throws IOException {
    start(
        "seqrec4j.model=classpath:model",
        "seqrec4j.catalogue.journal=" + folder.resolve("items.journal"));

    assertThat(output).contains("weights.safetensors", "leave seqrec4j.catalogue.journal out");
  }

  /** Then Spring Boot says what it says of any bean. */
  @Test
  void otherBeanThatIsMissing_isNotOurs(CapturedOutput output) throws IOException {
    start(WithoutPath.class, "# none");

    assertThat(output)
        .contains("required a bean of type 'java.nio.file.Path'")
        .doesNotContain("seqrec4j.model");
  }
}
