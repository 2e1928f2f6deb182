package io.github.seqrec4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.github.seqrec4j.data.NpyWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Items into a model and out of it, without a training, and what recommends and trains with it. */
final class ItemsCommandTest {

  @TempDir private static Path folder;
  private static Shop shop = new Shop(Path.of(""), Path.of(""));
  private static Path model = Path.of("");
  private static Path items = Path.of("");
  private static Path features = Path.of("");

  @TempDir private Path out;

  @BeforeAll
  static void train() throws IOException {
    shop = Shop.in(folder);
    model = folder.resolve("run/model");
    shop.train(folder.resolve("run")).good();
    items = folder.resolve("new.csv");
    Files.writeString(
        items, "item,title\n\"new, 1\",\"First <new> thing\"\nnew-2,Second\nnew-3,\n");
    features = Files.createDirectory(folder.resolve("features"));
    write("text", 4, 1);
    write("image", 3, 2);
  }

  private static void write(String modality, int width, int missing) {
    Path file = features.resolve(modality + ".npy");
    try (NpyWriter writer = new NpyWriter(file, NpyWriter.Precision.FLOAT32, 3, width)) {
      for (int i = 0; i < 3; i++) {
        float[] row = new float[width];
        for (int f = 0; i != missing && f < width; f++) {
          row[f] = (float) Math.sin(7 * i + f + 1);
        }
        writer.write(row);
      }
      writer.finish();
    }
  }

  private Path added() {
    Path target = out.resolve("added");
    Result.of(
            "items",
            "add",
            "--model",
            model,
            "--items",
            items,
            "--features",
            features,
            "--out",
            target)
        .good();
    return target;
  }

  @Test
  void addedItems_areRecommended_andTheModelIsUntouched() throws IOException {
    byte[] before = Files.readAllBytes(model.resolve("bundle.json"));
    Path target = added();
    JsonArray all = recommend(target, "--history", Shop.item(1), "-k", "100", "--branches");
    assertThat(all).hasSize(Shop.ITEMS + 3 - 1);
    assertThat(field(all, "item")).contains("new, 1", "new-2", "new-3");
    assertThat(field(all, "title")).contains("First <new> thing", "Second", "new-3");
    all.forEach(
        one -> {
          JsonObject entry = one.getAsJsonObject();
          boolean added = entry.get("item").getAsString().startsWith("new");
          assertThat(entry.getAsJsonObject("branches").has("id")).isEqualTo(!added);
        });
    assertThat(Files.readAllBytes(model.resolve("bundle.json"))).isEqualTo(before);
    assertThat(recommend(target, "--history", "new-2", "-k", "100")).hasSize(Shop.ITEMS + 2);
    Result.of("evaluate", "--model", target).good();
    shop.train(out.resolve("next"), "--from", target).good();
  }

  @Test
  void knownItem_isRefusedOrReplaced_andOneOfAnotherShapeIsRefused() throws IOException {
    Path target = added();
    Path again = out.resolve("again");
    String[] command = {
      "items",
      "add",
      "--model",
      target.toString(),
      "--items",
      items.toString(),
      "--out",
      again.toString(),
      "--features",
      features.toString()
    };
    Result.of((Object[]) command)
        .failed(2, "the model has 3 of the items already: new, 1, new-2, new-3", "--replace");
    List<String> replacing = new ArrayList<>(List.of(command));
    replacing.add("--replace");
    Result.of(replacing.toArray()).good();
    assertThat(recommend(again, "--history", Shop.item(1), "-k", "100")).hasSize(Shop.ITEMS + 2);
    Result.of(replacing.toArray()).failed(2, "exists; a model is never overwritten");
    Path other = Files.createDirectory(out.resolve("wide"));
    Files.copy(features.resolve("image.npy"), other.resolve("text.npy"));
    Result.of(
            "items",
            "add",
            "--model",
            model,
            "--items",
            items,
            "--features",
            other,
            "--out",
            out.resolve("none"))
        .failed(2, "features 'text' must be 1 x 4 numbers, as the model was trained on: got 3");
    assertThat(out.resolve("none")).doesNotExist();
  }

  @Test
  void encoderThatLearns_isRefused() {
    Result.of(
            "items",
            "add",
            "--model",
            model,
            "--items",
            items,
            "--set",
            "seqrec4j.encode.text.encoder.type=tf-idf-svd",
            "--out",
            out.resolve("none"))
        .failed(2, "text encoder 'tf-idf-svd' learns from the texts of a catalogue");
  }

  @Test
  void retiredItems_areNotRecommended_andMayStandInHistories() {
    Path target = out.resolve("less");
    Result.of(
            "items",
            "retire",
            "--model",
            model,
            "--item",
            Shop.item(3) + "," + Shop.item(4),
            "--out",
            target)
        .good();
    assertThat(field(recommend(target, "--history", Shop.item(3), "-k", "100"), "item"))
        .hasSize(Shop.ITEMS - 2)
        .doesNotContain(Shop.item(3), Shop.item(4));
    Result.of(
            "items", "retire", "--model", target, "--item", "nobody", "--out", out.resolve("none"))
        .failed(2, "unknown items [nobody]");
  }

  @Test
  void explanation_hasPartsAndHistory() {
    Path target = added();
    JsonArray all =
        recommend(target, "--history", Shop.item(1) + "," + Shop.item(2), "-k", "100", "--explain");
    for (var one : all) {
      JsonObject entry = one.getAsJsonObject();
      JsonObject explanation = entry.getAsJsonObject("explanation");
      boolean placed = entry.get("item").getAsString().startsWith("new");
      assertThat(explanation.get("placed").getAsBoolean()).isEqualTo(placed);
      assertThat(explanation.getAsJsonArray("branches")).hasSize(placed ? 2 : 3);
      assertThat(explanation.getAsJsonArray("history")).hasSize(2);
    }
    assertThat(
            Result.of("recommend", "--model", target, "--history", Shop.item(1), "--explain")
                .good()
                .out())
        .contains("made of: id ", "like ");
  }

  @Test
  void diversity_isAListOfOthers_andARefusedRange() {
    List<String> best = field(recommend(model, "--history", Shop.item(1), "-k", "5"), "item");
    assertThat(
            field(
                recommend(model, "--history", Shop.item(1), "-k", "5", "--diversity", "1"), "item"))
        .isEqualTo(best);
    assertThat(
            field(
                recommend(model, "--history", Shop.item(1), "-k", "5", "--diversity", "0.1"),
                "item"))
        .hasSize(5)
        .startsWith(best.get(0))
        .isNotEqualTo(best);
    Result.of("recommend", "--model", model, "--history", Shop.item(1), "--diversity", "2")
        .failed(2, "lambda of diversity must be in [0, 1]: 2.0");
  }

  private static JsonArray recommend(Path bundle, Object... more) {
    List<Object> command = new ArrayList<>(List.of("recommend", "--model", bundle, "--json"));
    command.addAll(List.of(more));
    return JsonParser.parseString(Result.of(command.toArray()).good().out()).getAsJsonArray();
  }

  private static List<String> field(JsonArray answer, String name) {
    List<String> values = new ArrayList<>();
    answer.forEach(one -> values.add(one.getAsJsonObject().get(name).getAsString()));
    return values;
  }
}
