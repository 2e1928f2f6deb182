package io.github.seqrec4j.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.seqrec4j.api.DataException;
import io.github.seqrec4j.api.Recommender;
import io.github.seqrec4j.runtime.ReloadableRecommender;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.actuate.autoconfigure.health.HealthContributorAutoConfiguration;
import org.springframework.boot.actuate.autoconfigure.health.HealthEndpointAutoConfiguration;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthComponent;
import org.springframework.boot.actuate.health.HealthEndpoint;
import org.springframework.boot.actuate.health.Status;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

class SeqrecHealthTest {

  @TempDir private Path folder;

  private final ApplicationContextRunner application =
      new ApplicationContextRunner()
          .withConfiguration(
              AutoConfigurations.of(
                  SeqrecHealthAutoConfiguration.class,
                  SeqrecAutoConfiguration.class,
                  HealthContributorAutoConfiguration.class,
                  HealthEndpointAutoConfiguration.class))
          .withPropertyValues("management.endpoint.health.show-details=always");

  private ApplicationContextRunner withModel(Object model) {
    return application.withPropertyValues("seqrec4j.model=" + model);
  }

  @Test
  void servingModel_isUpAndSaysWhatItIs() {
    withModel("classpath:model")
        .run(
            context -> {
              HealthComponent health =
                  context.getBean(HealthEndpoint.class).healthForPath("seqrec4j");
              assertThat(health.getStatus()).isEqualTo(Status.UP);
              assertThat(((Health) health).getDetails())
                  .containsEntry("model", "classpath:model")
                  .containsEntry("created", CommittedModel.CREATED)
                  .containsEntry("items", 20)
                  .containsEntry("branches", List.of("id", "text"))
                  .containsKeys("age", "engine")
                  .doesNotContainKeys("lastReload", "lastReloadError");
            });
  }

  @Test
  void age_isFromTheTimeItWasMade() {
    withModel("classpath:model")
        .run(
            context -> {
              Clock clock =
                  Clock.fixed(
                      Instant.parse(CommittedModel.CREATED).plus(Duration.ofHours(30)),
                      ZoneOffset.UTC);
              Health health =
                  new ModelHealthIndicator(
                          context.getBean(ReloadableRecommender.class),
                          context.getBean(ModelReloader.class),
                          null,
                          clock)
                      .health();
              assertThat(health.getDetails()).containsEntry("age", "PT30H");
            });
  }

  @Test
  void failedReload_isUpAndSaysWhatIsWrong() throws IOException {
    Path bundle = CommittedModel.copy(folder.resolve("model"));
    withModel(bundle)
        .withPropertyValues("seqrec4j.reload.interval=0")
        .run(
            context -> {
              ModelHealthIndicator indicator = context.getBean(ModelHealthIndicator.class);
              CommittedModel.damage(bundle);
              assertThatThrownBy(() -> context.getBean(ModelReloader.class).reload())
                  .isInstanceOf(DataException.class);

              assertThat(indicator.health().getStatus()).isEqualTo(Status.UP);
              assertThat(indicator.health().getDetails()).containsKey("lastReload");
              assertThat(indicator.health().getDetails().get("lastReloadError"))
                  .asString()
                  .contains("items.csv");
            });
  }

  @Test
  void closedModel_isDown() {
    withModel("classpath:model")
        .run(
            context -> {
              context.getBean(ReloadableRecommender.class).close();
              assertThat(context.getBean(ModelHealthIndicator.class).health().getStatus())
                  .isEqualTo(Status.DOWN);
            });
  }

  @Test
  void readinessGroup_mayHoldTheModel() {
    withModel("classpath:model")
        .withPropertyValues("management.endpoint.health.group.readiness.include=seqrec4j")
        .run(
            context ->
                assertThat(
                        context
                            .getBean(HealthEndpoint.class)
                            .healthForPath("readiness")
                            .getStatus())
                    .isEqualTo(Status.UP));
  }

  @Test
  void switchedOff_isNotThere() {
    withModel("classpath:model")
        .withPropertyValues("management.health.seqrec4j.enabled=false")
        .run(context -> assertThat(context).doesNotHaveBean(ModelHealthIndicator.class));
  }

  @Test
  void noModel_isNotThere() {
    application.run(
        context -> assertThat(context).hasNotFailed().doesNotHaveBean(ModelHealthIndicator.class));
  }

  @Test
  void noActuator_recommenderIsThereAlone() {
    new ApplicationContextRunner()
        .withConfiguration(
            AutoConfigurations.of(
                SeqrecHealthAutoConfiguration.class, SeqrecAutoConfiguration.class))
        .withPropertyValues("seqrec4j.model=classpath:model")
        .withClassLoader(new FilteredClassLoader("org.springframework.boot.actuate.health"))
        .run(
            context -> {
              assertThat(context).hasNotFailed().hasSingleBean(Recommender.class);
              assertThat(context.containsBean("seqrec4jHealthIndicator")).isFalse();
            });
  }
}
