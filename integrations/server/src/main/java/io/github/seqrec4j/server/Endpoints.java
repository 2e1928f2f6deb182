package io.github.seqrec4j.server;

import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import io.github.seqrec4j.api.Branch;
import io.github.seqrec4j.api.ModalitySchema;
import io.github.seqrec4j.api.RecommendRequest;
import io.github.seqrec4j.api.Recommendation;
import io.github.seqrec4j.api.Recommendations;
import io.github.seqrec4j.api.SeqrecException;
import io.github.seqrec4j.api.UsageException;
import io.github.seqrec4j.runtime.ModelOrigin;
import io.github.seqrec4j.runtime.SequentialRecommender;
import io.github.seqrec4j.server.Problem.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
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
  private final AdminToken token;
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
    this.token = token;
    this.metrics = metrics;
    this.ready = ready;
    openApi = openApi();
  }

  List<Route> routes() {
    return List.of(
        Route.post("/v1/recommend", this::recommend),
        Route.post("/v1/recommend/batch", this::batch),
        Route.get("/v1/items", this::search, "query", "offset", "limit"),
        Route.get("/v1/items/{item}", this::item),
        Route.get("/v1/model", call -> Reply.json(model.read(this::describe))),
        Route.post("/v1/admin/reload", this::reload),
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
            (recommender, loaded) -> {
              RecommendRequest request =
                  new RequestReader(spec, recommender, loaded.items()).one(call.body());
              try {
                return answer(recommender.recommend(request), loaded.items());
              } catch (UsageException e) {
                throw refused(e);
              }
            }));
  }

  private Reply batch(Call call) {
    return Reply.json(
        model.read(
            (recommender, loaded) -> {
              List<RecommendRequest> requests =
                  new RequestReader(spec, recommender, loaded.items()).batch(call.body());
              List<Object> answers = new ArrayList<>();
              try {
                for (Recommendations one : recommender.recommend(requests)) {
                  answers.add(answer(one, loaded.items()));
                }
              } catch (UsageException e) {
                throw refused(e);
              }
              return Map.of("answers", answers);
            }));
  }

  private static Problem.Refusal refused(UsageException e) {
    return Problem.refusal(
        Kind.REFUSED, String.valueOf(e.getMessage()), "body", "change the request as it says");
  }

  private Map<String, Object> answer(Recommendations found, ItemSearch items) {
    List<Object> list = new ArrayList<>();
    for (Recommendation one : found) {
      Map<String, Object> entry = entry(items.number(one.item()), items);
      entry.put("score", one.score());
      if (!one.branchScores().isEmpty()) {
        entry.put("branches", one.branchScores());
      }
      list.add(entry);
    }
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("items", list);
    answer.put("unknownItems", found.unknownItems());
    found
        .emptyBecause()
        .ifPresent(why -> answer.put("emptyBecause", why.name().toLowerCase(Locale.ROOT)));
    return answer;
  }

  private Map<String, Object> entry(int number, ItemSearch items) {
    Map<String, Object> entry = new LinkedHashMap<>();
    entry.put("item", items.id(number));
    entry.put("title", items.title(number));
    String picture = pictures.address(items.id(number));
    if (picture != null) {
      entry.put("picture", picture);
    }
    return entry;
  }

  private Reply search(Call call) {
    int offset = call.number("offset", 0, 0, Integer.MAX_VALUE);
    int limit = call.number("limit", PAGE, 1, MAX_PAGE);
    String query = call.query().getOrDefault("query", "");
    return Reply.json(
        model.read(
            (recommender, loaded) -> {
              List<Integer> found = loaded.items().search(query);
              int from = Math.min(offset, found.size());
              Map<String, Object> page = new LinkedHashMap<>();
              page.put("total", found.size());
              page.put("offset", offset);
              page.put(
                  "items",
                  found.subList(from, from + Math.min(limit, found.size() - from)).stream()
                      .map(number -> entry(number, loaded.items()))
                      .toList());
              return page;
            }));
  }

  private Reply item(Call call) {
    return Reply.json(
        model.read(
            (recommender, loaded) -> {
              int number = loaded.items().number(call.rest());
              if (number < 0) {
                throw unknownItem(call.rest());
              }
              return entry(number, loaded.items());
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
    boolean known = model.read((recommender, loaded) -> loaded.items().number(call.rest()) >= 0);
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

  private Map<String, Object> describe(
      SequentialRecommender recommender, ServedModel.Loaded loaded) {
    ModelOrigin origin = recommender.origin();
    Map<String, Object> about = new LinkedHashMap<>();
    about.put("library", origin.library());
    about.put("created", origin.created().toString());
    about.put("loaded", loaded.since().toString());
    about.put("dataHash", origin.dataHash());
    about.put("items", loaded.items().size());
    about.put("backbone", recommender.model().backbone().type());
    about.put("maxLength", recommender.model().maxLength());
    about.put("branches", recommender.branches().stream().map(Branch::name).toList());
    about.put(
        "modalities",
        origin.items().modalities().stream()
            .map(ModalitySchema::modality)
            .map(Object::toString)
            .toList());
    about.put(
        "reads",
        recommender.model().backbone().inputs().stream()
            .map(input -> input.name().toLowerCase(Locale.ROOT))
            .sorted()
            .toList());
    about.put("categories", origin.categories());
    return about;
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

  private Reply reload(Call call) {
    token.check(call);
    try {
      model.reload();
    } catch (SeqrecException e) {
      throw Problem.refusal(
          Kind.RELOAD_FAILED,
          String.valueOf(e.getMessage()),
          "the bundle",
          "put a whole bundle there and ask again");
    }
    return Reply.json(model.read(this::describe));
  }
}
