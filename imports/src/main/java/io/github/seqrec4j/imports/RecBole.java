package io.github.seqrec4j.imports;

import io.github.seqrec4j.api.Built;
import io.github.seqrec4j.api.DataException;
import io.github.seqrec4j.api.Description;
import io.github.seqrec4j.api.Internal;
import io.github.seqrec4j.api.Option;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * RecBole's atomic files: tables apart by tabs whose first line has {@code name:type} per field,
 * type one of token, token_seq, float, float_seq; see the page "Atomic Files" of RecBole's
 * documentation ({@code recbole.io/docs/user_guide/data/atomic_files.html}). {@code X.inter} is
 * read, {@code X.item} where it is there; users, knowledge graphs and networks are not. A folder's
 * {@code X.train.inter}, {@code X.valid.inter} and {@code X.test.inter} are one log, in this order.
 *
 * <p>Where interactions have a field {@code item_id_list}, a row holds a sequence: the items of the
 * list, then the item. The log is put together again of the rows of each user, which repeat one
 * another; rows that do not fit together are refused.
 *
 * @param userField field of interactions with the user
 * @param itemField field with the item, in both files
 * @param timeField field of interactions with the time, where there is one
 * @param ratingField field of interactions with the rating, where there is one
 * @param titleFields fields of items that may hold the title, the first that is there is it: the
 *     format has no name for it
 * @param listSuffix ending of the names of fields with the sequence before an item
 */
@Description(
    value =
        "RecBole's atomic files: a folder with X.inter and, for titles, X.item; or X.inter itself",
    source = "recbole.io/docs/user_guide/data/atomic_files.html")
