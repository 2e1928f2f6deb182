package io.github.seqrec4j.imports;

import io.github.seqrec4j.api.DataException;
import io.github.seqrec4j.api.Description;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.regex.Pattern;

/**
 * MicroLens as its {@code readme.txt} has it ({@code github.com/westlake-repl/MicroLens}): {@code
 * X_pairs.csv} with the header {@code user,item,timestamp}, times in milliseconds; titles in {@code
 * X_titles.csv} with the header {@code item,title}, or in {@code X_title_en.csv} without a header,
 * an item up to the first comma and the title behind it; covers in {@code X_covers}, a folder or a
 * zip archive of {@code <item>.jpg}.
 */
@Description(
    value =
        "MicroLens: X_pairs.csv (user, item, timestamp), X_titles.csv or X_title_en.csv, X_covers"
            + " (folder or zip)",
    source = "github.com/westlake-repl/MicroLens")
public record MicroLens() implements Importer {

  private static final List<String> PAIR = List.of("user", "item", "timestamp");
  private static final List<String> TITLED = List.of("item", "title");
  private static final String PAIRS = "_pairs\\.csv(\\.gz)?";

  @Override
  public String type() {
    return "microlens";
  }

  @Override
  public ImportPlan plan(Path source) {
    SourceFiles files = SourceFiles.of(source);
    Path pairs = Files.isDirectory(source) ? files.required(".*" + PAIRS, "*_pairs.csv") : source;
    String stem = SourceFiles.name(pairs).replaceFirst(PAIRS + "$", "");
    Headers.check(pairs, PAIR);
    Path titles = files.optional(Pattern.quote(stem) + "_title(s|_en)\\.csv(\\.gz)?");
    Path covers = files.pictures(Pattern.quote(stem) + "_covers(\\.zip)?");
    List<String> notes = new ArrayList<>();
    if (titles == null) {
      notes.add("no " + stem + "_titles.csv or _title_en.csv: items have empty titles");
    }
    if (covers == null) {
      notes.add("no " + stem + "_covers: items have no pictures");
    }
    return new ImportPlan(
        List.of(
            new SourceTable<>(
                pairs, Layout.separated(",", StandardCharsets.UTF_8), 1, MicroLens::pair)),
        titles == null ? List.of() : List.of(titles(titles)),
        EnumSet.of(InteractionColumn.TIMESTAMP),
        List.of(),
        covers,
        notes);
  }

  private static List<ImportedInteraction> pair(List<String> record) throws RejectedRecord {
    Records.width(record, PAIR.size(), PAIR);
    return List.of(new ImportedInteraction(record.get(0), record.get(1), record.get(2), null));
  }

  private static SourceTable<ImportedItem> titles(Path file) {
    Layout csv = Layout.csv(StandardCharsets.UTF_8);
    List<String> first = RecordReader.first(file, csv);
    if (first.equals(TITLED)) {
      return new SourceTable<>(file, csv, 1, MicroLens::titled);
    }
    if (first.size() < 2) {
      throw new DataException(
          file
              + ": 1: expected the header item,title or an item, a comma and its title, got '"
              + FieldTexts.shown(String.join(",", first))
              + "'; is it another file of that name?");
    }
    return new SourceTable<>(file, Layout.lines(StandardCharsets.UTF_8), 0, MicroLens::line);
  }

  private static List<ImportedItem> titled(List<String> record) throws RejectedRecord {
    Records.width(record, TITLED.size(), TITLED);
    return List.of(new ImportedItem(record.get(0), record.get(1), List.of()));
  }

  private static List<ImportedItem> line(List<String> record) throws RejectedRecord {
    String line = record.get(0);
    int comma = line.indexOf(',');
    if (comma < 0) {
      throw new RejectedRecord(
          "expected an item, a comma and its title, got '" + FieldTexts.shown(line) + "'");
    }
    String title = line.substring(comma + 1);
    boolean quoted = title.length() >= 2 && title.startsWith("\"") && title.endsWith("\"");
    return List.of(
        new ImportedItem(
            line.substring(0, comma),
            quoted ? title.substring(1, title.length() - 1).replace("\"\"", "\"") : title,
            List.of()));
  }
}
