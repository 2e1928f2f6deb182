package io.github.seqrec4j.server;

import io.github.seqrec4j.api.Branch;
import io.github.seqrec4j.api.Diversity;
import io.github.seqrec4j.api.Event;
import io.github.seqrec4j.api.Names;
import io.github.seqrec4j.api.RecommendRequest;
import io.github.seqrec4j.api.RecommendRequest.Scores;
import io.github.seqrec4j.api.RecommendRequest.Seen;
import io.github.seqrec4j.api.RecommendRequest.UnknownItems;
import io.github.seqrec4j.api.SequenceInput;
import io.github.seqrec4j.api.UsageException;
import io.github.seqrec4j.runtime.SequentialRecommender;
import io.github.seqrec4j.server.Problem.Kind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Makes requests of JSON, for one model as it is at one time. */
final class RequestReader {

  private static final List<String> KEYS =
      List.of(
          "history",
          "k",
          "at",
          "unknownItems",
          "seen",
          "scores",
          "branch",
          "allow",
          "deny",
          "diversity",
          "explain");
  private static final List<String> DIVERSITY_KEYS = List.of("lambda", "pool");
  private static final List<String> EVENT_KEYS = List.of("item", "time", "category");

  /** Largest pool of {@link Diversity}. */
  private static final int MAX_POOL = 1000;

  private final ServerSpec spec;
  private final ItemSearch items;
  private final List<String> branches;
  private final boolean readsTimes;
  private final boolean readsRequestTime;

  RequestReader(ServerSpec spec, ServedModel.Now now) {
    this.spec = spec;
    SequentialRecommender model = now.model();
    items = now.items();
    branches = model.branches().stream().map(Branch::name).toList();
    Set<SequenceInput> inputs = model.model().backbone().inputs();
    readsRequestTime = inputs.contains(SequenceInput.REQUEST_TIMES);
    readsTimes = readsRequestTime || inputs.contains(SequenceInput.EVENT_TIMES);
  }

  /**
   * What is asked.
   *
   * @param explained whether each item is to come with an explanation
   */
  record Asked(RecommendRequest request, boolean explained) {}

  /** A request. */
  Asked one(byte[] body) {
    return StrictJson.read(body, this::request);
  }

  /** The requests of a batch. */
  List<Asked> batch(byte[] body) {
    List<Asked> requests = new ArrayList<>();
    StrictJson.read(
        body,
        json -> {
          json.object(
              List.of("requests"),
              key -> requests.addAll(json.list(spec.maxBatch(), () -> request(json))));
          return true;
        });
    if (requests.isEmpty()) {
      throw Problem.refusal(
          Kind.REFUSED, "there is no request", "$.requests", "give a list of at least one");
    }
    return requests;
  }

  private Asked request(StrictJson json) {
    String where = json.where();
    List<Event> history = new ArrayList<>();
    List<UnaryOperator<RecommendRequest>> options = new ArrayList<>();
    AtomicBoolean explained = new AtomicBoolean();
    json.object(
        KEYS,
        key -> {
          switch (key) {
            case "history" -> history.addAll(json.list(spec.maxHistory(), () -> event(json)));
            case "k" -> add(options, json.number(1, spec.maxK()), RecommendRequest::k);
            case "at" -> add(options, json.time(), RecommendRequest::at);
            case "unknownItems" ->
                add(options, json.choice(UnknownItems.class), RecommendRequest::unknownItems);
            case "seen" -> add(options, json.choice(Seen.class), RecommendRequest::seen);
            case "scores" -> add(options, json.choice(Scores.class), RecommendRequest::scores);
            case "branch" -> add(options, branch(json), RecommendRequest::branch);
            case "allow" -> add(options, ids(json), RecommendRequest::allow);
            case "deny" -> add(options, ids(json), RecommendRequest::deny);
            case "diversity" -> add(options, diversity(json), RecommendRequest::diversity);
            default -> explained.set(json.flag()); // the last key
          }
        });
    if (history.isEmpty()) {
      throw Problem.refusal(
          Kind.REFUSED, "the history is empty", where + ".history", "give at least one item");
    }
    try {
      RecommendRequest request = RecommendRequest.ofEvents(history);
      for (UnaryOperator<RecommendRequest> option : options) {
        request = option.apply(request);
      }
      check(request, where);
      return new Asked(request, explained.get());
    } catch (UsageException e) {
      throw Problem.refusal(
          Kind.REFUSED, String.valueOf(e.getMessage()), where, "order the history by time");
    }
  }

