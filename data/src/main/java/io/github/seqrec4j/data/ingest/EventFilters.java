package io.github.seqrec4j.data.ingest;

import io.github.seqrec4j.api.DataException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Filters the table of an {@link EventStore}. A step writes a new table, in any order, that carries
 * each row's place in the file; the old one is dropped.
 */
final class EventFilters {

  private static final String KEPT_USERS = "kept_users";
  private static final String KEPT_ITEMS = "kept_items";
  private static final String OF_KEPT_USERS = "u in (select u from " + KEPT_USERS + ")";
  private static final String OF_KEPT_ITEMS = "i in (select i from " + KEPT_ITEMS + ")";

  private final Connection connection;
  private final FilterSpec spec;
  private final String columns;
  private final int minimumPerUser;
  private final Map<String, Long> dropped = new LinkedHashMap<>();
  private String table = EventStore.TABLE;
  private String row = "rowid"; // what holds the place in the file
  private String condition = "";
  private long count;
  private int tables;

  EventFilters(Connection connection, FilterSpec spec, int minimumPerUser, EventColumns read) {
    columns = read.names();
    this.connection = connection;
    this.spec = spec;
    this.minimumPerUser = minimumPerUser;
  }

  /** Number of interactions dropped, by reason. */
  Map<String, Long> dropped() {
    return dropped;
  }

  /** Number of interactions kept. */
  long kept() {
    return count;
  }

  /** Applies all filters in their order. */
  EventFilters apply() throws SQLException {
    count = number("select count(*) from " + table);
    window();
    switch (spec.repeats()) {
      case KEEP -> {}
      case COLLAPSE ->
          keep(
              DropReasons.REPEATED,
              "lag(i) over (partition by u order by t, f, r) as before",
              "before is distinct from i");
      case DROP ->
          keep(
              DropReasons.REPEATED,
              "row_number() over (partition by u, i order by t, f, r) as n",
              "n = 1");
    }
    if (spec.maximumLength() > 0) {
      keep(
          DropReasons.BEYOND_MAXIMUM,
          "row_number() over (partition by u order by t desc, f desc, r desc) as n",
          "n <= " + spec.maximumLength());
    }
    core();
    return this;
  }

  private void window() throws SQLException {
    List<String> bounds = new ArrayList<>();
    if (spec.from() != null) {
      bounds.add("not " + before(spec.from().moment()));
    }
    if (spec.to() != null) {
      bounds.add(before(spec.to().moment()));
    }
    if (!bounds.isEmpty()) {
      keep(DropReasons.OUTSIDE_WINDOW, "0 as n", String.join(" and ", bounds));
    }
  }

  private static String before(Moment bound) {
    return String.format(
        Locale.ROOT,
        "(t < cast(%1$d as bigint) or (t = cast(%1$d as bigint) and f < %2$d))",
        bound.whole(),
        bound.billionths());
  }

  /**
   * Users, and items if asked for, until none has too few. The table stays as it is: who is kept
   * only ever becomes less, so that each round counts the users of the items kept, then the items
   * of the users kept.
   */
  private void core() throws SQLException {
    boolean items = spec.minimumPerItem() > 1;
    String ofKeptItems = "";
    while (true) {
      long ofUsers = keepThose(KEPT_USERS, "u", ofKeptItems, minimumPerUser);
      boolean stable = !ofKeptItems.isEmpty() && ofUsers == count;
      drop(DropReasons.FEW_OF_USER, count - ofUsers);
      count = ofUsers;
      if (stable || !items) {
        break;
      }
      long ofItems = keepThose(KEPT_ITEMS, "i", " where " + OF_KEPT_USERS, spec.minimumPerItem());
      ofKeptItems = " where " + OF_KEPT_ITEMS;
      stable = ofItems == count;
      drop(DropReasons.FEW_OF_ITEM, count - ofItems);
      count = ofItems;
      if (stable) {
        break;
      }
    }
    condition = " where " + OF_KEPT_USERS + (items ? " and " + OF_KEPT_ITEMS : "");
  }

  /** Writes a table of the users or items with enough rows; returns the number of their rows. */
  private long keepThose(String kept, String column, String where, int minimum)
      throws SQLException {
    execute(
        String.format(
            "create or replace temp table %s as select %s, count(*) as n from %s%s group by %s"
                + " having n >= %d",
            kept, column, table, where, column, minimum));
    return number("select coalesce(sum(n), 0) from " + kept);
  }

  /** Keeps the rows for which a condition holds, which may name a further column of the table. */
  private void keep(String reason, String further, String where) throws SQLException {
    replace(further, where);
    long left = number("select count(*) from " + table);
    drop(reason, count - left);
    count = left;
  }

  private void drop(String reason, long number) {
    if (number > 0) {
      dropped.merge(reason, number, Long::sum);
    }
  }

  private void replace(String further, String where) throws SQLException {
    String next = EventStore.TABLE + ++tables;
    String source =
        row.equals("r") ? table : "(select " + columns + ", rowid as r from " + table + ")";
    execute(
        String.format(
            Locale.ROOT,
            "create temp table %s as select %s, r from (select *, %s from %s) where %s",
            next,
            columns,
            further,
            source,
            where));
    execute("drop table " + table);
    table = next;
    row = "r";
  }

  /** The {@link EventColumns} of what is kept, by user and time. */
  ResultSet sorted(Statement statement) throws SQLException {
    return statement.executeQuery(
        "select " + columns + " from " + table + condition + " order by u, t, f, " + row);
  }

  /** Numbers of the items kept, in their order. */
  ResultSet items(Statement statement) throws SQLException {
    // Where items are filtered, each of those kept has interactions of users kept.
    return statement.executeQuery(
        spec.minimumPerItem() > 1
            ? "select i from " + KEPT_ITEMS + " order by i"
            : "select distinct i from " + table + condition + " order by i");
  }

  private void execute(String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private long number(String sql) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(sql)) {
      result.next();
      return result.getLong(1);
    }
  }

  /** What to tell where no user is left. */
  DataException nothingLeft(Path file, DataSummary summary) {
    return new DataException(
        file
            + ": no user with at least "
            + minimumPerUser
            + " interactions among "
            + String.format(
                Locale.ROOT, "%,d users and %,d", summary.usersRead(), summary.interactionsRead())
            + " interactions"
            + DataSummary.list("dropped", summary.dropped())
            + "; nothing is left to train on: add data, or lower seqrec4j.data.minimum-interactions"
            + " or what seqrec4j.data.filter asks for");
  }
}
