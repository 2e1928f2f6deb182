package io.github.seqrec4j.spring;

import static io.github.seqrec4j.spring.LiveModel.item;
import static io.github.seqrec4j.spring.LiveModel.recommended;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.seqrec4j.api.DataException;
import io.github.seqrec4j.api.Recommender;
import io.github.seqrec4j.api.UsageException;
import io.github.seqrec4j.api.content.ContentModel;
import io.github.seqrec4j.api.content.FeatureRow;
import io.github.seqrec4j.api.content.FeatureShape;
import io.github.seqrec4j.api.content.TextEncoder;
import io.github.seqrec4j.runtime.LiveCatalogue;
import io.github.seqrec4j.runtime.NewItem;
import io.github.seqrec4j.runtime.ReloadableRecommender;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.LazyInitializationBeanFactoryPostProcessor;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Items that come and go while an application serves its model. */
class SeqrecCatalogueTest {

  @TempDir private Path folder;
  private Path bundle = Path.of("");
  private Path journal = Path.of("");

  private final ApplicationContextRunner application =
      new ApplicationContextRunner()
          .withConfiguration(
              AutoConfigurations.of(
                  SeqrecHealthAutoConfiguration.class,
                  SeqrecMetricsAutoConfiguration.class,
                  SeqrecAutoConfiguration.class))
          .withBean(SimpleMeterRegistry.class);

  @BeforeEach
  void copy() throws IOException {
    bundle = LiveModel.copy(folder.resolve("model"));
    journal = folder.resolve("items.journal");
  }

  private ApplicationContextRunner withModel() {
    return application.withPropertyValues("seqrec4j.model=" + bundle, "seqrec4j.reload.interval=0");
  }

  private ApplicationContextRunner withJournal() {
    return withModel().withPropertyValues("seqrec4j.catalogue.journal=" + journal);
  }

  /** An application of a user's. */
  @Configuration(proxyBeanMethods = false)
  @EnableAutoConfiguration
  static class Application {}

  private ConfigurableApplicationContext start() {
    return new SpringApplicationBuilder(Application.class)
        .web(WebApplicationType.NONE)
        .run("--seqrec4j.model=" + bundle, "--seqrec4j.catalogue.journal=" + journal.toUri());
  }

  @Test
  void changedItems_areServedAtOnceAndAfterARestart() {
    List<String> changed;
    try (ConfigurableApplicationContext context = start()) {
      Recommender recommender = context.getBean(Recommender.class);
      LiveCatalogue live = context.getBean(LiveCatalogue.class);
      live.put(List.of(item("new", 1), item("gone", 2)));
      live.retire(List.of("gone", "item-3"));
      changed = recommended(recommender);
      assertThat(changed).hasSize(LiveModel.ITEMS).contains("new").doesNotContain("gone", "item-3");
      assertThat(recommender.recommend(List.of("new"), 3)).as("of its history").hasSize(3);
    }
    try (ConfigurableApplicationContext context = start()) {
      assertThat(recommended(context.getBean(Recommender.class))).isEqualTo(changed);
      context.getBean(LiveCatalogue.class).restore(List.of("item-3"));
      assertThat(recommended(context.getBean(Recommender.class))).contains("item-3");
    }
  }

  @Test
  void changedItems_outliveAReload() {
    withJournal()
        .run(
            context -> {
              LiveCatalogue live = context.getBean(LiveCatalogue.class);
              live.put(item("new", 1));
              live.retire(List.of("item-3"));
              LiveModel.change(bundle);
              context.getBean(ModelReloader.class).reload();
              live.put(item("newer", 2));
              assertThat(recommended(context.getBean(Recommender.class)))
                  .contains("new", "newer")
                  .doesNotContain("item-3");
            });
    withJournal()
        .run(
            context ->
                assertThat(recommended(context.getBean(Recommender.class)))
                    .contains("new", "newer")
                    .doesNotContain("item-3"));
  }

  @Test
  void healthAndMetrics_countTheChanges() {
    withJournal()
        .run(
            context -> {
              LiveCatalogue live = context.getBean(LiveCatalogue.class);
              live.put(List.of(item("new", 1), item("newer", 2)));
              live.retire(List.of("item-3"));
              assertThat(context.getBean(ModelHealthIndicator.class).health().getDetails())
                  .containsAllEntriesOf(Map.of("items", 21, "added", 2, "retired", 1));
              ModelMetrics metrics = context.getBean(ModelMetrics.class);
              MeterRegistry registry = new SimpleMeterRegistry();
              metrics.bindTo(registry);
              assertThat(registry.get("seqrec4j.items").gauge().value()).isEqualTo(21);
              assertThat(registry.get("seqrec4j.items.added").gauge().value()).isEqualTo(2);
              assertThat(registry.get("seqrec4j.items.retired").gauge().value()).isEqualTo(1);
            });
  }

  @Test
  void noJournal_noCatalogue() {
    withModel()
        .run(
            context -> {
              assertThat(context).hasNotFailed().doesNotHaveBean(LiveCatalogue.class);
              assertThat(context.getBean(ModelHealthIndicator.class).health().getDetails())
                  .doesNotContainKeys("added", "retired");
            });
  }

  /** Changes that need not be kept. */
  @Test
  void catalogueOfTheApplication_isCounted() {
    withModel()
        .withUserConfiguration(OwnCatalogue.class)
        .run(
            context -> {
              context.getBean(LiveCatalogue.class).put(item("new", 1));
              assertThat(recommended(context.getBean(Recommender.class))).contains("new");
              assertThat(context.getBean(ModelHealthIndicator.class).health().getDetails())
                  .containsEntry("added", 1);
            });
    assertThat(journal).doesNotExist();
  }

