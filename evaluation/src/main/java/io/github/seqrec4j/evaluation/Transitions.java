package io.github.seqrec4j.evaluation;

import io.github.seqrec4j.data.Split;
import java.util.Arrays;

/**
 * How often an item came directly after another in training: a Markov chain of first order. Memory:
 * 8 bytes per training interaction.
 */
final class Transitions {

  private final int[] starts; // by item before, and behind the last
  private final int[] after; // items, by item before

  Transitions(Split split) {
    int items = split.trainingCounts().items();
    starts = new int[items + 2];
    long pairs = 0;
    for (int user = 0; user < split.users(); user++) {
      int[] history = history(split, user);
      for (int n = 0; n + 1 < history.length; n++) {
        starts[history[n] + 1]++;
        pairs++;
      }
    }
    after = new int[Math.toIntExact(pairs)];
    for (int item = 0; item <= items; item++) {
      starts[item + 1] += starts[item];
    }
    int[] filled = Arrays.copyOf(starts, starts.length);
    for (int user = 0; user < split.users(); user++) {
      int[] history = history(split, user);
      for (int n = 0; n + 1 < history.length; n++) {
        after[filled[history[n]]++] = history[n + 1];
      }
    }
  }

  private static int[] history(Split split, int user) {
    int[] history = new int[split.trainingLength(user)];
    split.trainingItems(user, history, 0);
    return history;
  }

  /** Adds to the scores how often each item came after one. */
  void add(int item, double[] scores) {
    for (int n = starts[item]; n < starts[item + 1]; n++) {
      scores[after[n]]++;
    }
  }
}