@Built
public record RecBole(
    @Option("field of interactions with the user") String userField,
    @Option("field with the item, in both files") String itemField,
    @Option("field of interactions with the time, if there is one") String timeField,
    @Option("field of interactions with the rating, if there is one") String ratingField,
    @Option("fields of items that may hold the title, the first that is there is it")
        List<String> titleFields,
    @Option("ending of the names of fields that hold the sequence before an item")
        String listSuffix)
    implements Importer {

  private static final Pattern TYPED = Pattern.compile("[^:]+:(token|token_seq|float|float_seq)");
  private static final String INTER = "\\.inter(\\.gz)?";
  private static final String PART = "(\\.(train|valid|test))?";
  private static final Layout LAYOUT = Layout.separated("\t", StandardCharsets.UTF_8);

  /** RecBole's names, and the titles of the files it publishes. */
  public RecBole() {
    this(
        "user_id",
        "item_id",
        "timestamp",
        "rating",
        List.of("title", "movie_title", "item_name", "name", "app_name", "business_name"),
        "_list");
  }

  /** Copies the list. */
  @Internal
  public RecBole {
    titleFields = List.copyOf(titleFields);
  }

  /** A builder with the defaults of {@link #RecBole()}. */
  public static RecBoleBuilder builder() {
    return new RecBoleBuilder();
  }

  /** A builder that starts from this. */
  public RecBoleBuilder toBuilder() {
    return new RecBoleBuilder(this);
  }

  @Override
  public String type() {
    return "recbole";
  }

  @Override
  public ImportPlan plan(Path source) {
    SourceFiles files = SourceFiles.of(source);
    List<Path> logs = Files.isDirectory(source) ? logs(files) : List.of(source);
    String stem = SourceFiles.name(logs.get(0)).replaceFirst(PART + INTER + "$", "");
    Path items = files.optional(Pattern.quote(stem) + "\\.item(\\.gz)?");
    Set<String> notes = new LinkedHashSet<>();
    Set<InteractionColumn> columns = EnumSet.noneOf(InteractionColumn.class);
    Map<String, List<String>> sequences = RecBoleSequences.none();
    List<SourceTable<ImportedInteraction>> tables = new ArrayList<>();
    for (Path log : logs) {
      Set<InteractionColumn> own = EnumSet.noneOf(InteractionColumn.class);
      tables.add(new SourceTable<>(log, LAYOUT, 1, parser(log, sequences, own, notes)));
      if (tables.size() > 1 && !own.equals(columns)) {
        throw new DataException(
            log
                + ": 1: the fields for time and rating are not those of "
                + logs.get(0)
                + "; the parts of one log have the same fields");
      }
      columns.addAll(own);
    }
    if (items == null) {
      notes.add("no " + stem + ".item: items have empty titles");
      return new ImportPlan(tables, List.of(), columns, List.of(), null, List.copyOf(notes));
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
        further.add(f);
        names.add(column(itemFields.get(f), itemFields));
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
        List.copyOf(notes));
  }

  /** A name of the field's column that neither ours nor another field has. */
  private static String column(String field, List<String> fields) {
    String column = field;
    while (column.equals(ImportPlan.ITEM)
        || column.equals(ImportPlan.TITLE)
        || (!column.equals(field) && fields.contains(column))) {
      column += "_field";
    }
    return column;
  }

  /** The one file of interactions, or the three parts of one log. */
  private static List<Path> logs(SourceFiles files) {
    List<Path> all = files.matching(".*" + INTER);
    List<Path> parts = new ArrayList<>();
    for (String part : List.of("train", "valid", "test")) {
      all.stream()
          .filter(f -> SourceFiles.name(f).matches(".*\\." + part + INTER))
          .forEach(parts::add);
    }
    Set<String> stems = new HashSet<>();
    parts.forEach(part -> stems.add(SourceFiles.name(part).replaceFirst(PART + INTER + "$", "")));
    return parts.size() == all.size() && parts.size() > 1 && stems.size() == 1
        ? parts
        : List.of(files.required(".*" + INTER, "*.inter file"));
  }

  /** Reads a row of interactions; notes what is not read. */
  private RecordParser<ImportedInteraction> parser(
      Path log,
      Map<String, List<String>> sequences,
      Set<InteractionColumn> columns,
      Set<String> notes) {
    List<String> fields = header(log);
    int user = required(fields, userField, log);
    int list = fields.indexOf(itemField + listSuffix);
    int item = list < 0 ? required(fields, itemField, log) : fields.indexOf(itemField);
    int times = list < 0 ? -1 : fields.indexOf(timeField + listSuffix);
    int time = list < 0 || times >= 0 ? fields.indexOf(timeField) : -1;
    int rating = list < 0 ? fields.indexOf(ratingField) : -1;
    boolean timed = list < 0 ? time >= 0 : times >= 0 && (item < 0) == (time < 0);
    if (timed) {
      columns.add(InteractionColumn.TIMESTAMP);
    } else {
      notes.add(
          list < 0
              ? "no field '" + timeField + "': the order of the file is the order of time"
              : "the order of each sequence is the order of time");
    }
    if (rating >= 0) {
      columns.add(InteractionColumn.RATING);
    }
    Set<Integer> used = new HashSet<>(List.of(user, list, item, rating));
    used.addAll(timed ? List.of(times, time) : List.of());
    List<String> idle = new ArrayList<>(fields);
    used.stream().filter(f -> f >= 0).forEach(f -> idle.remove(fields.get(f)));
    if (!idle.isEmpty()) {
      notes.add(
          "fields of " + SourceFiles.name(log) + " that are not used: " + String.join(", ", idle));
    }
    if (list >= 0) {
      return new RecBoleSequences(
          user, list, item, timed ? times : -1, timed ? time : -1, fields, sequences);
    }
    return record -> {
      Records.width(record, fields.size(), fields);
      return List.of(
          new ImportedInteraction(
              record.get(user),
              record.get(item),
              time < 0 ? null : record.get(time),
              rating < 0 ? null : record.get(rating)));
    };
  }

  /** Names of the fields, without their types. */
  private static List<String> header(Path file) {
    List<String> names = new ArrayList<>();
    Set<String> once = new HashSet<>();
    for (String field : RecordReader.first(file, LAYOUT)) {
      String name = field.replaceFirst(":[^:]*$", "").strip();
      boolean named = !name.isEmpty() && FieldTexts.clean(name).equals(name);
      if (!TYPED.matcher(field.strip()).matches() || !named || !once.add(name)) {
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
