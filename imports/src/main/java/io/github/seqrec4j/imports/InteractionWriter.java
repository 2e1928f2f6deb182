package io.github.seqrec4j.imports;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Writes {@code interactions.tsv} in the order of the source. */
final class InteractionWriter implements TableImport.Target<ImportedInteraction>, AutoCloseable {

  private final BufferedWriter writer;
  private final Set<InteractionColumn> columns;
  private final @Nullable Double minimumRating;
  private final String tooLow;
  private final Set<String> items = new LinkedHashSet<>();

  InteractionWriter(Path file, Set<InteractionColumn> columns, @Nullable Double minimumRating)
      throws IOException {
    this.columns = columns;
    this.minimumRating = minimumRating;
    tooLow = "rated below " + minimumRating;
    writer = Files.newBufferedWriter(file, StandardCharsets.UTF_8);
    writer.write("user\titem");
    for (InteractionColumn column : InteractionColumn.values()) {
      if (columns.contains(column)) {
        writer.write(column == InteractionColumn.TIMESTAMP ? "\ttimestamp" : "\trating");
      }
    }
    writer.write('\n');
  }

  @Override
  public @Nullable String write(ImportedInteraction record) throws RejectedRecord, IOException {
    String user = FieldTexts.id("user", record.user());
    String item = FieldTexts.id("item", record.item());
    String timestamp = "";
    if (columns.contains(InteractionColumn.TIMESTAMP)) {
      String given = record.timestamp();
      timestamp = FieldTexts.time(given == null ? "" : given);
    }
    String given = record.rating();
    String rating = given == null || given.isBlank() ? "" : FieldTexts.number("rating", given);
    if (minimumRating != null) {
      if (rating.isEmpty()) {
        return "without a rating";
      }
      if (Double.parseDouble(rating) < minimumRating) {
        return tooLow;
      }
    }
    writer.write(user);
    writer.write('\t');
    writer.write(item);
    if (columns.contains(InteractionColumn.TIMESTAMP)) {
      writer.write('\t');
      writer.write(timestamp);
    }
    if (columns.contains(InteractionColumn.RATING)) {
      writer.write('\t');
      writer.write(rating);
    }
    writer.write('\n');
    items.add(item);
    return null;
  }

  /** Items of what was written, in the order of their first interaction. */
  Set<String> items() {
    return items;
  }

  @Override
  public void close() throws IOException {
    writer.close();
  }
}
