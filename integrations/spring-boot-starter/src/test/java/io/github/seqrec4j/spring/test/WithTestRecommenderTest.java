package io.github.seqrec4j.spring.test;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.seqrec4j.api.RecommendRequest;
import io.github.seqrec4j.api.Recommender;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** A user's test, whose application names a model that is not on this machine. */
@SpringBootTest(
    webEnvironment = WebEnvironment.NONE,
    properties = "seqrec4j.model=/srv/models/current/model")
@WithTestRecommender({"bread", "butter", "jam"})
class WithTestRecommenderTest {

  @Configuration(proxyBeanMethods = false)
  @EnableAutoConfiguration
  static class Application {

    @Bean
    Basket basket(Recommender recommender) {
      return new Basket(recommender);
    }
  }

  record Basket(Recommender recommender) {}

  @Autowired private Basket basket = new Basket(new TestRecommender(java.util.List.of("other")));

  @Test
  void application_isGivenTheItemsOfTheTest() {
    assertThat(basket.recommender().items()).containsExactly("bread", "butter", "jam");
    assertThat(basket.recommender().recommend(RecommendRequest.of("bread")).get(0).item())
        .isEqualTo("butter");
  }
}
