package io.github.seqrec4j.server;

import static io.github.seqrec4j.server.Client.good;
import static io.github.seqrec4j.server.Client.problem;
import static io.github.seqrec4j.server.LiveItems.EVERYTHING;
import static io.github.seqrec4j.server.LiveItems.PUT;
import static io.github.seqrec4j.server.LiveItems.RESTORE;
import static io.github.seqrec4j.server.LiveItems.RETIRE;
import static io.github.seqrec4j.server.LiveItems.TOKEN;
import static io.github.seqrec4j.server.LiveItems.ids;
import static io.github.seqrec4j.server.LiveItems.item;
import static io.github.seqrec4j.server.LiveItems.named;
import static io.github.seqrec4j.server.LiveItems.put;
import static io.github.seqrec4j.server.LiveItems.recommended;
import static io.github.seqrec4j.server.LiveItems.send;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonObject;
import io.github.seqrec4j.api.UsageException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Items that come, change and go over HTTP. */
final class LiveItemsTest {

  private static final ServerSpec PLAIN = ServerSpec.builder().port(0).reloadSeconds(0).build();

  @TempDir private Path folder;
  private Path bundle = Path.of("");
  private Path journal = Path.of("");

  @BeforeEach
  void save() {
    bundle = TestModel.save(folder.resolve("model"), 1);
    journal = folder.resolve("journal");
  }

  private RecommendationServer.Start server() {
    ServerSpec spec = PLAIN.toBuilder().maxBodyBytes(2000).maxChangeBytes(20_000).build();
    return RecommendationServer.of(bundle).spec(spec).adminToken(TOKEN);
  }

  @Test
  void changedItems_areRecommendedFoundAndCounted() {
    try (RecommendationServer server = server().start()) {
      Client client = new Client(server.address());
      JsonObject added = good(send(client, PUT, put(item("new", 1), item("item-2", 3))));
      assertThat(added.get("items").getAsInt()).isEqualTo(TestModel.ITEMS + 1);
      assertThat(added.get("added").getAsInt()).isEqualTo(2);
      assertThat(added.get("changesLast").getAsString()).isEqualTo("process");
      assertThat(recommended(client)).contains("new").hasSize(TestModel.ITEMS + 1);
      assertThat(named(good(client.get("/v1/items?query=title%20of%20new"))))
          .containsExactly("new");
      assertThat(good(client.get("/v1/items/new")).get("title").getAsString())
          .isEqualTo("Title of new");
      assertThat(named(good(client.post("/v1/recommend", "{\"history\": [\"new\"]}"))))
          .isNotEmpty();

      JsonObject retired = good(send(client, RETIRE, ids("new", "item-3")));
      assertThat(retired.get("items").getAsInt()).isEqualTo(TestModel.ITEMS - 1);
      assertThat(retired.get("retired").getAsInt()).isEqualTo(1);
      assertThat(recommended(client)).doesNotContain("new", "item-3");
      assertThat(named(good(client.get("/v1/items?limit=200"))))
          .doesNotContain("new", "item-3")
          .hasSize(TestModel.ITEMS - 1);
      problem(client.get("/v1/items/new"), 404, "not-found");
      assertThat(good(client.get("/v1/items/item-3")).get("retired").getAsBoolean()).isTrue();
      good(client.post("/v1/recommend", "{\"history\": [\"item-3\"]}"));
      assertThat(client.get("/metrics").body())
          .contains(
              "seqrec_model_items 19",
              "seqrec_model_items_added 1",
              "seqrec_model_items_retired 1");
      JsonObject model = good(client.get("/v1/model"));
      assertThat(model.get("added").getAsInt()).isEqualTo(1);
      assertThat(model.get("retired").getAsInt()).isEqualTo(1);

      good(send(client, RESTORE, ids("item-3")));
      assertThat(recommended(client)).contains("item-3").hasSize(TestModel.ITEMS);
    }
    try (RecommendationServer again = server().start()) {
      assertThat(recommended(new Client(again.address()))).as("nothing was kept").hasSize(20);
    }
  }

