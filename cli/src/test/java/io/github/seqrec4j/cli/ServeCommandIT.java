package io.github.seqrec4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real process that serves, asked over HTTP and terminated under load. */
final class ServeCommandIT {

  private static final int CLIENTS = 8;
  private static final int SIGTERM = 143;
  private static final String TOKEN = "a token of the tests";

  @TempDir private static Path folder;
  private static Path model = Path.of("");

  @BeforeAll
  static void train() throws IOException {
    Path run = folder.resolve("run");
    Shop.in(folder).train(run, "--set", "seqrec4j.training.epochs=1").good();
    model = run.resolve("model");
  }

  @Test
  void terminatedUnderLoad_answersEveryRequest() throws Exception {
    Path token = Files.writeString(folder.resolve("token"), TOKEN + "\n");
    Process process = start(model, "--admin-token-file", token.toString());
    ExecutorService threads = Executors.newFixedThreadPool(CLIENTS);
    try {
      URI address = address(process, model);
      assertThat(reload(address, TOKEN).statusCode()).isEqualTo(200);
      assertThat(reload(address, "another one entirely").statusCode()).isEqualTo(401);
      AtomicLong answered = new AtomicLong();
      List<Future<Integer>> clients = new ArrayList<>();
      for (int c = 0; c < CLIENTS; c++) {
        Callable<Integer> client = () -> askUntilTheLast(address, answered);
        clients.add(threads.submit(client));
      }
      while (answered.get() < 20L * CLIENTS && process.isAlive()) {
        Thread.sleep(5);
      }
      process.destroy();
      for (Future<Integer> client : clients) {
        assertThat(client.get()).as("answers of a client").isPositive();
      }
      assertThat(process.waitFor()).isEqualTo(SIGTERM);
      assertThat(folder.resolve("serve.err")).content().contains("seqrec: stopped");
    } finally {
      threads.shutdownNow();
      process.destroyForcibly().waitFor();
    }
  }

