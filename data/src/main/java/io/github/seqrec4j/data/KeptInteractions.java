package io.github.seqrec4j.data;

import io.github.seqrec4j.data.ingest.Interactions;
import io.github.seqrec4j.data.ingest.Time;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The interactions of some items, as if there were no others; users with none of them are left out.
 * Memory: 8 bytes per kept interaction, of which there are at most 2^31 - 1.
 */
final class KeptInteractions implements Interactions {

  private final Interactions all;
  private final int[] index; // of each item among those kept, 0 for one that is not
  private int[] users = new int[16]; // index in all of each that is kept
  private int[] starts = new int[17];
  private long[] positions = new long[16]; // in all
  private int count;

  /**
   * Keeps some items.
   *
   * @param index new number of each item from 1, 0 of one that is left out
   */
  KeptInteractions(Interactions all, int[] index) {
    this.all = all;
    this.index = index;
    int kept = 0;
    for (int user = 0; user < all.users(); user++) {
      int before = count;
      for (long p = all.start(user); p < all.start(user + 1); p++) {
        if (index[all.item(p)] > 0) {
          positions = count == positions.length ? Arrays.copyOf(positions, longer()) : positions;
          positions[count++] = p;
        }
      }
      if (count > before) {
        if (kept == users.length) {
          users = Arrays.copyOf(users, Math.multiplyExact(2, kept));
          starts = Arrays.copyOf(starts, users.length + 1);
        }
        users[kept++] = user;
        starts[kept] = count;
      }
    }
    users = Arrays.copyOf(users, kept);
  }

  private int longer() {
    return (int) Math.min(Integer.MAX_VALUE - 8L, Math.max(count + 1L, 2L * count));
  }

  /** Where a user stands among all. */
  int userInAll(int user) {
    return users[user];
  }

  @Override
  public int users() {
    return users.length;
  }

  @Override
  public long start(int user) {
    return starts[user];
  }

  private long position(long position) {
    return positions[Math.toIntExact(position)];
  }

  @Override
  public int item(long position) {
    return index[all.item(position(position))];
  }

  @Override
  public long time(long position) {
    return all.time(position(position));
  }

  @Override
  public int timeDecimals() {
    return all.timeDecimals();
  }

  @Override
  public Time.@Nullable Kind timeKind() {
    return all.timeKind();
  }

  @Override
  public int category(long position) {
    return all.category(position(position));
  }

  @Override
  public List<String> categories() {
    return all.categories();
  }

  @Override
  public double value(long position) {
    return all.value(position(position));
  }

  @Override
  public String userId(int user) {
    return all.userId(users[user]);
  }

  @Override
  public void close() {
    all.close();
  }
}
