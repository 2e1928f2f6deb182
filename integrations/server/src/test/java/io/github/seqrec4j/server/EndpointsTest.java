package io.github.seqrec4j.server;

import static io.github.seqrec4j.server.Client.good;
import static io.github.seqrec4j.server.Client.problem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.github.seqrec4j.api.RecommendRequest;
import io.github.seqrec4j.api.RecommendRequest.Scores;
import io.github.seqrec4j.api.Recommendation;
import io.github.seqrec4j.api.UsageException;
import io.github.seqrec4j.runtime.SequentialRecommender;
import java.io.IOException;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every endpoint over HTTP, and what each refuses. */
final class EndpointsTest {

  private static final String TOKEN = "a token of the tests";

  @TempDir private static Path folder;
  private static RecommendationServer server;
  private static Client client;
  private static Path bundle;

  @BeforeAll
  static void start() throws IOException {
    bundle = TestModel.save(folder.resolve("model"), 1);
    Path images = Files.createDirectory(folder.resolve("images"));
    Files.writeString(images.resolve("item-1.png"), "a picture");
    Files.writeString(folder.resolve("secret.png"), "outside");
    server =
        RecommendationServer.of(bundle)
            .spec(ServerSpec.builder().port(0).maxK(50).maxBatch(3).maxHistory(8).build())
            .adminToken(TOKEN)
            .images(images)
            .start();
    client = new Client(server.address());
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static JsonObject recommend(String body) {
    return good(client.post("/v1/recommend", body));
  }

  private static String detail(HttpResponse<String> problem) {
    return Client.json(problem).get("detail").getAsString();
  }

  private static List<String> items(JsonObject answer) {
    return answer.getAsJsonArray("items").asList().stream()
        .map(one -> one.getAsJsonObject().get("item").getAsString())
        .toList();
  }

  @Test
  void recommend_answersAsTheModelDoes() {
    JsonObject answer =
        recommend(
            """
            {"history": ["item-1", {"item": "item-2", "time": "2026-01-01T00:00:00+01:00",
             "category": "buy"}], "k": 5, "scores": "branches", "at": "2026-02-01T00:00:00Z"}
            """);
    try (SequentialRecommender model = SequentialRecommender.load(bundle)) {
      List<Recommendation> expected =
          model.recommend(RecommendRequest.of("item-1", "item-2").k(5).scores(Scores.BRANCHES));
      assertThat(items(answer)).isEqualTo(expected.stream().map(Recommendation::item).toList());
      JsonObject first = answer.getAsJsonArray("items").get(0).getAsJsonObject();
      assertThat(first.get("score").getAsDouble()).isEqualTo(expected.get(0).score());
      assertThat(first.get("title").getAsString())
          .isEqualTo(TestModel.title(expected.get(0).item()));
      expected
          .get(0)
          .branchScores()
          .forEach(
              (branch, score) ->
                  assertThat(first.getAsJsonObject("branches").get(branch).getAsDouble())
                      .isEqualTo(score));
    }
  }

  @Test
  void options_areThoseOfARequest() {
    assertThat(items(recommend("{\"history\": [\"item-1\"], \"allow\": [\"item-3\", \"item-1\"]}")))
        .containsExactly("item-3");
    assertThat(
            items(
                recommend(
                    "{\"history\": [\"item-1\"], \"k\": 50, \"seen\": \"include\","
                        + " \"deny\": [\"item-3\"]}")))
        .hasSize(TestModel.ITEMS - 1)
        .contains("item-1")
        .doesNotContain("item-3");
    assertThat(recommend("{\"history\": [\"item-1\"], \"branch\": \"text\"}"))
        .isNotEqualTo(recommend("{\"history\": [\"item-1\"]}"));
    JsonObject skipped =
        recommend("{\"history\": [\"gone\", \"item-1\"], \"unknownItems\": \"skip\"}");
    assertThat(skipped.getAsJsonArray("unknownItems").get(0).getAsString()).isEqualTo("gone");
    JsonObject none = recommend("{\"history\": [\"gone\"], \"unknownItems\": \"skip\"}");
    assertThat(none.getAsJsonArray("items")).isEmpty();
    assertThat(none.get("emptyBecause").getAsString()).isEqualTo("history_unknown");
  }

  @Test
  void batch_answersEachInOrder() {
    JsonArray answers =
        good(client.post(
                "/v1/recommend/batch",
                "{\"requests\": [{\"history\": [\"item-1\"]}, {\"history\": [\"item-2\"], \"k\": 3}]}"))
            .getAsJsonArray("answers");
    assertThat(answers).hasSize(2);
    assertThat(items(answers.get(0).getAsJsonObject()))
        .isEqualTo(items(recommend("{\"history\": [\"item-1\"]}")));
    assertThat(items(answers.get(1).getAsJsonObject())).hasSize(3);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "400 | malformed-request | $ | not json",
        "400 | malformed-request | $ | ``",
        "400 | malformed-request | $.history | {\"history\": [\"item-1\"]",
        "400 | malformed-request | $ | {\"history\": [\"item-1\"]} {}",
        "422 | refused | $ | [1]",
        "422 | refused | $.history | {}",
        "422 | refused | $.history | {\"history\": []}",
        "422 | refused | $.history | {\"history\": \"item-1\"}",
        "422 | refused | $.history[0] | {\"history\": [7]}",
        "422 | refused | $.history[0] | {\"history\": [{\"time\": \"2026-01-01T00:00:00Z\"}]}",
        "422 | refused | $.history[0].time | {\"history\": [{\"item\": \"item-1\", \"time\": 7}]}",
        "422 | refused | $.history[0].time | {\"history\": [{\"item\": \"item-1\", \"time\": \"x\"}]}",
        "422 | refused | $.histroy | {\"histroy\": [\"item-1\"]}",
        "422 | refused | $.k | {\"history\": [\"item-1\"], \"k\": 0}",
        "422 | refused | $.k | {\"history\": [\"item-1\"], \"k\": 51}",
        "422 | refused | $.k | {\"history\": [\"item-1\"], \"k\": 1e1}",
        "422 | refused | $.k | {\"history\": [\"item-1\"], \"k\": 99999999999}",
        "422 | refused | $.k | {\"history\": [\"item-1\"], \"k\": \"5\"}",
        "422 | refused | $.k | {\"history\": [\"item-1\"], \"k\": 5, \"k\": 6}",
        "422 | refused | $.seen | {\"history\": [\"item-1\"], \"seen\": \"maybe\"}",
        "422 | refused | $.branch | {\"history\": [\"item-1\"], \"branch\": \"txt\"}",
        "422 | refused | $.deny | {\"history\": [\"item-1\"], \"deny\": null}",
        "422 | unknown-item | $.history[1] | {\"history\": [\"item-1\", \"x\", \"y\"]}",
      })
  void wrongRequests_areRefusedByTheirPlace(int status, String kind, String where, String body) {
    JsonObject problem =
        problem(client.post("/v1/recommend", body == null ? "" : body), status, kind);
    assertThat(problem.get("where").getAsString()).startsWith(where);
  }

