package io.github.seqrec4j.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.seqrec4j.api.DataException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ItemTableTest {

  @TempDir private Path folder;

  @Test
  void readsTheOrderOfTheFile() throws IOException {
    Files.writeString(folder.resolve("items.csv"), "title,item\n\"A, b\",z\n,y\n");
    ItemTable table = ItemTable.read(folder, new DataSpec());
    assertThat(table.ids()).containsExactly("z", "y");
    assertThat(table.titles()).containsExactly("A, b", "");
  }

  @Test
  void titlesMayBeLackingUnlessNeeded() throws IOException {
    Files.writeString(folder.resolve("items.tsv"), "item\nz\n");
    assertThat(ItemTable.read(folder, new DataSpec()).titles()).containsExactly("");
    refuses("no column 'title'");
  }

  @Test
  void refusesUnusableFiles() throws IOException {
    refuses("items.tsv: missing; a dataset directory must hold items");
    Path file = folder.resolve("items.tsv");
    Files.writeString(file, "item\ttitle\n");
    refuses("no items after the header");
    Files.writeString(file, "item\ttitle\nz\tA\n\tB\nz\tC\n");
    refuses("items.tsv: 3: empty item");
    refuses("items.tsv: 4: duplicate item 'z', first at line 2");
    Files.writeString(folder.resolve("items.csv"), "item,title\nz,A\n");
    refuses("both items.tsv and items.csv");
  }

  private void refuses(String message) {
    assertThatThrownBy(() -> ItemColumns.read(folder, new DataSpec(), Set.of("title")))
        .isInstanceOf(DataException.class)
        .hasMessageContaining(message);
  }
}
