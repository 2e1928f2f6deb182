package io.github.seqrec4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.github.seqrec4j.api.files.AtomicFiles;
import io.github.seqrec4j.api.files.ProcessLock;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code train} leaves behind, and what the other commands make of it, whole or damaged. */
final class TrainedModelTest {

  @TempDir private static Path folder;
  private static Shop shop = new Shop(Path.of(""), Path.of(""));
  private static Path run = Path.of("");
  private static Path model = Path.of("");
  private static String trained = "";

  @TempDir private Path copies;

  @BeforeAll
  static void train() throws IOException {
    shop = Shop.in(folder);
    run = folder.resolve("run");
    model = run.resolve("model");
    trained = shop.train(run, "--with-users").good().out();
  }

  @Test
  void train_writesMetrics() throws IOException {
    JsonObject metrics = json(run.resolve("metrics.json")).getAsJsonObject();
    assertThat(metrics.keySet())
        .contains("config", "data", "bestEpoch", "validation", "test", "seconds", "seed");
    JsonObject data = metrics.getAsJsonObject("data");
    assertThat(data.get("hash").getAsString()).matches("[0-9a-f]{64}");
    assertThat(data.get("users").getAsInt()).isEqualTo(Shop.USERS);
    assertThat(data.get("items").getAsInt()).isEqualTo(Shop.ITEMS);
    assertThat(data.get("interactions").getAsInt()).isGreaterThanOrEqualTo(6 * Shop.USERS);
    assertThat(metrics.get("bestEpoch").getAsInt()).isBetween(1, 3);
    assertThat(metrics.get("seed").getAsLong()).isEqualTo(42);
    assertThat(metrics.getAsJsonObject("seconds").keySet()).contains("train", "evaluate");
    JsonObject config = metrics.getAsJsonObject("config");
    assertThat(config.get("max-length").getAsInt()).isEqualTo(6);
    assertThat(config.getAsJsonObject("backbone").get("type").getAsString()).isEqualTo("sasrec");
    for (String split : List.of("validation", "test")) {
      JsonObject branches = metrics.getAsJsonObject(split);
      assertThat(branches.keySet()).containsExactly("ensemble", "id", "text", "image");
      for (String branch : branches.keySet()) {
        JsonObject values = branches.getAsJsonObject(branch);
        assertThat(values.keySet()).contains("hit@10", "ndcg@10", "mrr");
        values.entrySet().forEach(v -> assertThat(v.getValue().getAsDouble()).isBetween(0.0, 1.0));
      }
    }
  }

  @Test
  void runInsteadOfItsModel_isGuessedAt() {
    Result.of("recommend", "--model", run, "--history", Shop.item(1))
        .failed(3, "bundle.json: missing", "did you mean " + model + "?");
  }

  @Test
  void history_isALineOfCsv() {
    String one = Shop.item(1) + ", \"" + Shop.item(2) + "\" ," + Shop.item(3);
    String[] several = {Shop.item(1), Shop.item(2), Shop.item(3)};
    String listed = Result.of("recommend", "--model", model, "--history", one).good().out();
    String repeated =
        Result.of(
                "recommend",
                "--model",
                model,
                "--history",
                several[0],
                "--history",
                several[1],
                "--history",
                several[2])
            .good()
            .out();
    assertThat(listed).isEqualTo(repeated);
    Result.of("recommend", "--model", model, "--history", Shop.item(1) + ",,x")
        .failed(2, "an empty item in '" + Shop.item(1) + ",,x'");
    Result.of("recommend", "--model", model, "--history", "\"a, b\"")
        .failed(2, "unknown item 'a, b'");
  }

  @Test
  void overrideOfAComponentNotInUse_isTold() {
    Path out = copies.resolve("idle");
    String idle = "seqrec4j.backbone.gru4rec.dropout=0.5";
    String used = "seqrec4j.training.epochs=1";
    String err = shop.train(out, "--set", idle, "--set", used).good().err();
    assertThat(err)
        .containsOnlyOnce("changes nothing")
        .contains("--set seqrec4j.backbone.gru4rec.dropout changes nothing", "'sasrec'");
  }