  @Test
  void wrongRequests_sayWhatWasMeant() {
    assertThat(detail(client.post("/v1/recommend", "{\"histroy\": [\"item-1\"]}")))
        .contains("did you mean 'history'?");
    assertThat(client.post("/v1/recommend", "{\"history\": [\"x\", \"y\"]}").body())
        .contains("not [x, y]", "skip");
    String nine = "{\"history\": [" + "\"item-1\",".repeat(8) + "\"item-1\"]}";
    assertThat(problem(client.post("/v1/recommend", nine), 422, "refused").get("where"))
        .hasToString("\"$.history\"");
    String four =
        "{\"requests\": [" + "{\"history\": [\"item-1\"]},".repeat(3) + "{\"history\": []}]}";
    problem(client.post("/v1/recommend/batch", four), 422, "refused");
    String second = "{\"requests\": [{\"history\": [\"item-1\"]}, {\"history\": [\"x\"]}]}";
    assertThat(
            problem(client.post("/v1/recommend/batch", second), 422, "unknown-item").get("where"))
        .hasToString("\"$.requests[1].history[0]\"");
    problem(client.post("/v1/recommend/batch", "{\"requests\": []}"), 422, "refused");
    String order =
        "{\"history\": [{\"item\": \"item-1\", \"time\": \"2026-01-02T00:00:00Z\"},"
            + " {\"item\": \"item-2\", \"time\": \"2026-01-01T00:00:00Z\"}]}";
    problem(client.post("/v1/recommend", order), 422, "refused");
    problem(client.post("/v1/recommend", "[".repeat(100_000)), 422, "refused");
    String deep = "{\"history\": " + "[".repeat(10_000) + "}";
    assertThat(client.post("/v1/recommend", deep).statusCode()).isBetween(400, 422);
  }

