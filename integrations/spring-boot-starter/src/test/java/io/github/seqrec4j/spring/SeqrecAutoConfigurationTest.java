package io.github.seqrec4j.spring;

import static io.github.seqrec4j.spring.CommittedModel.REQUEST;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.seqrec4j.api.DataException;
import io.github.seqrec4j.api.Recommender;
import io.github.seqrec4j.api.SeqrecException;
import io.github.seqrec4j.runtime.ReloadableRecommender;
import io.github.seqrec4j.runtime.SequentialRecommender;
import io.github.seqrec4j.runtime.ServingEngine;
import io.github.seqrec4j.spring.test.TestRecommender;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

class SeqrecAutoConfigurationTest {

  @TempDir private Path folder;

  private final ApplicationContextRunner application =
      new ApplicationContextRunner()
          .withConfiguration(AutoConfigurations.of(SeqrecAutoConfiguration.class));

  private ApplicationContextRunner withModel(Object model) {
    return application.withPropertyValues("seqrec4j.model=" + model);
  }

  @Test
  void noModel_noBeans() {
    application.run(
        context ->
            assertThat(context)
                .hasNotFailed()
                .doesNotHaveBean(Recommender.class)
                .doesNotHaveBean(ModelReloader.class)
                .doesNotHaveBean(SeqrecProperties.class));
  }

  @Test
  void model_answersAsItDoesOutsideSpring() {
    withModel(CommittedModel.path())
        .run(
            context -> {
              assertThat(context).hasSingleBean(Recommender.class);
              try (SequentialRecommender same = SequentialRecommender.load(CommittedModel.path())) {
                assertThat(context.getBean(Recommender.class).recommend(REQUEST))
                    .hasSize(5)
                    .isEqualTo(same.recommend(REQUEST));
              }
              assertThat(
                      context
                          .getBean(ReloadableRecommender.class)
                          .<ServingEngine>read(SequentialRecommender::engine))
                  .isEqualTo(ServingEngine.JAVA);
            });
  }

  @Test
  void model_mayBeAUrl() {
    withModel(CommittedModel.path().toUri())
        .run(context -> assertThat(context).hasSingleBean(Recommender.class));
    withModel("file:" + Path.of("").toAbsolutePath().relativize(CommittedModel.path()))
        .run(context -> assertThat(context).hasSingleBean(Recommender.class));
  }

  @Test
  void model_mayLieInAJarAndLeavesNoCopy() throws IOException {
    Path jar = folder.resolve("application.jar");
    try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar))) {
      out.putNextEntry(new JarEntry("BOOT-INF/models/"));
      for (Path file : CommittedModel.files()) {
        out.putNextEntry(new JarEntry("BOOT-INF/models/" + file.getFileName()));
        Files.copy(file, out);
      }
    }
    List<Path> before = copies();
    try (URLClassLoader loader =
        new URLClassLoader(new URL[] {jar.toUri().toURL()}, getClass().getClassLoader())) {
      withModel("classpath:/BOOT-INF/models/")
          .withClassLoader(loader)
          .run(
              context -> {
                assertThat(context.getBean(Recommender.class).recommend(REQUEST)).hasSize(5);
                assertThat(context.getBean(ModelReloader.class).isRunning())
                    .as("looking for what cannot change")
                    .isFalse();
                assertThat(copies()).isEqualTo(before);
              });
    }
  }

  private static List<Path> copies() throws IOException {
    try (Stream<Path> files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
      return files.filter(f -> f.getFileName().toString().startsWith("seqrec4j-model")).toList();
    }
  }

  @Test
  void engine_isTheOneAskedFor() {
    withModel(CommittedModel.path())
        .withPropertyValues("seqrec4j.engine=pytorch")
        .run(
            context ->
                assertThat(context)
                    .as("PyTorch, which is not on this class path")
                    .getFailure()
                    .hasRootCauseInstanceOf(SeqrecException.class)
                    .rootCause()
                    .hasMessageContaining("PyTorch"));
  }

  @Test
  void missingModel_failsTheStart() {
    withModel(folder.resolve("none"))
        .run(
            context ->
                assertThat(context)
                    .getFailure()
                    .rootCause()
                    .isInstanceOf(DataException.class)
                    .hasMessageContaining(folder.resolve("none").toString()));
    withModel("classpath:none")
        .run(
            context ->
                assertThat(context)
                    .getFailure()
                    .rootCause()
                    .hasMessageContaining("classpath:none"));
  }

  @Test
  void wrongOptions_failTheStart() {
    withModel("").run(context -> assertThat(context).hasFailed());
    withModel(CommittedModel.path())
        .withPropertyValues("seqrec4j.reload.interval=-1s")
        .run(
            context ->
                assertThat(context)
                    .getFailure()
                    .rootCause()
                    .hasMessageContaining("seqrec4j.reload.interval must not be negative"));
  }

  /** Names that an application gives to something else. */
  @Test
  void beans_takeNoNamesThatOthersMayUse() {
    withModel(CommittedModel.path())
        .withBean("recommender", String.class, () -> "of the application")
        .withBean("modelReloader", String.class, () -> "of the application")
        .run(context -> assertThat(context).hasNotFailed().hasSingleBean(Recommender.class));
  }

  @Test
  void recommenderOfTheApplication_wins() {
    withModel(folder.resolve("none"))
        .withBean(TestRecommender.class, () -> new TestRecommender(List.of("a", "b")))
        .run(
            context -> {
              assertThat(context).hasNotFailed().doesNotHaveBean(ModelReloader.class);
              assertThat(context.getBean(Recommender.class).items()).containsExactly("a", "b");
            });
  }

  @Test
  void closedContext_closesTheModel() {
    AtomicBoolean closed = new AtomicBoolean();
    AtomicReference<Runnable> afterwards = new AtomicReference<>(() -> {});
    withModel(CommittedModel.path())
        .run(
            context -> {
              ReloadableRecommender kept = context.getBean(ReloadableRecommender.class);
              ModelReloader reloader = context.getBean(ModelReloader.class);
              assertThat(reloader.isRunning()).isTrue();
              afterwards.set(
                  () -> {
                    assertThat(reloader.isRunning()).isFalse();
                    assertThatThrownBy(() -> kept.recommend(REQUEST))
                        .isInstanceOf(IllegalStateException.class);
                    assertThatThrownBy(reloader::reload).isInstanceOf(IllegalStateException.class);
                    closed.set(true);
                  });
            });

    Objects.requireNonNull(afterwards.get()).run();
    assertThat(closed).isTrue();
  }
}
