package io.github.seqrec4j.spring;

import static io.github.seqrec4j.spring.CommittedModel.REQUEST;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.seqrec4j.api.RecommendRequest;
import io.github.seqrec4j.api.RecommendRequest.UnknownItems;
import io.github.seqrec4j.api.Recommender;
import io.github.seqrec4j.runtime.ReloadableRecommender;
import io.github.seqrec4j.spring.test.TestRecommender;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.springframework.boot.actuate.autoconfigure.metrics.CompositeMeterRegistryAutoConfiguration;
import org.springframework.boot.actuate.autoconfigure.metrics.MetricsAutoConfiguration;
import org.springframework.boot.actuate.autoconfigure.metrics.export.simple.SimpleMetricsExportAutoConfiguration;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

class SeqrecMetricsTest {

  private static final AutoConfigurations OURS =
      AutoConfigurations.of(SeqrecMetricsAutoConfiguration.class, SeqrecAutoConfiguration.class);

  private final ApplicationContextRunner application =
      new ApplicationContextRunner()
          .withConfiguration(OURS)
          .withConfiguration(
              AutoConfigurations.of(
                  MetricsAutoConfiguration.class,
                  CompositeMeterRegistryAutoConfiguration.class,
                  SimpleMetricsExportAutoConfiguration.class))
          .withPropertyValues("seqrec4j.model=classpath:model");

  private static long calls(MeterRegistry registry, String call, String outcome) {
    return registry
        .get("seqrec4j.recommend")
        .tags("call", call, "outcome", outcome)
        .timer()
        .count();
  }

  @Test
  void injectedRecommender_isTheTimedOne() {
    application.run(
        context -> {
          Recommender recommender = context.getBean(Recommender.class);
          MeterRegistry registry = context.getBean(MeterRegistry.class);
          assertThat(calls(registry, "single", "answered")).isZero();

          recommender.recommend(REQUEST);
          recommender.recommend(List.of(REQUEST, REQUEST));
          recommender.recommend(RecommendRequest.of("none").unknownItems(UnknownItems.SKIP));
          assertThatThrownBy(() -> recommender.recommend(RecommendRequest.of("none")))
              .isInstanceOf(IllegalArgumentException.class);

          assertThat(calls(registry, "single", "answered")).isEqualTo(1);
          assertThat(calls(registry, "batch", "answered")).isEqualTo(1);
          assertThat(calls(registry, "single", "empty")).isEqualTo(1);
          assertThat(calls(registry, "single", "refused")).isEqualTo(1);
          assertThat(calls(registry, "single", "failed")).isZero();
          context.getBean(ReloadableRecommender.class).close();
          assertThatThrownBy(() -> recommender.recommend(REQUEST))
              .isInstanceOf(IllegalStateException.class);
          assertThat(calls(registry, "single", "failed")).isEqualTo(1);
        });
  }

  @Test
  void gauges_areThoseOfTheModelThatServes() {
    application.run(
        context -> {
          MeterRegistry registry = context.getBean(MeterRegistry.class);
          context.getBean(ModelReloader.class).reload();

          assertThat(registry.get("seqrec4j.items").gauge().value()).isEqualTo(20);
          assertThat(registry.get("seqrec4j.model.age").timeGauge().value(TimeUnit.DAYS))
              .as("days since the model was made, on any day that this test is run")
              .isGreaterThan(1);
          assertThat(
                  registry
                      .get("seqrec4j.reloads")
                      .tag("outcome", "loaded")
                      .functionCounter()
                      .count())
              .isEqualTo(1);
          assertThat(
                  registry
                      .get("seqrec4j.reloads")
                      .tag("outcome", "failed")
                      .functionCounter()
                      .count())
              .isZero();
        });
  }

  @Test
  void noRegistry_recommenderIsThereUntimed() {
    new ApplicationContextRunner()
        .withConfiguration(OURS)
        .withPropertyValues("seqrec4j.model=classpath:model")
        .run(
            context ->
                assertThat(context)
                    .hasSingleBean(Recommender.class)
                    .hasSingleBean(ReloadableRecommender.class));
  }

  @Test
  void noMicrometer_recommenderIsThereUntimed() {
    new ApplicationContextRunner()
        .withConfiguration(OURS)
        .withPropertyValues("seqrec4j.model=classpath:model")
        .withClassLoader(new FilteredClassLoader("io.micrometer.core"))
        .run(
            context -> {
              assertThat(context).hasNotFailed().hasSingleBean(Recommender.class);
              assertThat(context.getBean(Recommender.class).recommend(REQUEST)).hasSize(5);
            });
  }

  @Test
  void recommenderOfTheApplication_isLeftAlone() {
    application
        .withBean(TestRecommender.class, () -> new TestRecommender(List.of("a")))
        .run(
            context -> {
              assertThat(context).hasSingleBean(Recommender.class);
              assertThat(context.getBean(MeterRegistry.class).find("seqrec4j.items").meter())
                  .isNull();
            });
  }

  /** By whoever has a recommender of another kind. */
  @Test
  void meteredRecommender_handsOnAllCalls() {
    SimpleMeterRegistry registry = new SimpleMeterRegistry();
    TestRecommender plain = new TestRecommender(List.of("a", "b", "c"));
    RecommendRequest request = RecommendRequest.of("a");
    try (Recommender metered = new MeteredRecommender(plain, registry)) {
      assertThat(metered.recommend(request)).isEqualTo(plain.recommend(request));
      assertThat(metered.recommend(List.of(request, request)))
          .isEqualTo(plain.recommend(List.of(request, request)));
      assertThat(metered.itemVector("b")).isEqualTo(plain.itemVector("b"));
      assertThat(metered.userVector(request)).isEqualTo(plain.userVector(request));
      assertThat(metered.branches()).isEqualTo(plain.branches());
      assertThat(metered.items()).isEqualTo(plain.items());
      assertThat(metered.recommend(List.of(request.allow(List.of()))).get(0)).isEmpty();
    }
    assertThat(calls(registry, "batch", "empty")).isEqualTo(1);
    assertThatThrownBy(() -> plain.recommend(request)).isInstanceOf(IllegalStateException.class);
  }
}
