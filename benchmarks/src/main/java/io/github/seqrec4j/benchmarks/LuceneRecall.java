package io.github.seqrec4j.benchmarks;

import io.github.seqrec4j.lucene.ItemHit;
import io.github.seqrec4j.lucene.ItemIndex;
import io.github.seqrec4j.lucene.ItemIndexWriter;
import io.github.seqrec4j.lucene.ModelIdentity;
import io.github.seqrec4j.lucene.VectorIndexSpec;
import io.github.seqrec4j.lucene.VectorIndexSpec.Precision;
import io.github.seqrec4j.lucene.VectorSearch;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * Recall at 10 of the graph against the exact scan, and latency of both, over vectors of three
 * branches of width 64: {@code LuceneRecall DIR VECTORS [ITEMS...]}, 10,000, 100,000 and 1,000,000
 * items unless said. {@code random} vectors are hard for a graph: none has near neighbours. Those
 * of a model have structure; {@code low-rank} ones are made of 16 normal factors each, with a tenth
 * of noise.
 */
public final class LuceneRecall {

  private static final int WIDTH = 3 * 64;
  private static final int QUERIES = 200;
  private static final int WARM_UP = 50;
  private static final int K = 10;
  private static final int SEED = 7;
  private static final int RANK = 16;
  private static final float NOISE = 0.1f;

  private final float @Nullable [][] factors; // (RANK, WIDTH)

  private LuceneRecall(float @Nullable [][] factors) {
    this.factors = factors;
  }

  /** Runs it. */
  public static void main(String[] arguments) {
    if (arguments.length < 2 || !List.of("random", "low-rank").contains(arguments[1])) {
      System.err.println("usage: LuceneRecall DIR random|low-rank [ITEMS...]");
      System.exit(2);
    }
    LuceneRecall recall = new LuceneRecall(arguments[1].equals("random") ? null : factors());
    List<Integer> sizes = new ArrayList<>();
    Arrays.stream(arguments).skip(2).map(Integer::valueOf).forEach(sizes::add);
    for (int items : sizes.isEmpty() ? List.of(10_000, 100_000, 1_000_000) : sizes) {
      for (Precision precision : Precision.values()) {
        Path directory =
            Path.of(arguments[0]).resolve(arguments[1] + "-" + items + "-" + precision);
        recall.write(directory, items, VectorIndexSpec.builder().precision(precision).build());
        recall.search(directory, items, precision);
      }
    }
  }

  private static float[][] factors() {
    Random random = new Random(SEED + 2);
    float[][] factors = new float[RANK][];
    for (int f = 0; f < RANK; f++) {
      factors[f] = normal(random);
    }
    return factors;
  }

  private static float[] normal(Random random) {
    float[] vector = new float[WIDTH];
    for (int d = 0; d < WIDTH; d++) {
      vector[d] = (float) random.nextGaussian();
    }
    return vector;
  }

  private float[] vector(Random random) {
    float[] vector = normal(random);
    if (factors == null) {
      return vector;
    }
    for (int d = 0; d < WIDTH; d++) {
      vector[d] *= NOISE;
    }
    for (float[] factor : factors) {
      float share = (float) (random.nextGaussian() / Math.sqrt(RANK));
      for (int d = 0; d < WIDTH; d++) {
        vector[d] += share * factor[d];
      }
    }
    return vector;
  }

  private void write(Path directory, int items, VectorIndexSpec spec) {
    Random random = new Random(SEED);
    long start = System.nanoTime();
    try (ItemIndexWriter writer = ItemIndexWriter.open(directory, spec, List.of())) {
      for (int i = 0; i < items; i++) {
        writer.add("i" + i, "", vector(random));
      }
      writer.commit(new ModelIdentity("0".repeat(64), "random", items));
    }
    System.out.printf(
        Locale.ROOT, "%s: written in %.1f s%n", directory, (System.nanoTime() - start) / 1e9);
  }

  private void search(Path directory, int items, Precision precision) {
    try (ItemIndex index = ItemIndex.open(directory)) {
      List<List<ItemHit>> truth = run(index, items, precision, VectorSearch.exact(), List.of());
      for (int candidates : List.of(50, 100, 200, 400)) {
        run(index, items, precision, VectorSearch.hnsw(candidates), truth);
      }
    }
  }

  private List<List<ItemHit>> run(
      ItemIndex index,
      int items,
      Precision precision,
      VectorSearch search,
      List<List<ItemHit>> truth) {
    Random random = new Random(SEED + 1);
    long[] nanos = new long[QUERIES];
    List<List<ItemHit>> all = new ArrayList<>();
    for (int q = -WARM_UP; q < QUERIES; q++) {
      float[] query = vector(random);
      long start = System.nanoTime();
      List<ItemHit> hits = index.search(query, K, search, null);
      if (q >= 0) {
        nanos[q] = System.nanoTime() - start;
        all.add(hits);
      }
    }
    long found = 0;
    for (int q = 0; q < truth.size(); q++) {
      List<String> best = truth.get(q).stream().map(ItemHit::item).toList();
      found += all.get(q).stream().filter(hit -> best.contains(hit.item())).count();
    }
    Arrays.sort(nanos);
    System.out.printf(
        Locale.ROOT,
        "%,d items, %s, %s: %smedian %.2f ms, 99th percentile %.2f ms%n",
        items,
        precision,
        search,
        truth.isEmpty()
            ? ""
            : String.format(Locale.ROOT, "recall@10 %.4f, ", found / (double) (K * QUERIES)),
        nanos[QUERIES / 2] / 1e6,
        nanos[QUERIES * 99 / 100] / 1e6);
    return all;
  }
}