  @Test
  void train_writesOneLinePerEpochAndNoRests() throws IOException {
    List<String> lines = Files.readAllLines(run.resolve("train.jsonl"));
    assertThat(lines).hasSize(3);
    for (int i = 0; i < lines.size(); i++) {
      JsonObject line = JsonParser.parseString(lines.get(i)).getAsJsonObject();
      assertThat(line.get("epoch").getAsInt()).isEqualTo(i + 1);
      assertThat(line.keySet())
          .contains("crossEntropy", "distillation", "gradientNorm", "validation", "best");
    }
    assertThat(names(run)).contains("metrics.json", "model", "train.jsonl");
    assertThat(names(run)).noneMatch(name -> name.contains("partial"));
    assertThat(names(model))
        .contains("bundle.json", "model.conf", "weights.safetensors", "items.csv", "users.csv");
    assertThat(trained).contains("popularity", "ensemble", "./seqrec recommend --model " + model);
  }

  @Test
  void train_keepsTheWeightsOfTheBestEpoch() throws IOException {
    Path out = copies.resolve("run");
    String rate = "seqrec4j.training.optimizer.adam-w.learning-rate=0.1"; // soon past its best
    shop.train(out, "--set", "seqrec4j.training.epochs=8", "--set", rate).good();
    JsonObject metrics = json(out.resolve("metrics.json")).getAsJsonObject();
    int best = metrics.get("bestEpoch").getAsInt();
    assertThat(best).as("an epoch before the last, or this test shows nothing").isLessThan(8);
    String line = Files.readAllLines(out.resolve("train.jsonl")).get(best - 1);
    assertThat(metrics.get("validation"))
        .isEqualTo(JsonParser.parseString(line).getAsJsonObject().get("validation"));
  }

  @Test
  void train_neverOverwritesARun() throws IOException {
    List<String> before = names(run);
    shop.train(run).failed(2, "already holds a run", "--resume");
    shop.train(run, "--resume").failed(2, "this run is finished");
    assertThat(names(run)).isEqualTo(before);
  }

  @Test
  void finishedRun_goesOnToMoreEpochs_asIfAskedFromTheStart() throws IOException {
    Path more = copies.resolve("more");
    copyTree(run, more);
    shop.train(more, "--resume", "--set", "seqrec4j.training.epochs=2")
        .failed(2, "this run is finished, after 3 epochs", "seqrec4j.training.epochs");
    shop.train(more, "--resume", "--with-users", "--set", "seqrec4j.training.epochs=5").good();
    Path whole = copies.resolve("whole");
    shop.train(whole, "--with-users", "--set", "seqrec4j.training.epochs=5").good();
    assertThat(more.resolve("model").resolve("weights.safetensors"))
        .hasSameBinaryContentAs(whole.resolve("model").resolve("weights.safetensors"));
    assertThat(Files.readAllLines(more.resolve("train.jsonl"))).hasSize(5);
    assertThat(json(more.resolve("metrics.json")).getAsJsonObject().get("test"))
        .isEqualTo(json(whole.resolve("metrics.json")).getAsJsonObject().get("test"));
    shop.train(
            more,
            "--resume",
            "--set",
            "seqrec4j.training.epochs=7",
            "--set",
            "seqrec4j.training.schedule.type=cosine")
        .failed(3, "seqrec4j.training.schedule.type was constant, is cosine");
  }

  @Test
  void scheduleOfTheNumberOfEpochs_isNotStretched() {
    Path out = copies.resolve("cosine");
    String cosine = "seqrec4j.training.schedule.type=cosine";
    shop.train(out, "--set", cosine).good();
    shop.train(out, "--resume", "--set", cosine, "--set", "seqrec4j.training.epochs=5")
        .failed(2, "training.schedule 'cosine' depend on the number of epochs", "3", "5");
  }

