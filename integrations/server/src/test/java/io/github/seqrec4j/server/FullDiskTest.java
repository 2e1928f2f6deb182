package io.github.seqrec4j.server;

import static io.github.seqrec4j.server.Client.good;
import static io.github.seqrec4j.server.Client.problem;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** A journal in a process whose files may grow no further, as on a full disk. */
@EnabledOnOs(OS.LINUX)
final class FullDiskTest {

  private static final String TOKEN = "a token of the tests";

  @TempDir private static Path folder;

  /** Serves until it is killed, and prints where. */
  static final class Serving {
    private Serving() {}

    @SuppressWarnings("SystemOut") // read by the test
    public static void main(String[] args) throws InterruptedException {
      try (RecommendationServer server = start(Path.of(args[0]), Path.of(args[1]))) {
        System.out.println(server.address());
        Thread.currentThread().join();
      }
    }
  }

  private static RecommendationServer start(Path bundle, Path journal) {
    return RecommendationServer.of(bundle)
        .spec(ServerSpec.builder().port(0).reloadSeconds(0).build())
        .adminToken(TOKEN)
        .journal(journal)
        .start();
  }

  private static HttpResponse<String> put(Client client, String id, int titleLength) {
    String body =
        "{\"items\": [{\"item\": \"%s\", \"title\": \"%s\", \"features\": {\"text\": [1, 2, 3, 4]}}]}"
            .formatted(id, "x".repeat(titleLength));
    return client.post("/v1/admin/items", body, "Authorization", "Bearer " + TOKEN);
  }

  private static boolean knows(Client client, String id) {
    return client.get("/v1/items/" + id).statusCode() == 200;
  }

  @Test
  void changeThatCannotBeKept_isNotMade() throws IOException, InterruptedException {
    Path bundle = TestModel.save(folder.resolve("model"), 1);
    Path journal = folder.resolve("journal");
    Process process =
        new ProcessBuilder(
                "sh",
                "-c",
                "ulimit -f 64; exec \"$0\" \"$@\"", // 32 or 64 KiB, as the shell counts
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:-UsePerfData",
                "-cp",
                System.getProperty("java.class.path"),
                Serving.class.getName(),
                bundle.toString(),
                journal.toString())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    try {
      Client client = new Client(URI.create(process.inputReader().readLine()));
      good(put(client, "small", 10));
      JsonObject problem = problem(put(client, "large", 100_000), 507, "journal-failed");
      assertThat(problem.get("detail").getAsString()).contains("nothing is changed", "journal");
      assertThat(knows(client, "small")).isTrue();
      assertThat(knows(client, "large")).isFalse();
      good(put(client, "next", 10));
    } finally {
      process.destroyForcibly().waitFor();
    }
    try (RecommendationServer again = start(bundle, journal)) {
      Client client = new Client(again.address());
      assertThat(knows(client, "small")).isTrue();
      assertThat(knows(client, "next")).isTrue();
      assertThat(knows(client, "large")).isFalse();
    }
  }
}