  @Test
  void bodyOfAnotherType_isRefused() {
    HttpRequest.Builder form =
        HttpRequest.newBuilder(client.address().resolve("/v1/recommend"))
            .header("Content-Type", "text/plain")
            .POST(HttpRequest.BodyPublishers.ofString("{\"history\": [\"item-1\"]}"));
    problem(Client.send(form), 415, "unsupported-media-type");
    HttpRequest.Builder latin =
        HttpRequest.newBuilder(client.address().resolve("/v1/recommend"))
            .header("Content-Type", "application/json; charset=utf-8")
            .POST(HttpRequest.BodyPublishers.ofByteArray(new byte[] {'"', (byte) 0xff, '"'}));
    problem(Client.send(latin), 400, "malformed-request");
  }

  @Test
  void items_areFoundAndPaged() {
    JsonObject all = good(client.get("/v1/items"));
    assertThat(all.get("total").getAsInt()).isEqualTo(TestModel.ITEMS);
    assertThat(items(all)).hasSize(20);
    assertThat(items(good(client.get("/v1/items?query=TITLE%20of%20item-1&limit=3&offset=1"))))
        .containsExactly("item-10", "item-11", "item-12");
    assertThat(items(good(client.get("/v1/items?query=tem-17")))).containsExactly("item-17");
    assertThat(items(good(client.get("/v1/items?offset=1000")))).isEmpty();
    problem(client.get("/v1/items?limit=0"), 400, "malformed-request");
    problem(client.get("/v1/items?limit=x"), 400, "malformed-request");
    problem(client.get("/v1/items?limit=1&limit=2"), 400, "malformed-request");
    assertThat(detail(client.get("/v1/items?qeury=x"))).contains("did you mean 'query'?");
  }

  @Test
  void item_isFoundByAnyName() {
    for (String item : TestModel.items()) {
      String path =
          "/v1/items/" + URLEncoder.encode(item, StandardCharsets.UTF_8).replace("+", "%20");
      String dotted = item.equals(TestModel.DOTS) ? "/v1/items/%2E%2E" : path;
      assertThat(good(client.get(dotted)).get("item").getAsString()).isEqualTo(item);
    }
    problem(client.get("/v1/items/none"), 404, "not-found");
  }

  @Test
  void pictures_areThoseOfItemsInTheFolder() {
    HttpResponse<String> picture = client.get("/images/item-1");
    assertThat(picture.body()).isEqualTo("a picture");
    assertThat(picture.headers().firstValue("Content-Type")).hasValue("image/png");
    assertThat(good(client.get("/v1/items/item-1")).get("picture").getAsString())
        .isEqualTo("/images/item-1");
    problem(client.get("/images/item-2"), 404, "not-found");
    problem(client.get("/images/..%2Fsecret"), 404, "not-found");
    assertThat(new PictureFolder(folder.resolve("images")).address("../secret"))
        .as("even if an item had that name")
        .isNull();
  }