  /** Trained on what a run saw for which two more interactions of each user were held out. */
  @Test
  void refit_trainsOnAllThatWasHeldOut() throws IOException {
    String once = "seqrec4j.training.epochs=1";
    Path out = copies.resolve("refit");
    Result result = shop.train(out, "--refit", "--set", once, "--title", "All of it").good();
    assertThat(result.err()).contains("trained anew on all");
    Shop longer = Shop.in(copies.resolve("longer"));
    Path interactions = longer.data().resolve("interactions.tsv");
    StringBuilder text = new StringBuilder(Files.readString(interactions));
    for (int user = 0; user < Shop.USERS; user++) {
      text.append("user%d\titem-0\t200%nuser%d\titem-1\t201%n".formatted(user, user));
    }
    Files.writeString(interactions, text);
    Path expected = copies.resolve("expected");
    longer.train(expected, "--set", once).good();
    assertThat(out.resolve("model").resolve("weights.safetensors"))
        .hasSameBinaryContentAs(expected.resolve("model").resolve("weights.safetensors"));
    assertThat(json(out.resolve("metrics.json")).getAsJsonObject().has("refit")).isTrue();
    assertThat(Files.readString(out.resolve("report.html")))
        .contains("<h1 id=\"title\">All of it</h1>", "nothing held out");
    Result.of("evaluate", "--model", out.resolve("model")).failed(3, "--refit", "--other-data");
    shop.train(out, "--refit", "--resume", "--set", once).failed(2, "this run is finished");
  }

  @Test
  void splitWithoutTest_reportsValidation() throws IOException {
    Path out = copies.resolve("untested");
    Object[] split = {
      "--set", "seqrec4j.data.split.type=ratio",
      "--set", "seqrec4j.data.split.ratio.test=0",
      "--set", "seqrec4j.training.epochs=1"
    };
    Result result = shop.train(out, split).good();
    assertThat(result.err()).contains("nothing is held out for a test");
    assertThat(result.out()).contains("ensemble").doesNotContain("popularity", "NaN");
    assertThat(json(out.resolve("metrics.json")).getAsJsonObject().getAsJsonObject("test").size())
        .isZero();
    Result.of("evaluate", "--model", out.resolve("model")).failed(2, "--split validation");
    Result.of("evaluate", "--model", out.resolve("model"), "--split", "validation").good();
  }

  @Test
  void runKilledBesideItsMetrics_isResumedToTheSame() throws IOException {
    Path killed = copies.resolve("killed");
    copyTree(run, killed);
    Files.delete(killed.resolve("metrics.json")); // after the model, before the metrics
    shop.train(killed, "--resume", "--with-users").good();
    assertThat(json(killed.resolve("metrics.json")).getAsJsonObject().get("test"))
        .isEqualTo(json(run.resolve("metrics.json")).getAsJsonObject().get("test"));
    assertThat(killed.resolve("model").resolve("weights.safetensors"))
        .hasSameBinaryContentAs(model.resolve("weights.safetensors"));
    shop.train(killed, "--resume").failed(2, "this run is finished, after 3 epochs");
    AtomicFiles.deleteTree(killed.resolve("checkpoint"));
    shop.train(killed, "--resume", "--set", "seqrec4j.training.epochs=9")
        .failed(2, "its checkpoint is gone");
    assertThat(killed.resolve("model")).isDirectory();
  }

  @Test
  void runAtWork_keepsOthersOut() throws IOException {
    Path out = copies.resolve("locked");
    try (ProcessLock lock = ProcessLock.take(out.resolve(".lock"), holder -> holder)) {
      shop.train(out).failed(2, out + ": a run is at work in it, of this process");
      shop.train(out, "--resume").failed(2, out + ": a run is at work in it");
      assertThat(lock).isNotNull();
      assertThat(names(out)).containsExactly(".lock");
    }
    shop.train(out, "--set", "seqrec4j.training.epochs=1").good();
  }

  @Test
  void evaluate_reproducesTheMetricsOfTraining() throws IOException {
    JsonObject metrics = json(run.resolve("metrics.json")).getAsJsonObject();
    for (String split : List.of("test", "validation")) {
      Path file = copies.resolve(split + ".json");
      Result result =
          Result.of(
                  "evaluate", "--model", model, "--split", split, "--no-baselines", "--json", file)
              .good();
      assertThat(json(file)).isEqualTo(metrics.get(split));
      assertThat(result.out()).contains("hit@10", "ensemble", "image");
    }
  }

