package io.github.seqrec4j.benchmarks;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.github.seqrec4j.api.Branch;
import io.github.seqrec4j.api.nn.NativeEngine;
import io.github.seqrec4j.evaluation.Evaluator;
import io.github.seqrec4j.evaluation.Ranking;
import io.github.seqrec4j.runtime.ItemVectors;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Users a second whose target is ranked among all items, seen items left out, and hit@10 and
 * ndcg@10 computed, of vectors that are there already: by one ranking, as the programs beside it
 * make, and by the four of an evaluation of three branches and their ensemble. {@code
 * peers/evaluation.py} is beside it.
 *
 * <p>Usage: {@code RankingRate DIR}, of {@link RankingData}.
 */
public final class RankingRate {

  private static final int ROUNDS = 3;
  private static final double NANO = 1e-9;
  private static final double MEGA = 1e6;

  private RankingRate() {}

  /** Prints names and numbers. */
  public static void main(String[] arguments) throws IOException {
    if (arguments.length != 1) {
      System.err.println("usage: RankingRate DIR");
      System.exit(2);
    }
    RankingData data = new RankingData(Path.of(arguments[0]));
    try (NDManager manager = NativeEngine.newManager()) {
      NDArray users = data.users(manager);
      NDArray items = data.items(manager);
      tell("items", (double) items.getShape().get(0) - 1);
      tell("users", (double) users.getShape().get(0));
      List<Branch> three = List.of(new Branch("id"), new Branch("text"), new Branch("image"));
      measure("one ranking", data, users, new ItemVectors(three.subList(0, 1), items));
      measure("four rankings", data, users, new ItemVectors(three, items));
      double products = 2.0 * (items.getShape().get(0) - 1) * RankingData.WIDTH;
      tell("products of matrices alone, users a second", MatrixProduct.bestRate() / products);
      tell("peak of the process, MB", ProcessMemory.peak().residentBytes() / MEGA);
    }
  }

  private static void measure(String name, RankingData data, NDArray users, ItemVectors items)
      throws IOException {
    int[] targets = data.targets();
    int[][] seen = data.seen();
    double[] rates = new double[ROUNDS];
    for (int round = -1; round < ROUNDS; round++) { // the first until it is compiled
      long start = System.nanoTime();
      List<Ranking> rankings = Evaluator.rank(items, users, targets, seen);
      Ranking ensemble = rankings.get(rankings.size() - 1);
      double hits = ensemble.hitRate(10);
      double gain = ensemble.ndcg(10);
      double seconds = NANO * (System.nanoTime() - start);
      if (round >= 0) {
        rates[round] = targets.length / seconds;
      } else if (items.branches().size() == 1) {
        System.out.printf(Locale.ROOT, "hit@10\t%.6f%nndcg@10\t%.6f%n", hits, gain);
      }
    }
    Arrays.sort(rates);
    tell(name + ", users a second", rates[ROUNDS / 2]);
  }

  private static void tell(String name, double value) {
    System.out.printf(Locale.ROOT, "%s\t%.0f%n", name, value);
  }
}
