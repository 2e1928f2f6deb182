package io.github.seqrec4j.umbrella;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.seqrec4j.api.config.ConfigSource;
import io.github.seqrec4j.api.config.ReferenceConf;
import io.github.seqrec4j.training.RunSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** {@code reference.conf} is what the option records say. */
final class ReferenceConfTest {

  private static final String UPDATE = "seqrec4j.reference.update";
  private static final Path FILE = Path.of("src", "main", "resources", "reference.conf");

  @Test
  void file_isWhatTheRecordsSay() throws IOException {
    String expected = ReferenceConf.render(RunSpec.ROOT, RunSpec.class);
    if (Boolean.getBoolean(UPDATE)) {
      Files.writeString(FILE, expected);
    }
    assertThat(Files.readString(FILE))
        .as(
            "seqrec4j/%s differs from the option records; write it anew by"
                + " mvn test -pl seqrec4j -am -Dtest=%s -Dsurefire.failIfNoSpecifiedTests=false -D%s=true",
            FILE, ReferenceConfTest.class.getSimpleName(), UPDATE)
        .isEqualTo(expected);
  }

  @Test
  void text_bindsToTheDefaults() {
    String text = ReferenceConf.render(RunSpec.ROOT, RunSpec.class);
    assertThat(bind(text)).isEqualTo(bind("seqrec4j {}"));
  }

  @Test
  void substitutions_readIt() {
    RunSpec run =
        bind(
            "seqrec4j.item-encoder.multi-modal.modalities ="
                + " ${seqrec4j.item-encoder.multi-modal.modalities} [price]");
    assertThat(run.recommender().itemEncoder().modalities())
        .extracting(Object::toString)
        .containsExactly("id", "text", "image", "price");
  }

  private static RunSpec bind(String text) {
    return ConfigSource.parse(text, "text", RunSpec.ROOT, List.of())
        .bind(RunSpec.ROOT, RunSpec.class);
  }
}
