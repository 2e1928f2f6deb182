package io.github.seqrec4j.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.seqrec4j.api.DataException;
import io.github.seqrec4j.api.Modality;
import io.github.seqrec4j.api.SplitMethod;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a dataset keeps of the items that are held out of training: nothing. */
final class HeldOutItemsTest {

  private static final int ITEMS = 20;
  private static final int USERS = 30;
  private static final int LENGTH = 4; // S

  @TempDir Path folder;

  @BeforeEach
  void write() throws IOException {
    StringBuilder items = new StringBuilder("item\ttitle\n");
    for (int item = 0; item < ITEMS; item++) {
      items.append('i').append(item).append("\tTitle ").append(item).append('\n');
    }
    Files.writeString(folder.resolve("items.tsv"), items);
    StringBuilder log = new StringBuilder("user\titem\ttimestamp\n");
    for (int user = 0; user < USERS; user++) {
      for (int n = 0; n < 8; n++) {
        log.append('u').append(user).append("\ti").append((7 * user + 3 * n) % ITEMS);
        log.append('\t').append(100 * n + user).append('\n');
      }
    }
    Files.writeString(folder.resolve("interactions.tsv"), log);
    Path file = folder.resolve("features").resolve("text.npy");
    try (NpyWriter writer = new NpyWriter(file, NpyWriter.Precision.FLOAT32, ITEMS, 1)) {
      for (int item = 0; item < ITEMS; item++) {
        writer.write(new float[] {item});
      }
      writer.finish();
    }
  }

  private Dataset open(double share, SplitMethod... split) {
    DataSpecBuilder spec =
        DataSpec.builder().coldItems(ColdSpec.builder().share(share).seed(3).build());
    return Dataset.open(folder, split.length == 0 ? spec.build() : spec.split(split[0]).build());
  }

  private static List<String> ids(HeldOutItems cold) {
    List<String> ids = new ArrayList<>();
    for (int item = cold.known() + 1; item <= cold.known() + cold.count(); item++) {
      ids.add(cold.itemId(item));
    }
    return ids;
  }

  @Test
  void dataset_holdsNothingOfColdItems() {
    try (Dataset all = open(0);
        Dataset known = open(0.2)) {
      HeldOutItems cold = Objects.requireNonNull(known.cold());
      assertThat(all.cold()).isNull();
      assertThat(cold.count()).isEqualTo(4);
      assertThat(known.items()).isEqualTo(16);
      assertThat(known.hash()).isNotEqualTo(all.hash());
      Set<String> ids = new HashSet<>(ids(cold));
      assertThat(ids).hasSize(4);
      long kept = 0;
      for (int user = 0; user < known.users(); user++) {
        List<String> expected = new ArrayList<>();
        for (int item : all.history(all.userIndex(known.userId(user)))) {
          if (!ids.contains(all.itemId(item))) {
            expected.add(all.itemId(item));
          }
        }
        List<String> actual = new ArrayList<>();
        for (int item : known.history(user)) {
          actual.add(known.itemId(item));
        }
        assertThat(actual).isEqualTo(expected);
        kept += actual.size();
      }
      assertThat(cold.removed()).isEqualTo(all.interactions() - kept).isPositive();
      ids.forEach(id -> assertThat(known.itemIndex(id)).isZero());
      assertThat(cold.toString()).startsWith("4 of 20 items are held out of training, and ");
    }
  }

  @Test
  void features_followTheirItems() {
    try (Dataset known = open(0.2)) {
      HeldOutItems cold = Objects.requireNonNull(known.cold());
      FloatBuffer features = FloatBuffer.allocate(ITEMS);
      FloatBuffer mask = FloatBuffer.allocate(ITEMS);
      int[] items = new int[ITEMS];
      for (int i = 0; i < ITEMS; i++) {
        items[i] = i + 1;
      }
      cold.features(Modality.TEXT).read(items, features, mask);
      for (int i = 1; i <= ITEMS; i++) {
        String id = i <= known.items() ? known.itemId(i) : cold.itemId(i);
        assertThat("i" + (int) features.get(i - 1)).isEqualTo(id);
      }
      FloatBuffer few = FloatBuffer.allocate(16);
      known.features(Modality.TEXT).read(Arrays.copyOf(items, 16), few, FloatBuffer.allocate(16));
      assertThat(few.array()).containsExactly(Arrays.copyOf(features.array(), 16));
    }
  }

