package io.github.seqrec4j.data;

import io.github.seqrec4j.api.SplitMethod;
import java.util.Arrays;
import java.util.List;

/** The targets of one part of a {@link Split}. */
final class HeldOut implements EvaluationSet {

  private final Dataset dataset;
  private final Slots slots;
  private final int maxLength;
  private final int[] users;
  private final int[] positions;
  private final int evaluated;

  /**
   * Those of the part of each user from {@code starts} to before {@code ends}. What precedes a
   * target is its history, also what of it is in the part.
   */
  HeldOut(Dataset dataset, int maxLength, int[] starts, int[] ends, SplitMethod.Targets targets) {
    this.dataset = dataset;
    this.maxLength = maxLength;
    slots = new Slots(dataset);
    boolean every = targets == SplitMethod.Targets.EVERY;
    int[] ofUser = new int[16];
    int[] position = new int[16];
    int size = 0;
    int withTargets = 0;
    for (int user = 0; user < starts.length; user++) {
      int before = size;
      // None without something before the part.
      for (int p = starts[user]; starts[user] > 0 && p < ends[user]; p++) {
        if (!dataset.isTarget(user, p)) {
          continue;
        }
        if (size == ofUser.length) {
          int longer = Math.toIntExact(2L * size);
          ofUser = Arrays.copyOf(ofUser, longer);
          position = Arrays.copyOf(position, longer);
        }
        ofUser[size] = user;
        position[size++] = p;
        if (!every) {
          break;
        }
      }
      withTargets += size > before ? 1 : 0;
    }
    users = Arrays.copyOf(ofUser, size);
    positions = Arrays.copyOf(position, size);
    evaluated = withTargets;
  }

  /** Of these positions, those of a user one behind the other. */
  HeldOut(Dataset dataset, int maxLength, int[] users, int[] positions) {
    this.dataset = dataset;
    this.maxLength = maxLength;
    this.users = users;
    this.positions = positions;
    slots = new Slots(dataset);
    evaluated = (int) Arrays.stream(users).distinct().count();
  }

  /** Number of users with a target. */
  int evaluated() {
    return evaluated;
  }

  /** Position of the i-th target in the history of its user. */
  int position(int i) {
    return positions[i];
  }

  @Override
  public int size() {
    return users.length;
  }

  @Override
  public int user(int i) {
    return users[i];
  }

  @Override
  public void history(int i, int[] target, int offset) {
    slots.items(users[i], positions[i], maxLength, target, offset);
  }

  @Override
  public int target(int i) {
    return dataset.item(users[i], positions[i]);
  }

  @Override
  public boolean hasTimes() {
    return dataset.hasTimes();
  }

  @Override
  public void historyTimes(int i, long[] target, int offset) {
    slots.times(users[i], positions[i], maxLength, target, offset);
  }

  @Override
  public long targetTime(int i) {
    return dataset.seconds(users[i], positions[i]);
  }

  @Override
  public List<String> categories() {
    return dataset.categories();
  }

  @Override
  public void historyCategories(int i, int[] target, int offset) {
    slots.categories(users[i], positions[i], maxLength, target, offset);
  }

  @Override
  public int targetCategory(int i) {
    return slots.category(users[i], positions[i]);
  }

  @Override
  public SeenItems seen() {
    return new Walk();
  }

  /** Marks what it has met with a number of its own for each user: nothing is ever cleared. */
  private final class Walk implements SeenItems {
    private final int[] marks = new int[dataset.items() + 1];
    private int mark;
    private int user = -1;
    private int walked; // positions of the user
    private int[] distinct = new int[16];
    private int size;
    private int[] buffer = new int[16];

    @Override
    public void goTo(int i) {
      if (users[i] != user || positions[i] < walked) {
        user = users[i];
        walked = 0;
        size = 0;
        if (++mark < 0) { // after 2^31 users
          Arrays.fill(marks, 0);
          mark = 1;
        }
      }
      int count = positions[i] - walked;
      if (buffer.length < count) {
        buffer = new int[Math.max(count, 2 * buffer.length)];
      }
      if (distinct.length < size + count) {
        distinct = Arrays.copyOf(distinct, Math.max(size + count, 2 * distinct.length));
      }
      dataset.items(user, walked, positions[i], buffer, 0);
      for (int n = 0; n < count; n++) {
        int item = buffer[n];
        if (marks[item] != mark) {
          marks[item] = mark;
          distinct[size++] = item;
        }
      }
      walked = positions[i];
    }

    @Override
    public int size() {
      return size;
    }

    @Override
    public int item(int n) {
      return distinct[n];
    }

    @Override
    public boolean contains(int item) {
      return mark > 0 && marks[item] == mark;
    }
  }
}
