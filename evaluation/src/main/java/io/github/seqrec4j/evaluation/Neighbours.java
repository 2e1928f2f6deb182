package io.github.seqrec4j.evaluation;

import io.github.seqrec4j.data.Split;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Items that the same users had in training, by cosine: c(i, j) / sqrt(c(i) c(j)), c counting
 * distinct users (Sarwar et al. 2001). The nearest {@value #KEPT} of each item are kept.
 *
 * <p>Memory: {@value #KEPT} x 8 bytes per item, and 4 bytes twice per training interaction. Of a
 * user with more than {@value #LONGEST} distinct training items the newest ones are taken, so that
 * one heavy user does not cost the square of a log; the time is that of all pairs of a user's
 * items.
 */
final class Neighbours {

  private static final int KEPT = 100;
  private static final int LONGEST = 1000;

  private final int[][] items; // by item, the nearest first
  private final float[][] cosines;

  Neighbours(Split split) {
    int count = split.trainingCounts().items();
    int[][] ofUser = new int[split.users()][];
    int[] users = new int[count + 1];
    for (int user = 0; user < ofUser.length; user++) {
      ofUser[user] = distinct(split, user);
      for (int item : ofUser[user]) {
        users[item]++;
      }
    }
    int[][] ofItem = new int[count + 1][];
    Arrays.setAll(ofItem, item -> new int[users[item]]);
    int[] filled = new int[count + 1];
    for (int user = 0; user < ofUser.length; user++) {
      for (int item : ofUser[user]) {
        ofItem[item][filled[item]++] = user;
      }
    }
    items = new int[count + 1][];
    cosines = new float[count + 1][];
    int[] together = new int[count + 1]; // users who had both, by the other item
    int[] others = new int[count]; // that any user had together with this one
    BestItems nearest = new BestItems(KEPT);
    for (int item = 1; item <= count; item++) {
      int met = 0;
      for (int user : ofItem[item]) {
        for (int other : ofUser[user]) {
          if (together[other]++ == 0) {
            others[met++] = other;
          }
        }
      }
      Arrays.sort(others, 0, met); // of equal cosines the smaller item is nearer
      nearest.clear();
      for (int n = 0; n < met; n++) {
        int other = others[n];
        if (other != item) {
          double size = Math.sqrt((double) users[item] * users[other]);
          nearest.offer(other, (float) (together[other] / size));
        }
        together[other] = 0;
      }
      int at = item;
      nearest.give(
          item,
          (target, list, scores, size) -> {
            items[at] = Arrays.copyOf(list, size);
            cosines[at] = Arrays.copyOf(scores, size);
          });
    }
  }

  private static int[] distinct(Split split, int user) {
    int[] history = new int[split.trainingLength(user)];
    split.trainingItems(user, history, 0);
    return IntStream.range(0, history.length)
        .map(n -> history[history.length - 1 - n])
        .distinct()
        .limit(LONGEST)
        .toArray();
  }

  /** Adds to the scores of an item's neighbours their cosines, times a weight. */
  void add(int item, double weight, double[] scores) {
    for (int n = 0; n < items[item].length; n++) {
      scores[items[item][n]] += weight * cosines[item][n];
    }
  }
}