  /** Whatever the split: behind all that trains, and after what the split of everything trains. */
  @Test
  void targets_areBehindAllThatTrains() {
    for (SplitMethod split :
        List.of(
            new LeaveOneOut(),
            RatioSplit.builder().validation(0.2).test(0.2).build(),
            TemporalSplit.builder().validationShare(0.2).testShare(0.2).build())) {
      try (Dataset all = open(0, split);
          Dataset known = open(0.2, split)) {
        HeldOutItems cold = Objects.requireNonNull(known.cold());
        Split parts = known.split(LENGTH);
        EvaluationSet targets = cold.targets(parts);
        assertThat(targets.size()).as(split.type()).isPositive();
        Set<String> ids = new HashSet<>(ids(cold));
        SeenItems seen = targets.seen();
        for (int i = 0; i < targets.size(); i++) {
          assertThat(targets.target(i)).isBetween(known.items() + 1, ITEMS);
          String target = cold.itemId(targets.target(i));
          assertThat(ids).contains(target);
          int user = targets.user(i);
          int trained = parts.trainingLength(user);
          int[] whole = all.history(all.userIndex(known.userId(user)));
          List<String> before = new ArrayList<>();
          for (int item : whole) { // each item once at a user
            if (all.itemId(item).equals(target)) {
              break;
            }
            if (!ids.contains(all.itemId(item))) {
              before.add(all.itemId(item));
            }
          }
          assertThat(before).hasSizeGreaterThanOrEqualTo(Math.max(1, trained));
          int[] history = new int[LENGTH];
          targets.history(i, history, 0);
          List<String> shown = new ArrayList<>();
          for (int item : history) {
            if (item > 0) {
              shown.add(known.itemId(item));
            }
          }
          assertThat(shown)
              .isEqualTo(before.subList(Math.max(0, before.size() - LENGTH), before.size()));
          seen.goTo(i);
          assertThat(seen.size()).isEqualTo(before.size());
          assertThat(seen.contains(targets.target(i))).isFalse();
          int[] times = new int[] {(int) targets.targetTime(i)};
          for (int p = 0; p < trained; p++) {
            assertThat(known.seconds(user, p)).isLessThan(times[0]);
          }
        }
      }
    }
  }

  @Test
  void lot_dependsOnSeedAndIdentifierAlone() throws IOException {
    List<String> before;
    try (Dataset known = open(0.2)) {
      before = ids(Objects.requireNonNull(known.cold()));
    }
    String log = Files.readString(folder.resolve("interactions.tsv"));
    Files.writeString(folder.resolve("interactions.tsv"), log + "u0\ti19\t900\n");
    try (Dataset known = open(0.2)) {
      assertThat(ids(Objects.requireNonNull(known.cold()))).isEqualTo(before);
    }
    ColdSpec other = ColdSpec.builder().share(0.2).seed(4).build();
    try (Dataset known = Dataset.open(folder, DataSpec.builder().coldItems(other).build())) {
      assertThat(ids(Objects.requireNonNull(known.cold()))).isNotEqualTo(before);
    }
  }

  @Test
  void shareOfNoItem_isRefused() {
    assertThatThrownBy(() -> open(0.01))
        .isInstanceOf(DataException.class)
        .hasMessageContaining(
            "seqrec4j.data.cold-items.share = 0.01 of 20 items with interactions is none");
    assertThatThrownBy(() -> ColdSpec.builder().share(1).build())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("share");
  }
}