  @Test
  void evaluate_tellsDetailsAndPredictions() throws IOException {
    Path details = copies.resolve("details.json");
    Path predictions = copies.resolve("predictions.tsv");
    Result result =
        Result.of("evaluate", "--model", model, "--details", details, "--predictions", predictions)
            .good();
    assertThat(result.out())
        .contains("coverage@10", "diversity-text@10", "history ", "user light", "time fourth");
    JsonObject all = json(details).getAsJsonObject();
    JsonObject hit =
        all.getAsJsonObject("metrics").getAsJsonObject("ensemble").getAsJsonObject("hit@10");
    double reported =
        json(run.resolve("metrics.json"))
            .getAsJsonObject()
            .getAsJsonObject("test")
            .getAsJsonObject("ensemble")
            .get("hit@10")
            .getAsDouble();
    assertThat(hit.get("value").getAsDouble()).isEqualTo(reported);
    assertThat(reported).isBetween(hit.get("lower").getAsDouble(), hit.get("upper").getAsDouble());
    List<String> lines = Files.readAllLines(predictions);
    assertThat(lines.get(0)).isEqualTo("user\ttarget\titem\trank\tscore");
    assertThat(lines).hasSize(1 + 20 * Shop.USERS);
    long hits =
        lines.stream()
            .skip(1)
            .map(line -> line.split("\t", -1))
            .filter(cells -> cells[1].equals(cells[2]) && Integer.parseInt(cells[3]) <= 10)
            .count();
    assertThat(hits / (double) Shop.USERS).isEqualTo(reported);
  }

  @Test
  void evaluate_keepsTheTableWhereTheFileCannotBeWritten() {
    Result result =
        Result.of("evaluate", "--model", model, "--json", copies.resolve("none/m.json"))
            .failed(
                1, "cannot write " + copies.resolve("none/m.json"), "no such file or directory");
    assertThat(result.out()).contains("ensemble");
  }

  @Test
  void users_areNotInAModelUnlessAskedFor() throws IOException {
    Path out = copies.resolve("without");
    shop.train(out, "--set", "seqrec4j.training.epochs=1").good();
    Path without = out.resolve("model");
    assertThat(names(without)).doesNotContain("users.csv");
    for (String name : names(without)) {
      assertThat(Files.readString(without.resolve(name), StandardCharsets.ISO_8859_1))
          .as(name)
          .doesNotContain("user3");
    }
    Result.of("recommend", "--model", without, "--user", "user3")
        .failed(2, "this model holds no users", "--data DIR", "--with-users", "--history");
    String read =
        Result.of("recommend", "--model", without, "--user", "user3", "--data", shop.data())
            .good()
            .out();
    assertThat(read).contains("  1.  item-");
    Result.of("recommend", "--model", without, "--user", "usr3", "--data", shop.data())
        .failed(2, "unknown user 'usr3'; did you mean 'user", shop.data() + " knows 60 users");
    Result.of("recommend", "--model", without, "--history", "item-1", "--data", shop.data())
        .failed(2, "--data is where --user is looked up");
  }

  @Test
  void recommend_toAUserOfTheModelAndOfTheData_isTheSame() {
    assertThat(Result.of("recommend", "--model", model, "--user", "user3").good().out())
        .isEqualTo(
            Result.of("recommend", "--model", model, "--user", "user3", "--data", shop.data())
                .good()
                .out());
  }

  /** The last row of each user taken away: what is held out now was trained on. */
  @Test
  void evaluate_refusesOtherData() throws IOException {
    Shop other = Shop.in(copies);
    Path interactions = other.data().resolve("interactions.tsv");
    Files.writeString(
        interactions,
        Files.readString(interactions).replaceAll("(?m)^.*\\t99\\n", "")); // the newest of each
    Result.of("evaluate", "--model", model, "--data", other.data())
        .failed(3, "not the data the model was trained on: its hash is ", "--other-data");
    assertThat(
            Result.of("evaluate", "--model", model, "--data", other.data(), "--other-data")
                .good()
                .out())
        .contains("ensemble");
  }

  @Test
  void evaluate_matchesItemsByIdentifier() throws IOException {
    Shop other = Shop.in(copies);
    Path items = other.data().resolve("items.tsv");
    List<String> lines = new ArrayList<>(Files.readAllLines(items));
    java.util.Collections.reverse(lines.subList(1, lines.size()));
    Files.write(items, lines);
    for (String modality : List.of("text", "image")) { // not read; their rows would not fit
      Files.delete(other.data().resolve("features").resolve(modality + ".npy"));
    }
    assertThat(
            Result.of(
                    "evaluate",
                    "--model",
                    model,
                    "--data",
                    other.data(),
                    "--other-data",
                    "--no-baselines") // those of content need the features
                .good()
                .out())
        .isEqualTo(Result.of("evaluate", "--model", model, "--no-baselines").good().out());
  }

