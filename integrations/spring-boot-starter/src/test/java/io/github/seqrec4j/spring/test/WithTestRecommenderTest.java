package io.github.seqrec4j.spring.test;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.seqrec4j.api.RecommendRequest;
import io.github.seqrec4j.api.Recommender;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Configuration;

/** A user's test, whose application names a model that is not on this machine. */
// tag::fixture[]
@SpringBootTest(properties = "seqrec4j.model=/srv/models/current/model")
@WithTestRecommender({"bread", "butter", "jam"})
class WithTestRecommenderTest {

  @Test
  void basketOfBread_isOfferedButter(@Autowired Recommender recommender) {
    assertThat(recommender.recommend(RecommendRequest.of("bread")).get(0).item())
        .isEqualTo("butter");
  }

  // end::fixture[]

  @Test
  void items_areThoseOfTheAnnotation(@Autowired Recommender recommender) {
    assertThat(recommender).isInstanceOf(TestRecommender.class);
    assertThat(recommender.items()).containsExactly("bread", "butter", "jam");
  }

  @Configuration(proxyBeanMethods = false)
  @EnableAutoConfiguration
  static class Application {}
}
