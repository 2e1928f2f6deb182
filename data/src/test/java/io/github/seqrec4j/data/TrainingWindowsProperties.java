package io.github.seqrec4j.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** What of a history trains, and how often. */
final class TrainingWindowsProperties {

  private static final TrainingWindows.Targets ALL = (user, position) -> true;

  @Property(tries = 300)
  void stride_hasEveryInteractionPredicted(
      @ForAll @Size(min = 1, max = 4) List<@IntRange(min = 0, max = 40) Integer> trained,
      @ForAll @IntRange(min = 1, max = 12) int maxLength,
      @ForAll @IntRange(min = 1, max = 12) int given) {
    int stride = Math.min(given, maxLength);
    int[] lengths = trained.stream().mapToInt(i -> i).toArray();
    TrainingWindows windows = new TrainingWindows(lengths, ALL, maxLength, stride);
    int[][] predicted = new int[lengths.length][];
    for (int user = 0; user < lengths.length; user++) {
      predicted[user] = new int[lengths[user]];
    }
    for (int w = 0; w < windows.count(); w++) {
      assertThat(windows.end(w) - windows.start(w)).isBetween(2, maxLength + 1);
      for (int p = windows.start(w) + 1; p < windows.end(w); p++) {
        predicted[windows.user(w)][p]++;
      }
    }
    int all = 0;
    for (int user = 0; user < lengths.length; user++) {
      for (int p = 1; p < lengths[user]; p++) {
        assertThat(predicted[user][p]).as("position %d of %d", p, lengths[user]).isPositive();
        if (stride == maxLength) {
          assertThat(predicted[user][p]).isEqualTo(1);
        }
      }
      all += lengths[user] < 2 ? 0 : lengths[user];
    }
    assertThat(windows.interactions()).isEqualTo(all);
  }

  @Property(tries = 100)
  void noStride_takesTheNewest(
      @ForAll @Size(max = 4) List<@IntRange(min = 0, max = 40) Integer> trained,
      @ForAll @IntRange(min = 1, max = 12) int maxLength) {
    int[] lengths = trained.stream().mapToInt(i -> i).toArray();
    TrainingWindows windows = new TrainingWindows(lengths, ALL, maxLength, 0);
    assertThat(windows.count())
        .isEqualTo(windows.users())
        .isEqualTo((int) trained.stream().filter(length -> length >= 2).count());
    for (int w = 0; w < windows.count(); w++) {
      assertThat(windows.end(w)).isEqualTo(lengths[windows.user(w)]);
      assertThat(windows.start(w)).isEqualTo(Math.max(0, windows.end(w) - maxLength - 1));
    }
  }

  @Example
  void strideBeyondTheLength_wouldLeaveSomeOut() {
    assertThatThrownBy(() -> new TrainingWindows(new int[] {9}, ALL, 3, 4))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("windowStride must be at most 3: 4");
  }
}
