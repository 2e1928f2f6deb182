package io.github.seqrec4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Protocols beside leave one out, and what is shown beside a model, through the commands. */
final class ProtocolsTest {

  private static final String ONE_EPOCH = "seqrec4j.training.epochs=1";

  @TempDir private Path folder;
  private Shop shop = new Shop(Path.of(""), Path.of(""));
  private Path run = Path.of("");

  @BeforeEach
  void write() throws IOException {
    shop = Shop.in(folder);
    run = folder.resolve("run");
  }

  private static JsonObject json(Path file) throws IOException {
    return JsonParser.parseString(Files.readString(file)).getAsJsonObject();
  }

  @Test
  void rollingWindows_areTrainedOneByOne_andToldInTheMean() throws IOException {
    String[] good = {
      "--set", ONE_EPOCH,
      "--set", "seqrec4j.data.split.type=rolling",
      "--set", "seqrec4j.data.split.rolling.windows=2",
      "--set", "seqrec4j.data.split.rolling.test-share=0.2",
      "--set", "seqrec4j.data.split.rolling.validation-share=0.2"
    };
    String out = shop.train(run, (Object[]) good).good().out();
    assertThat(out)
        .contains("window 1", "window 2", "deviation", "mean of popularity", "mean of ensemble");
    JsonObject all = json(run.resolve("rolling.json"));
    assertThat(all.getAsJsonArray("windows")).hasSize(2);
    double sum = 0;
    for (int window = 1; window <= 2; window++) {
      JsonObject metrics = json(run.resolve("window-" + window).resolve("metrics.json"));
      sum += value(metrics.getAsJsonObject("test"));
      assertThat(
              metrics
                  .getAsJsonObject("config")
                  .getAsJsonObject("data")
                  .getAsJsonObject("split")
                  .getAsJsonObject("rolling")
                  .get("window")
                  .getAsInt())
          .isEqualTo(window);
    }
    assertThat(value(all.getAsJsonObject("mean"))).isEqualTo(sum / 2);
    shop.train(run, (Object[]) good).failed(2, "already holds windows");
    Object[] resumed = Arrays.copyOf(good, good.length + 1, Object[].class);
    resumed[good.length] = "--resume";
    Result again = shop.train(run, resumed).good();
    assertThat(again.err()).contains("window 1 of 2 is done", "window 2 of 2 is done");
    assertThat(again.out()).contains("mean of ensemble");
  }

  private static double value(JsonObject rankings) {
    return rankings.getAsJsonObject("ensemble").get("mrr").getAsDouble();
  }

  @Test
  void coldItems_areToldBesideNeighboursAndChance() throws IOException {
    String out =
        shop.train(
                run,
                "--set",
                ONE_EPOCH,
                "--set",
                "seqrec4j.data.cold-items.share=0.2",
                "--set",
                "seqrec4j.data.cold-items.seed=2")
            .good()
            .out();
    assertThat(out).contains("items that training never saw", "chance", "content-text");
    JsonObject metrics = json(run.resolve("metrics.json"));
    assertThat(metrics.getAsJsonObject("cold").get("items").getAsInt()).isEqualTo(8);
    assertThat(metrics.getAsJsonObject("data").get("items").getAsInt()).isEqualTo(Shop.ITEMS - 8);
    assertThat(Files.readString(run.resolve("report.html")))
        .contains("Items that training never saw", "8 items were held out of training entirely")
        .contains(
            metrics.getAsJsonObject("data").getAsJsonObject("split").get("hash").getAsString());
    assertThat(
            Result.of(
                    "data",
                    "check",
                    "--data",
                    shop.data(),
                    "--config",
                    shop.config(),
                    "--set",
                    "seqrec4j.data.cold-items.share=0.2")
                .good()
                .out())
        .contains("cold:  8 of 40 items are held out of training");
  }

  @Test
  void evaluate_showsBaselines_andWritesPredictionsAsParquet() throws IOException, SQLException {
    String trained = shop.train(run, "--set", ONE_EPOCH).good().out();
    Path parquet = folder.resolve("lists.parquet");
    Path text = folder.resolve("lists.tsv");
    Path json = folder.resolve("metrics.json");
    String out =
        Result.of(
                "evaluate",
                "--model",
                run.resolve("model"),
                "--json",
                json,
                "--predictions",
                parquet)
            .good()
            .out();
    for (String name :
        List.of(
            "popularity",
            "recent-popularity",
            "last-item-markov",
            "item-knn",
            "content-text",
            "content-image",
            "ensemble")) {
      String line = out.lines().filter(l -> l.startsWith(name + " ")).findFirst().orElseThrow();
      assertThat(trained.lines().map(l -> l.replaceAll(" +", " ")))
          .as("the same as at the end of the training")
          .contains(line.replaceAll(" +", " "));
    }
    assertThat(json(json).keySet()).contains("ensemble", "id", "baseline popularity");
    Result.of("evaluate", "--model", run.resolve("model"), "--no-baselines", "--predictions", text)
        .good();
    List<String> lines = Files.readAllLines(text);
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
        ResultSet rows =
            connection
                .createStatement()
                .executeQuery("select * from read_parquet('" + parquet + "')")) {
      for (String line : lines.subList(1, lines.size())) {
        assertThat(rows.next()).isTrue();
        assertThat(
                rows.getString("user")
                    + "\t"
                    + rows.getString("target")
                    + "\t"
                    + rows.getString("item")
                    + "\t"
                    + rows.getInt("rank")
                    + "\t"
                    + rows.getFloat("score"))
            .isEqualTo(line);
      }
      assertThat(rows.next()).isFalse();
    }
    assertThat(lines).hasSize(1 + 20 * Shop.USERS);
  }
}
