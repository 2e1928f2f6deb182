package io.github.seqrec4j.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The description of the API says what the server does. */
final class OpenApiTest {

  private static final String TOKEN = "a token of the tests";

  @TempDir private static Path folder;
  private static RecommendationServer server;
  private static Client client;
  private static JsonObject api;

  @BeforeAll
  static void start() {
    server =
        RecommendationServer.of(TestModel.save(folder.resolve("model"), 1))
            .spec(ServerSpec.builder().port(0).maxK(77).build())
            .adminToken(TOKEN)
            .start();
    client = new Client(server.address());
    api = Client.good(client.get("/openapi.json"));
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  /** Each path that it names is answered by the method that it names, and by no other. */
  @Test
  void paths_areTheServers() {
    Set<String> described = new TreeSet<>();
    api.getAsJsonObject("paths")
        .asMap()
        .forEach(
            (path, methods) -> {
              for (String method : methods.getAsJsonObject().keySet()) {
                described.add(method.toUpperCase(java.util.Locale.ROOT) + " " + path);
              }
            });
    ServerSpec spec = new ServerSpec();
    Set<String> served = new TreeSet<>();
    try (ServedModel model = new ServedModel(folder.resolve("model"));
        ServerMetrics metrics = new ServerMetrics(model, new Traffic())) {
      new Endpoints(spec, model, new PictureFolder(null), new AdminToken(null), metrics, () -> true)
          .routes()
          .forEach(route -> served.add(route.method() + " " + route.path()));
    }
    served.removeAll(
        Set.of("GET /", "GET /icon.svg", "GET /page.css", "GET /page.js")); // for people
    assertThat(described).isEqualTo(served);
  }

  @Test
  void answers_haveTheirSchemas() {
    String request =
        "{\"history\": [\"item-1\", {\"item\": \"item-2\", \"time\": \"2026-01-01T00:00:00Z\"}],"
            + " \"k\": 3, \"scores\": \"branches\", \"explain\": true,"
            + " \"diversity\": {\"lambda\": 0.5, \"pool\": 2}}";
    checkBody("/v1/recommend", request);
    check("/v1/recommend", "post", client.post("/v1/recommend", request));
    String empty = "{\"history\": [\"x\"], \"unknownItems\": \"skip\"}";
    check("/v1/recommend", "post", client.post("/v1/recommend", empty));
    check("/v1/recommend", "post", client.post("/v1/recommend", "{\"history\": [\"x\"]}"));
    check("/v1/recommend", "post", client.post("/v1/recommend", "x"));
    String batch = "{\"requests\": [" + request + "]}";
    checkBody("/v1/recommend/batch", batch);
    check("/v1/recommend/batch", "post", client.post("/v1/recommend/batch", batch));
    check("/v1/items", "get", client.get("/v1/items?query=item&limit=2"));
    check("/v1/items", "get", client.get("/v1/items?limit=x"));
    check("/v1/items/{item}", "get", client.get("/v1/items/item-1"));
    check("/v1/items/{item}", "get", client.get("/v1/items/none"));
    check("/v1/model", "get", client.get("/v1/model"));
    check("/v1/admin/reload", "post", client.post("/v1/admin/reload", ""));
    check("/health/live", "get", client.get("/health/live"));
    check("/health/ready", "get", client.get("/health/ready"));
    check("/images/{item}", "get", client.get("/images/item-1"));
  }

  @Test
  void changes_haveTheirSchemas() {
    String items =
        "{\"items\": [{\"item\": \"new\", \"title\": \"New\", \"features\": {\"text\": [1, 2, 3,"
            + " 0.5], \"sound\": [[1, 2, 3]]}}]}";
    checkChange("/v1/admin/items", items);
    checkChange("/v1/admin/items/retire", "{\"items\": [\"item-5\", \"new\"]}");
    check("/v1/items/{item}", "get", client.get("/v1/items/item-5"));
    check("/v1/model", "get", client.get("/v1/model"));
    checkChange("/v1/admin/items/restore", "{\"items\": [\"item-5\"]}");
  }

  private static void checkChange(String path, String body) {
    checkBody(path, body);
    String[] token = {"Authorization", "Bearer " + TOKEN};
    HttpResponse<String> made = client.post(path, body, token);
    Client.good(made);
    check(path, "post", made);
    check(path, "post", client.post(path, body));
    check(path, "post", client.post(path, "x", token));
    check(path, "post", client.post(path, "{\"items\": []}", token));
  }

  @Test
  void limits_areThoseOfTheSpec() {
    JsonObject request = api.getAsJsonObject("components").getAsJsonObject("schemas");
    assertThat(
            request
                .getAsJsonObject("Request")
                .getAsJsonObject("properties")
                .getAsJsonObject("k")
                .get("maximum")
                .getAsInt())
        .isEqualTo(77);
    assertThat(api.toString()).doesNotContain("{max-", "{version}");
  }

  private static void checkBody(String path, String body) {
    JsonElement schema =
        api.getAsJsonObject("paths")
            .getAsJsonObject(path)
            .getAsJsonObject("post")
            .getAsJsonObject("requestBody")
            .getAsJsonObject("content")
            .getAsJsonObject("application/json")
            .get("schema");
    assertThat(new SchemaCheck(api).problems(schema, JsonParser.parseString(body))).isEmpty();
  }

  private static void check(String path, String method, HttpResponse<String> answer) {
    JsonObject responses =
        api.getAsJsonObject("paths")
            .getAsJsonObject(path)
            .getAsJsonObject(method)
            .getAsJsonObject("responses");
    assertThat(responses.keySet()).as(path).contains(Integer.toString(answer.statusCode()));
    JsonObject content =
        responses.getAsJsonObject(Integer.toString(answer.statusCode())).getAsJsonObject("content");
    String type = answer.headers().firstValue("Content-Type").orElseThrow();
    assertThat(content.keySet()).as(path).contains(type);
    JsonElement schema = content.getAsJsonObject(type).get("schema");
    assertThat(new SchemaCheck(api).problems(schema, Client.json(answer)))
        .as(answer.body())
        .isEmpty();
  }
}
