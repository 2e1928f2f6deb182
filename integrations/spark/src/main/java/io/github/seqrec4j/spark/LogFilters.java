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
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.expressions.WindowSpec;
import org.jspecify.annotations.Nullable;

/** The filters of a dataset directory, in their order, on a frame of {@link EventFrame}. */
final class LogFilters {

  private static final String NEXT = "filter";

  private final FilterSpec spec;
  private final int minimumPerUser;
  private final Workspace workspace;
  private final Map<String, Long> dropped = new LinkedHashMap<>();
  private Dataset<Row> events;
  private long kept;
  private int steps;

  LogFilters(Dataset<Row> events, FilterSpec spec, int minimumPerUser, Workspace workspace) {
    this.events = events;
    this.spec = spec;
    this.minimumPerUser = minimumPerUser;
    this.workspace = workspace;
    kept = events.count();
  }

  /** Number of interactions dropped, by reason. */
  Map<String, Long> dropped() {
    return dropped;
  }

  /** Number of interactions kept. */
  long kept() {
    return kept;
  }

  /** Applies all filters; returns what is kept, in no order. */
  Dataset<Row> apply() {
    window();
    switch (spec.repeats()) {
      case KEEP -> {}
      case COLLAPSE -> {
        Column before = col("number");
        keep(
            DropReasons.REPEATED,
            lag(EventFrame.ITEM, 1).over(inTime(EventFrame.USER)),
            before.isNull().or(before.notEqual(col(EventFrame.ITEM))));
      }
      case DROP ->
          keep(
              DropReasons.REPEATED,
              row_number().over(inTime(EventFrame.USER, EventFrame.ITEM)),
              col("number").equalTo(1));
    }
    if (spec.maximumLength() > 0) {
      keep(
          DropReasons.BEYOND_MAXIMUM,
          row_number()
              .over(
                  Window.partitionBy(EventFrame.USER)
                      .orderBy(
                          col(EventFrame.TIME).desc(),
                          col(EventFrame.BILLIONTHS).desc(),
                          col(EventFrame.PLACE).desc())),
          col("number").leq(spec.maximumLength()));
    }
    return core();
  }

  /** Interactions of each of these in the order of time. */
  static WindowSpec inTime(String... columns) {
    Column[] by = java.util.Arrays.stream(columns).map(EventFrame::column).toArray(Column[]::new);
    return Window.partitionBy(by).orderBy(EventFrame.TIME, EventFrame.BILLIONTHS, EventFrame.PLACE);
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
  private Dataset<Row> core() {
    boolean both = spec.minimumPerItem() > 1;
    Dataset<Row> items = null;
    Dataset<Row> users;
    while (true) {
      users = those(EventFrame.USER, of(events, items), minimumPerUser);
      long ofUsers = rows(users);
      boolean stable = items != null && ofUsers == kept;
      drop(DropReasons.FEW_OF_USER, kept - ofUsers);
      kept = ofUsers;
      if (stable || !both) {
        break;
      }
      items = those(EventFrame.ITEM, of(events, users), spec.minimumPerItem());
      long ofItems = rows(items);
      stable = ofItems == kept;
      drop(DropReasons.FEW_OF_ITEM, kept - ofItems);
      kept = ofItems;
      if (stable) {
        break;
      }
    }
    return of(of(events, users), items);
  }

  /** Interactions of users or of items kept; of all where it is not said which are. */
  private static Dataset<Row> of(Dataset<Row> events, @Nullable Dataset<Row> kept) {
    if (kept == null) {
      return events;
    }
    String column = kept.columns()[0];
    return events.join(kept, events.col(column).equalTo(kept.col(column)), "left_semi");
  }

  private Dataset<Row> those(String column, Dataset<Row> events, int minimum) {
    return workspace.save(
        events.groupBy(column).agg(count(lit(1)).as("rows")).where(col("rows").geq(minimum)),
        "core" + ++steps);
  }

  private static long rows(Dataset<Row> kept) {
    Row sum = kept.agg(sum("rows")).first();
    return sum.isNullAt(0) ? 0 : sum.getLong(0);
  }
}
