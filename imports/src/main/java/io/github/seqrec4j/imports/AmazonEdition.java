package io.github.seqrec4j.imports;

import io.github.seqrec4j.api.DataException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the editions of Amazon Reviews have in common: reviews and metadata of a category in one
 * file each, an object per line.
 *
 * @param reviews name of a file of reviews; its first group is the category
 * @param description that name, as a person writes it
 * @param metaEnding ending of the name {@code meta_<category>} of the metadata, a pattern
 * @param user key of a review with the user
 * @param item key with the item, in both files
 * @param rating key of a review with the rating
 * @param time key of a review with the time
 * @param columns further columns of items
 */
record AmazonEdition(
    String reviews,
    String description,
    String metaEnding,
    String user,
    String item,
    String rating,
    String time,
    List<Column> columns) {

  private static final String TITLE = "title";
  private static final Layout LINES = Layout.lines(StandardCharsets.UTF_8);

  /** Reads a value out of an object. */
  @FunctionalInterface
  interface Value {
    String of(JsonLine object);
  }

  /**
   * A column of items.
   *
   * @param name its name in the dataset
   * @param keys keys that it is made of
   * @param value makes it
   */
  record Column(String name, Set<String> keys, Value value) {

    /** What stands under a key. */
    static Column text(String name, String key) {
      return new Column(name, Set.of(key), object -> object.text(key, " "));
    }

    /** The categories under a key. */
    static Column paths(String name, String key) {
      return new Column(name, Set.of(key), object -> object.paths(key));
    }
  }

  /** Finds the files. */
  ImportPlan plan(Path source) {
    SourceFiles files = SourceFiles.of(source);
    Path file = Files.isDirectory(source) ? files.required(reviews, description) : source;
    Matcher name = Pattern.compile(reviews).matcher(SourceFiles.name(file));
    if (!name.matches()) {
      throw new DataException(
          file
              + ": is not named as "
              + description
              + "; the name tells which metadata belongs to it");
    }
    String meta = "meta_" + name.group(1);
    Path items = files.optional(Pattern.quote(meta) + metaEnding);
    List<String> notes = new ArrayList<>();
    if (items == null) {
      notes.add("no metadata file " + meta + ": items have empty titles");
    }
    Set<String> wanted = Set.of(user, item, rating, time);
    RecordParser<ImportedInteraction> review =
        record -> {
          JsonLine object = JsonLine.read(record.get(0), wanted);
          return List.of(
              new ImportedInteraction(
                  object.required(user),
                  object.required(item),
                  object.required(time),
                  object.text(rating, " ")));
        };
    return new ImportPlan(
        List.of(new SourceTable<>(file, LINES, 0, review)),
        items == null ? List.of() : List.of(new SourceTable<>(items, LINES, 0, metadata())),
        EnumSet.allOf(InteractionColumn.class),
        items == null ? List.of() : columns.stream().map(Column::name).toList(),
        null,
        notes);
  }

  private RecordParser<ImportedItem> metadata() {
    Set<String> wanted = new java.util.HashSet<>(Set.of(item, TITLE));
    columns.forEach(column -> wanted.addAll(column.keys()));
    return record -> {
      JsonLine object = JsonLine.read(record.get(0), wanted);
      List<String> further = new ArrayList<>();
      for (Column column : columns) {
        further.add(column.value().of(object));
      }
      return List.of(new ImportedItem(object.required(item), object.text(TITLE, " "), further));
    };
  }
}