  /** Sets an option of a request. */
  @FunctionalInterface
  private interface Setter<T> {
    RecommendRequest set(RecommendRequest request, T value);
  }

  private static <T> void add(
      List<UnaryOperator<RecommendRequest>> options, T value, Setter<T> setter) {
    options.add(request -> setter.set(request, value));
  }

  /** An item, by its identifier alone or with what else is known of the event. */
  private Event event(StrictJson json) {
    if (json.isText()) {
      return Event.of(json.text());
    }
    String where = json.where();
    Parts parts = new Parts();
    json.object(
        EVENT_KEYS,
        key -> {
          switch (key) {
            case "item" -> parts.item = json.text();
            case "time" -> parts.time = json.time();
            default -> parts.category = json.text(); // the last key
          }
        });
    if (parts.item == null) {
      throw Problem.refusal(
          Kind.REFUSED, "the event has no item", where, "give its identifier under 'item'");
    }
    return new Event(parts.item, parts.time, parts.category);
  }

  /** An event while it is read. */
  private static final class Parts {
    private @Nullable String item;
    private @Nullable Instant time;
    private @Nullable String category;
  }

  private static Diversity diversity(StrictJson json) {
    String where = json.where();
    AtomicReference<@Nullable Double> lambda = new AtomicReference<>();
    AtomicInteger pool = new AtomicInteger(Diversity.DEFAULT_POOL);
    json.object(
        DIVERSITY_KEYS,
        key -> {
          if (key.equals("lambda")) {
            lambda.set(json.decimal(0, 1));
          } else {
            pool.set(json.number(1, MAX_POOL));
          }
        });
    Double given = lambda.get();
    if (given == null) {
      throw Problem.refusal(
          Kind.REFUSED,
          "diversity has no lambda",
          where,
          "give one from 0, unlike items, to 1, best scores, such as {\"lambda\": 0.7}");
    }
    return new Diversity(given, pool.get());
  }

  private List<String> ids(StrictJson json) {
    return json.list(spec.maxBodyBytes(), json::text); // the body's length limits it
  }

  private String branch(StrictJson json) {
    String where = json.where();
    String name = json.text();
    if (!branches.contains(name)) {
      throw Problem.refusal(
          Kind.REFUSED,
          "unknown branch '" + StrictJson.cut(name) + "'" + Names.suggestion(name, branches),
          where,
          "give one of " + branches);
    }
    return name;
  }

  /** What the model would refuse, by its place in the body. */
  private void check(RecommendRequest request, String where) {
    List<Event> history = request.history();
    Set<String> unknown = new LinkedHashSet<>();
    String first = where;
    for (int i = 0; i < history.size(); i++) {
      Event event = history.get(i);
      String at = where + ".history[" + i + "]";
      if (items.row(event.item()) == 0) {
        first = unknown.isEmpty() ? at : first;
        unknown.add(StrictJson.cut(event.item()));
      } else if (readsTimes && event.time() == null) {
        throw Problem.refusal(
            Kind.REFUSED,
            "the model reads when events happened, and this one has no time",
            at,
            "give {\"item\": ..., \"time\": \"2026-01-31T20:00:00Z\"}");
      }
    }
    if (!unknown.isEmpty() && request.unknownItems() == UnknownItems.REFUSE) {
      throw Problem.refusal(
          Kind.UNKNOWN_ITEM,
          "the model knows " + items.size() + " items, and not " + unknown,
          first,
          "leave them out, or send \"unknownItems\": \"skip\"");
    }
    if (readsRequestTime && request.time().isEmpty()) {
      throw Problem.refusal(
          Kind.REFUSED,
          "the model reads when it is asked, and the request has no time",
          where + ".at",
          "give \"at\": \"2026-01-31T20:00:00Z\"");
    }
  }
}
