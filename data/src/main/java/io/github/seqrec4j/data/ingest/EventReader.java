package io.github.seqrec4j.data.ingest;

import io.github.seqrec4j.api.DataException;
import io.github.seqrec4j.api.files.ByteProgress;
import io.github.seqrec4j.data.table.Column;
import io.github.seqrec4j.data.table.Problems;
import io.github.seqrec4j.data.table.Reason;
import io.github.seqrec4j.data.table.TableReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Reads the rows of an interactions file into an {@link EventStore}; counts those it cannot use.
 */
final class EventReader {

  private static final int USER = 0;
  private static final int ITEM = 1;
  private static final int TIME = 2;
  private static final int CATEGORY = 3;
  private static final int VALUE = 4; // one less where there are no categories
  private static final int DIGITS = 18; // of a whole number that 64 bits surely hold
  private static final int BATCH = 512;

  private final Path file;
  private final IngestSettings settings;
  private final boolean knownItems;
  private final IdDictionary users = new IdDictionary();
  private final IdDictionary items;
  private final IdDictionary categories = new IdDictionary();
  private final TimeText timeText;
  private final Problems problems;
  private final IdBatch userBatch = new IdBatch(BATCH);
  private final IdBatch itemBatch = new IdBatch(BATCH);
  private final IdBatch categoryBatch = new IdBatch(BATCH);
  private final long[] times = new long[BATCH];
  private final int[] billionths = new int[BATCH];
  private final double[] values = new double[BATCH];
  private final long[] lines = new long[BATCH];
  private long read;
  private long usable;
  private long unknownItems;
  private int timeDecimals;
  private boolean timed;
  private Time.@Nullable Kind timeKind;

  /**
   * For one file.
   *
   * @param catalogue identifiers of the items 1..N, or null if those seen are the catalogue
   */
  EventReader(Path file, IngestSettings settings, @Nullable List<String> catalogue) {
    this.file = file;
    this.settings = settings;
    knownItems = catalogue != null;
    items = new IdDictionary();
    if (catalogue != null) {
      catalogue.forEach(items::add);
    }
    timeText = TimeText.of(settings.timestampFormat());
    problems = new Problems(file);
  }

  /**
   * Reads the file.
   *
   * @param progress is told of the bytes read
   * @throws DataException if it is damaged, or more lines are unusable than tolerated
   */
  EventReader readInto(EventStore store, ByteProgress progress) {
    try (TableReader table = TableReader.open(file, columns(), problems, progress)) {
      timed = table.has(TIME);
      while (table.next()) {
        if (table.isBlank(USER) || table.isBlank(ITEM)) {
          problems.add(
              Reason.EMPTY, table.line(), "empty " + (table.isBlank(USER) ? "user" : "item"));
          continue;
        }
        if (categorized() && table.isBlank(CATEGORY)) {
          problems.add(
              Reason.CATEGORY,
              table.line(),
              "empty category in column '" + settings.categoryColumn() + "'");
          continue;
        }
        if ((!timed || readTime(table)) && readValue(table)) {
          queue(table);
          if (userBatch.size() == BATCH) {
            take(store);
          }
        }
      }
      take(store);
    }
    read = usable + problems.count() + unknownItems;
    RejectSpec reject = settings.reject();
    problems.check(read, reject.lines(), reject.share(), "seqrec4j.data.reject");
    return this;
  }

  private List<Column> columns() {
    List<Column> columns = new ArrayList<>();
    columns.add(Column.required(settings.userColumn(), "user-column"));
    columns.add(Column.required(settings.itemColumn(), "item-column"));
    columns.add(timeColumn());
    if (settings.categoryColumn() != null) {
      columns.add(Column.required(settings.categoryColumn(), "category-column"));
    }
    if (settings.valueColumn() != null) {
      columns.add(Column.required(settings.valueColumn().name(), "value-column"));
    }
    return columns;
  }

  private boolean categorized() {
    return settings.categoryColumn() != null;
  }

  /** A file may lack times; one whose column the user named does not. */
  private Column timeColumn() {
    String name = settings.timestampColumn();
    return name.equals(IngestSettings.TIMESTAMP)
        ? Column.optional(name, "timestamp-column")
        : Column.required(name, "timestamp-column");
  }

  /** Queues a row whose time, if there is one, was read into its place. */
  private void queue(TableReader table) {
    int row = userBatch.size();
    userBatch.add(table.bytes(USER), table.start(USER), table.end(USER));
    itemBatch.add(table.bytes(ITEM), table.start(ITEM), table.end(ITEM));
    if (categorized()) {
      categoryBatch.add(table.bytes(CATEGORY), table.start(CATEGORY), table.end(CATEGORY));
    }
    lines[row] = table.line();
  }

