package io.github.seqrec4j.spark;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lag;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.row_number;
import static org.apache.spark.sql.functions.sum;

import io.github.seqrec4j.data.ingest.DropReasons;
import io.github.seqrec4j.data.ingest.FilterSpec;
import io.github.seqrec4j.data.ingest.Moment;
import io.github.seqrec4j.data.ingest.Time;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.expressions.WindowSpec;
import org.jspecify.annotations.Nullable;

/** The filters of a dataset directory, in their order, on a frame of {@link EventFrame}. */
final class LogFilters {

  /** Number of interactions of a user or of an item. */
  static final String ROWS = "rows";

  private static final String NEXT = "filter";

  private final FilterSpec spec;
  private final int minimumPerUser;
  private final Workspace workspace;
  private final Map<String, Long> dropped = new LinkedHashMap<>();
  private Dataset<Row> events;
  private @Nullable Dataset<Row> users;
  private @Nullable Dataset<Row> items;
  private long kept;
  private int steps;

  /** Of events, of which it is known how many there are. */
  LogFilters(
      Dataset<Row> events, long count, FilterSpec spec, int minimumPerUser, Workspace workspace) {
    this.events = events;
    this.spec = spec;
    this.minimumPerUser = minimumPerUser;
    this.workspace = workspace;
    kept = count;
  }

  /** Number of interactions dropped, by reason. */
  Map<String, Long> dropped() {
    return dropped;
  }

  /** Number of interactions kept. */
  long kept() {
    return kept;
  }

  /** Users kept, and {@link #ROWS}, how many interactions of each are. */
  Dataset<Row> users() {
    return Objects.requireNonNull(users, "not applied");
  }

  /** Items kept, likewise. */
  Dataset<Row> items() {
    return Objects.requireNonNull(items, "not applied");
  }

  /** Interactions that all filters but the minima keep, in no order. */
  Dataset<Row> events() {
    return events;
  }

  /** Applies all filters. */
  void apply() {
    window();
    switch (spec.repeats()) {
      case KEEP -> {}
      case COLLAPSE -> {
        Column before = col("number");
        keep(
            DropReasons.REPEATED,
            lag(EventFrame.ITEM, 1).over(inTime(events, EventFrame.USER)),
            before.isNull().or(before.notEqual(col(EventFrame.ITEM))));
      }
      case DROP ->
          keep(
              DropReasons.REPEATED,
              row_number().over(inTime(events, EventFrame.USER, EventFrame.ITEM)),
              col("number").equalTo(1));
    }
    if (spec.maximumLength() > 0) {
      keep(
          DropReasons.BEYOND_MAXIMUM,
          row_number()
              .over(
                  Window.partitionBy(EventFrame.USER)
                      .orderBy(
                          Arrays.stream(EventFrame.inTime(events))
                              .map(Column::desc)
                              .toArray(Column[]::new))),
          col("number").leq(spec.maximumLength()));
    }
    core();
  }

  /** Interactions of each of these in the order of time. */
  static WindowSpec inTime(Dataset<Row> events, String... columns) {
    Column[] by = Arrays.stream(columns).map(EventFrame::column).toArray(Column[]::new);
    return Window.partitionBy(by).orderBy(EventFrame.inTime(events));
  }

  private void window() {
    Time from = spec.from();
    Time to = spec.to();
    if (from != null || to != null) {
      Column inside = lit(true);
      if (from != null) {
        inside = inside.and(not(before(from.moment())));
      }
      if (to != null) {
        inside = inside.and(before(to.moment()));
      }
      keep(DropReasons.OUTSIDE_WINDOW, lit(0), inside);
    }
  }

  private static Column before(Moment bound) {
    Column whole = col(EventFrame.TIME);
    return whole
        .lt(bound.whole())
        .or(whole.equalTo(bound.whole()).and(col(EventFrame.BILLIONTHS).lt(bound.billionths())));
  }

  private void keep(String reason, Column number, Column condition) {
    events =
        workspace.save(
            events.withColumn("number", number).where(condition).drop("number"), NEXT + ++steps);
    workspace.delete(NEXT + (steps - 1));
    long left = events.count();
    drop(reason, kept - left);
    kept = left;
  }

  private void drop(String reason, long number) {
    if (number > 0) {
      dropped.merge(reason, number, Long::sum);
    }
  }

  /**
   * Users, and items if asked for, until none has too few. The events stay as they are: who is kept
   * only ever becomes less, so that each round counts the users of the items kept, then the items
   * of the users kept. Each of these sets is written, so that the plan of a round does not hold
   * those before it.
   */
  private void core() {
    int minimumPerItem = spec.minimumPerItem();
    users = those(EventFrame.USER, events, minimumPerUser, DropReasons.FEW_OF_USER);
    if (minimumPerItem <= 1) {
      items = those(EventFrame.ITEM, of(events, users), 1, DropReasons.FEW_OF_ITEM);
      return;
    }
    long before;
    do {
      before = kept;
      items = those(EventFrame.ITEM, of(events, users), minimumPerItem, DropReasons.FEW_OF_ITEM);
      if (kept < before) {
        before = kept;
        users = those(EventFrame.USER, of(events, items), minimumPerUser, DropReasons.FEW_OF_USER);
      }
    } while (kept < before);
  }

  /** Interactions of users or of items kept. */
  private static Dataset<Row> of(Dataset<Row> events, Dataset<Row> kept) {
    String column = kept.columns()[0];
    return events.join(kept, events.col(column).equalTo(kept.col(column)), "left_semi");
  }

  private Dataset<Row> those(String column, Dataset<Row> events, int minimum, String reason) {
    Dataset<Row> those =
        workspace.save(
            events.groupBy(column).agg(count(lit(1)).as(ROWS)).where(col(ROWS).geq(minimum)),
            "core" + ++steps);
    Row sum = those.agg(sum(ROWS)).first();
    long left = sum.isNullAt(0) ? 0 : sum.getLong(0);
    drop(reason, kept - left);
    kept = left;
    return those;
  }
}
