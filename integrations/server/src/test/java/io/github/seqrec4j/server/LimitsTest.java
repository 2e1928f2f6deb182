package io.github.seqrec4j.server;

import static io.github.seqrec4j.server.Client.good;
import static io.github.seqrec4j.server.Client.problem;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a server survives: large, slow, broken and many requests. */
final class LimitsTest {

  private static final String GOOD = "{\"history\": [\"item-1\"]}";

  @TempDir private static Path folder;
  private static RecommendationServer server;
  private static Client client;

  @BeforeAll
  static void start() {
    server =
        RecommendationServer.of(TestModel.save(folder.resolve("model"), 1))
            .spec(
                ServerSpec.builder()
                    .port(0)
                    .maxBodyBytes(2000)
                    .maxConcurrent(4)
                    .requestSeconds(1)
                    .idleSeconds(2)
                    .build())
            .start();
    client = new Client(server.address());
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void announcedBodyThatIsTooLarge_isRefusedBeforeItComes() throws IOException {
    try (RawConnection connection = new RawConnection(server.address())) {
      connection.send(RawConnection.head("/v1/recommend", 100L << 20));
      assertThat(connection.status()).as("not a byte of it was sent").isEqualTo(413);
    }
  }

  @Test
  void bodyThatIsTooLarge_isRefusedOnItsWay() throws IOException {
    try (RawConnection connection = new RawConnection(server.address())) {
      connection.send(
          "POST /v1/recommend HTTP/1.1\r\nHost: test\r\nContent-Type: application/json\r\n"
              + "Transfer-Encoding: chunked\r\n\r\n"
              + "bb8\r\n"
              + "x".repeat(3000)
              + "\r\n");
      assertThat(connection.status()).isEqualTo(413);
    }
    String long_ = "{\"history\": [\"" + "x".repeat(3000) + "\"]}";
    problem(client.post("/v1/recommend", long_), 413, "body-too-large");
  }

  /** Else whoever asks again over the same connection may find it closed. */
  @Test
  void answerBeforeTheBody_isTheLastOfItsConnection() throws IOException {
    for (String path : List.of("/v1/model", "/nothing")) {
      HttpResponse<String> answer = client.post(path, GOOD);
      assertThat(answer.statusCode()).isIn(404, 405);
      assertThat(answer.headers().firstValue("Connection")).hasValue("close");
    }
    assertThat(client.post("/v1/recommend", GOOD).headers().firstValue("Connection")).isEmpty();
    assertThat(client.post("/v1/recommend", "{}").headers().firstValue("Connection")).isEmpty();
    try (RawConnection connection = new RawConnection(server.address())) {
      String bare = "POST /v1/admin/reload HTTP/1.1\r\nHost: test\r\n\r\n";
      assertThat(connection.send(bare).status()).as("no body, no type").isEqualTo(403);
    }
  }

  @Test
  void headers_areLimited() {
    HttpResponse<String> answer =
        Client.send(
            HttpRequest.newBuilder(client.address().resolve("/v1/model"))
                .header("X-Long", "x".repeat(20_000)));
    problem(answer, 431, "headers-too-large");
    assertThat(answer.body()).doesNotContain("jetty", "org.eclipse");
  }

  @Test
  void whatIsNotHttp_isRefused() throws IOException {
    try (RawConnection connection = new RawConnection(server.address())) {
      assertThat(connection.send("\u0000\u0001 nonsense\r\n\r\n").status()).isIn(400, -1);
    }
    try (RawConnection connection = new RawConnection(server.address())) {
      String twice =
          RawConnection.head("/v1/recommend", 5).replace("Host", "Content-Length: 7\r\nHost");
      assertThat(connection.send(twice + "12345").status()).isEqualTo(400);
    }
    good(client.get("/health/live"));
  }

  /** Ten times as many as there are threads, each with a body that never ends. */
  @Test
  void slowClients_holdUpNobody() throws IOException {
    List<RawConnection> slow = new ArrayList<>();
    try {
      for (int i = 0; i < 200; i++) {
        RawConnection connection = new RawConnection(server.address());
        slow.add(connection);
        connection.send(
            i % 2 == 0
                ? RawConnection.head("/v1/recommend", 50) + "{"
                : "POST /v1/recommend HTTP/1.1\r\nHost:");
      }
      for (int i = 0; i < 5; i++) {
        good(client.post("/v1/recommend", GOOD));
        good(client.get("/health/ready"));
      }
      assertThat(slow.get(0).status()).as("its time is over").isEqualTo(408);
      assertThat(slow.get(1).status()).as("silent in its headers").isIn(-1, 408);
    } finally {
      for (RawConnection connection : slow) {
        connection.close();
      }
    }
  }

  @Test
  void bodyThatBreaksOff_isNobodysHarm() throws IOException {
    for (int i = 0; i < 20; i++) {
      try (RawConnection connection = new RawConnection(server.address())) {
        connection.send(RawConnection.head("/v1/recommend", 50) + "{\"hist");
      }
    }
    good(client.post("/v1/recommend", GOOD));
  }

  @Test
  void concurrentRequests_areAnsweredOrToldToComeAgain() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(16);
    try {
      String expected = good(client.post("/v1/recommend", GOOD)).toString();
      List<Future<Integer>> all = new ArrayList<>();
      for (int t = 0; t < 16; t++) {
        Callable<Integer> asking =
            () -> {
              int answered = 0;
              for (int i = 0; i < 20; i++) {
                HttpResponse<String> answer = client.post("/v1/recommend", GOOD);
                if (answer.statusCode() == 503) {
                  problem(answer, 503, "busy");
                  assertThat(answer.headers().firstValue("Retry-After")).hasValue("1");
                } else {
                  assertThat(good(answer)).hasToString(expected);
                  answered++;
                }
              }
              return answered;
            };
        all.add(threads.submit(asking));
      }
      int answered = 0;
      for (Future<Integer> one : all) {
        answered += one.get();
      }
      assertThat(answered).isPositive();
    } finally {
      threads.shutdownNow();
    }
  }

