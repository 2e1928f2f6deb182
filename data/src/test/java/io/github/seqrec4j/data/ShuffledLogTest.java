package io.github.seqrec4j.data;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.seqrec4j.api.SplitBounds;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What changes places, and what stays. */
final class ShuffledLogTest {

  private static final int USERS = 50;

  /** User u has items 6 u + 1 to 6 u + 6, in this order. */
  private static Dataset dataset() {
    List<List<Integer>> items = new ArrayList<>();
    List<List<Double>> times = new ArrayList<>();
    for (int user = 0; user < USERS; user++) {
      List<Integer> own = new ArrayList<>();
      List<Double> when = new ArrayList<>();
      for (int n = 1; n <= 6; n++) {
        own.add(6 * user + n);
        when.add((double) (10 * n + user));
      }
      items.add(own);
      times.add(when);
    }
    return InMemory.dataset(items, times, 6 * USERS, new LeaveOneOut());
  }

  /** Items of a part of all users, sorted. */
  private static int[] part(Dataset dataset, int part) {
    SplitBounds bounds = dataset.spec().split().split(dataset);
    List<Integer> items = new ArrayList<>();
    for (int user = 0; user < dataset.users(); user++) {
      int[] borders = {0, bounds.validation()[user], bounds.test()[user], dataset.length(user)};
      for (int p = borders[part]; p < borders[part + 1]; p++) {
        items.add(dataset.item(user, p));
      }
    }
    return items.stream().mapToInt(Integer::intValue).sorted().toArray();
  }

  @Test
  void targets_stayInTheirPart_andLeaveTheirUsers() {
    Dataset dataset = dataset();
    Dataset shuffled = ShuffledLog.targets(dataset, 1);
    int stayed = 0;
    for (int part = 0; part < 3; part++) {
      assertThat(part(shuffled, part)).isEqualTo(part(dataset, part));
    }
    for (int user = 0; user < USERS; user++) {
      assertThat(shuffled.length(user)).isEqualTo(6);
      for (int p = 0; p < 6; p++) {
        assertThat(shuffled.time(user, p)).isEqualTo(dataset.time(user, p));
        stayed += (shuffled.item(user, p) - 1) / 6 == user ? 1 : 0;
      }
    }
    assertThat(stayed).isLessThan(30); // of 300; 6 to be expected
    assertThat(shuffled.hash()).isNotEqualTo(dataset.hash());
  }

  @Test
  void order_changesWithinUsersAlone() {
    Dataset dataset = dataset();
    Dataset shuffled = ShuffledLog.order(dataset, 1);
    int kept = 0;
    for (int user = 0; user < USERS; user++) {
      int[] history = shuffled.history(user);
      kept += Arrays.equals(history, dataset.history(user)) ? 1 : 0;
      Arrays.sort(history);
      assertThat(history).isEqualTo(dataset.history(user));
    }
    assertThat(kept).isLessThan(5);
  }

  @Test
  void closing_leavesTheOtherOpen() {
    Dataset dataset = dataset();
    ShuffledLog.order(dataset, 2).close();
    assertThat(dataset.history(0)).containsExactly(1, 2, 3, 4, 5, 6);
    assertThat(ShuffledLog.order(dataset, 2).history(3))
        .isEqualTo(ShuffledLog.order(dataset, 2).history(3))
        .isNotEqualTo(ShuffledLog.order(dataset, 3).history(3));
  }
}
