package io.github.seqrec4j.data;

import io.github.seqrec4j.api.Arguments;
import java.util.stream.IntStream;

/**
 * The stretches of the users' training interactions that train, at most S+1 of one user each: an
 * input before each target.
 *
 * <p>Stride 0 takes the newest of each user, as in the paper. Otherwise one ends every stride
 * interactions, from the newest back until the first interaction is in: with stride S every
 * training interaction but a user's first is predicted once, with less several times, each time
 * from another number of earlier ones.
 */
final class TrainingWindows {

  private final int size;
  private final int[] users;
  private final int[] ends;

  /**
   * Lays the windows out, user by user, the newest first.
   *
   * @param trained number of training interactions of each user
   * @param maxLength S, at least 1
   * @param stride 0 to S
   * @throws IllegalArgumentException if the stride is out of range
   */
  TrainingWindows(int[] trained, int maxLength, int stride) {
    Arguments.within("windowStride", stride, 0, maxLength);
    size = maxLength + 1;
    int count = 0;
    for (int length : trained) {
      count = Math.addExact(count, windows(length, stride));
    }
    users = new int[count];
    ends = new int[count];
    int at = 0;
    for (int user = 0; user < trained.length; user++) {
      int windows = windows(trained[user], stride);
      for (int w = 0; w < windows; w++, at++) {
        users[at] = user;
        ends[at] = trained[user] - w * stride;
      }
    }
  }

  /** Windows of a user: one, and another while the last one leaves something out. */
  private int windows(int trained, int stride) {
    if (trained < 2) {
      return 0;
    }
    return stride == 0 || trained <= size ? 1 : 1 + (trained - size + stride - 1) / stride;
  }

  /** Number of windows. */
  int count() {
    return users.length;
  }

  /** The user of a window. */
  int user(int window) {
    return users[window];
  }

  /** Position of the first interaction of a window. */
  int start(int window) {
    return Math.max(0, ends[window] - size);
  }

  /** Position after the last one. */
  int end(int window) {
    return ends[window];
  }

  /** Users who have a window. */
  int users() {
    return (int) IntStream.range(0, users.length).filter(this::isNewest).count();
  }

  /** Interactions that are in a window. */
  long interactions() {
    long sum = 0;
    for (int w = 0; w < users.length; w++) {
      sum += isNewest(w) ? ends[w] - start(w) : start(w - 1) - start(w);
    }
    return sum;
  }

  private boolean isNewest(int window) {
    return window == 0 || users[window - 1] != users[window];
  }
}
