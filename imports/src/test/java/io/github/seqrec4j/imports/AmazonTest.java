package io.github.seqrec4j.imports;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The three editions of Amazon Reviews. */
final class AmazonTest {

  @TempDir private Path parent;
  private Source source = new Source(Path.of(""), Path.of(""));

  @BeforeEach
  void create() throws IOException {
    source = Source.in(parent);
  }

  @Test
  void edition2014_readsWhatPythonPrinted() throws IOException {
    source.text(
        "reviews_Beauty_5.json.gz",
        """
        {"reviewerID": "A1", "asin": "B1", "reviewerName": "x", "helpful": [0, 1], "overall": 5.0, "unixReviewTime": 1369699200}
        {"reviewerID": "A2", "asin": "B2", "overall": 1.0, "unixReviewTime": 1355443200}
        """);
    source.text(
        "meta_Beauty.json.gz",
        """
        {'asin': 'B1', 'title': "Girl's \\tTutu \\xe9\\u2122", 'price': 3.17, 'imUrl': 'http://i/1.jpg', 'brand': 'Coxlures', 'related': {'also_bought': ['B2', 'B3']}, 'salesRank': {'Toys & Games': 211836}, 'categories': [['Sports', 'Other "Sports"'], ['Dance']], 'description': None}
        {"asin": "B3", "title": "Strict", "price": null}
        {'asin': 'B4'}
        """);
    ImportSummary summary = source.run(new Amazon2014());
    assertThat(source.lines("interactions.tsv"))
        .containsExactly(
            "user\titem\ttimestamp\trating", "A1\tB1\t1369699200\t5", "A2\tB2\t1355443200\t1");
    assertThat(source.lines("items.tsv"))
        .containsExactly(
            "item\ttitle\tbrand\tprice\tcategories\tdescription\timage_url",
            "B1\tGirl's Tutu \u00e9\u2122\tCoxlures\t3.17\tSports > Other \"Sports\" | Dance\t\thttp://i/1.jpg",
            "B3\tStrict\t\t\t\t\t",
            "B4\t\t\t\t\t\t",
            "B2\t\t\t\t\t\t");
    assertThat(summary.undescribed()).isEqualTo(1);
    assertThat(summary.untitled()).isEqualTo(1);
  }

  @Test
  void edition2018_readsListsAsText() throws IOException {
    source.text(
        "All_Beauty_5.json",
        "{\"overall\": 4.0, \"verified\": true, \"reviewerID\": \"A1\", \"asin\": \"B1\", \"unixReviewTime\": 1424304000, \"style\": {\"Size:\": \" 1\"}}\n");
    source.text(
        "meta_All_Beauty.json.gz",
        """
        {"category": ["Beauty", "Hair"], "description": ["One.", "", "Two."], "title": "Shampoo", "feature": ["Soft"], "brand": "X", "asin": "B1", "imageURLHighRes": ["http://i/h.jpg"], "imageURL": ["http://i/l.jpg"], "price": "$9.99"}
        {"asin": "B1", "title": "Shampoo again"}
        """);
    ImportSummary summary = source.run(new Amazon2018());
    assertThat(source.lines("items.tsv"))
        .containsExactly(
            "item\ttitle\tbrand\tprice\tcategories\tfeatures\tdescription\timage_url",
            "B1\tShampoo\tX\t$9.99\tBeauty > Hair\tSoft\tOne. Two.\thttp://i/h.jpg");
    assertThat(summary.items().dropped()).containsEntry("the item again, the first is kept", 1L);
    assertThat(summary.items().read()).isEqualTo(2);
  }

  @Test
  void edition2023_takesTheParent() throws IOException {
    source.text(
        "All_Beauty.jsonl.gz",
        "{\"rating\": 5.0, \"title\": \"Such\", \"images\": [], \"asin\": \"B0X\", \"parent_asin\": \"B00\", \"user_id\": \"AGK\", \"timestamp\": 1588687728923, \"verified_purchase\": true}\n");
    source.text(
        "meta_All_Beauty.jsonl",
        "{\"main_category\": \"All Beauty\", \"title\": \"Howard LC0008\", \"features\": [\"a\", \"b\"], \"description\": [], \"price\": 12.5, \"images\": [{\"thumb\": \"t\", \"large\": \"l\", \"hi_res\": null}], \"store\": \"Howard\", \"categories\": [], \"parent_asin\": \"B00\"}\n");
    source.run(new Amazon2023());
    assertThat(source.lines("interactions.tsv")).contains("AGK\tB00\t1588687728923\t5");
    assertThat(source.lines("items.tsv")).contains("B00\tHoward LC0008\tHoward\t12.5\t\ta b\t\tl");
  }