  @Configuration(proxyBeanMethods = false)
  static class OwnCatalogue {
    @Bean
    LiveCatalogue catalogue(ReloadableRecommender serving) {
      return LiveCatalogue.of(serving);
    }
  }

  /** Six numbers of a text: its length, and ones. */
  record Lengths() implements TextEncoder {
    @Override
    public String type() {
      return "lengths";
    }

    @Override
    public ContentModel<String> open(List<String> texts) {
      return new ContentModel<>() {
        @Override
        public FeatureShape shape() {
          return FeatureShape.pooled(6);
        }

        @Override
        public List<FeatureRow> encode(List<String> contents) {
          return contents.stream()
              .map(text -> FeatureRow.pooled(new float[] {text.length(), 1, 1, 1, 1, 1}))
              .toList();
        }

        @Override
        public void close() {}
      };
    }

    @Override
    public String hash() {
      return "";
    }
  }

  @Test
  void encoderOfTheApplication_encodesTexts() {
    withJournal()
        .withBean(Lengths.class)
        .run(
            context -> {
              context.getBean(LiveCatalogue.class).put(NewItem.of("new").text("green tea"));
              assertThat(recommended(context.getBean(Recommender.class))).contains("new");
            });
    withJournal()
        .run(
            context ->
                assertThatThrownBy(
                        () ->
                            context
                                .getBean(LiveCatalogue.class)
                                .put(NewItem.of("newer").text("black tea")))
                    .isInstanceOf(UsageException.class)
                    .hasMessageContaining("no encoder"));
  }

  @Test
  void severalEncoders_noneIsChosen() {
    withJournal()
        .withBean("one", Lengths.class)
        .withBean("two", Lengths.class)
        .run(
            context ->
                assertThat(context).getFailure().rootCause().hasMessageContaining("one,two"));
  }

  /** Else the journal's items were missing until somebody asks for the catalogue. */
  @Test
  void lazyApplication_hasTheChangesAllTheSame() {
    withJournal().run(context -> context.getBean(LiveCatalogue.class).put(item("new", 1)));
    withJournal()
        .withInitializer(
            context ->
                context.addBeanFactoryPostProcessor(
                    new LazyInitializationBeanFactoryPostProcessor()))
        .run(
            context -> assertThat(recommended(context.getBean(Recommender.class))).contains("new"));
  }

  @Test
  void journalOfAnotherProcess_isRefused() {
    withJournal()
        .run(
            first ->
                withJournal()
                    .run(
                        second ->
                            assertThat(second)
                                .getFailure()
                                .rootCause()
                                .isInstanceOf(UsageException.class)
                                .hasMessageContaining("is in use by")));
  }

  @Test
  void wrongJournals_areRefused() {
    for (String wrong : List.of("", " ", "classpath:items.journal")) {
      withModel()
          .withPropertyValues("seqrec4j.catalogue.journal=" + wrong)
          .run(
              context ->
                  assertThat(context)
                      .getFailure()
                      .rootCause()
                      .hasMessageContaining(
                          "seqrec4j.catalogue.journal must be a file that can be written"));
    }
    withModel()
        .withPropertyValues("seqrec4j.catalogue.journal=" + bundle.resolve("items.journal"))
        .run(
            context ->
                assertThat(context)
                    .getFailure()
                    .rootCause()
                    .isInstanceOf(UsageException.class)
                    .hasMessageContaining("must not lie in the bundle"));
  }

  @Test
  void damagedJournal_isToldByFileAndLine() throws IOException {
    withJournal()
        .run(
            context -> {
              context.getBean(LiveCatalogue.class).put(item("new", 1));
              context.getBean(LiveCatalogue.class).put(item("newer", 2));
            });
    Files.writeString(journal, Files.readString(journal).replace("\"new\"", "\"old\""));
    withJournal()
        .run(
            context ->
                assertThat(context)
                    .getFailure()
                    .rootCause()
                    .isInstanceOf(DataException.class)
                    .hasMessageContaining(journal + ": 2: damaged: its checksum is another"));
  }

  @Test
  void journalThatCannotBeWrittenAnew_isToldByTheReload_andTheNextModelServes() throws IOException {
    Path kept = Files.createDirectory(folder.resolve("kept"));
    withModel()
        .withPropertyValues("seqrec4j.catalogue.journal=" + kept.resolve("journal"))
        .run(
            context -> {
              context.getBean(LiveCatalogue.class).put(item("new", 1));
              Files.move(kept, folder.resolve("gone"));
              Files.writeString(kept, "no folder");
              LiveModel.change(bundle);
              ModelReloader reloader = context.getBean(ModelReloader.class);
              assertThatThrownBy(reloader::reload)
                  .isInstanceOf(UncheckedIOException.class)
                  .hasMessageContaining(kept.toString());
              assertThat(reloader.attempts().loaded()).isEqualTo(1);
              assertThat(reloader.attempts().failed()).isZero();
              assertThat(reloader.attempts().error()).contains(kept.toString());
              assertThat(recommended(context.getBean(Recommender.class))).contains("new");
              assertThat(
                      context
                          .getBean(ReloadableRecommender.class)
                          .<String>read(model -> model.origin().created().toString()))
                  .isEqualTo("2026-01-31T00:00:00Z");
            });
  }
}