  @Test
  void recommend_takesIdentifiersThatLookLikeOptions() {
    refused("--history: unknown item '-k'", "--history=-k");
    refused("--history: unknown item '--json'", "--history=--json");
    refused("--user: unknown user '-V'", "--user=-V");
  }

  @Test
  void recommend_obeysThePoliciesOfTheRequest() {
    Result skipped =
        Result.of("recommend", "--model", model, "--history", "x,item-3", "--unknown", "skip")
            .good();
    assertThat(skipped.err()).contains("skipped, as the model does not know them: x");
    assertThat(skipped.out())
        .isEqualTo(Result.of("recommend", "--model", model, "--history", "item-3").good().out());
    assertThat(recommended("--history", "item-3", "--json", "--allow", "item-5,item-3,item-9"))
        .hasSize(2);
    assertThat(recommended("--history", "item-3", "--json", "-k", 99, "--deny", "item-5"))
        .hasSize(Shop.ITEMS - 2);
    JsonObject one =
        recommended("--history", "item-3", "--json", "--branch", "text", "--branches")
            .get(0)
            .getAsJsonObject();
    assertThat(one.getAsJsonObject("branches").get("text").getAsDouble())
        .isCloseTo(one.get("score").getAsDouble(), org.assertj.core.data.Offset.offset(1e-4));
    recommended("--history", "item-3", "--json", "--at", "2026-01-31T20:00:00+01:00");
    refused("unknown branch 'txt'; did you mean 'text'?", "--history", "item-3", "--branch", "txt");
    refused("--at: expected a time such as", "--history", "item-3", "--at", "noon");
    refused("--deny: unknown item 'q'", "--history", "item-3", "--deny", "q");
  }

  @Test
  void recommend_whereNothingIsLeft_saysSo() {
    Object[] all = {"recommend", "--model", model, "--history", "item-0", "--allow", "item-0"};
    assertThat(Result.of(all).good().err()).contains("nothing is left to recommend");
    Result unknown =
        Result.of("recommend", "--model", model, "--history", "q", "--unknown", "skip").good();
    assertThat(unknown.err()).contains("the model knows no item of the history");
  }

  @Test
  void evaluate_refusesAnotherCatalogue() throws IOException {
    Shop other = Shop.in(copies);
    Path items = other.data().resolve("items.tsv");
    Files.writeString(items, Files.readString(items).replace("item-7\t", "item-x\t"));
    Path interactions = other.data().resolve("interactions.tsv");
    Files.writeString(
        interactions, Files.readString(interactions).replace("\titem-7\t", "\titem-x\t"));
    Result.of("evaluate", "--model", model, "--data", other.data(), "--other-data")
        .failed(3, "1 of 40 items are unknown to the model, such as 'item-x'");
  }

  @Test
  void recommend_answersUsersAndHistories() {
    Result user = Result.of("recommend", "--model", model, "--user", "user3", "-k", 4).good();
    assertThat(user.out()).contains("  1.  item-", "Thing no. ", "  4.  ").doesNotContain("  5.  ");
    Result byHistory =
        Result.of("recommend", "--model", model, "--history", "item-3, item-4", "--branches", "-k3")
            .good();
    assertThat(byHistory.out()).contains("item-3  Thing no. 3", "id ", "text ", "image ");
  }

  @Test
  void recommend_jsonHoldsScoresAndFiltersWhatWasSeen() {
    JsonArray all = recommended("--history", "item-3,item-4", "-k", 100, "--json", "--branches");
    assertThat(all).hasSize(Shop.ITEMS - 2);
    double last = Double.POSITIVE_INFINITY;
    for (var element : all) {
      JsonObject one = element.getAsJsonObject();
      assertThat(one.get("item").getAsString()).isNotIn("item-3", "item-4");
      assertThat(one.get("title").getAsString()).startsWith("Thing no. ");
      double score = one.get("score").getAsDouble();
      assertThat(score).isLessThanOrEqualTo(last);
      last = score;
      JsonObject branches = one.getAsJsonObject("branches");
      double mean =
          branches.entrySet().stream()
              .mapToDouble(e -> e.getValue().getAsDouble())
              .average()
              .orElseThrow();
      assertThat(mean).isCloseTo(score, org.assertj.core.data.Offset.offset(1e-4)); // float32
    }
    assertThat(recommended("--history", "item-3,item-4", "-k", 100, "--json", "--include-seen"))
        .hasSize(Shop.ITEMS);
  }