  @Test
  void explanationAndDiversity_areAnswered() {
    try (RecommendationServer server = server().start()) {
      Client client = new Client(server.address());
      good(send(client, PUT, put(item("new", 1))));
      String body =
          "{\"history\": [\"item-1\", \"item-2\"], \"k\": 30, \"explain\": true, \"scores\":"
              + " \"branches\"}";
      JsonObject answer = good(client.post("/v1/recommend", body));
      for (var each : answer.getAsJsonArray("items")) {
        JsonObject one = each.getAsJsonObject();
        JsonObject explanation = one.getAsJsonObject("explanation");
        boolean isNew = one.get("item").getAsString().equals("new");
        assertThat(explanation.get("placed").getAsBoolean()).isEqualTo(isNew);
        assertThat(explanation.getAsJsonArray("history")).hasSize(2);
        double sum = 0;
        for (var part : explanation.getAsJsonArray("branches")) {
          sum += part.getAsJsonObject().get("part").getAsDouble();
        }
        if (!isNew) {
          assertThat(sum)
              .as("float32 sums of numbers of about 1")
              .isCloseTo(
                  one.get("score").getAsDouble(), org.assertj.core.api.Assertions.within(1e-4));
        }
      }
      String plain = "{\"history\": [\"item-1\"], \"k\": 6}";
      String differing =
          "{\"history\": [\"item-1\"], \"k\": 6, \"diversity\": {\"lambda\": %s, \"pool\": 3}}";
      List<String> best = named(good(client.post("/v1/recommend", plain)));
      assertThat(named(good(client.post("/v1/recommend", differing.formatted("1")))))
          .isEqualTo(best);
      assertThat(named(good(client.post("/v1/recommend", differing.formatted("0")))))
          .hasSize(6)
          .isNotEqualTo(best);
      assertThat(
              good(client.post(
                      "/v1/recommend",
                      "{\"history\": [\"x\"], \"unknownItems\": \"skip\", \"explain\": true}"))
                  .getAsJsonArray("items"))
          .isEmpty();
      problem(client.post("/v1/recommend", differing.formatted("2")), 422, "refused");
      problem(
          client.post("/v1/recommend", "{\"history\": [\"item-1\"], \"diversity\": {}}"),
          422,
          "refused");
      problem(
          client.post("/v1/recommend", "{\"history\": [\"item-1\"], \"explain\": 1}"),
          422,
          "refused");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "400 | malformed-request | $.items[0] | {\"items\": [",
        "422 | refused | $.items | {}",
        "422 | refused | $.items | {\"items\": []}",
        "422 | refused | $.items[0] | {\"items\": [7]}",
        "422 | refused | $.items[1] | {\"items\": [GOOD, {\"title\": \"x\"}]}",
        "422 | refused | $.items[1].item | {\"items\": [GOOD, GOOD]}",
        "422 | refused | $.items[0].item | {\"items\": [{\"item\": \" \"}]}",
        "422 | refused | $.items[0].features | {\"items\": [{\"item\": \"a\"}]}",
        "422 | refused | $.items[0].text | {\"items\": [{\"item\": \"a\", \"text\": \"words\"}]}",
        "422 | refused | $.items[1].features.txt | {\"items\": [GOOD, {\"item\": \"a\", \"features\": {\"txt\": [1]}}]}",
        "422 | refused | $.items[0].features.id | {\"items\": [{\"item\": \"a\", \"features\": {\"id\": [1]}}]}",
        "422 | refused | $.items[0].features.text | {\"items\": [{\"item\": \"a\", \"features\": {\"text\": [1, 2, 3]}}]}",
        "422 | refused | $.items[0].features.text | {\"items\": [{\"item\": \"a\", \"features\": {\"text\": [1, 2, 3, 4, 5]}}]}",
        "422 | refused | $.items[0].features.text | {\"items\": [{\"item\": \"a\", \"features\": {\"text\": [0, 0, 0, 0]}}]}",
        "422 | refused | $.items[0].features.text[1] | {\"items\": [{\"item\": \"a\", \"features\": {\"text\": [1, \"2\", 3, 4]}}]}",
        "422 | refused | $.items[0].features.text[2] | {\"items\": [{\"item\": \"a\", \"features\": {\"text\": [1, 2, 1e99, 4]}}]}",
        "422 | refused | $.items[0].features.sound[0] | {\"items\": [{\"item\": \"a\", \"features\": {\"sound\": [1, 2, 3]}}]}",
        "422 | refused | $.items[0].features.sound | {\"items\": [{\"item\": \"a\", \"features\": {\"sound\": [[1, 2, 3], [1, 2, 3], [1, 2, 3]]}}]}",
      })
  void wrongItems_areRefusedByTheirPlaceAndNoneIsAdded(
      int status, String kind, String where, String body) {
    try (RecommendationServer server = server().start()) {
      Client client = new Client(server.address());
      JsonObject problem =
          problem(send(client, PUT, body.replace("GOOD", item("good", 1))), status, kind);
      assertThat(problem.get("where").getAsString()).startsWith(where);
      assertThat(recommended(client)).hasSize(TestModel.ITEMS);
    }
  }

