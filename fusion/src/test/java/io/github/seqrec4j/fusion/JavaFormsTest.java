package io.github.seqrec4j.fusion;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.seqrec4j.api.Components;
import io.github.seqrec4j.api.Fusion;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Without a form the contract has nothing to compare, and a live catalogue takes no new item. */
class JavaFormsTest {

  static Set<String> types() {
    return Components.of(Fusion.class).names();
  }

  @ParameterizedTest
  @MethodSource("types")
  void fusion_hasAJavaForm(String type) {
    assertThat(Components.of(Fusion.class).get(type).javaForm()).isPresent();
  }
}
