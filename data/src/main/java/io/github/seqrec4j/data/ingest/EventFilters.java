package io.github.seqrec4j.data.ingest;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Filters the table of an {@link EventStore}. A step writes a new table, in any order, that carries
 * each row's place in the file; the old one is dropped.
 */
final class EventFilters {

  static final String OUTSIDE_WINDOW = "outside the time window";
  static final String REPEATED = "repeated";
  static final String BEYOND_MAXIMUM = "beyond the maximum length";
  static final String FEW_OF_USER = "users with too few";
  static final String FEW_OF_ITEM = "items with too few";

  private static final String KEPT_USERS = "kept_users";
  private static final String KEPT_ITEMS = "kept_items";

  private final Connection connection;
  private final FilterSpec spec;
  private final int minimumPerUser;
  private final Map<String, Long> dropped = new LinkedHashMap<>();
  private String table = EventStore.TABLE;
  private String row = "rowid"; // what holds the place in the file
  private String condition = "";
  private long count;
  private int tables;

  EventFilters(Connection connection, FilterSpec spec, int minimumPerUser) {
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
              REPEATED,
              "select u, i, t, r from (select *, lag(i) over (partition by u order by t, r) as before"
                  + " from %s) where before is distinct from i");
      case DROP ->
          keep(
              REPEATED,
              "select u, i, t, r from (select *, row_number() over (partition by u, i order by t, r)"
                  + " as n from %s) where n = 1");
    }
    if (spec.maximumLength() > 0) {
      keep(
          BEYOND_MAXIMUM,
          "select u, i, t, r from (select *, row_number() over (partition by u order by t desc, r"
              + " desc) as n from %s) where n <= "
              + spec.maximumLength());
    }
    core();
    return this;
  }

  private void window() throws SQLException {
    List<String> bounds = new ArrayList<>();
    if (spec.from() != null) {
      bounds.add("t >= " + spec.from().value() + "::double");
    }
    if (spec.to() != null) {
      bounds.add("t < " + spec.to().value() + "::double");
    }
    if (!bounds.isEmpty()) {
      keep(OUTSIDE_WINDOW, "select u, i, t, r from %s where " + String.join(" and ", bounds));
    }
  }

  /** Users, and items if asked for, until none has too few. */
  private void core() throws SQLException {
    boolean items = spec.minimumPerItem() > 1;
    while (true) {
      execute(
          "create or replace temp table "
              + KEPT_USERS
              + " as select u, count(*) as n from "
              + table
              + " group by u having n >= "
              + minimumPerUser);
      long ofUsers = number("select coalesce(sum(n), 0) from " + KEPT_USERS);
      drop(FEW_OF_USER, count - ofUsers);
      if (!items) {
        condition = " where u in (select u from " + KEPT_USERS + ")";
        count = ofUsers;
        return;
      }
      execute(
          "create or replace temp table "
              + KEPT_ITEMS
              + " as select i, count(*) as n from "
              + table
              + " where u in (select u from "
              + KEPT_USERS
              + ") group by i having n >= "
              + spec.minimumPerItem());
      long ofItems = number("select coalesce(sum(n), 0) from " + KEPT_ITEMS);
      drop(FEW_OF_ITEM, ofUsers - ofItems);
      boolean stable = ofItems == count;
      count = ofItems;
      if (stable) {
        return;
      }
      replace(
          "select u, i, t, r from %s where u in (select u from "
              + KEPT_USERS
              + ") and i in (select i from "
              + KEPT_ITEMS
              + ")");
    }
  }

  private void keep(String reason, String query) throws SQLException {
    replace(query);
    long left = number("select count(*) from " + table);
    drop(reason, count - left);
    count = left;
  }

  private void drop(String reason, long number) {
    if (number > 0) {
      dropped.merge(reason, number, Long::sum);
    }
  }

  /** A query over {@code %s}, the table with columns u, i, t, r, becomes the table. */
  private void replace(String query) throws SQLException {
    String next = EventStore.TABLE + ++tables;
    String source = row.equals("r") ? table : "(select u, i, t, rowid as r from " + table + ")";
    execute("create temp table " + next + " as " + String.format(query, source));
    execute("drop table " + table);
    table = next;
    row = "r";
  }

  /** Numbers of the users kept, in their order, and those of their items, likewise. */
  ResultSet sorted(Statement statement) throws SQLException {
    return statement.executeQuery(
        "select u, i, t from " + table + condition + " order by u, t, " + row);
  }

  ResultSet items(Statement statement) throws SQLException {
    return statement.executeQuery("select distinct i from " + table + condition + " order by i");
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
}
