package io.github.seqrec4j.runtime;

import static io.github.seqrec4j.runtime.EncodedBundle.item;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.seqrec4j.api.DataException;
import io.github.seqrec4j.api.RecommendRequest;
import io.github.seqrec4j.api.Recommendations;
import io.github.seqrec4j.api.UsageException;
import io.github.seqrec4j.fusion.LateFusion;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What was changed is there after a restart, and after another bundle came. */
class ItemJournalTest {

  private static final int ITEMS = 15;
  private static final RecommendRequest REQUEST = RecommendRequest.of(item(2), item(3)).k(100);

  @TempDir private Path folder;
  private Path bundle = Path.of("");
  private Path journal = Path.of("");

  @BeforeEach
  void save() {
    bundle = EncodedBundle.save(folder.resolve("model"), ITEMS, 3);
    journal = folder.resolve("model.journal");
  }

  private Recommendations changed() {
    try (ReloadableRecommender model = ReloadableRecommender.load(bundle);
        LiveCatalogue live = LiveCatalogue.builder(model).journal(journal).build()) {
      live.put(item("new \"1\", ü", 100).title("Title\nof two lines"));
      live.put(List.of(item("new-2", 101), item(item(4), 102)));
      live.retire(List.of("new-2", item(5), item(6)));
      live.restore(List.of(item(6)));
      return model.recommend(REQUEST);
    }
  }

  private Recommendations again() {
    try (ReloadableRecommender model = ReloadableRecommender.load(bundle);
        LiveCatalogue live = LiveCatalogue.builder(model).journal(journal).build()) {
      assertThat(live.added()).isEqualTo(2);
      assertThat(live.retired()).isEqualTo(1);
      assertThat(model.<String>read(m -> m.title("new \"1\", ü"))).isEqualTo("Title\nof two lines");
      return model.recommend(REQUEST);
    }
  }

  @Test
  void restart_bringsTheChangesBack_andTheBundleIsUntouched() throws IOException {
    byte[] before = Files.readAllBytes(bundle.resolve(BundleManifest.FILE));
    Recommendations expected = changed();
    assertThat(again()).isEqualTo(expected);
    assertThat(again()).isEqualTo(expected);
    assertThat(Files.readAllBytes(bundle.resolve(BundleManifest.FILE))).isEqualTo(before);
    try (ReloadableRecommender model = ReloadableRecommender.load(bundle)) {
      assertThat(model.items()).hasSize(ITEMS);
    }
  }

  @Test
  void compaction_keepsTheChangesAndDropsTheirPast() throws IOException {
    Recommendations expected = changed();
    long before = Files.size(journal);
    try (ReloadableRecommender model = ReloadableRecommender.load(bundle);
        LiveCatalogue live = LiveCatalogue.builder(model).journal(journal).build()) {
      live.compact();
      assertThat(Files.size(journal)).isLessThan(before);
      assertThat(model.recommend(REQUEST)).isEqualTo(expected);
      live.put(item("after", 103));
      live.retire(List.of("after"));
    }
    assertThat(again()).isEqualTo(expected);
    assertThat(Files.readString(journal)).contains("after").doesNotContain("new-2");
  }

  /** At whatever byte the last line ends: it is dropped, never silently, and the next one fits. */
  @Test
  void truncatedTail_isDroppedWithAWarning() throws IOException {
    changed();
    byte[] whole = Files.readAllBytes(journal);
    List<String> lines = Files.readAllLines(journal);
    int last = lines.get(lines.size() - 1).getBytes(StandardCharsets.UTF_8).length + 1;
    for (int cut = 1; cut < last; cut += 5) {
      Files.write(journal, Arrays.copyOf(whole, whole.length - cut));
      PrintStream errors = System.err;
      ByteArrayOutputStream log = new ByteArrayOutputStream();
      System.setErr(new PrintStream(log, true, StandardCharsets.UTF_8)); // slf4j-simple's
      try (ItemJournal opened = ItemJournal.open(journal, "other")) {
        assertThat(opened.changes()).hasSize(lines.size() - 2);
        opened.append(new ItemChange.Retire(List.of("x")));
      } finally {
        System.setErr(errors);
      }
      assertThat(log.toString(StandardCharsets.UTF_8))
          .contains("the last " + (last - cut) + " bytes are of a change that was broken off");
      try (ItemJournal opened = ItemJournal.open(journal, "other")) {
        assertThat(opened.changes()).hasSize(lines.size() - 1);
      }
    }
  }