  /** Longer than allowed, by an endpoint of this test: no model here takes a second. */
  @Test
  void busyServer_refuses_andSlowAnswersAreCutOff() throws Exception {
    java.util.concurrent.CountDownLatch hold = new java.util.concurrent.CountDownLatch(1);
    java.util.concurrent.CountDownLatch inside = new java.util.concurrent.CountDownLatch(1);
    Route slow =
        Route.post(
            "/slow",
            call -> {
              inside.countDown();
              try {
                hold.await();
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
              return Reply.json("late");
            });
    Route broken =
        Route.get(
            "/broken",
            call -> {
              throw new IllegalStateException("a secret of the server");
            });
    ServerSpec spec = ServerSpec.builder().port(0).maxConcurrent(1).requestSeconds(1).build();
    org.eclipse.jetty.server.Server jetty = new org.eclipse.jetty.server.Server(0);
    try (ServedModel model = new ServedModel(folder.resolve("model"));
        ServerMetrics metrics = new ServerMetrics(model, new Traffic())) {
      jetty.setHandler(new Router(spec, List.of(slow, broken), metrics, new Traffic(), () -> true));
      jetty.start();
      Client here = new Client(jetty.getURI());
      var first =
          java.util.concurrent.CompletableFuture.supplyAsync(() -> here.post("/slow", "{}"));
      inside.await();
      problem(here.post("/slow", "{}"), 503, "busy");
      problem(first.get(), 503, "answer-too-slow");
      HttpResponse<String> defect = here.get("/broken");
      problem(defect, 500, "defect");
      assertThat(defect.body()).doesNotContain("secret");
      hold.countDown();
    } finally {
      hold.countDown();
      jetty.stop();
    }
  }

  @Test
  void expectContinue_isAnswered() {
    HttpResponse<String> answer =
        Client.send(
            HttpRequest.newBuilder(client.address().resolve("/v1/recommend"))
                .expectContinue(true)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(GOOD)));
    good(answer);
  }
}
