package io.github.seqrec4j.server;

import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import io.github.seqrec4j.api.RecommendRequest;
import io.github.seqrec4j.api.Recommendations;
import io.github.seqrec4j.api.UsageException;
import io.github.seqrec4j.runtime.ModelOrigin;
import io.github.seqrec4j.server.Problem.Kind;
import io.github.seqrec4j.server.RequestReader.Asked;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BooleanSupplier;

/** What the server answers, by route. */
final class Endpoints {

  /** Items of one page of a search, at most. */
  private static final int MAX_PAGE = 200;

  private static final int PAGE = 20;

  private final ServerSpec spec;
  private final ServedModel model;
  private final PictureFolder pictures;
  private final Answers answers;
  private final AdminEndpoints admin;
  private final ServerMetrics metrics;
  private final BooleanSupplier ready;
  private final JsonElement openApi;

  Endpoints(
      ServerSpec spec,
      ServedModel model,
      PictureFolder pictures,
      AdminToken token,
      ServerMetrics metrics,
      BooleanSupplier ready) {
    this.spec = spec;
    this.model = model;
    this.pictures = pictures;
    answers = new Answers(model, pictures);
    admin = new AdminEndpoints(spec, model, token, answers);
    this.metrics = metrics;
    this.ready = ready;
    openApi = openApi();
  }

  List<Route> routes() {
    List<Route> routes = new ArrayList<>(admin.routes());
    routes.addAll(open());
    return List.copyOf(routes);
  }

  /** What needs no token. */
  private List<Route> open() {
    return List.of(
        Route.post("/v1/recommend", this::recommend),
        Route.post("/v1/recommend/batch", this::batch),
        Route.get("/v1/items", this::search, "query", "offset", "limit"),
        Route.get("/v1/items/{item}", this::item),
        Route.get("/v1/model", call -> Reply.json(model.read(answers::describe))),
        Route.get("/health/live", call -> Reply.json(Map.of("status", "up"))),
        Route.get("/health/ready", call -> readiness()),
        Route.get(
            "/metrics",
            call -> Reply.of(200, "text/plain; version=0.0.4; charset=utf-8", metrics.text())),
        Route.get("/openapi.json", call -> Reply.json(openApi)),
        Route.get(PictureFolder.PATH + "{item}", this::picture),
        resource("/", "page.html", "text/html; charset=utf-8"),
        resource("/icon.svg", "icon.svg", "image/svg+xml"),
        resource("/page.css", "page.css", "text/css; charset=utf-8"),
        resource("/page.js", "page.js", "text/javascript; charset=utf-8"));
  }

  private static Route resource(String path, String name, String type) {
    Reply reply = Reply.of(200, type, text(name));
    return Route.get(path, call -> reply);
  }

  private static String text(String resource) {
    try (InputStream in =
        Objects.requireNonNull(Endpoints.class.getResourceAsStream(resource), resource)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private JsonElement openApi() {
    return JsonParser.parseString(
        text("openapi.json")
            .replace("\"{version}\"", '"' + ModelOrigin.libraryVersion() + '"')
            .replace("\"{max-k}\"", Integer.toString(spec.maxK()))
            .replace("\"{max-history}\"", Integer.toString(spec.maxHistory()))
            .replace("\"{max-batch}\"", Integer.toString(spec.maxBatch())));
  }

  private Reply recommend(Call call) {
    return Reply.json(
        model.read(
            now -> {
              Asked asked = new RequestReader(spec, now).one(call.body());
              try {
                return answers.found(asked, now.snapshot().recommend(asked.request()), now);
              } catch (UsageException e) {
                throw refused(e);
              }
            }));
  }

  private Reply batch(Call call) {
    return Reply.json(
        model.read(
            now -> {
              List<Asked> asked = new RequestReader(spec, now).batch(call.body());
              List<RecommendRequest> requests = asked.stream().map(Asked::request).toList();
              List<Object> found = new ArrayList<>();
              try {
                for (Recommendations one : now.snapshot().recommend(requests)) {
                  found.add(answers.found(asked.get(found.size()), one, now));
                }
              } catch (UsageException e) {
                throw refused(e);
              }
              return Map.of("answers", found);
            }));
  }

  private static Problem.Refusal refused(UsageException e) {
    return Problem.refusal(
        Kind.REFUSED, String.valueOf(e.getMessage()), "body", "change the request as it says");
  }

  private Reply search(Call call) {
    int offset = call.number("offset", 0, 0, Integer.MAX_VALUE);
    int limit = call.number("limit", PAGE, 1, MAX_PAGE);
    String query = call.query().getOrDefault("query", "");
    return Reply.json(
        model.read(
            now -> {
              List<Integer> found = now.items().search(query);
              int from = Math.min(offset, found.size());
              Map<String, Object> page = new LinkedHashMap<>();
              page.put("total", found.size());
              page.put("offset", offset);
              page.put(
                  "items",
                  found.subList(from, from + Math.min(limit, found.size() - from)).stream()
                      .map(row -> answers.item(row, now.items()))
                      .toList());
              return page;
            }));
  }

  private Reply item(Call call) {
    return Reply.json(
        model.read(
            now -> {
              int row = now.items().row(call.rest());
              if (row == 0) {
                throw unknownItem(call.rest());
              }
              Map<String, Object> item = answers.item(row, now.items());
              if (!now.items().isOffered(row)) {
                item.put("retired", true);
              }
              return item;
            }));
  }

  private static Problem.Refusal unknownItem(String item) {
    return Problem.refusal(
        Kind.NOT_FOUND,
        "no item '" + StrictJson.cut(item) + "' is known",
        "path",
        "look items up by /v1/items?query=TEXT");
  }

  private Reply picture(Call call) {
    boolean known = model.read(now -> now.items().row(call.rest()) > 0);
    try {
      Reply reply = known ? pictures.reply(call.rest()) : null;
      if (reply != null) {
        return reply;
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    throw unknownItem(call.rest());
  }

  private Reply readiness() {
    Map<String, Object> health = new LinkedHashMap<>();
    boolean up = ready.getAsBoolean();
    health.put("status", up ? "ready" : "stopping");
    Instant failed = model.failed();
    health.put("model", failed == null ? "current" : "stale");
    if (failed != null) {
      health.put("staleSince", failed.toString());
      health.put(
          "detail", "the bundle cannot be loaded and the model before serves; the log says why");
    }
    return Reply.json(up ? 200 : 503, health);
  }
}