  @Test
  void unknownItems_areRefusedByTheirPlaceAndNoneIsChanged() {
    try (RecommendationServer server = server().start()) {
      Client client = new Client(server.address());
      JsonObject problem =
          problem(send(client, RETIRE, ids("item-1", "none")), 422, "unknown-item");
      assertThat(problem.get("where").getAsString()).isEqualTo("$.items[1]");
      good(send(client, PUT, put(item("new", 1))));
      problem(send(client, RESTORE, ids("new")), 422, "unknown-item");
      assertThat(recommended(client)).hasSize(TestModel.ITEMS + 1);
    }
  }

  /** Nobody without the token makes the server read a large body. */
  @Test
  void token_isAskedForBeforeTheBody() throws IOException {
    try (RecommendationServer server = server().start();
        RawConnection connection = new RawConnection(server.address())) {
      connection.send(RawConnection.head(PUT, 10_000));
      assertThat(connection.status()).as("not a byte of it was sent").isEqualTo(401);
      Client client = new Client(server.address());
      problem(client.post(PUT, put(item("new", 1))), 401, "unauthorised");
      String[] wrong = {"Authorization", "Bearer another one entirely"};
      for (String path : List.of(PUT, RETIRE, RESTORE)) {
        problem(client.post(path, ids("item-1"), wrong), 401, "unauthorised");
      }
      assertThat(recommended(client)).hasSize(TestModel.ITEMS);
    }
  }

  @Test
  void noToken_nobodyChangesItems() {
    try (RecommendationServer server = RecommendationServer.of(bundle).spec(PLAIN).start()) {
      Client client = new Client(server.address());
      for (String path : List.of(PUT, RETIRE, RESTORE)) {
        problem(send(client, path, ids("item-1")), 403, "admin-off");
      }
      assertThat(recommended(client)).hasSize(TestModel.ITEMS);
    }
  }

  @Test
  void changes_haveALimitOfTheirOwn() {
    try (RecommendationServer server = server().start()) {
      Client client = new Client(server.address());
      String[] many = IntStream.range(0, 50).mapToObj(i -> item("n" + i, i)).toArray(String[]::new);
      assertThat(put(many)).hasSizeBetween(2001, 20_000);
      good(send(client, PUT, put(many)));
      String title = "{\"item\": \"long\", \"title\": \"" + "x".repeat(20_000) + "\"}";
      problem(send(client, PUT, put(title)), 413, "body-too-large");
      problem(
          client.post("/v1/recommend", "{\"history\": [\"" + "x".repeat(2000) + "\"]}"),
          413,
          "body-too-large");
    }
  }

  @Test
  void journal_bringsChangesBackAfterARestart() {
    try (RecommendationServer server = server().journal(journal).start()) {
      Client client = new Client(server.address());
      JsonObject added = good(send(client, PUT, put(item("new", 1), item("other", 2))));
      assertThat(added.get("changesLast").getAsString()).isEqualTo("restart");
      good(send(client, RETIRE, ids("item-3", "other")));
      assertThatThrownBy(() -> server().journal(journal).start())
          .as("one process at a time")
          .isInstanceOf(UsageException.class)
          .hasMessageContaining("is in use by");
    }
    try (RecommendationServer again = server().journal(journal).start()) {
      Client client = new Client(again.address());
      assertThat(recommended(client)).contains("new").doesNotContain("other", "item-3").hasSize(20);
      assertThat(named(good(client.get("/v1/items?query=new")))).containsExactly("new");
      assertThat(good(client.get("/v1/model")).get("retired").getAsInt()).isEqualTo(1);
    }
  }