  private static JsonArray recommended(Object... options) {
    List<Object> arguments = new ArrayList<>(List.of("recommend", "--model", model));
    arguments.addAll(List.of(options));
    return JsonParser.parseString(Result.of(arguments.toArray()).good().out()).getAsJsonArray();
  }

  @Test
  void recommend_refusesWhatItCannotAnswer() {
    refused("-k must be at least 1: 0", "--user", "user3", "-k", 0);
    refused("'x' is not an int", "--user", "user3", "-k", "x");
    refused("--user: unknown user 'usr3'; did you mean 'user", "--user", "usr3");
    refused("--history: unknown item 'itm-39'; did you mean 'item-3", "--history", "item-1,itm-39");
    refused("--history: unknown item 'zzzzzzzzz'; the model knows 40", "--history", "zzzzzzzzz,q");
    refused("--history: unknown item 'q'", "--history", "zzzzzzzzz,q");
    refused("--history: an empty item", "--history", "item-1,,item-2");
    refused("--history: an empty item", "--history", "");
    refused("--user=ID | --history=ITEM");
    refused("mutually exclusive", "--user", "user3", "--history", "item-1");
  }

  private static void refused(String message, Object... options) {
    List<Object> arguments = new ArrayList<>(List.of("recommend", "--model", model));
    arguments.addAll(List.of(options));
    assertThat(Result.of(arguments.toArray()).failed(2, message).out()).isEmpty();
  }

  @Test
  void missingModel_saysWhatAModelIs() {
    Path none = copies.resolve("none");
    Result.of("recommend", "--model", none, "--user", "u")
        .failed(3, none + ": no such model directory", "DIR/model");
    Result.of("evaluate", "--model", copies).failed(3, "bundle.json: missing");
    Result.of("recommend", "--user", "u").failed(2, "--model=DIR", "seqrec recommend --help");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "weights.safetensors",
        "item-vectors.safetensors",
        "model.conf",
        "items.csv",
        "users.csv"
      })
  void damagedFile_isNamed(String name) throws IOException {
    Path copy = copy();
    Path file = copy.resolve(name);
    byte[] bytes = Files.readAllBytes(file);
    bytes[bytes.length / 2] ^= 1;
    Files.write(file, bytes);
    Result.of("recommend", "--model", copy, "--user", "user3")
        .failed(3, file + ": damaged: its SHA-256 is not", "restore it from a copy or train again");
    Files.delete(file);
    Result.of("evaluate", "--model", copy).failed(3, file + ": missing");
  }

  @Test
  void damagedManifest_isNamed() throws IOException {
    Path copy = copy();
    Path file = copy.resolve("bundle.json");
    String whole = Files.readString(file);
    for (int length = 0; length < whole.length() - 2; length += 97) {
      Files.writeString(file, whole.substring(0, length));
      Result.of("recommend", "--model", copy, "--user", "user3").failed(3, file + ": damaged");
    }
    Files.writeString(file, whole.replaceFirst("\"format\": 2", "\"format\": 99"));
    Result.of("evaluate", "--model", copy)
        .failed(3, file + ": format 99, this version of seqrec4j reads format 2", "train again");
    Files.writeString(file, whole.replaceFirst("\"items.csv\"", "\"items.txt\""));
    Result.of("evaluate", "--model", copy).failed(3, "no checksum of items.csv");
  }

  private Path copy() throws IOException {
    Path copy = copies.resolve("model");
    copyTree(model, copy);
    return copy;
  }

  static void copyTree(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      files.forEach(
          file -> {
            try {
              Files.copy(file, to.resolve(from.relativize(file).toString()));
            } catch (IOException e) {
              throw new UncheckedIOException(e);
            }
          });
    }
  }

  static List<String> names(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  private static com.google.gson.JsonElement json(Path file) throws IOException {
    return JsonParser.parseString(Files.readString(file, StandardCharsets.UTF_8));
  }
}
