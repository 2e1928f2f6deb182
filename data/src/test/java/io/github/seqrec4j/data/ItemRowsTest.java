package io.github.seqrec4j.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.seqrec4j.api.DataException;
import io.github.seqrec4j.data.ingest.ItemRejectSpec;
import io.github.seqrec4j.data.ingest.ItemRejectSpec.Duplicates;
import io.github.seqrec4j.data.ingest.RejectSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A shop's export: lines that cannot be used, and several of one product. */
final class ItemRowsTest {

  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource({"FIRST, 'a b c', 'A B C'", "LAST, 'b a c', 'B A2 C'"})
  void duplicates_keepTheLineThatIsAskedForAtItsPlace(
      Duplicates duplicates, String ids, String titles) throws IOException {
    items("a\tA\nb\tB\na\tA1\na\tA2\nc\tC\n");

    ItemTable read = ItemTable.read(folder, spec(new ItemRejectSpec(0, 0, duplicates)));

    assertThat(String.join(" ", read.ids())).isEqualTo(ids);
    assertThat(String.join(" ", read.titles())).isEqualTo(titles);
  }

  @Test
  void duplicates_byDefault_areRefused() throws IOException {
    items("a\tA\nb\tB\na\tA\n");

    assertThatThrownBy(() -> ItemTable.read(folder, new DataSpec()))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("items.tsv: 4: duplicate item 'a', first at line 2");
  }

  @Test
  void unusableLines_areToleratedUpToTheLargerLimit() throws IOException {
    items("a\tA\n\tB\nc\tC\nd\tD\textra\n"); // 2 of 4

    assertThat(ItemTable.read(folder, spec(new ItemRejectSpec(2, 0, Duplicates.ERROR))).ids())
        .isEqualTo(List.of("a", "c"));
    assertThat(ItemTable.read(folder, spec(new ItemRejectSpec(0, 0.5, Duplicates.ERROR))).ids())
        .isEqualTo(List.of("a", "c"));
    assertThatThrownBy(
            () -> ItemTable.read(folder, spec(new ItemRejectSpec(1, 0.49, Duplicates.ERROR))))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("items.tsv: 3: empty item in column 'item'")
        .hasMessageContaining(
            "2 of 4 lines cannot be used; seqrec4j.data.reject.items tolerates 1");
  }

  @Test
  void trailingTabsOfAllLines_areOneMessage() throws IOException {
    items("a\tA\t\n".repeat(17_384));

    assertThatThrownBy(() -> ItemTable.read(folder, new DataSpec()))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("items.tsv: 2: expected 2 fields (item, title), got 3: 'a | A | '")
        .hasMessageContaining("; the line ends in a separator too many")
        .hasMessageContaining(
            "17,383 more of this kind (wrong number of fields), at 3, 4, 5, 6, ...")
        .hasMessageContaining("17,384 problems in all")
        .extracting(e -> String.valueOf(e.getMessage()).lines().count())
        .isEqualTo(3L);
  }

  @Test
  void dataset_withoutTheRejected_isOpened() throws IOException {
    items("a\tA\nb\tB\tx\nc\tC\na\tA\nd\tD\n");
    Files.writeString(folder.resolve("interactions.tsv"), "user\titem\nu\ta\nu\tc\nu\td\n");

    try (Dataset dataset =
        Dataset.open(
            folder,
            spec(new ItemRejectSpec(1, 0, Duplicates.FIRST)).toBuilder()
                .minimumInteractions(3)
                .build())) {
      assertThat(dataset.items()).isEqualTo(3);
    }
  }

  private void items(String lines) throws IOException {
    Files.writeString(folder.resolve("items.tsv"), "item\ttitle\n" + lines);
  }

  private static DataSpec spec(ItemRejectSpec items) {
    return DataSpec.builder().reject(RejectSpec.builder().items(items).build()).build();
  }
}
