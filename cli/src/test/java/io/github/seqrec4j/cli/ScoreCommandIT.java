package io.github.seqrec4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code score} in this process, and in a real one that is killed. */
final class ScoreCommandIT {

  @TempDir private static Path folder;
  private static Shop shop = new Shop(Path.of(""), Path.of(""));
  private static Path model = Path.of("");

  @TempDir private Path out;

  @BeforeAll
  static void train() throws IOException {
    shop = Shop.in(folder);
    Path run = folder.resolve("run");
    shop.train(run, "--set", "seqrec4j.training.epochs=1").good();
    model = run.resolve("model");
  }

  private static Object[] command(Path data, Path file, Object... more) {
    return Stream.concat(
            Stream.of("score", "--model", model, "--data", data, "--out", file), Stream.of(more))
        .toArray();
  }

  /** Rows of a query on a Parquet file, fields apart by blanks. */
  static List<String> rows(String sql) throws SQLException {
    List<String> rows = new ArrayList<>();
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
        ResultSet result = connection.createStatement().executeQuery(sql)) {
      int columns = result.getMetaData().getColumnCount();
      while (result.next()) {
        List<String> fields = new ArrayList<>();
        for (int c = 1; c <= columns; c++) {
          fields.add(String.valueOf(result.getString(c)));
        }
        rows.add(String.join(" ", fields));
      }
    }
    return rows;
  }

  @Test
  void file_holdsWhatRecommendSays() throws IOException, SQLException {
    Path file = out.resolve("it's top.parquet");
    String said = Result.of(command(shop.data(), file, "-k", 4)).good().out();
    assertThat(said).contains("top 4 of " + Shop.USERS + " users").doesNotContain("left out");
    String from = "'" + file.toString().replace("'", "''") + "'";
    assertThat(rows("select column_name, column_type from (describe from " + from + ")"))
        .containsExactly("user VARCHAR", "item VARCHAR", "rank INTEGER", "score FLOAT");
    assertThat(rows("select count(*), count(distinct \"user\") from " + from))
        .containsExactly(4 * Shop.USERS + " " + Shop.USERS);
    for (String user : List.of("user0", "user31", "user59")) {
      JsonArray expected =
          JsonParser.parseString(
                  Result.of(
                          "recommend",
                          "--model",
                          model,
                          "--data",
                          shop.data(),
                          "--user",
                          user,
                          "-k",
                          4,
                          "--json")
                      .good()
                      .out())
              .getAsJsonArray();
      List<String> items = new ArrayList<>();
      expected.forEach(e -> items.add(e.getAsJsonObject().get("item").getAsString()));
      assertThat(
              rows("select item from " + from + " where \"user\" = '" + user + "' order by rank"))
          .isEqualTo(items);
    }
    assertThat(TrainedModelTest.names(out)).containsExactly(file.getFileName().toString());
    Result.of(command(shop.data(), file)).failed(2, "exists; remove it");
  }

  @Test
  void engines_agree() throws SQLException {
    Path java = out.resolve("java.parquet");
    Path torch = out.resolve("torch.parquet");
    assertThat(Result.of(command(shop.data(), java)).good().err()).contains("by JAVA");
    assertThat(Result.of(command(shop.data(), torch, "--engine", "pytorch")).good().err())
        .contains("by PYTORCH");
    assertThat(
            rows(
                "select count(*), max(abs(a.score - b.score)) < 1e-5 from '%s' a join '%s' b"
                        .formatted(java, torch)
                    + " on a.\"user\" = b.\"user\" and a.rank = b.rank and a.item = b.item"))
        .containsExactly(10 * Shop.USERS + " true");
    Result.of(command(shop.data(), out.resolve("x"), "--engine", "gpu"))
        .failed(2, "--engine", "JAVA");
  }

  @Test
  void seenItems_comeBackWhereTheyMay() throws SQLException {
    Path file = out.resolve("all.parquet");
    Result.of(command(shop.data(), file, "--k", 1000, "--keep-seen")).good();
    assertThat(rows("select count(*) from '" + file + "'"))
        .containsExactly(String.valueOf(Shop.USERS * Shop.ITEMS));
  }

  @Test
  void usersOfNewItemsAlone_areLeftOutAndCounted() throws IOException, SQLException {
    Path data = Files.createDirectories(out.resolve("data"));
    StringBuilder log = new StringBuilder("user\titem\ttimestamp\n");
    for (int n = 0; n < 6; n++) {
      log.append("old\t").append(Shop.item(n)).append('\t').append(n).append('\n');
      log.append("new\tunheard-of-").append(n).append('\t').append(n).append('\n');
    }
    Files.writeString(data.resolve("interactions.tsv"), log);
    Path file = out.resolve("new.parquet");
    assertThat(Result.of(command(data, file)).good().out())
        .contains("top 10 of 1 users; left out, as the model knows none of their items: 1");
    assertThat(rows("select distinct \"user\" from '" + file + "'")).containsExactly("old");
  }

  @Test
  void missingOrDamagedModel_isTold() throws IOException {
    Path none = out.resolve("none");
    Result.of("score", "--model", none, "--data", shop.data(), "--out", out.resolve("x"))
        .failed(3, none + ": no such model directory");
    Path broken = Files.createDirectory(out.resolve("broken"));
    for (String name : TrainedModelTest.names(model)) {
      Files.copy(model.resolve(name), broken.resolve(name));
    }
    Files.writeString(broken.resolve("run.conf"), "seqrec4j {");
    Result.of("score", "--model", broken, "--data", shop.data(), "--out", out.resolve("x"))
        .failed(3, broken.resolve("run.conf") + ": damaged");
  }

  @Test
  void wrongUsage_isToldBeforeWork() {
    Result.of(command(shop.data(), out.resolve("x"), "-k", 0)).failed(2, "-k must be at least 1");
    Result.of(command(shop.data(), out.resolve("x"), "--at", "noon")).failed(2, "--at: expected");
    Result.of(command(shop.data(), out.resolve("x"), "--threads", 0)).failed(2, "in [1, 1024]: 0");
    assertThat(out).isEmptyDirectory();
  }

  @Test
  void killedRun_goesOnToTheSameBytes() throws IOException, InterruptedException {
    Path data = Files.createDirectories(out.resolve("data"));
    Files.writeString(data.resolve("interactions.tsv"), manyUsers());
    Path killed = out.resolve("killed.parquet");
    Path chunks = out.resolve("killed.parquet.chunks");
    Path log = out.resolve("killed.log");
    Process process = start(command(data, killed), log);
    try {
      while (!Files.exists(chunks.resolve("0000000000.parquet"))) {
        assertThat(process.isAlive()).as("alive; it said %s", Files.readString(log)).isTrue();
        Thread.sleep(5);
      }
      Result.of(command(data, killed)).failed(2, "is being written by process " + process.pid());
    } finally {
      process.destroyForcibly().waitFor();
    }
    assertThat(killed).as("killed before its end").doesNotExist();
    Result.of(command(data, killed, "-k", 3)).failed(2, "with other options", "remove it");

    assertThat(Result.of(command(data, killed, "--threads", 3)).good().err())
        .contains("going on at ");
    Path unbroken = out.resolve("unbroken.parquet");
    assertThat(Result.of(command(data, unbroken, "--threads", 1)).good().err())
        .doesNotContain("going on");
    assertThat(killed).hasSameBinaryContentAs(unbroken);
    assertThat(TrainedModelTest.names(out))
        .containsExactlyInAnyOrder("data", "killed.log", "killed.parquet", "unbroken.parquet");
  }

  /** Three chunks. */
  private static String manyUsers() {
    Random random = new Random(1);
    StringBuilder log = new StringBuilder("user\titem\ttimestamp\n");
    for (int u = 0; u < 2 * UserScores.CHUNK + 100; u++) {
      for (int n = 0; n < 5; n++) {
        String item = Shop.item(random.nextInt(Shop.ITEMS));
        log.append('u').append(u).append('\t').append(item).append('\t').append(n).append('\n');
      }
    }
    return log.toString();
  }

  private static Process start(Object[] command, Path log) throws IOException {
    List<String> arguments = Stream.of(command).map(Object::toString).toList();
    return SeqrecProcess.of(arguments)
        .redirectErrorStream(true)
        .redirectOutput(log.toFile())
        .start();
  }
}
