package io.github.seqrec4j.data;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.seqrec4j.api.SplitMethod;
import io.github.seqrec4j.data.ingest.Time;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** A sample holds all targets of each of its users, as the set has them, and of no other. */
final class UserSampleProperties {

  private static final int USERS = 12;
  private static final int SLOTS = 3;

  /** User u has u mod 4 + 3 items, the last u mod 4 of which are targets: some users have none. */
  private static EvaluationSet all() {
    List<List<Integer>> histories = new ArrayList<>();
    List<List<Double>> times = new ArrayList<>();
    for (int u = 0; u < USERS; u++) {
      int targets = u % 4;
      List<Double> own = new ArrayList<>(List.of(1.0, 2.0, 3.0));
      IntStream.range(0, targets).forEach(n -> own.add(10.0 + n));
      times.add(own);
      if (u == 0) {
        own.add(101.0); // the split wants something to test
      }
      int first = 7 * u + 1;
      histories.add(IntStream.range(first, first + own.size()).boxed().toList());
    }
    TemporalSplit split =
        TemporalSplit.builder()
            .validationShare(0.1)
            .testShare(0.1)
            .validationFrom(new Time("5"))
            .testFrom(new Time("100"))
            .targets(SplitMethod.Targets.EVERY)
            .build();
    return InMemory.dataset(histories, times, 7 * USERS, split).split(SLOTS).validation();
  }

  @Property(tries = 60)
  void sample_holdsItsUsersWhole(
      @ForAll @IntRange(min = 1, max = 14) int number, @ForAll long seed) {
    EvaluationSet all = all();
    UserSample sample = UserSample.of(all, number, seed);
    assertThat(UserSample.users(all)).isEqualTo(9);
    assertThat(sample.users()).isEqualTo(Math.min(number, 9));
    Set<Integer> drawn = new HashSet<>();
    IntStream.range(0, sample.size()).forEach(i -> drawn.add(sample.user(i)));
    assertThat(drawn).hasSize(sample.users());
    SeenItems seen = sample.seen();
    SeenItems seenOfAll = all.seen();
    int at = 0;
    for (int i = 0; i < all.size(); i++) {
      if (drawn.contains(all.user(i))) {
        assertThat(sample.user(at)).isEqualTo(all.user(i));
        assertThat(sample.target(at)).isEqualTo(all.target(i));
        assertThat(sample.targetTime(at)).isEqualTo(all.targetTime(i));
        int[] history = new int[SLOTS];
        int[] expected = new int[SLOTS];
        sample.history(at, history, 0);
        all.history(i, expected, 0);
        assertThat(history).isEqualTo(expected);
        seen.goTo(at);
        seenOfAll.goTo(i);
        assertThat(seen.toArray()).isEqualTo(seenOfAll.toArray());
        assertThat(seen.contains(sample.target(at))).isFalse();
        at++;
      }
    }
    assertThat(sample.size()).isEqualTo(at);
  }

  @Property(tries = 20)
  void sameSeed_drawsTheSameUsers_othersAreDrawnByOthers(@ForAll long seed) {
    EvaluationSet all = all();
    assertThat(users(UserSample.of(all, 4, seed))).isEqualTo(users(UserSample.of(all, 4, seed)));
    Set<List<Integer>> different = new HashSet<>();
    for (int other = 0; other < 20; other++) {
      different.add(users(UserSample.of(all, 4, seed + other)));
    }
    assertThat(different).hasSizeGreaterThan(5);
  }

  private static List<Integer> users(UserSample sample) {
    return IntStream.range(0, sample.size()).mapToObj(sample::user).distinct().toList();
  }
}