  @Test
  void damagedLine_isAnError() throws IOException {
    changed();
    byte[] whole = Files.readAllBytes(journal);
    whole[whole.length / 3] ^= 1;
    Files.write(journal, whole);
    assertThatThrownBy(() -> again())
        .isInstanceOf(DataException.class)
        .hasMessageContaining(journal.toString())
        .hasMessageContaining("damaged: its checksum is another");
    Files.writeString(journal, "", StandardOpenOption.TRUNCATE_EXISTING);
    assertThatThrownBy(() -> again())
        .isInstanceOf(DataException.class)
        .hasMessageContaining("no first line");
  }

  @Test
  void openJournal_isRefusedToAnother() {
    try (ReloadableRecommender model = ReloadableRecommender.load(bundle);
        ReloadableRecommender other = ReloadableRecommender.load(bundle);
        LiveCatalogue live = LiveCatalogue.builder(model).journal(journal).build()) {
      assertThatThrownBy(() -> LiveCatalogue.builder(other).journal(journal).build())
          .isInstanceOf(UsageException.class)
          .hasMessageContaining("is in use by this process");
      assertThat(live.added()).isZero();
    }
  }

  /** It would go when another bundle takes the place of this one. */
  @Test
  void journalWithinTheBundle_isRefused() {
    try (ReloadableRecommender model = ReloadableRecommender.load(bundle)) {
      for (Path within :
          List.of(bundle.resolve("items.journal"), bundle.resolve("../model/./items.journal"))) {
        assertThatThrownBy(() -> LiveCatalogue.builder(model).journal(within).build())
            .isInstanceOf(UsageException.class)
            .hasMessageContaining("must not lie in the bundle")
            .hasMessageContaining(bundle.resolveSibling("items.journal").toString());
        assertThat(within).doesNotExist();
      }
    }
  }

  @Test
  void reload_makesTheChangesToTheNewBundle_whichKeepsWhatItHas() throws IOException {
    // the next training knows items 16 and 17
    Path next = EncodedBundle.save(folder.resolve("next"), ITEMS + 2, 4);
    try (ReloadableRecommender model = ReloadableRecommender.load(bundle);
        LiveCatalogue live = LiveCatalogue.builder(model).journal(journal).build()) {
      live.put(List.of(item(item(ITEMS + 1), ITEMS + 1), item("new", 100), item(item(4), 104)));
      live.put(item(item(ITEMS + 2), ITEMS + 2));
      live.retire(List.of(item(5), item(ITEMS + 2)));
      model.reload(next);
      assertThat(live.added()).isEqualTo(1);
      assertThat(live.retired()).isEqualTo(1);
      assertThat(model.items())
          .hasSize(ITEMS + 2)
          .contains("new", item(ITEMS + 1))
          .doesNotContain(item(5));
      assertThat(ofId(model, item(ITEMS + 1))).as("trained by now").isNotEqualTo(new float[8]);
      assertThat(ofId(model, "new")).isEqualTo(new float[8]);
      assertThat(Files.readString(journal)).contains("\"new\"").doesNotContain(item(4) + "\"");
    }
    // a restart on the new bundle, and one whose journal is of the one before
    for (String path : List.of("next", "model")) {
      try (ReloadableRecommender model = ReloadableRecommender.load(folder.resolve(path));
          LiveCatalogue live = LiveCatalogue.builder(model).journal(journal).build()) {
        assertThat(live.added()).isEqualTo(1);
        assertThat(model.items()).contains("new").doesNotContain(item(5));
      }
    }
  }

  private static float[] ofId(ReloadableRecommender model, String item) {
    return Arrays.copyOf(model.itemVector(item), EncodedBundle.WIDTH);
  }

  @Test
  void reloadOfABundleThatAnItemDoesNotFit_leavesTheOldOneServing() {
    Path other = TinyBundle.save(folder.resolve("tiny"), 1, null);
    try (ReloadableRecommender model = ReloadableRecommender.load(bundle);
        LiveCatalogue live = LiveCatalogue.builder(model).journal(journal).build()) {
      live.put(item("new", 100));
      Recommendations before = model.recommend(REQUEST);
      assertThatThrownBy(() -> model.reload(other)).hasMessageContaining("does not fit");
      assertThat(model.recommend(REQUEST)).isEqualTo(before);
      live.put(item("more", 101));
      assertThat(model.items()).contains("new", "more");
      Path late =
          EncodedBundle.save(
              folder.resolve("late"),
              ITEMS,
              9,
              EncodedBundle.model(LateFusion.builder().build()),
              List.of());
      model.reload(late);
      assertThat(model.items()).contains("new", "more");
    }
  }
}