  @Test
  void model_andHealthAndMetrics_tellWhatServes() {
    JsonObject model = good(client.get("/v1/model"));
    assertThat(model.get("items").getAsInt()).isEqualTo(TestModel.ITEMS);
    assertThat(model.get("backbone").getAsString()).isEqualTo("sasrec");
    assertThat(model.getAsJsonArray("branches").asList().stream().map(JsonElement::getAsString))
        .containsExactly("id", "text", "sound");
    assertThat(good(client.get("/health/live")).get("status").getAsString()).isEqualTo("up");
    JsonObject ready = good(client.get("/health/ready"));
    assertThat(ready.get("status").getAsString()).isEqualTo("ready");
    assertThat(ready.get("model").getAsString()).isEqualTo("current");
    recommend("{\"history\": [\"item-1\"]}");
    assertThat(client.get("/metrics").body())
        .contains(
            "seqrec_http_requests_seconds_bucket{route=\"/v1/recommend\",status=\"200\"",
            "seqrec_model_items 20",
            "seqrec_model_stale 0",
            "jvm_memory_used_bytes")
        .doesNotContain("item-1\"");
  }

  @Test
  void pathsAndMethods_thatAreNone_areTold() {
    problem(client.get("/nothing"), 404, "not-found");
    problem(client.get("/v1/items/"), 404, "not-found");
    HttpResponse<String> wrong = client.get("/v1/recommend");
    problem(wrong, 405, "method-not-allowed");
    assertThat(wrong.headers().firstValue("Allow")).hasValue("POST");
    problem(client.post("/v1/model", "{}"), 405, "method-not-allowed");
    HttpResponse<String> head =
        Client.send(
            HttpRequest.newBuilder(client.address().resolve("/v1/model"))
                .method("HEAD", HttpRequest.BodyPublishers.noBody()));
    assertThat(head.statusCode()).isEqualTo(200);
    assertThat(head.body()).isEmpty();
  }

  @Test
  void admin_needsTheToken() {
    HttpResponse<String> none = client.post("/v1/admin/reload", "");
    problem(none, 401, "unauthorised");
    assertThat(none.headers().firstValue("WWW-Authenticate")).hasValue("Bearer");
    problem(
        client.post("/v1/admin/reload", "", "Authorization", "Bearer " + TOKEN + "x"),
        401,
        "unauthorised");
    problem(client.post("/v1/admin/reload", "", "Authorization", TOKEN), 401, "unauthorised");
    good(client.post("/v1/admin/reload", "", "Authorization", "Bearer " + TOKEN));
  }

  @Test
  void admin_isOffWithoutAToken() {
    assertThatThrownBy(() -> RecommendationServer.of(bundle).adminToken("short").start())
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("at least 16 characters");
    assertThatThrownBy(() -> RecommendationServer.of(bundle).images(folder.resolve("none")).start())
        .isInstanceOf(UsageException.class);
    try (RecommendationServer open =
        RecommendationServer.of(bundle).spec(ServerSpec.builder().port(0).build()).start()) {
      problem(
          new Client(open.address()).post("/v1/admin/reload", "", "Authorization", "Bearer x"),
          403,
          "admin-off");
      assertThatThrownBy(
              () ->
                  RecommendationServer.of(bundle)
                      .spec(ServerSpec.builder().port(open.address().getPort()).build())
                      .start())
          .hasMessageContaining("cannot listen at 127.0.0.1:");
    }
  }

  @Test
  void page_loadsNothingFromElsewhere() throws IOException {
    HttpResponse<String> page = client.get("/");
    assertThat(page.body()).contains("page.js", "page.css").doesNotContain("<script>", "style=");
    assertThat(page.headers().firstValue("Content-Security-Policy").orElseThrow())
        .startsWith("default-src 'none';")
        .doesNotContain("unsafe", "http:", "https:");
    String script = client.get("/page.js").body();
    assertThat(page.body() + script + client.get("/page.css").body())
        .doesNotContain("http://", "https://", "//cdn", "@import");
    assertThat(script).doesNotContain("innerHTML", "outerHTML", "insertAdjacent", "document.write");
    assertThat(client.get("/v1/items?query=script").body())
        .as("no markup in JSON either")
        .doesNotContain("<script>");
    try (Stream<Path> files = Files.list(bundle)) {
      assertThat(files).as("nothing is written").hasSize(6);
    }
  }
}
