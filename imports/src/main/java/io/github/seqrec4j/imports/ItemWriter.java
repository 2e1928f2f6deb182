package io.github.seqrec4j.imports;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Writes {@code items.tsv}: first what the source describes, then what else was met. */
final class ItemWriter implements TableImport.Target<ImportedItem>, AutoCloseable {

  private final BufferedWriter writer;
  private final int further;
  private final Set<String> met;
  private final ImportOptions.ColdItems coldItems;
  private final Set<String> written = new LinkedHashSet<>();
  private long untitled;

  ItemWriter(Path file, List<String> columns, Set<String> met, ImportOptions.ColdItems coldItems)
      throws IOException {
    this.met = met;
    this.coldItems = coldItems;
    further = columns.size();
    writer = Files.newBufferedWriter(file, StandardCharsets.UTF_8);
    writer.write(ImportPlan.ITEM + '\t' + ImportPlan.TITLE);
    for (String column : columns) {
      writer.write('\t' + column);
    }
    writer.write('\n');
  }

  @Override
  public @Nullable String write(ImportedItem record) throws RejectedRecord, IOException {
    String item = FieldTexts.id("item", record.item());
    if (record.further().size() != further) {
      throw new IllegalStateException(
          further + " columns are planned, the item has " + record.further().size());
    }
    if (written.contains(item)) {
      return "the item again, the first is kept";
    }
    if (coldItems == ImportOptions.ColdItems.DROP && !met.contains(item)) {
      return "never interacted with";
    }
    String title = FieldTexts.clean(record.title());
    untitled += title.isEmpty() ? 1 : 0;
    writer.write(item);
    writer.write('\t');
    writer.write(title);
    for (String value : record.further()) {
      writer.write('\t');
      writer.write(FieldTexts.clean(value));
    }
    writer.write('\n');
    written.add(item);
    return null;
  }

  /** Writes a line with nothing but its identifier for each item not described; how many. */
  long writeMissing() throws IOException {
    long missing = 0;
    String nothing = "\t".repeat(1 + further) + '\n';
    for (String item : met) {
      if (written.add(item)) {
        writer.write(item + nothing);
        missing++;
      }
    }
    return missing;
  }

  /** Items described, but without a title. */
  long untitled() {
    return untitled;
  }

  /** All items, in the order of the file. */
  Set<String> written() {
    return written;
  }

  @Override
  public void close() throws IOException {
    writer.close();
  }
}