  /** Over one connection, until an answer says that it is the last; each is good. */
  private static int askUntilTheLast(URI address, AtomicLong answered) throws Exception {
    HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    HttpRequest request =
        HttpRequest.newBuilder(address.resolve("/v1/recommend"))
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString("{\"history\": [\"" + Shop.item(1) + "\"]}"))
            .build();
    int count = 0;
    while (true) {
      HttpResponse<String> answer = http.send(request, BodyHandlers.ofString());
      assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
      assertThat(answer.body()).contains("\"items\":[{");
      count++;
      answered.incrementAndGet();
      if (answer.headers().firstValue("Connection").filter("close"::equals).isPresent()) {
        return count;
      }
    }
  }

  /** A model that was trained on what minilm makes of texts takes a new item by its text. */
  @Test
  void newItemByItsText_isRecommendedAndThereAfterARestart() throws Exception {
    Path texts = Files.createDirectory(folder.resolve("texts"));
    Shop shop = Shop.in(texts);
    shop.features("text", 384, new Random(1));
    shop.train(texts.resolve("run"), "--set", "seqrec4j.training.epochs=1").good();
    Path bundle = texts.resolve("run/model");
    Path token = Files.writeString(texts.resolve("token"), TOKEN);
    String[] options = {
      "--admin-token-file", token.toString(), "--journal", texts.resolve("journal").toString()
    };
    List<String> encoding = new ArrayList<>(List.of(options));
    encoding.add("--encode-texts");
    Process process = start(bundle, encoding.toArray(String[]::new));
    try {
      URI address = address(process, bundle);
      String added =
          post(
                  address,
                  "/v1/admin/items",
                  "{\"items\": [{\"item\": \"tea\", \"title\": \"Green tea\", \"text\": \"Green"
                      + " tea\"}, {\"item\": \"cup\", \"text\": \"A cup\"}]}",
                  TOKEN)
              .body();
      assertThat(added).contains("\"added\":2", "\"changesLast\":\"restart\"");
      post(address, "/v1/admin/items/retire", "{\"items\": [\"cup\"]}", TOKEN);
      assertThat(everything(address)).contains("\"tea\"").doesNotContain("\"cup\"");
      process.destroy();
      assertThat(process.waitFor()).isEqualTo(SIGTERM);
    } finally {
      process.destroyForcibly().waitFor();
    }
    Process again = start(bundle, options);
    try {
      URI address = address(again, bundle);
      assertThat(everything(address)).contains("\"tea\"").doesNotContain("\"cup\"");
      assertThat(
              post(
                      address,
                      "/v1/admin/items",
                      "{\"items\": [{\"item\": \"pot\", \"text\": \"A pot\"}]}",
                      TOKEN)
                  .body())
          .contains("no encoder for texts", "--encode-texts");
    } finally {
      again.destroyForcibly().waitFor();
    }
  }

  private static String everything(URI address) throws Exception {
    String body = "{\"history\": [\"%s\"], \"k\": 100}".formatted(Shop.item(1));
    return post(address, "/v1/recommend", body, TOKEN).body();
  }

  private static HttpResponse<String> reload(URI address, String token) throws Exception {
    return post(address, "/v1/admin/reload", "", token);
  }

  private static HttpResponse<String> post(URI address, String path, String body, String token)
      throws Exception {
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(address.resolve(path))
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build(),
            BodyHandlers.ofString());
  }

  private static Process start(Path bundle, String... more) throws IOException {
    List<String> arguments =
        new ArrayList<>(List.of("serve", "--model", bundle.toString(), "--port", "0"));
    arguments.addAll(List.of(more));
    return SeqrecProcess.of(arguments).redirectError(folder.resolve("serve.err").toFile()).start();
  }

  /** The one line that it prints, with the port that it took. */
  private static URI address(Process process, Path bundle) throws IOException {
    BufferedReader out = process.inputReader();
    String line = String.valueOf(out.readLine());
    assertThat(line).contains("serving " + bundle + " at http://127.0.0.1:");
    return URI.create(line.substring(line.indexOf("http")));
  }

  @Test
  void wrongOptions_areTold() throws IOException {
    Result.of("serve").failed(2, "--model=DIR");
    Result.of("serve", "--model", model, "--prot", "0")
        .failed(2, "unknown option '--prot' of seqrec serve; did you mean '--port'?");
    Result.of("serve", "--model", model, "--port", "65536").failed(2, "--port", "65535");
    Result.of("serve", "--model", folder.resolve("none"), "--port", "0")
        .failed(3, "no such model directory");
    Path token = Files.writeString(folder.resolve("short"), "short");
    Result.of("serve", "--model", model, "--port", "0", "--admin-token-file", token)
        .failed(2, "at least 16 characters");
    Result.of("serve", "--model", model, "--admin-token-file", folder.resolve("no-token"))
        .failed(2, "--admin-token-file", "is missing");
    Result.of("serve", "--model", model, "--images", folder.resolve("none")).failed(2, "no folder");
    Path journal = Files.writeString(folder.resolve("harmed"), "of something else\n");
    Result.of("serve", "--model", model, "--port", "0", "--journal", journal)
        .failed(3, "harmed: 1: damaged", "move it away");
    Result.of("serve", "--model", model, "--port", "0", "--journal", model.resolve("journal"))
        .failed(2, "must not lie in the bundle");
    Result.of(
            "serve",
            "--model",
            model,
            "--encode-texts",
            "--set",
            "seqrec4j.encode.text.encoder.type=tf-idf-svd")
        .failed(2, "text encoder 'tf-idf-svd' learns from the texts of a catalogue");
    Result.of("serve", "--model", model, "--set", "seqrec4j.server.max-concurent=1")
        .failed(2, "did you mean 'max-concurrent'?");
    Path config = Files.writeString(folder.resolve("my.conf"), "seqrec4j.server.port = 70000\n");
    Result.of("serve", "--model", model, "--config", config).failed(2, "my.conf: 1:", "65535");
  }
}
