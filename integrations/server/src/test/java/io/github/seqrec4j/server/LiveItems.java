package io.github.seqrec4j.server;

import static io.github.seqrec4j.server.Client.good;

import com.google.gson.JsonObject;
import java.net.http.HttpResponse;
import java.util.List;

/** Bodies that change the items of a {@link TestModel}, and what is recommended then. */
final class LiveItems {

  static final String TOKEN = "a token of the tests";
  static final String PUT = "/v1/admin/items";
  static final String RETIRE = "/v1/admin/items/retire";
  static final String RESTORE = "/v1/admin/items/restore";
  static final String EVERYTHING =
      "{\"history\": [\"item-1\"], \"k\": 1000, \"seen\": \"include\"}";

  private LiveItems() {}

  static HttpResponse<String> send(Client client, String path, String body) {
    return client.post(path, body, "Authorization", "Bearer " + TOKEN);
  }

  static String item(String id, double first) {
    return "{\"item\": \"%s\", \"title\": \"Title of %s\", \"features\": {\"text\": [%s, 1, -2, 0.5]}}"
        .formatted(id, id, first);
  }

  static String put(String... items) {
    return "{\"items\": [" + String.join(", ", items) + "]}";
  }

  static String ids(String... ids) {
    return "{\"items\": [\"" + String.join("\", \"", ids) + "\"]}";
  }

  static List<String> recommended(Client client) {
    return named(good(client.post("/v1/recommend", EVERYTHING)));
  }

  static List<String> named(JsonObject answer) {
    return answer.getAsJsonArray("items").asList().stream()
        .map(one -> one.getAsJsonObject().get("item").getAsString())
        .toList();
  }
}
