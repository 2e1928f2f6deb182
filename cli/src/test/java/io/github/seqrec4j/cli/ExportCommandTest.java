package io.github.seqrec4j.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.github.seqrec4j.api.RecommendRequest;
import io.github.seqrec4j.api.Recommendation;
import io.github.seqrec4j.lucene.LuceneRecommender;
import io.github.seqrec4j.lucene.VectorSearch;
import io.github.seqrec4j.runtime.SequentialRecommender;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every format, written by the command line and read back. */
final class ExportCommandTest {

  /** An identifier, a title and a brand that would end strings of JSON, CSV and SQL. */
  private static final String ODD = "o'dd\\ \"é\", </script>";

  @TempDir private static Path folder;
  private static Path data = Path.of("");
  private static Path model = Path.of("");
  private static SequentialRecommender recommender;

  @TempDir private Path out;

  @BeforeAll
  static void train() throws IOException {
    Shop shop = Shop.in(folder);
    data = shop.data();
    StringBuilder items = new StringBuilder("item\ttitle\tbrand\tprice\n");
    for (int i = 0; i < Shop.ITEMS; i++) {
      String title = i == 3 ? ODD : "Thing " + i;
      String brand = i == 3 ? ODD : "b" + i % 2;
      String price = i == 4 ? "" : String.valueOf(i * 1.5);
      items.append(String.join("\t", Shop.item(i), title, brand, price)).append('\n');
    }
    Files.writeString(data.resolve("items.tsv"), items);
    Path run = folder.resolve("run");
    shop.train(run, "--with-users", "--set", "seqrec4j.training.epochs=1").good();
    model = run.resolve("model");
    recommender = SequentialRecommender.load(model);
  }

  @AfterAll
  static void close() {
    recommender.close();
  }

  private static Result export(String format, Path out, Object... more) {
    return Result.of(
        Stream.concat(
                Stream.of("export", "--model", model, "--to", format, "--out", out),
                Stream.of(more))
            .toArray());
  }

  private static Object[] attributes() {
    return new Object[] {"--data", data, "--attribute", "brand", "--attribute", "price:number"};
  }

  @Test
  void index_answersAsTheModel() {
    Path index = out.resolve("index");
    assertThat(export("lucene", index, attributes()).good().out())
        .contains("40 items, vectors of 24 numbers");
    export("lucene", index, "--int8", "--connections", 8).good(); // in place of the one before
    export("lucene", index, attributes()).good();
    RecommendRequest request = RecommendRequest.of(Shop.item(1), Shop.item(2)).k(5);
    try (LuceneRecommender search = LuceneRecommender.open(model, index, VectorSearch.exact())) {
      assertThat(search.recommend(request).stream().map(Recommendation::item))
          .isEqualTo(recommender.recommend(request).stream().map(Recommendation::item).toList());
      assertThat(search.index().fields(Shop.item(3)))
          .containsEntry("title", ODD)
          .containsEntry("brand", ODD)
          .containsEntry("price", "4.5");
    }
  }

  @Test
  void parquet_holdsVectorsAndAttributes() throws SQLException {
    Path vectors = out.resolve("it's");
    export("parquet", vectors, attributes()).good();
    String from = "'" + vectors.toString().replace("'", "''") + "/items.parquet'";
    assertThat(
            ScoreCommandIT.rows(
                "select column_name, column_type from (describe from " + from + ")"))
        .containsExactly(
            "item VARCHAR", "title VARCHAR", "brand VARCHAR", "price DOUBLE", "vector FLOAT[]");
    List<String> rows = ScoreCommandIT.rows("select item, brand, price, vector from " + from);
    assertThat(rows).hasSize(Shop.ITEMS);
    for (int i = 0; i < rows.size(); i++) {
      String item = recommender.items().get(i);
      assertThat(rows.get(i)).startsWith(item + " ");
      float[] vector = recommender.itemVector(item);
      JsonArray read =
          JsonParser.parseString(rows.get(i).substring(rows.get(i).indexOf('['))).getAsJsonArray();
      assertThat(read).hasSize(vector.length);
      for (int d = 0; d < vector.length; d++) {
        assertThat(read.get(d).getAsFloat()).isEqualTo(vector[d]);
      }
    }
    assertThat(rows.get(3)).contains(ODD + " 4.5");
    assertThat(rows.get(4)).contains("b0 null");
    export("parquet", vectors).failed(3, "is not empty, it holds items.parquet");
  }

