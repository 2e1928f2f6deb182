package io.github.seqrec4j.data;

import io.github.seqrec4j.api.Arguments;
import java.util.Arrays;

/**
 * The stretches of the users' training interactions that train, at most S+1 of one user each: an
 * input before each target. Each ends with a target.
 *
 * <p>Stride 0 takes the newest of each user, as in the paper. Otherwise one ends every stride
 * interactions, or at the last target before, from the newest back until the first interaction is
 * in: with stride S every training target but a user's first interaction is predicted once, with
 * less several times, each time from another number of earlier ones.
 */
final class TrainingWindows {

  private final int size;
  private int[] users = new int[16];
  private int[] ends = new int[16];
  private int count;
  private int usersWithAny;
  private long interactions;
  private long predictions;

  /** Which interactions are to be predicted. */
  @FunctionalInterface
  interface Targets {
    /** Whether the interaction at a position of a user is. */
    boolean contains(int user, int position);
  }

  /**
   * Lays the windows out, user by user, the newest first.
   *
   * @param trained number of training interactions of each user
   * @param maxLength S, at least 1
   * @param stride 0 to S
   * @throws IllegalArgumentException if the stride is out of range
   */
  TrainingWindows(int[] trained, Targets targets, int maxLength, int stride) {
    Arguments.within("windowStride", stride, 0, maxLength);
    size = maxLength + 1;
    for (int user = 0; user < trained.length; user++) {
      int covered = trained[user]; // first position that a window of the user has
      int predicted = covered; // first position that is predicted in one
      int end = lastTargetEnd(targets, user, trained[user]);
      usersWithAny += end > 1 ? 1 : 0;
      while (end > 1) {
        add(user, end);
        int start = start(count - 1);
        interactions += Math.min(covered, end) - start;
        for (int p = start + 1; p < Math.min(predicted, end); p++) {
          predictions += targets.contains(user, p) ? 1 : 0;
        }
        predicted = Math.min(predicted, start + 1);
        covered = start;
        end = stride == 0 || start == 0 ? 0 : lastTargetEnd(targets, user, end - stride);
      }
    }
    users = Arrays.copyOf(users, count);
    ends = Arrays.copyOf(ends, count);
  }

  /** Position after the last target of a user before a position; 0 or 1 if none has an input. */
  private static int lastTargetEnd(Targets targets, int user, int before) {
    int end = before;
    while (end > 1 && !targets.contains(user, end - 1)) {
      end--;
    }
    return end;
  }

  private void add(int user, int end) {
    if (count == users.length) {
      int longer = Math.toIntExact(2L * count);
      users = Arrays.copyOf(users, longer);
      ends = Arrays.copyOf(ends, longer);
    }
    users[count] = user;
    ends[count++] = end;
  }

  /** Number of windows. */
  int count() {
    return count;
  }

  /** The user of a window. */
  int user(int window) {
    return users[window];
  }

  /** Position of the first interaction of a window. */
  int start(int window) {
    return Math.max(0, ends[window] - size);
  }

  /** Position after the last one, which is a target. */
  int end(int window) {
    return ends[window];
  }

  /** Users who have a window. */
  int users() {
    return usersWithAny;
  }

  /** Targets that are in a window behind an input. */
  long targets() {
    return predictions;
  }

  /** Interactions that are in a window. */
  long interactions() {
    return interactions;
  }
}
