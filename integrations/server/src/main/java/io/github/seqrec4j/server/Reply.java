package io.github.seqrec4j.server;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What goes back.
 *
 * @param status HTTP's
 * @param headers beside those that every answer has
 * @param body its bytes, which nobody changes
 */
@SuppressWarnings("ArrayRecordComponent") // written once, never compared
record Reply(int status, String contentType, Map<String, String> headers, byte[] body) {

  /** Escapes what would be markup in a page. */
  private static final Gson GSON = new GsonBuilder().disableJdkUnsafe().create();

  static Reply json(Object value) {
    return json(200, value);
  }

  static Reply json(int status, Object value) {
    return of(status, "application/json", GSON.toJson(value));
  }

  static Reply of(int status, String contentType, String text) {
    return new Reply(status, contentType, Map.of(), text.getBytes(StandardCharsets.UTF_8));
  }

  static Reply of(Problem problem) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("type", problem.type().uri());
    body.put("title", problem.type().title());
    body.put("status", problem.type().status());
    body.put("detail", problem.detail());
    if (problem.where() != null) {
      body.put("where", problem.where());
    }
    body.put("fix", problem.fix());
    Reply reply = of(problem.type().status(), Problem.CONTENT_TYPE, GSON.toJson(body));
    return switch (problem.type()) {
      case UNAUTHORISED -> reply.with("WWW-Authenticate", "Bearer");
      case BUSY, ANSWER_TOO_SLOW, STOPPING -> reply.with("Retry-After", "1");
      default -> reply;
    };
  }

  Reply with(String header, String value) {
    Map<String, String> more = new LinkedHashMap<>(headers);
    more.put(header, value);
    return new Reply(status, contentType, more, body);
  }
}
