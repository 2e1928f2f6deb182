package io.github.seqrec4j.server;

import static io.github.seqrec4j.server.Client.good;
import static io.github.seqrec4j.server.Client.problem;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** A journal in a process whose files may grow no further, as on a full disk. */
@EnabledOnOs(OS.LINUX)
final class FullDiskTest {

  @TempDir private static Path folder;

  private static HttpResponse<String> put(Client client, String id, int titleLength) {
    String body =
        "{\"items\": [{\"item\": \"%s\", \"title\": \"%s\", \"features\": {\"text\": [1, 2, 3, 4]}}]}"
            .formatted(id, "x".repeat(titleLength));
    return client.post("/v1/admin/items", body, "Authorization", "Bearer " + LiveItems.TOKEN);
  }

  private static boolean knows(Client client, String id) {
    return client.get("/v1/items/" + id).statusCode() == 200;
  }

  @Test
  void changeThatCannotBeKept_isNotMade() throws IOException, InterruptedException {
    Path bundle = TestModel.save(folder.resolve("model"), 1);
    Path journal = folder.resolve("journal");
    // 32 or 64 KiB, as the shell counts
    Process process =
        ServingProcess.begin(
            List.of("sh", "-c", "ulimit -f 64; exec \"$0\" \"$@\""), bundle, journal);
    try {
      Client client = ServingProcess.client(process);
      good(put(client, "small", 10));
      JsonObject problem = problem(put(client, "large", 100_000), 507, "journal-failed");
      assertThat(problem.get("detail").getAsString()).contains("nothing is changed", "journal");
      assertThat(knows(client, "small")).isTrue();
      assertThat(knows(client, "large")).isFalse();
      good(put(client, "next", 10));
    } finally {
      process.destroyForcibly().waitFor();
    }
    try (RecommendationServer again = ServingProcess.serve(bundle, journal)) {
      Client client = new Client(again.address());
      assertThat(knows(client, "small")).isTrue();
      assertThat(knows(client, "next")).isTrue();
      assertThat(knows(client, "large")).isFalse();
    }
  }
}
