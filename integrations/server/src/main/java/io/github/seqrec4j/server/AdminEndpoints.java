package io.github.seqrec4j.server;

import io.github.seqrec4j.api.DataException;
import io.github.seqrec4j.api.SeqrecException;
import io.github.seqrec4j.api.UsageException;
import io.github.seqrec4j.runtime.LiveCatalogue;
import io.github.seqrec4j.runtime.NewItem;
import io.github.seqrec4j.server.Problem.Kind;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Function;

/** What changes a server, for those who have its token. */
final class AdminEndpoints {

  private final ServerSpec spec;
  private final ServedModel model;
  private final AdminToken token;
  private final Answers answers;

  AdminEndpoints(ServerSpec spec, ServedModel model, AdminToken token, Answers answers) {
    this.spec = spec;
    this.model = model;
    this.token = token;
    this.answers = answers;
  }

  List<Route> routes() {
    return List.of(
        route("/v1/admin/reload", Route.Body.REQUEST, this::reload),
        route("/v1/admin/items", Route.Body.CHANGE, this::put),
        route("/v1/admin/items/retire", Route.Body.CHANGE, this::retire),
        route("/v1/admin/items/restore", Route.Body.CHANGE, this::restore));
  }

  private Route route(String path, Route.Body body, Route.Endpoint endpoint) {
    return Route.admin(path, token::check, body, endpoint);
  }

  private Reply reload(Call call) {
    String unkept;
    try {
      unkept = model.reload();
    } catch (SeqrecException e) {
      throw Problem.refusal(
          Kind.RELOAD_FAILED,
          String.valueOf(e.getMessage()),
          "the bundle",
          "put a whole bundle there and ask again");
    }
    if (unkept != null) {
      throw Problem.refusal(
          Kind.JOURNAL_FAILED,
          "the bundle serves with all changes; of those the journal is as before: " + unkept,
          "the journal",
          "do as it says and ask again");
    }
    return Reply.json(model.read(answers::describe));
  }

  private Reply put(Call call) {
    List<NewItem> items = read(reader -> reader.newItems(call.body()));
    return change(items, LiveCatalogue::put);
  }

  private Reply retire(Call call) {
    return change(read(reader -> reader.known(call.body())), LiveCatalogue::retire);
  }

  private Reply restore(Call call) {
    return change(read(reader -> reader.stored(call.body())), LiveCatalogue::restore);
  }

  private <T> List<T> read(Function<ItemReader, List<T>> reading) {
    return model.read(now -> reading.apply(new ItemReader(spec, now, model.encodesTexts())));
  }

  /** Makes a change whole or not at all. The items are those of a model that may be gone by now. */
  private <T> Reply change(List<T> items, BiConsumer<LiveCatalogue, List<T>> change) {
    LiveCatalogue live;
    try {
      live = model.live();
    } catch (UsageException | DataException e) {
      throw Problem.refusal(
          Kind.ITEMS_FIXED,
          String.valueOf(e.getMessage()),
          "the bundle",
          "serve a model that was trained on texts, pictures or other features");
    }
    try {
      change.accept(live, items);
    } catch (UsageException e) {
      throw Problem.refusal(
          Kind.REFUSED, String.valueOf(e.getMessage()), "$.items", "change the body as it says");
    } catch (UncheckedIOException e) {
      throw Problem.refusal(
          Kind.JOURNAL_FAILED,
          "nothing is changed: " + e.getMessage(),
          "the journal",
          "do as it says and ask again");
    }
    return Reply.json(model.read(answers::items));
  }
}
