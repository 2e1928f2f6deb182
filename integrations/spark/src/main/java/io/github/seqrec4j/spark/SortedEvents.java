package io.github.seqrec4j.spark;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.row_number;
import static org.apache.spark.sql.functions.udf;

import io.github.seqrec4j.data.DataSpec;
import io.github.seqrec4j.data.ingest.Time;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.api.java.UDF2;
import org.apache.spark.sql.types.DataTypes;

/** The interactions kept, in the order and by the names of a dataset directory. */
final class SortedEvents {

  private static final String INDEX = "index"; // of a user, from 0
  private static final String KEPT = "kept"; // a user's number
  private static final String NAME = "name"; // its text

  private final UsableEvents usable;
  private final LogFilters filters;
  private final DataSpec data;

  /** Of what filters that were applied keep. */
  SortedEvents(UsableEvents usable, LogFilters filters, DataSpec data) {
    this.usable = usable;
    this.filters = filters;
    this.data = data;
  }

  /**
   * Users in the order of their first appearance, the interactions of each in that of time. They
   * are moved once: partitions are ranges of users, in each of which what numbers the interactions
   * of a user sorts it by user and time. So all is in order.
   *
   * @param firsts of users, as {@link FirstPlaces} has them
   */
  Dataset<Row> of(Dataset<Row> firsts, Workspace workspace) {
    Dataset<Row> users = users(firsts, workspace);
    Dataset<Row> items =
        workspace.save(usable.items().only(filters.items()).rows(), "identifiers-kept");
    Dataset<Row> events = filters.events();
    Dataset<Row> kept =
        events
            .join(users, events.col(EventFrame.USER).equalTo(users.col(KEPT)))
            .withColumn(EventFrame.USER, col(NAME))
            .drop(KEPT, NAME);
    Dataset<Row> ranges =
        new Identifiers(items, EventFrame.ITEM).named(kept).repartitionByRange(col(INDEX));
    return ranges
        .withColumn(
            EventFrame.POSITION, row_number().over(LogFilters.inTime(ranges, INDEX)).minus(1))
        .select(columns());
  }

  /** Users kept: their numbers, their texts, and their places among users. */
  private Dataset<Row> users(Dataset<Row> firsts, Workspace workspace) {
    Dataset<Row> kept = filters.users();
    Dataset<Row> named =
        usable
            .users()
            .named(
                firsts
                    .join(
                        kept,
                        firsts.col(EventFrame.USER).equalTo(kept.col(EventFrame.USER)),
                        "left_semi")
                    .withColumn(KEPT, col(EventFrame.USER)));
    return NumberedRows.of(named, List.of(col(EventFrame.FIRST)), workspace, "users-kept")
        .rows()
        .select(
            EventFrame.column(NumberedRows.NUMBER).cast(DataTypes.IntegerType).as(INDEX),
            col(KEPT),
            col(EventFrame.USER).as(NAME));
  }

  private Column[] columns() {
    List<Column> columns = new ArrayList<>();
    columns.add(col(EventFrame.USER).as(data.userColumn()));
    columns.add(col(EventFrame.ITEM).as(data.itemColumn()));
    if (usable.timeKind() != null) {
      columns.add(time().as(data.timestampColumn()));
    }
    if (data.categoryColumn() != null) {
      columns.add(col(EventFrame.CATEGORY).as(data.categoryColumn()));
    }
    if (data.valueColumn() != null) {
      columns.add(col(EventFrame.VALUE).as(data.valueColumn()));
    }
    columns.add(col(EventFrame.POSITION));
    return columns.toArray(Column[]::new);
  }

  /** Times as exact as they were: whole numbers, or text. */
  private Column time() {
    boolean dates = usable.timeKind() == Time.Kind.DATE;
    if (!dates && usable.timeDecimals() == 0) {
      return col(EventFrame.TIME);
    }
    UDF2<Long, Integer, String> text =
        dates
            ? (whole, billionths) -> Instant.ofEpochSecond(whole, billionths).toString()
            : (whole, billionths) ->
                BigDecimal.valueOf(whole)
                    .add(BigDecimal.valueOf(billionths, 9))
                    .stripTrailingZeros()
                    .toPlainString();
    return udf(text, DataTypes.StringType).apply(col(EventFrame.TIME), col(EventFrame.BILLIONTHS));
  }
}
