package io.github.seqrec4j.examples;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.github.seqrec4j.data.Dataset;
import io.github.seqrec4j.training.TrainedRecommender;
import io.github.seqrec4j.training.Trainer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every example runs on the generated shop. */
class ExamplesTest {

  @TempDir private static Path folder;

  private static Path shop;

  @BeforeAll
  static void generate() {
    shop = DemoShop.in(folder.resolve("shop"));
  }

  @FunctionalInterface
  private interface Main {
    void run(String[] arguments) throws Exception;
  }

  private static List<String> output(Main main, Object... arguments) throws Exception {
    PrintStream usual = System.out;
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
    try {
      main.run(java.util.Arrays.stream(arguments).map(Object::toString).toArray(String[]::new));
    } finally {
      System.setOut(usual);
    }
    return printed.toString(StandardCharsets.UTF_8).lines().toList();
  }

  @Test
  void configSwap_printsALinePerBackbone() throws Exception {
    assertThat(output(ConfigSwap::main, shop))
        .satisfiesExactly(
            line -> assertThat(line).matches("sasrec +hit@10 0\\.\\d{4} after epoch [12]"),
            line -> assertThat(line).matches("gru4rec +hit@10 0\\.\\d{4} after epoch [12]"));
  }

  @Test
  void liveItems_showsTheNewItemAndExplainsIt_alsoAfterARestart() throws Exception {
    Path model = folder.resolve("live/model");
    Files.createDirectories(model.getParent());
    List<String> first = output(LiveItems::main, shop, model);
    assertThat(first).hasSize(12).contains("5 that differ");
    assertThat(first.get(11))
        .startsWith("why new-1: [Part[branch=text, score=")
        .contains(", like ");
    assertThat(output(LiveItems::main, shop, model)).isEqualTo(first);
  }

  @Test
  void ownBackbone_trains() throws Exception {
    assertThat(output(OwnBackbone::main, shop)).singleElement().asString().contains("hit@10=0.");
  }

  @Test
  void ownFusion_hasItsOwnBranch() throws Exception {
    assertThat(output(OwnFusion::main, shop))
        .singleElement()
        .asString()
        .startsWith("branches [gated]")
        .contains("hit@10=0.");
  }

  @Test
  void ownDistillation_trainsAllBranches() throws Exception {
    assertThat(output(OwnDistillation::main, shop))
        .extracting(line -> line.replaceFirst(":.*", ""))
        .containsExactlyInAnyOrder("ensemble", "id", "text", "image");
  }

  @Test
  void fourthModality_isABranchLikeOthers() throws Exception {
    assertThat(output(FourthModality::main, shop))
        .extracting(line -> line.replaceFirst(":.*", ""))
        .containsExactlyInAnyOrder("ensemble", "id", "text", "image", "price");
    Files.delete(shop.resolve("features").resolve("price.npy"));
  }

  @Test
  void ownColumns_areRead() throws Exception {
    Path data = Files.createDirectory(folder.resolve("own-columns"));
    StringBuilder items = new StringBuilder("sku\tname\n");
    StringBuilder interactions = new StringBuilder("bought_at\tsku\tcustomer\n");
    for (int i = 0; i < 5; i++) {
      items.append("s").append(i).append("\tThing ").append(i).append('\n');
      interactions.append("2026-01-0").append(i + 1).append("\ts").append(i).append("\tann\n");
    }
    Files.writeString(data.resolve("items.tsv"), items);
    Files.writeString(data.resolve("interactions.tsv"), interactions);

    assertThat(output(OwnColumns::main, data))
        .containsExactly("1 users, 5 items", "s0 is called Thing 0");
    assertThat(data.resolve("features/text.npy")).exists();
  }

  @Test
  void batchScoring_writesTenItemsForEveryUser() throws Exception {
    Path out = folder.resolve("best.tsv");
    output(BatchScoring::main, shop, out);
    List<String> lines = Files.readAllLines(out);
    try (Dataset dataset = Dataset.open(shop)) {
      assertThat(lines).hasSize(1 + 10 * dataset.users());
    }
    assertThat(lines.get(1).split("\t", -1)).hasSize(4);
  }

  @Test
  void coldItems_areFiveThatNobodyBought() throws Exception {
    assertThat(output(ColdItems::main, shop))
        .hasSize(6)
        .first()
        .asString()
        .startsWith("never sold");
  }

  @Test
  void readingResults_printsIntervalsAndTheBaseline() throws Exception {
    List<String> lines = output(ReadingResults::main, shop);
    assertThat(lines)
        .anySatisfy(l -> assertThat(l).matches("ensemble +hit@10 0\\.\\d{4} \\+- 0\\.\\d{4}"))
        .anySatisfy(l -> assertThat(l).matches("popularity +hit@10 0\\.\\d{4}"));
  }

  @Test
  void kotlinQuickstart_printsTenItems() throws Exception {
    String item = anyItem();
    assertThat(output(KotlinQuickstartKt::main, shop, item))
        .hasSize(12)
        .startsWith("epoch 1", "epoch 2");
  }

  @Test
  void httpService_answersAndSaysWhatIsWrong() throws Exception {
    Path bundle = folder.resolve("bundle");
    String item = anyItem();
    List<String> expected;
    try (Dataset dataset = Dataset.open(shop);
        TrainedRecommender model =
            Trainer.create().fit(DemoShop.spec().build(), dataset, event -> {})) {
      model.save(bundle);
      expected = model.recommend(List.of(item), 3).stream().map(r -> r.item()).toList();
    }
    try (HttpService service = new HttpService(bundle, 0)) {
      HttpResponse<String> good = get(service, "history=" + item + "&k=3");
      assertThat(good.statusCode()).isEqualTo(200);
      JsonArray items = JsonParser.parseString(good.body()).getAsJsonArray();
      assertThat(items)
          .extracting(e -> ((JsonObject) e).get("item").getAsString())
          .containsExactlyElementsOf(expected);
      HttpResponse<String> unknown = get(service, "history=no-such-item");
      assertThat(unknown.statusCode()).isEqualTo(400);
      assertThat(unknown.body()).contains("unknown item 'no-such-item'");
      assertThat(get(service, "k=3").statusCode()).isEqualTo(400);
      assertThat(get(service, "history=" + item + "&k=0").statusCode()).isEqualTo(400);
    }
  }

  private static String anyItem() {
    try (Dataset dataset = Dataset.open(shop)) {
      return dataset.itemId(1);
    }
  }

  private static HttpResponse<String> get(HttpService service, String query)
      throws IOException, InterruptedException {
    URI uri = URI.create("http://localhost:" + service.port() + "/recommend?" + query);
    return HttpClient.newHttpClient()
        .send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
  }
}
