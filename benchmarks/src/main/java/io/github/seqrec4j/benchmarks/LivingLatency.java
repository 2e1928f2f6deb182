package io.github.seqrec4j.benchmarks;

import io.github.seqrec4j.api.Modality;
import io.github.seqrec4j.api.RecommendRequest;
import io.github.seqrec4j.api.files.AtomicFiles;
import io.github.seqrec4j.runtime.LiveCatalogue;
import io.github.seqrec4j.runtime.NewItem;
import io.github.seqrec4j.runtime.ReloadableRecommender;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/**
 * Milliseconds of a request for ten items while the catalogue has items without an ID: a SASRec of
 * random weights, width 64, three branches, histories of 12, in plain Java, without and with a
 * filter that three in four items pass.
 *
 * <p>Usage: {@code LivingLatency ITEMS REQUESTS NEW...}, such as 100000, 400, and 1 and 1000 new
 * items; the first line is that of none.
 */
public final class LivingLatency {

  private static final int HISTORY = 12;
  private static final int K = 10;
  private static final int SEED = 7;
  private static final double MILLION = 1e6;

  private LivingLatency() {}

  /** Prints a line for each number of new items. */
  public static void main(String[] arguments) throws Exception {
    if (arguments.length < 2) {
      System.err.println("usage: LivingLatency ITEMS REQUESTS NEW...");
      System.exit(2);
    }
    int items = Integer.parseInt(arguments[0]);
    int requests = Integer.parseInt(arguments[1]);
    Path folder = Files.createTempDirectory("living-latency");
    try {
      Path bundle = folder.resolve("model");
      RandomBundle.save(bundle, items, HISTORY);
      try (ReloadableRecommender model = ReloadableRecommender.load(bundle);
          LiveCatalogue live = LiveCatalogue.of(model)) {
        System.out.println("items\tnew\tmedian ms\tp99 ms\tfiltered: median ms\tp99 ms");
        measure(model, RandomBundle.items(items), live, requests);
        for (int i = 2; i < arguments.length; i++) {
          live.put(newItems(live.added(), Integer.parseInt(arguments[i])));
          measure(model, RandomBundle.items(items), live, requests);
        }
      }
    } finally {
      AtomicFiles.deleteTree(folder);
    }
  }

  private static List<NewItem> newItems(int from, int to) {
    return IntStream.range(from, to).mapToObj(LivingLatency::newItem).toList();
  }

  private static NewItem newItem(int number) {
    Random random = new Random(number);
    return NewItem.of("new-" + number)
        .features(Modality.TEXT, normal(random))
        .features(Modality.IMAGE, normal(random));
  }

  private static float[] normal(Random random) {
    float[] features = new float[RandomBundle.WIDTH];
    for (int j = 0; j < features.length; j++) {
      features[j] = (float) random.nextGaussian();
    }
    return features;
  }

  private static void measure(
      ReloadableRecommender model, List<String> items, LiveCatalogue live, int requests) {
    double[] plain = times(model, items, requests, request -> request);
    double[] filtered =
        times(model, items, requests, request -> request.filter(item -> item.hashCode() % 4 != 0));
    System.out.printf(
        Locale.ROOT,
        "%d\t%d\t%.2f\t%.2f\t%.2f\t%.2f%n",
        items.size(),
        live.added(),
        plain[requests / 2],
        plain[(int) (requests * 0.99)],
        filtered[requests / 2],
        filtered[(int) (requests * 0.99)]);
  }

  /** Milliseconds of each request, sorted, after as many until it is compiled. */
  private static double[] times(
      ReloadableRecommender model,
      List<String> items,
      int requests,
      UnaryOperator<RecommendRequest> change) {
    Random random = new Random(SEED);
    double[] times = new double[requests];
    for (int r = -requests; r < requests; r++) {
      RecommendRequest request = change.apply(RecommendRequest.of(history(items, random)).k(K));
      long start = System.nanoTime();
      if (model.recommend(request).size() != K) {
        throw new IllegalStateException("fewer than " + K + " items came back");
      }
      if (r >= 0) {
        times[r] = (System.nanoTime() - start) / MILLION;
      }
    }
    Arrays.sort(times);
    return times;
  }

  private static List<String> history(List<String> items, Random random) {
    return IntStream.range(0, HISTORY)
        .mapToObj(i -> items.get(random.nextInt(items.size())))
        .toList();
  }
}