  @Test
  void changes_areMadeToTheNextBundleToo() {
    Path second = TestModel.save(folder.resolve("second"), 2);
    try (RecommendationServer server = server().journal(journal).start()) {
      Client client = new Client(server.address());
      good(send(client, PUT, put(item("new", 1))));
      good(send(client, RETIRE, ids("item-3")));
      List<String> before = recommended(client);
      TestModel.replace(bundle, second);
      JsonObject model = good(send(client, "/v1/admin/reload", ""));
      assertThat(model.get("added").getAsInt()).isEqualTo(1);
      assertThat(recommended(client))
          .containsExactlyInAnyOrderElementsOf(before)
          .isNotEqualTo(before);
      good(send(client, PUT, put(item("newer", 2))));
      assertThat(named(good(client.get("/v1/items?query=new")))).containsExactly("new", "newer");
    }
    try (RecommendationServer again = server().journal(journal).start()) {
      assertThat(recommended(new Client(again.address()))).contains("new", "newer").hasSize(21);
    }
  }

  @Test
  void folderOfTheJournalThatIsNone_endsTheStart() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "no folder");
    assertThatThrownBy(() -> server().journal(file.resolve("journal")).start())
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining("cannot write");
    try (RecommendationServer after = server().journal(journal).start()) {
      good(new Client(after.address()).get("/health/ready"));
    }
  }

  @Test
  void journalThatCannotBeWrittenAnew_isToldByTheReload() throws IOException {
    Path kept = Files.createDirectory(folder.resolve("kept"));
    try (RecommendationServer server = server().journal(kept.resolve("journal")).start()) {
      Client client = new Client(server.address());
      good(send(client, PUT, put(item("new", 1))));
      Files.move(kept, folder.resolve("gone"));
      Files.writeString(kept, "no folder");
      JsonObject problem = problem(send(client, "/v1/admin/reload", ""), 507, "journal-failed");
      assertThat(problem.get("detail").getAsString()).contains("serves with all changes");
      assertThat(recommended(client)).contains("new");
      assertThat(client.get("/metrics").body())
          .contains("seqrec_model_stale 0", "seqrec_model_reloads_total{outcome=\"loaded\"} 1");
    }
  }

  @Test
  void writesWhileClientsRead_eachAnswerIsOfOneTime() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(8);
    AtomicBoolean done = new AtomicBoolean();
    try (RecommendationServer server = server().journal(journal).start()) {
      Client client = new Client(server.address());
      List<Future<Integer>> readers = new ArrayList<>();
      for (int t = 0; t < 8; t++) {
        int reader = t;
        Callable<Integer> reading =
            () -> {
              int answers = 0;
              while (!done.get()) {
                if (reader % 4 == 0) {
                  JsonObject page = good(client.get("/v1/items?query=pair&limit=10"));
                  assertThat(page.get("total").getAsInt()).as("both or none").isIn(0, 2);
                } else {
                  JsonObject answer = good(client.post("/v1/recommend", EVERYTHING));
                  assertThat(named(answer).stream().filter(id -> id.startsWith("pair")).count())
                      .as("both or none")
                      .isIn(0L, 2L);
                  for (var one : answer.getAsJsonArray("items")) {
                    JsonObject found = one.getAsJsonObject();
                    assertThat(found.get("title").getAsString())
                        .isEqualTo(TestModel.title(found.get("item").getAsString()));
                  }
                }
                answers++;
              }
              return answers;
            };
        readers.add(threads.submit(reading));
      }
      for (int i = 0; i < 40; i++) {
        good(send(client, PUT, put(item("pair-1", i), item("pair-2", -i))));
        good(send(client, RETIRE, ids("pair-1", "pair-2")));
      }
      done.set(true);
      for (Future<Integer> reader : readers) {
        assertThat(reader.get()).isPositive();
      }
    } finally {
      done.set(true);
      threads.shutdownNow();
    }
  }
}
