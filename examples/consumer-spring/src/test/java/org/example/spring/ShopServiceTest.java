package org.example.spring;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.seqrec4j.spring.ModelReloader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.autoconfigure.actuate.observability.AutoConfigureObservability;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.client.TestRestTemplate;
import org.springframework.http.HttpEntity;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** Over HTTP, with a model of 20 items and two branches, of random weights. */
@SpringBootTest(
    webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
    properties = "management.endpoint.health.show-details=always")
@AutoConfigureObservability(tracing = false)
class ShopServiceTest {

  @TempDir static Path folder;

  @Autowired TestRestTemplate http;
  @Autowired ModelReloader reloader;

  @DynamicPropertySource
  static void model(DynamicPropertyRegistry registry) throws IOException {
    Path model = Files.createDirectory(folder.resolve("model"));
    List<Path> files;
    try (Stream<Path> listed = Files.list(Path.of("src/test/resources/model"))) {
      files = listed.toList();
    }
    for (Path file : files) {
      Files.copy(file, model.resolve(file.getFileName()));
    }
    registry.add("seqrec4j.model", model::toString);
    registry.add("seqrec4j.reload.interval", () -> "0");
  }

  private ResponseEntity<JsonNode> recommend(String body) {
    HttpHeaders headers = new HttpHeaders();
    headers.setContentType(MediaType.APPLICATION_JSON);
    return http.postForEntity("/v1/recommend", new HttpEntity<>(body, headers), JsonNode.class);
  }

  private JsonNode get(String path) {
    return http.getForObject(path, JsonNode.class);
  }

  @Test
  void recommend_answersBestFirst() {
    JsonNode answer = recommend("{\"history\": [\"item-1\", \"gone\", \"item-2\"], \"k\": 3}").getBody();

    assertThat(answer.findValuesAsText("item"))
        .hasSize(3)
        .doesNotContain("item-1", "item-2")
        .allMatch(item -> item.startsWith("item-"));
    assertThat(answer.get(0).get("score").asDouble())
        .isGreaterThan(answer.get(2).get("score").asDouble());
    assertThat(answer.get(0).has("branchScores")).isFalse();
    assertThat(recommend("{\"history\": [\"item-1\"]}").getBody()).hasSize(10);
    assertThat(recommend("{\"history\": [\"gone\"]}").getBody()).isEmpty();
  }

  @Test
  void recommend_wrongRequest_isTheCallersMistake() {
    ResponseEntity<JsonNode> answer = recommend("{\"history\": [\"item-1\"], \"k\": 0}");
    assertThat(answer.getStatusCode().value()).isEqualTo(400);
    assertThat(answer.getBody().get("detail").asText()).contains("k must be at least 1");
    for (String wrong : List.of("{}", "{\"history\": []}", "{\"history\"", "[]", "")) {
      assertThat(recommend(wrong).getStatusCode().value()).as(wrong).isEqualTo(400);
    }
  }

  @Test
  void items_comeByPages() {
    JsonNode page = get("/v1/items?offset=18&limit=5");

    assertThat(page.get("total").asInt()).isEqualTo(20);
    assertThat(page.get("items").findValuesAsText("item")).containsExactly("item-19", "item-20");
  }

  @Test
  void reload_serviceStaysReadyAndSaysWhatItServes() throws IOException {
    JsonNode before = recommend("{\"history\": [\"item-1\"]}").getBody();
    Path manifest = folder.resolve("model/bundle.json");
    Files.writeString(manifest, Files.readString(manifest).replace("2026-01-02", "2026-01-03"));
    reloader.reload();

    JsonNode model = get("/actuator/health/readiness").at("/components/seqrec4j");
    assertThat(model.get("status").asText()).isEqualTo("UP");
    assertThat(model.at("/details/created").asText()).startsWith("2026-01-03");
    assertThat(model.at("/details/items").asInt()).isEqualTo(20);
    assertThat(model.at("/details/lastReload").asText()).isNotEmpty();
    assertThat(recommend("{\"history\": [\"item-1\"]}").getBody()).isEqualTo(before);
  }

  @Test
  void metrics_countTheRequests() {
    String calls = "/actuator/metrics/seqrec4j.recommend?tag=outcome:answered";
    double before = get(calls).at("/measurements/0/value").asDouble();
    recommend("{\"history\": [\"item-1\"]}");

    assertThat(get(calls).at("/measurements/0/value").asDouble()).isEqualTo(before + 1);
    assertThat(get("/actuator/metrics/seqrec4j.items").at("/measurements/0/value").asDouble())
        .isEqualTo(20);
    assertThat(get("/actuator/metrics").get("names").toString())
        .contains("seqrec4j.model.age", "seqrec4j.reloads");
  }
}