  /** Numbers the users and items of the rows queued and hands them on. */
  private void take(EventStore store) {
    users.locate(userBatch);
    items.locate(itemBatch);
    categories.locate(categoryBatch);
    for (int row = 0; row < userBatch.size(); row++) {
      int item = knownItems ? items.find(itemBatch, row) : items.add(itemBatch, row);
      if (item < 0) {
        unknownItem(row);
      } else {
        store.add(
            users.add(userBatch, row),
            item,
            categorized() ? categories.add(categoryBatch, row) + 1 : 0,
            timed ? times[row] : usable,
            timed ? billionths[row] : 0,
            values[row]);
        usable++;
      }
    }
    userBatch.clear();
    itemBatch.clear();
    categoryBatch.clear();
  }

  private void unknownItem(int row) {
    if (settings.reject().unknownItems() == RejectSpec.UnknownItems.DROP) {
      unknownItems++;
    } else {
      problems.add(
          Reason.UNKNOWN_ITEM,
          lines[row],
          "unknown item '"
              + Problems.shown(itemBatch.text(row))
              + "'; add it to the items file or remove the line");
    }
  }

  /** Reads the row's time into the next place; false, and noted, if it is none. */
  private boolean readTime(TableReader table) {
    int row = userBatch.size();
    byte[] bytes = table.bytes(TIME);
    int start = table.start(TIME);
    int end = table.end(TIME);
    if (end > start && end - start <= DIGITS && timeKind == Time.Kind.NUMBER) {
      long whole = 0;
      int at = start;
      while (at < end && bytes[at] >= '0' && bytes[at] <= '9') {
        whole = 10 * whole + bytes[at++] - '0';
      }
      if (at == end) {
        times[row] = whole;
        billionths[row] = 0;
        return true;
      }
    }
    String text = table.text(TIME);
    Moment time;
    try {
      time = timeText.read(text);
    } catch (TimeText.Unreadable e) {
      problems.add(Reason.TIMESTAMP, table.line(), named(text) + " " + e.why());
      return false;
    }
    if (timeKind != null && time.kind() != timeKind) {
      problems.add(
          Reason.TIMESTAMP,
          table.line(),
          named(text)
              + " is "
              + (time.kind() == Time.Kind.DATE ? "a date among numbers" : "a number among dates")
              + "; write all times alike");
      return false;
    }
    timeKind = time.kind();
    timeDecimals = Math.max(timeDecimals, Moment.decimals(time.billionths()));
    times[row] = time.whole();
    billionths[row] = time.billionths();
    return true;
  }

  /**
   * Reads the row's value, if there is one, into the next place; false, and noted, if it is none.
   */
  private boolean readValue(TableReader table) {
    NumberColumn column = settings.valueColumn();
    if (column == null) {
      return true;
    }
    String text = table.text(categorized() ? VALUE : VALUE - 1);
    try {
      values[userBatch.size()] = column.read(text);
      return true;
    } catch (NumberColumn.Unreadable e) {
      problems.add(Reason.VALUE, table.line(), named(text, column.name()) + " " + e.why());
      return false;
    }
  }

  private String named(String text) {
    return named(text, settings.timestampColumn());
  }

  private static String named(String text, String column) {
    return "'" + Problems.shown(text) + "' in column '" + column + "'";
  }

  /**
   * Checks that the window of times is written as the times of the file are.
   *
   * @throws DataException if it is not
   */
  void checkBounds() {
    Time.Kind kind = timeKind;
    for (Time bound : new Time[] {settings.filter().from(), settings.filter().to()}) {
      if (bound != null && kind != null && bound.kind() != kind) {
        throw new DataException(
            file
                + ": its times are "
                + (kind == Time.Kind.DATE ? "dates" : "numbers")
                + ", but seqrec4j.data.filter says '"
                + bound
                + "'; write it as the file does");
      } else if (bound != null && !timed) {
        throw new DataException(
            file
                + ": no column '"
                + settings.timestampColumn()
                + "', so that the time window of seqrec4j.data.filter cannot hold; name the column"
                + " in seqrec4j.data.timestamp-column or remove the window");
      }
    }
  }

  /** Lines, without header and blank ones. */
  long read() {
    return read;
  }

  /** Lines that cannot be used, by reason. */
  Map<String, Long> rejected() {
    Map<String, Long> byText = new LinkedHashMap<>();
    new TreeMap<>(problems.counts()).forEach((reason, count) -> byText.put(reason.text(), count));
    return byText;
  }

  /** Lines dropped for an item that the items file lacks. */
  long unknownItems() {
    return unknownItems;
  }

  /** Users of usable lines. */
  IdDictionary users() {
    return users;
  }

  /** Items, those of the catalogue where there is one. */
  IdDictionary items() {
    return items;
  }

  /** Categories of usable lines; empty where none are read. */
  IdDictionary categories() {
    return categories;
  }

  /** Most decimals of a time that was read, 0 to 9. */
  int timeDecimals() {
    return timeDecimals;
  }

  /** Whether the file has times. */
  boolean timed() {
    return timed;
  }

  /** What times are written as; null where there are none. */
  Time.@Nullable Kind timeKind() {
    return timeKind;
  }
}
