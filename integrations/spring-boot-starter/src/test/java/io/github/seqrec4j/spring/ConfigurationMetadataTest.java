package io.github.seqrec4j.spring;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.context.annotation.ImportCandidates;

/** What IDEs read of the starter, and what Spring Boot does. */
class ConfigurationMetadataTest {

  private static JsonObject metadata() throws IOException {
    try (InputStream in =
        Objects.requireNonNull(
            SeqrecProperties.class.getResourceAsStream(
                "/META-INF/spring-configuration-metadata.json"),
            "written by the annotation processor")) {
      return JsonParser.parseReader(new InputStreamReader(in, StandardCharsets.UTF_8))
          .getAsJsonObject();
    }
  }

  /** Names of the properties that a record's components are. */
  private static Stream<String> properties(String prefix, Class<?> type) {
    return Arrays.stream(type.getRecordComponents())
        .flatMap(
            component ->
                component.getType().isRecord()
                    ? properties(name(prefix, component), component.getType())
                    : Stream.of(name(prefix, component)));
  }

  private static String name(String prefix, RecordComponent component) {
    return prefix + "." + component.getName().replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
  }

  @Test
  void everyProperty_isDescribed() throws IOException {
    Map<String, JsonObject> described = new TreeMap<>();
    Map<String, String> defaults = new TreeMap<>();
    for (JsonElement element : metadata().getAsJsonArray("properties")) {
      JsonObject property = element.getAsJsonObject();
      String name = property.get("name").getAsString();
      described.put(name, property);
      if (property.has("defaultValue")) {
        defaults.put(name, property.get("defaultValue").getAsString());
      }
    }

    assertThat(described.keySet())
        .containsExactlyInAnyOrderElementsOf(
            Stream.concat(
                    properties("seqrec4j", SeqrecProperties.class),
                    Stream.of("management.health.seqrec4j.enabled"))
                .toList());
    assertThat(described.values())
        .allSatisfy(
            property -> assertThat(property.get("description").getAsString()).endsWith("."));
    assertThat(defaults)
        .containsEntry("seqrec4j.engine", "auto")
        .containsEntry("seqrec4j.reload.interval", "5s");
  }

  @Test
  void hints_areOfPropertiesThatAreThere() throws IOException {
    assertThat(metadata().getAsJsonArray("hints"))
        .isNotEmpty()
        .allSatisfy(
            hint ->
                assertThat(properties("seqrec4j", SeqrecProperties.class))
                    .contains(hint.getAsJsonObject().get("name").getAsString()));
  }

  @Test
  void autoConfigurations_areListed() {
    assertThat(ImportCandidates.load(AutoConfiguration.class, getClass().getClassLoader()))
        .contains(
            SeqrecAutoConfiguration.class.getName(),
            SeqrecHealthAutoConfiguration.class.getName(),
            SeqrecMetricsAutoConfiguration.class.getName());
  }
}