  @Test
  void bulkFiles_areJsonForBoth() throws IOException {
    export("opensearch", out.resolve("bulk"), attributes()).good();
    List<String> lines = Files.readAllLines(out.resolve("bulk").resolve("bulk-00001.ndjson"));
    assertThat(lines).hasSize(2 * Shop.ITEMS);
    for (int i = 0; i < Shop.ITEMS; i++) {
      String item = recommender.items().get(i);
      JsonObject action = JsonParser.parseString(lines.get(2 * i)).getAsJsonObject();
      assertThat(action.getAsJsonObject("index").get("_id").getAsString()).isEqualTo(item);
      JsonObject document = JsonParser.parseString(lines.get(2 * i + 1)).getAsJsonObject();
      assertThat(document.get("item").getAsString()).isEqualTo(item);
      assertThat(document.get("title").getAsString()).isEqualTo(i == 3 ? ODD : "Thing " + i);
      assertThat(document.has("price")).isEqualTo(i != 4);
      List<Float> vector = new ArrayList<>();
      document.getAsJsonArray("vector").forEach(number -> vector.add(number.getAsFloat()));
      List<Float> expected = new ArrayList<>();
      for (float number : recommender.itemVector(item)) {
        expected.add(number);
      }
      assertThat(vector).isEqualTo(expected);
    }
    JsonObject open = json("opensearch-index.json").getAsJsonObject("mappings");
    JsonObject knn = open.getAsJsonObject("properties").getAsJsonObject("vector");
    assertThat(knn.get("type").getAsString()).isEqualTo("knn_vector");
    assertThat(knn.get("dimension").getAsInt()).isEqualTo(24);
    assertThat(knn.getAsJsonObject("method").get("space_type").getAsString())
        .isEqualTo("innerproduct");
    JsonObject elastic = json("elasticsearch-index.json").getAsJsonObject("mappings");
    JsonObject properties = elastic.getAsJsonObject("properties");
    assertThat(properties.getAsJsonObject("price").get("type").getAsString()).isEqualTo("double");
    JsonObject dense = properties.getAsJsonObject("vector");
    assertThat(dense.get("type").getAsString()).isEqualTo("dense_vector");
    assertThat(dense.get("dims").getAsInt()).isEqualTo(24);
    assertThat(dense.get("similarity").getAsString()).isEqualTo("max_inner_product");
  }

  private JsonObject json(String file) throws IOException {
    return JsonParser.parseString(Files.readString(out.resolve("bulk").resolve(file)))
        .getAsJsonObject();
  }

  @Test
  void usersTimesItems_areTheScores() throws IOException, SQLException {
    export("csv", out.resolve("items")).good();
    export("parquet", out.resolve("users"), "--users", "--data", data).good();
    export("parquet", out.resolve("stored"), "--users").good();
    String user = "user7";
    String sql =
        "select u.\"user\", i.item, list_inner_product(u.vector, i.vector::float[]) as score from '"
            + out.resolve("users").resolve("users.parquet")
            + "' u, read_csv('"
            + out.resolve("items").resolve("items.csv")
            + "') i where u.\"user\" = '"
            + user
            + "' order by i.item";
    List<String> scores = ScoreCommandIT.rows(sql);
    assertThat(scores).hasSize(Shop.ITEMS);
    List<String> history = recommender.histories().orElseThrow().history(user);
    RecommendRequest request =
        RecommendRequest.of(history).k(Shop.ITEMS).seen(RecommendRequest.Seen.INCLUDE);
    for (Recommendation expected : recommender.recommend(request)) {
      String row =
          scores.stream()
              .filter(r -> r.startsWith(user + " " + expected.item() + " "))
              .findFirst()
              .orElseThrow();
      double score = Double.parseDouble(row.substring(row.lastIndexOf(' ')));
      assertThat(score).isCloseTo(expected.score(), within(1e-4)); // sums of 24 in float32
    }
    assertThat(ScoreCommandIT.rows("from '" + out.resolve("stored").resolve("users.parquet") + "'"))
        .hasSize(Shop.USERS);
  }

  @Test
  void array_hasTheRowsOfItsNames() throws IOException {
    export("npy", out.resolve("npy")).good();
    byte[] bytes = Files.readAllBytes(out.resolve("npy").resolve("items.npy"));
    assertThat(new String(bytes, 0, 128, java.nio.charset.StandardCharsets.ISO_8859_1))
        .contains("'descr': '<f4'", "'shape': (40, 24)");
    int start = bytes.length - 40 * 24 * Float.BYTES;
    java.nio.ByteBuffer numbers =
        java.nio.ByteBuffer.wrap(bytes).order(java.nio.ByteOrder.LITTLE_ENDIAN).position(start);
    for (String item : recommender.items()) {
      for (float number : recommender.itemVector(item)) {
        assertThat(numbers.getFloat()).isEqualTo(number);
      }
    }
    List<String> names = Files.readAllLines(out.resolve("npy").resolve("items.csv"));
    assertThat(names).hasSize(Shop.ITEMS + 1);
    assertThat(names.get(0)).isEqualTo("item,title");
    assertThat(names.get(2)).startsWith(recommender.items().get(1) + ",");
  }

  @Test
  void wrongUsage_isRefusedAndLeavesNothing() {
    Path place = out.resolve("refused");
    export("lucene", place, "--users").failed(2, "--users is for PARQUET");
    export("npy", place, "--int8").failed(2, "--int8 is for LUCENE");
    export("csv", place, "--attribute", "brand").failed(2, "--attribute needs --data");
    export("csv", place, "--data", data, "--attribute", "brand:number")
        .failed(3, "attribute 'brand' of item 'item-0': expected a number, got 'b0'");
    export("csv", place, "--data", data, "--attribute", "price:money")
        .failed(2, "'money' in 'price:money' is no kind");
    export("csv", place, "--data", data, "--attribute", "title")
        .failed(2, "attribute 'title': the name is taken");
    export("csv", place, "--data", data, "--attribute", "colour").failed(3, "no column 'colour'");
    assertThat(out).isEmptyDirectory();
  }
}
