package io.github.seqrec4j.server;

import static io.github.seqrec4j.server.Client.good;
import static io.github.seqrec4j.server.Client.problem;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A bundle that changes, breaks and vanishes while it serves. */
final class ChangingModelTest {

  private static final String TOKEN = "a token of the tests";
  private static final String BODY = "{\"history\": [\"item-1\"], \"k\": 5}";

  @TempDir private Path folder;
  private Path first = Path.of("");
  private Path second = Path.of("");
  private Path bundle = Path.of("");

  @BeforeEach
  void save() {
    first = TestModel.save(folder.resolve("first"), 1);
    second = TestModel.save(folder.resolve("second"), 2);
    bundle = folder.resolve("model");
    TestModel.replace(bundle, first);
  }

  private RecommendationServer start() {
    return RecommendationServer.of(bundle)
        .spec(ServerSpec.builder().port(0).reloadSeconds(0).build())
        .adminToken(TOKEN)
        .start();
  }

  private static String answer(Client client) {
    return good(client.post("/v1/recommend", BODY)).toString();
  }

  private static String state(Client client) {
    return good(client.get("/health/ready")).get("model").getAsString();
  }

  @Test
  void changedBundle_isServedOnceItIsStill() {
    try (RecommendationServer server = start()) {
      Client client = new Client(server.address());
      String before = answer(client);
      server.look();
      server.look();
      assertThat(answer(client)).isEqualTo(before);
      TestModel.replace(bundle, second);
      server.look();
      assertThat(answer(client)).as("it may still be on its way").isEqualTo(before);
      server.look();
      assertThat(answer(client)).isNotEqualTo(before);
      assertThat(client.get("/metrics").body())
          .contains("seqrec_model_reloads_total{outcome=\"loaded\"} 1");
    }
  }

  @Test
  void brokenOrVanishedBundle_leavesTheModelThatServes() throws IOException {
    try (RecommendationServer server = start()) {
      Client client = new Client(server.address());
      String before = answer(client);
      Files.writeString(bundle.resolve("weights.safetensors"), "broken");
      server.look();
      server.look();
      server.look();
      assertThat(answer(client)).isEqualTo(before);
      assertThat(state(client)).isEqualTo("stale");
      assertThat(client.get("/metrics").body())
          .contains("seqrec_model_stale 1")
          .as("tried once")
          .contains("seqrec_model_reloads_total{outcome=\"failed\"} 1");
      JsonObject problem =
          problem(
              client.post("/v1/admin/reload", "", "Authorization", "Bearer " + TOKEN),
              409,
              "reload-failed");
      assertThat(problem.get("detail").getAsString()).contains("weights.safetensors");
      TestModel.remove(bundle);
      server.look();
      server.look();
      assertThat(answer(client)).isEqualTo(before);
      assertThat(state(client)).isEqualTo("stale");
      TestModel.replace(bundle, second);
      server.look();
      server.look();
      assertThat(answer(client)).isNotEqualTo(before);
      assertThat(state(client)).isEqualTo("current");
    }
  }

  @Test
  void watchedBundle_isLoadedWithoutBeingAsked() throws InterruptedException {
    try (RecommendationServer server =
        RecommendationServer.of(bundle)
            .spec(ServerSpec.builder().port(0).reloadSeconds(1).build())
            .start()) {
      Client client = new Client(server.address());
      String before = answer(client);
      TestModel.replace(bundle, second);
      while (answer(client).equals(before)) {
        Thread.sleep(20); // the test's own timeout ends what never changes
      }
      assertThat(state(client)).isEqualTo("current");
    }
  }

  @Test
  void modelReplacedUnderLoad_noRequestIsLost() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(8);
    AtomicBoolean done = new AtomicBoolean();
    try (RecommendationServer server = start()) {
      Client client = new Client(server.address());
      String before = answer(client);
      TestModel.replace(bundle, second);
      good(client.post("/v1/admin/reload", "", "Authorization", "Bearer " + TOKEN));
      Set<String> both = Set.of(before, answer(client));
      List<Future<?>> all = new ArrayList<>();
      for (int t = 0; t < 8; t++) {
        Callable<Void> asking =
            () -> {
              while (!done.get()) {
                assertThat(both).contains(answer(client));
              }
              return null;
            };
        all.add(threads.submit(asking));
      }
      for (int swap = 0; swap < 10; swap++) {
        TestModel.replace(bundle, swap % 2 == 0 ? first : second);
        good(client.post("/v1/admin/reload", "", "Authorization", "Bearer " + TOKEN));
      }
      done.set(true);
      for (Future<?> one : all) {
        one.get();
      }
    } finally {
      done.set(true);
      threads.shutdownNow();
    }
  }
}
