package io.github.seqrec4j.spring.test;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.springframework.beans.factory.support.BeanDefinitionBuilder;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.context.annotation.ImportBeanDefinitionRegistrar;
import org.springframework.core.type.AnnotationMetadata;

/** Defines the bean that {@link WithTestRecommender} asks for. */
final class TestRecommenderRegistrar implements ImportBeanDefinitionRegistrar {

  @Override
  public void registerBeanDefinitions(AnnotationMetadata test, BeanDefinitionRegistry registry) {
    Map<String, Object> said =
        Objects.requireNonNull(
            test.getAnnotationAttributes(WithTestRecommender.class.getName()),
            "what imports this is @WithTestRecommender");
    List<String> items = List.of((String[]) Objects.requireNonNull(said.get("value")));
    registry.registerBeanDefinition(
        "testRecommender",
        BeanDefinitionBuilder.genericBeanDefinition(
                TestRecommender.class, () -> new TestRecommender(items))
            .getBeanDefinition());
  }
}