  @Test
  void unratedReviews_areKeptOrDropped() throws IOException {
    source.text(
        "X.jsonl",
        """
        {"user_id": "u", "parent_asin": "a", "timestamp": 1, "rating": 4}
        {"user_id": "u", "parent_asin": "b", "timestamp": 2, "rating": 3.9}
        {"user_id": "u", "parent_asin": "c", "timestamp": 3}
        """);
    ImportOptions four =
        ImportOptions.builder()
            .minimumRating(4.0)
            .coldItems(ImportOptions.ColdItems.KEEP)
            .pictures(ImportOptions.PictureTransfer.LINK)
            .build();
    ImportSummary summary = source.run(new Amazon2023(), four);
    assertThat(source.lines("interactions.tsv")).hasSize(2).contains("u\ta\t1\t4");
    assertThat(summary.interactions().dropped())
        .containsEntry("rated below 4.0", 1L)
        .containsEntry("without a rating", 1L);
    assertThat(summary.notes()).anyMatch(note -> note.contains("no metadata file meta_X"));
    Source again = new Source(source.folder(), parent.resolve("again"));
    assertThat(again.run(new Amazon2023()).interactions().kept()).isEqualTo(3);
    assertThat(again.lines("interactions.tsv")).contains("u\tc\t3\t");
  }

  @Test
  void malformedLines_areNamed() throws IOException {
    source.text(
        "X.jsonl", "{\"user_id\": \"u\", \"parent_asin\": \"a\", \"timestamp\": 1}\n{\"user");
    source.refuses(new Amazon2023(), "X.jsonl: 2: not a JSON object: ", "'{\"user'");
    source.text("X.jsonl", "{\"user_id\": \"u\", \"parent_asin\": null, \"timestamp\": 1}\n");
    source.refuses(new Amazon2023(), "X.jsonl: 1: no text or number under 'parent_asin' but null");
    source.text("X.jsonl", "{} {}\n");
    source.refuses(new Amazon2023(), "X.jsonl: 1: not a JSON object: malformed at column 5");
    source.text("X.jsonl", "{user_id: 1}\n");
    source.refuses(new Amazon2023(), "X.jsonl: 1: not a JSON object");
    source.text("X.jsonl", "[]\n");
    source.refuses(new Amazon2023(), "X.jsonl: 1: not a JSON object");
    source.text("X.jsonl", "{\"user_id\": \"u\\tv\", \"parent_asin\": \"a\", \"timestamp\": 1}\n");
    source.refuses(
        new Amazon2023(), "X.jsonl: 1: user 'u\\tv' holds a control character at position 2");
    source.text("X.jsonl", "{'user_id': 'u\n");
    source.refuses(new Amazon2023(), "X.jsonl: 1: not a Python literal: a string without an end");
    source.text("X.jsonl", "{'user_id': nan}\n");
    source.refuses(new Amazon2023(), "not a Python literal: unexpected 'nan' at character 13");
  }

  @Test
  void truncatedGzip_isNamed() throws IOException {
    source.text(
        "X.jsonl.gz",
        "{\"user_id\": \"u\", \"parent_asin\": \"a\", \"timestamp\": 1}\n".repeat(500));
    Path file = source.folder().resolve("X.jsonl.gz");
    byte[] whole = java.nio.file.Files.readAllBytes(file);
    java.nio.file.Files.write(file, java.util.Arrays.copyOf(whole, whole.length - 9));
    source.refuses(new Amazon2023(), "X.jsonl.gz: damaged or truncated gzip file after line");
  }

  @Test
  void wrongEncoding_isNamedWithLine() throws IOException {
    source.text(
        "X.jsonl",
        "{\"user_id\": \"\u00fc\", \"parent_asin\": \"a\", \"timestamp\": 1}\n",
        java.nio.charset.StandardCharsets.ISO_8859_1);
    source.refuses(new Amazon2023(), "X.jsonl: 1: not valid UTF-8");
  }

  @Test
  void severalCategories_areRefused() throws IOException {
    source.text("A.jsonl", "x").text("B.jsonl.gz", "x");
    source.refuses(new Amazon2023(), "both A.jsonl and B.jsonl.gz; name the one that is meant");
    source.text("A.jsonl", "{\"user_id\": 7, \"parent_asin\": \"a\", \"timestamp\": 1}\n");
    Source one = new Source(source.folder().resolve("A.jsonl"), source.out());
    assertThat(one.run(new Amazon2023()).interactions().kept()).isEqualTo(1);
    assertThat(one.lines("interactions.tsv")).contains("7\ta\t1\t");
  }
}
