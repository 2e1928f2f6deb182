package io.github.seqrec4j.data;

import io.github.seqrec4j.api.Arguments;
import io.github.seqrec4j.api.DataException;
import io.github.seqrec4j.api.Internal;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Batches of training sequences, shuffled anew each epoch from the seed and the epoch alone. Every
 * window of {@link Split} comes once per epoch; the last batch may be smaller.
 *
 * <p>Users may be dealt to several trainings: user u is in part u mod P.
 */
@Internal
public final class TrainingBatches {

  private final Split split;
  private final int batchSize;
  private final long seed;
  private final int[] own; // windows
  private int shuffledEpoch = -1;
  private int[] order = new int[0];

  /**
   * Prepares the batches.
   *
   * @param batchSize B, at least 1
   * @throws DataException if no user has two training items
   */
  public TrainingBatches(Split split, int batchSize, long seed) {
    this(split, batchSize, seed, 0, 1);
  }

  /**
   * Prepares the batches of a part of the users; of the only part those of all.
   *
   * @param batchSize B, at least 1
   * @param part from 0
   * @param parts P, at least 1
   * @throws DataException if no user of the part has two training items
   */
  public TrainingBatches(Split split, int batchSize, long seed, int part, int parts) {
    this.split = split;
    this.batchSize = Arguments.atLeast("batchSize", batchSize, 1);
    this.seed = seed;
    Arguments.within("part", part, 0, parts - 1);
    if (split.windows() == 0) {
      throw new DataException(
          "the training split is empty: no user has two items besides those held out for validation and test; add interactions"
              + (split.everythingIsTarget()
                  ? ""
                  : ", or change seqrec4j.data.targets, as the second must be one to be predicted"));
    }
    own =
        IntStream.range(0, split.windows())
            .filter(window -> split.windowUser(window) % parts == part)
            .toArray();
    if (own.length == 0) {
      throw new DataException(
          "part "
              + part
              + " of "
              + parts
              + " has no user with two training items; deal the users to fewer parts");
    }
  }

  /** The most windows of any of P parts. */
  public static int windowsOfLargestPart(Split split, int parts) {
    int[] windows = new int[Arguments.atLeast("parts", parts, 1)];
    for (int window = 0; window < split.windows(); window++) {
      windows[split.windowUser(window) % parts]++;
    }
    return Arrays.stream(windows).max().orElseThrow();
  }

  /** What all is drawn from. */
  public long seed() {
    return seed;
  }

  /** Steps in an epoch. */
  public int stepsPerEpoch() {
    return (own.length + batchSize - 1) / batchSize;
  }

  /**
   * The slots of a batch, row by row: (B(S+1)), left-padded.
   *
   * @param epoch any number
   * @param step from 0
   */
  public int[] batch(int epoch, int step) {
    int slots = split.maxLength() + 1;
    int[] windows = windows(epoch, step);
    int[] batch = new int[windows.length * slots];
    for (int i = 0; i < windows.length; i++) {
      split.windowItems(windows[i], batch, i * slots);
    }
    return batch;
  }

  /**
   * The times of a batch's slots, in seconds since 1970, likewise; 0 in padding.
   *
   * @return (B(S+1)), or null where interactions have no times
   */
  public long @Nullable [] times(int epoch, int step) {
    if (!split.hasTimes()) {
      return null;
    }
    int slots = split.maxLength() + 1;
    int[] windows = windows(epoch, step);
    long[] times = new long[windows.length * slots];
    for (int i = 0; i < windows.length; i++) {
      split.windowTimes(windows[i], times, i * slots);
    }
    return times;
  }

  /**
   * The categories of a batch's slots, 1..C, likewise; 0 in padding.
   *
   * @return (B(S+1)), or null where no categories are read
   */
  public int @Nullable [] categories(int epoch, int step) {
    if (split.categories().isEmpty()) {
      return null;
    }
    int slots = split.maxLength() + 1;
    int[] windows = windows(epoch, step);
    int[] categories = new int[windows.length * slots];
    for (int i = 0; i < windows.length; i++) {
      split.windowCategories(windows[i], categories, i * slots);
    }
    return categories;
  }

  /**
   * What the events of a batch's slots count for as targets, likewise; 0 in padding and for those
   * that are not to be predicted.
   *
   * @return (B(S+1)), or null where all are targets alike
   */
  public float @Nullable [] weights(int epoch, int step) {
    if (split.everythingIsTarget()) {
      return null;
    }
    int slots = split.maxLength() + 1;
    int[] windows = windows(epoch, step);
    float[] weights = new float[windows.length * slots];
    for (int i = 0; i < windows.length; i++) {
      split.windowWeights(windows[i], weights, i * slots);
    }
    return weights;
  }

  /** The windows of a batch, in the order of its rows. */
  private int[] windows(int epoch, int step) {
    if (shuffledEpoch != epoch) {
      order = shuffled(epoch);
      shuffledEpoch = epoch;
    }
    int from = step * batchSize;
    return Arrays.copyOfRange(order, from, Math.min(order.length, from + batchSize));
  }

  /** Fisher-Yates. */
  private int[] shuffled(int epoch) {
    SplittableRandom random = new SplittableRandom(new SplittableRandom(seed).nextLong() + epoch);
    int[] shuffled = own.clone();
    for (int i = shuffled.length - 1; i > 0; i--) {
      int j = random.nextInt(i + 1);
      int swap = shuffled[i];
      shuffled[i] = shuffled[j];
      shuffled[j] = swap;
    }
    return shuffled;
  }
}
