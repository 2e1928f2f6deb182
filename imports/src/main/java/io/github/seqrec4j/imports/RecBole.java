package io.github.seqrec4j.imports;

import io.github.seqrec4j.api.DataException;
import io.github.seqrec4j.api.Description;
import io.github.seqrec4j.api.Option;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * RecBole's atomic files: tables apart by tabs whose first line has {@code name:type} per field,
 * type one of token, token_seq, float, float_seq; see the page "Atomic Files" of RecBole's
 * documentation ({@code recbole.io/docs/user_guide/data/atomic_files.html}). {@code X.inter} is
 * read, {@code X.item} where it is there; users, knowledge graphs and networks are not.
 *
 * @param userField field of interactions with the user
 * @param itemField field with the item, in both files
 * @param timeField field of interactions with the time, where there is one
 * @param ratingField field of interactions with the rating, where there is one
 * @param titleFields fields of items that may hold the title, the first that is there is it: the
 *     format has no name for it
 */
@Description(
    value =
        "RecBole's atomic files: a folder with X.inter and, for titles, X.item; or X.inter itself",
    source = "recbole.io/docs/user_guide/data/atomic_files.html")
public record RecBole(
    @Option("field of interactions with the user") String userField,
    @Option("field with the item, in both files") String itemField,
    @Option("field of interactions with the time, if there is one") String timeField,
    @Option("field of interactions with the rating, if there is one") String ratingField,
    @Option("fields of items that may hold the title, the first that is there is it")
        List<String> titleFields)
    implements Importer {

  private static final Pattern TYPED = Pattern.compile("[^:]+:(token|token_seq|float|float_seq)");
  private static final Layout LAYOUT = Layout.separated("\t", StandardCharsets.UTF_8);

  /** RecBole's names, and the titles of the files it publishes. */
  public RecBole() {
    this(
        "user_id",
        "item_id",
        "timestamp",
        "rating",
        List.of("title", "movie_title", "item_name", "name", "app_name", "business_name"));
  }

  /** Copies the list. */
  public RecBole {
    titleFields = List.copyOf(titleFields);
  }

  @Override
  public String type() {
    return "recbole";
  }

  @Override
  public ImportPlan plan(Path source) {
    SourceFiles files = SourceFiles.of(source);
    Path interactions =
        Files.isDirectory(source) ? files.required(".*\\.inter(\\.gz)?", "*.inter file") : source;
    String stem = SourceFiles.name(interactions).replaceFirst("\\.inter(\\.gz)?$", "");
    Path items = files.optional(Pattern.quote(stem) + "\\.item(\\.gz)?");
    List<String> notes = new ArrayList<>();
    List<String> fields = header(interactions);
    int user = required(fields, userField, interactions);
    int item = required(fields, itemField, interactions);
    int time = fields.indexOf(timeField);
    int rating = fields.indexOf(ratingField);
    Set<InteractionColumn> columns = EnumSet.noneOf(InteractionColumn.class);
    if (time >= 0) {
      columns.add(InteractionColumn.TIMESTAMP);
    } else {
      notes.add("no field '" + timeField + "': the order of the file is the order of time");
    }
    if (rating >= 0) {
      columns.add(InteractionColumn.RATING);
    }
    RecordParser<ImportedInteraction> parser =
        record -> {
          Records.width(record, fields.size(), fields);
          return List.of(
              new ImportedInteraction(
                  record.get(user),
                  record.get(item),
                  time < 0 ? null : record.get(time),
                  rating < 0 ? null : record.get(rating)));
        };
    List<SourceTable<ImportedInteraction>> tables =
        List.of(new SourceTable<>(interactions, LAYOUT, 1, parser));
    if (items == null) {
      notes.add("no " + stem + ".item: items have empty titles");
      return new ImportPlan(tables, List.of(), columns, List.of(), null, notes);
    }
    List<String> itemFields = header(items);
    int id = required(itemFields, itemField, items);
    int title =
        titleFields.stream()
            .mapToInt(itemFields::indexOf)
            .filter(t -> t >= 0)
            .findFirst()
            .orElse(-1);
    notes.add(
        title < 0
            ? "none of the fields " + titleFields + " in " + stem + ".item: items have empty titles"
            : "title from field '" + itemFields.get(title) + "'");
    List<Integer> further = new ArrayList<>();
    List<String> names = new ArrayList<>();
    for (int f = 0; f < itemFields.size(); f++) {
      if (f != id && f != title) {
        String name = itemFields.get(f);
        boolean taken = name.equals(ImportPlan.ITEM) || name.equals(ImportPlan.TITLE);
        further.add(f);
        names.add(taken ? name + "_field" : name);
      }
    }
    RecordParser<ImportedItem> itemParser =
        record -> {
          Records.width(record, itemFields.size(), itemFields);
          return List.of(
              new ImportedItem(
                  record.get(id),
                  title < 0 ? "" : record.get(title),
                  further.stream().map(record::get).toList()));
        };
    return new ImportPlan(
        tables,
        List.of(new SourceTable<>(items, LAYOUT, 1, itemParser)),
        columns,
        names,
        null,
        notes);
  }

  /** Names of the fields, without their types. */
  private static List<String> header(Path file) {
    List<String> names = new ArrayList<>();
    Set<String> once = new HashSet<>();
    for (String field : RecordReader.first(file, LAYOUT)) {
      String name = field.replaceFirst(":[^:]*$", "").strip();
      if (!TYPED.matcher(field.strip()).matches() || !once.add(name)) {
        throw new DataException(
            file
                + ": 1: field '"
                + FieldTexts.shown(field)
                + "' of the header; expected name:type, type one of token, token_seq, float,"
                + " float_seq, each name once, tabs between them");
      }
      names.add(name);
    }
    return names;
  }

  private static int required(List<String> fields, String name, Path file) {
    int at = fields.indexOf(name);
    if (at < 0) {
      throw new DataException(
          file
              + ": 1: no field '"
              + name
              + "'; the fields are "
              + FieldTexts.shown(String.join(", ", fields))
              + "; name the one that is meant in the importer's options user-field and item-field");
    }
    return at;
  }
}
