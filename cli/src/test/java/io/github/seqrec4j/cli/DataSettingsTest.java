package io.github.seqrec4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Cleaning and splitting, from the command line to the results. */
final class DataSettingsTest {

  @TempDir private Path folder;
  private Shop shop = new Shop(Path.of(""), Path.of(""));

  @BeforeEach
  void write() throws IOException {
    shop = Shop.in(folder);
  }

  @Test
  void counts_areShownAndWritten() throws IOException {
    Files.writeString(
        shop.data().resolve("interactions.tsv"),
        "user1\nuser1\titem-1\tnoon\nuser1\titem-99\t1\nfew\titem-1\t1\n"
            + "late\titem-2\t150\n".repeat(5),
        StandardOpenOption.APPEND);
    Path run = folder.resolve("run");
    Result result =
        shop.train(
                run,
                "--set",
                "seqrec4j.training.epochs=1",
                "--set",
                "seqrec4j.data.reject={ lines = 2, unknown-items = drop }",
                "--set",
                "seqrec4j.data.split={ type = ratio, ratio { validation = 0.2, test = 0.2 } }")
            .good();
    assertThat(result.err())
        .contains("61 users of 62")
        .contains("dropped: 1 (item not in the items file), 1 (users with too few)")
        .contains("rejected: 1 (wrong number of fields), 1 (unusable timestamp)")
        .contains("split: ratio: ");
    JsonObject data =
        JsonParser.parseString(Files.readString(run.resolve("metrics.json")))
            .getAsJsonObject()
            .getAsJsonObject("data");
    assertThat(data.getAsJsonObject("rejected").get("unusable timestamp").getAsInt()).isEqualTo(1);
    assertThat(data.get("interactionsRead").getAsLong())
        .isEqualTo(data.get("interactions").getAsLong() + 4);
    assertThat(data.getAsJsonObject("split").get("type").getAsString()).isEqualTo("ratio");
    assertThat(data.getAsJsonObject("split").get("testTargets").getAsInt()).isGreaterThan(60);
    assertThat(data.getAsJsonArray("warnings").toString())
        .contains("training interactions happened after the earliest test target");
    assertThat(Files.readString(run.resolve("report.html")))
        .contains("rejected, unusable timestamp", "happened after the earliest test target");
    Result evaluated = Result.of("evaluate", "--model", run.resolve("model")).good();
    assertThat(evaluated.out()).contains("ensemble");
  }

  @Test
  void temporalSplit_isThatOfTrainingAndEvaluation() throws IOException {
    Path run = folder.resolve("run");
    String split =
        "seqrec4j.data.split={ type = temporal, temporal { validation-from = \"97\", test-from = \"99\" } }";
    Result result = shop.train(run, "--set", "seqrec4j.training.epochs=1", "--set", split).good();
    assertThat(result.err()).contains("split: temporal: ").contains("60 validation and 60 test");
    Path json = folder.resolve("test.json");
    Result.of("evaluate", "--model", run.resolve("model"), "--no-baselines", "--json", json).good();
    JsonObject test =
        JsonParser.parseString(Files.readString(run.resolve("metrics.json")))
            .getAsJsonObject()
            .getAsJsonObject("test");
    assertThat(JsonParser.parseString(Files.readString(json))).isEqualTo(test);
  }

  /** The command that is shown at the end is one that works. */
  @Test
  void modelThatReadsTimes_saysHowToAskIt() {
    Path run = folder.resolve("timed run");
    String shown =
        shop.train(
                run, "--set", "seqrec4j.training.epochs=1", "--set", "seqrec4j.backbone.type=hstu")
            .good()
            .out();
    assertThat(shown).contains("--user ID --data ", " --at TIME").doesNotContain("--history");
    Result.of("recommend", "--model", run.resolve("model"), "--history", "item-1")
        .failed(2, "when events happened", "--user ID --data DIR");
    Result asked =
        Result.of(
            "recommend",
            "--model",
            run.resolve("model"),
            "--user",
            "user1",
            "--data",
            shop.data(),
            "--at",
            "2026-01-31T20:00:00Z");
    assertThat(asked.good().out().lines()).hasSizeGreaterThan(10);
  }

  @Test
  void settings_areRefusedWithTheirNames() {
    refused(2, "seqrec4j.data.filter.from: 'noon' is no time", "filter.from=\"noon\"");
    refused(2, "seqrec4j.data.reject.share must be in [0, 1): 1.0", "reject.share=1");
    refused(2, "unknown split 'tempral'; did you mean 'temporal'?", "split.type=tempral");
    refused(
        2,
        "seqrec4j.data.ingest.memory-megabytes must be at least 128: 1",
        "ingest.memory-megabytes=1");
    refused(
        2, "seqrec4j.data.ingest.threads must be at most 1024: 2000000", "ingest.threads=2000000");
    refused(
        3,
        "its times are numbers, but seqrec4j.data.filter says '2024-01-01'",
        "filter.to=\"2024-01-01\"");
    refused(
        3,
        "the test split is empty",
        "split={ type = temporal, temporal { validation-from = \"97\", test-from = \"1000\" } }");
  }

  private void refused(int status, String message, String setting) {
    Path out = folder.resolve("run");
    Object set = "seqrec4j.data." + setting;
    assertThat(shop.train(out, "--set", set).failed(status, message).out()).isEmpty();
    assertThat(out).doesNotExist();
  }
}
