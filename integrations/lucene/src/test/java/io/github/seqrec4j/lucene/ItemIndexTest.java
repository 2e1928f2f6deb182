package io.github.seqrec4j.lucene;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.seqrec4j.api.DataException;
import io.github.seqrec4j.api.UsageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.lucene.document.DoubleField;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.store.FSDirectory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class ItemIndexTest {

  private static final int ITEMS = 1500;
  private static final int WIDTH = 24;

  @TempDir private Path folder;

  private static double dot(float[] a, float[] b) {
    return IntStream.range(0, a.length).mapToDouble(d -> (double) a[d] * b[d]).sum();
  }

  /** The k best by the definition. */
  private static List<String> best(float[][] vectors, float[] query, int k) {
    return IntStream.range(0, vectors.length)
        .boxed()
        .sorted(Comparator.comparingDouble((Integer i) -> -dot(vectors[i], query)))
        .limit(k)
        .map(i -> "i" + i)
        .toList();
  }

  private static List<String> names(List<ItemHit> hits) {
    return hits.stream().map(ItemHit::item).toList();
  }

  @ParameterizedTest
  @EnumSource
  void graph_recallsWhatTheScanFinds(VectorIndexSpec.Precision precision) {
    Random random = new Random(11);
    float[][] vectors = RandomItems.vectors(ITEMS, WIDTH, random);
    RandomItems.write(folder, vectors, VectorIndexSpec.builder().precision(precision).build());
    int found = 0;
    int queries = 30;
    try (ItemIndex index = ItemIndex.open(folder)) {
      for (float[] query : RandomItems.vectors(queries, WIDTH, random)) {
        List<String> truth = best(vectors, query, 10);
        assertThat(names(index.search(query, 10, VectorSearch.exact(), null))).isEqualTo(truth);
        List<ItemHit> hits = index.search(query, 10, VectorSearch.hnsw(200), null);
        assertThat(hits).hasSize(10);
        for (ItemHit hit : hits) { // sums of 24 products in float32
          double score = dot(vectors[Integer.parseInt(hit.item().substring(1))], query);
          assertThat((double) hit.score()).isCloseTo(score, within(1e-4));
        }
        found += (int) names(hits).stream().filter(truth::contains).count();
      }
    }
    assertThat(found / (10.0 * queries)).isGreaterThan(0.95);
  }

  /** Lucene's own codec refuses more than 1,024; a graph of fewer items than candidates is read. */
  @Test
  void vectors_areOfAnyWidth() {
    Random random = new Random(3);
    float[][] vectors = RandomItems.vectors(300, 1500, random);
    RandomItems.write(folder, vectors, new VectorIndexSpec());
    float[] query = RandomItems.vectors(1, 1500, random)[0];
    try (ItemIndex index = ItemIndex.open(folder)) {
      assertThat(index.dimension()).isEqualTo(1500);
      assertThat(names(index.search(query, 5, VectorSearch.hnsw(100), null)))
          .isEqualTo(best(vectors, query, 5));
    }
  }

  @Test
  void filters_areLucenesQueries() {
    float[][] vectors = RandomItems.vectors(400, 8, new Random(5));
    RandomItems.write(
        folder,
        vectors,
        new VectorIndexSpec(),
        ItemAttribute.keyword("brand", item -> item.endsWith("7") ? "seven & co" : "other"),
        ItemAttribute.number("price", item -> item.equals("i17") ? "" : item.substring(1)),
        ItemAttribute.text("about", item -> "No. " + item));
    float[] query = vectors[0];
    try (ItemIndex index = ItemIndex.open(folder)) {
      TermQuery brand = new TermQuery(new Term("brand", "seven & co"));
      for (VectorSearch search : List.of(VectorSearch.exact(), VectorSearch.hnsw(10))) {
        assertThat(names(index.search(query, 100, search, brand)))
            .hasSize(40)
            .allMatch(item -> item.endsWith("7"));
        assertThat(
                names(index.search(query, 9, search, DoubleField.newRangeQuery("price", 10, 19))))
            .hasSize(9)
            .doesNotContain("i17")
            .allMatch(item -> item.matches("i1\\d"));
      }
      assertThat(index.fields("i17"))
          .isEqualTo(
              Map.of(
                  "item",
                  "i17",
                  "title",
                  "Title of 17",
                  "brand",
                  "seven & co",
                  "about",
                  "No. i17"));
      assertThatThrownBy(() -> index.fields("nope"))
          .isInstanceOf(UsageException.class)
          .hasMessageContaining("unknown item 'nope'");
    }
  }

  @Test
  void equalScores_comeInTheOrderOfItems() {
    float[][] vectors = new float[200][];
    java.util.Arrays.fill(vectors, new float[] {1, 2});
    RandomItems.write(folder, vectors, new VectorIndexSpec());
    try (ItemIndex index = ItemIndex.open(folder)) {
      assertThat(names(index.search(new float[] {1, 1}, 3, VectorSearch.exact(), null)))
          .containsExactly("i0", "i1", "i2");
    }
  }

  @Test
  void ownTest_isAskedUntilEnoughPass() {
    float[][] vectors = RandomItems.vectors(500, 8, new Random(6));
    RandomItems.write(folder, vectors, new VectorIndexSpec());
    Set<String> few = Set.of("i3", "i77", "i401");
    try (ItemIndex index = ItemIndex.open(folder)) {
      for (VectorSearch search : List.of(VectorSearch.exact(), VectorSearch.hnsw(10))) {
        SearchRequest request = new SearchRequest(5, Set.of("i77", "gone"), null, few::contains);
        assertThat(names(index.search(vectors[1], request, search)))
            .containsExactlyInAnyOrder("i3", "i401");
      }
    }
  }

  @Test
  void newerCommit_isSeenAfterRefreshAlone() {
    float[][] vectors = RandomItems.vectors(50, 4, new Random(7));
    RandomItems.write(folder, vectors, new VectorIndexSpec());
    try (ItemIndex index = ItemIndex.open(folder)) {
      ItemAttribute brand = ItemAttribute.keyword("brand", item -> "b");
      RandomItems.write(folder, vectors, new VectorIndexSpec(), brand);
      assertThat(index.fields("i1")).doesNotContainKey("brand");
      index.refresh();
      assertThat(index.fields("i1")).containsEntry("brand", "b");

      RandomItems.write(folder, RandomItems.vectors(51, 4, new Random(7)), new VectorIndexSpec());
      assertThatThrownBy(index::refresh)
          .isInstanceOf(DataException.class)
          .hasMessageContaining("was opened with")
          .hasMessageContaining("51 items");
      assertThat(index.search(vectors[0], 60, VectorSearch.exact(), null)).hasSize(50);
    }
  }

  @Test
  void writerThatEndsEarly_leavesTheIndexAsItWas() throws IOException {
    float[][] vectors = RandomItems.vectors(50, 4, new Random(8));
    RandomItems.write(folder, vectors, new VectorIndexSpec());
    try (ItemIndexWriter writer = ItemIndexWriter.open(folder, new VectorIndexSpec(), List.of())) {
      writer.add("other", "Other", vectors[0]);
      assertThatThrownBy(() -> ItemIndexWriter.open(folder, new VectorIndexSpec(), List.of()))
          .isInstanceOf(UsageException.class)
          .hasMessageContaining("another writer");
      assertThatThrownBy(() -> writer.commit(RandomItems.identity(50)))
          .isInstanceOf(IllegalStateException.class);
    }
    try (ItemIndex index = ItemIndex.open(folder)) {
      assertThat(index.search(vectors[0], 60, VectorSearch.exact(), null)).hasSize(50);
    }
    Files.writeString(folder.resolve("_9.tmp"), "left by a writer that was killed");
    RandomItems.write(folder, vectors, new VectorIndexSpec());
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files.map(f -> f.getFileName().toString()))
          .filteredOn(n -> n.startsWith("segments_"))
          .hasSize(1);
    }
  }

  @Test
  void refused_isWhatIsNoIndexOfItems() throws IOException {
    assertThatThrownBy(() -> ItemIndex.open(folder.resolve("none")))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("no such index");
    assertThatThrownBy(() -> ItemIndex.open(folder))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("cannot be read as a Lucene index");
    Path foreign = folder.resolve("foreign");
    try (IndexWriter writer = new IndexWriter(FSDirectory.open(foreign), new IndexWriterConfig())) {
      writer.commit();
    }
    assertThatThrownBy(() -> ItemIndex.open(foreign))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("none of items that seqrec4j wrote");
    assertThatThrownBy(() -> ItemIndexWriter.open(foreign, new VectorIndexSpec(), List.of()))
        .isInstanceOf(DataException.class);
    Path notes = Files.createDirectories(folder.resolve("notes"));
    Files.writeString(notes.resolve("notes.txt"), "mine");
    assertThatThrownBy(() -> ItemIndexWriter.open(notes, new VectorIndexSpec(), List.of()))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("it holds notes.txt");
  }

  @Test
  void refused_isWhatCannotBeIndexed() {
    assertThatThrownBy(() -> ItemAttribute.text("vector", item -> ""))
        .hasMessageContaining("the name is taken");
    ItemAttribute brand = ItemAttribute.keyword("brand", item -> "x".repeat(40_000));
    ItemAttribute price = ItemAttribute.number("price", item -> "cheap");
    assertThatThrownBy(
            () -> ItemIndexWriter.open(folder, new VectorIndexSpec(), List.of(brand, brand)))
        .hasMessageContaining("'brand' is there twice");
    for (ItemAttribute attribute : List.of(brand, price)) {
      try (ItemIndexWriter writer =
          ItemIndexWriter.open(folder, new VectorIndexSpec(), List.of(attribute))) {
        assertThatThrownBy(() -> writer.add("i1", "One", new float[] {1}))
            .isInstanceOf(DataException.class)
            .hasMessageContaining("'" + attribute.name() + "' of item 'i1'");
      }
    }
    assertThatThrownBy(() -> VectorIndexSpec.builder().connections(1).build())
        .hasMessageContaining("connections");
    assertThatThrownBy(() -> VectorSearch.hnsw(0)).hasMessageContaining("candidates");
  }

  @Test
  void closedIndex_saysSo() {
    RandomItems.write(folder, RandomItems.vectors(5, 4, new Random(9)), new VectorIndexSpec());
    ItemIndex index = ItemIndex.open(folder);
    assertThatThrownBy(() -> index.search(new float[3], 1, VectorSearch.exact(), null))
        .hasMessageContaining("the vector has 3 numbers");
    index.close();
    index.close();
    assertThatThrownBy(() -> index.search(new float[4], 1, VectorSearch.exact(), null))
        .isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(index::refresh).isInstanceOf(IllegalStateException.class);
  }
}
