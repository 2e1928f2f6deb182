package io.github.seqrec4j.spark;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.min_by;
import static org.apache.spark.sql.functions.udf;
import static org.apache.spark.sql.functions.when;

import io.github.seqrec4j.api.DataException;
import io.github.seqrec4j.data.ingest.DropReasons;
import io.github.seqrec4j.data.ingest.IngestSettings;
import io.github.seqrec4j.data.ingest.NumberColumn;
import io.github.seqrec4j.data.ingest.RejectSpec;
import io.github.seqrec4j.data.ingest.Time;
import io.github.seqrec4j.data.table.Reason;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;
import org.jspecify.annotations.Nullable;

/**
 * The interactions of a frame that can be used.
 *
 * @param events of them, as {@link EventFrame} names the columns
 * @param users each with the place of its first interaction
 * @param timeKind what times are written as; null where there are none
 * @param timeDecimals most decimals of a time, 0 to 9
 * @param read rows of the frame
 * @param rejected rows that cannot be used, by reason
 * @param dropped rows of items that the catalogue lacks, by reason; empty where there are none
 */
record UsableEvents(
    Dataset<Row> events,
    Dataset<Row> users,
    Time.@Nullable Kind timeKind,
    int timeDecimals,
    long read,
    Map<String, Long> rejected,
    Map<String, Long> dropped) {

  private static final String NAME = "interactions";
  private static final String KNOWN = "known";
  private static final String READ = "read";

  /**
   * Reads a frame.
   *
   * @param itemIds identifiers of the catalogue, each once; null where those seen are it
   * @throws DataException if it lacks a column, or more rows cannot be used than tolerated
   */
  static UsableEvents read(
      Dataset<Row> interactions,
      @Nullable Dataset<Row> itemIds,
      PrepareSpec spec,
      Workspace workspace) {
    IngestSettings settings = spec.data().ingestSettings();
    SourceColumns columns = new SourceColumns(NAME, interactions);
    boolean timed =
        columns.has(settings.timestampColumn())
            || !settings.timestampColumn().equals(IngestSettings.TIMESTAMP);
    checkOrder(interactions, columns, spec.orderColumn(), timed);
    Dataset<Row> parsed =
        workspace.save(parsed(interactions, columns, spec.orderColumn(), settings, timed), READ);
    Time.Kind kind = timed ? firstKind(parsed) : null;
    checkBounds(settings, kind, timed);
    Dataset<Row> judged = judged(parsed, kind, itemIds);
    RejectSpec reject = settings.reject();
    boolean drop = reject.unknownItems() == RejectSpec.UnknownItems.DROP;
    Column problem = col(EventFrame.PROBLEM);
    Column unknown = problem.equalTo(Reason.UNKNOWN_ITEM.name());
    Dataset<Row> told =
        drop
            ? judged.withColumn(EventFrame.PROBLEM, when(unknown, lit(null)).otherwise(problem))
            : judged;
    RowProblems problems = new RowProblems(NAME, told);
    problems.check(reject.lines(), reject.share(), "seqrec4j.data.reject");
    Dataset<Row> events =
        workspace.save(
            judged
                .where(problem.isNull())
                .select(
                    col(EventFrame.USER),
                    col(EventFrame.ITEM),
                    col(EventFrame.TIME),
                    col(EventFrame.BILLIONTHS),
                    col(EventFrame.CATEGORY),
                    col(EventFrame.VALUE),
                    col(EventFrame.DECIMALS),
                    col(EventFrame.PLACE)),
            "usable");
    workspace.delete(READ);
    Map<String, Long> dropped = new LinkedHashMap<>();
    long unknownItems = problems.all() - problems.count() - events.count();
    if (unknownItems > 0) {
      dropped.put(DropReasons.UNKNOWN_ITEM, unknownItems);
    }
    Row decimals = events.agg(max(EventFrame.DECIMALS)).first();
    return new UsableEvents(
        events,
        firsts(events, EventFrame.USER, workspace),
        kind,
        decimals.isNullAt(0) ? 0 : decimals.getInt(0),
        problems.all(),
        problems.byText(),
        dropped);
  }

  /** Users or items with the place of the first interaction of each. */
  static Dataset<Row> firsts(Dataset<Row> events, String column, Workspace workspace) {
    return workspace.save(
        events.groupBy(column).agg(min(EventFrame.PLACE).as(EventFrame.FIRST)), "first-" + column);
  }

  private static void checkOrder(
      Dataset<Row> interactions, SourceColumns columns, @Nullable String order, boolean timed) {
    if (order == null) {
      if (!timed) {
        throw new DataException(
            NAME
                + ": no column '"
                + IngestSettings.TIMESTAMP
                + "' and no orderColumn: nothing says what came first; name one of them");
      }
      return;
    }
    Column column = columns.required(order, "orderColumn");
    if (!interactions.where(column.isNull()).isEmpty()) {
      throw new DataException(NAME + ": nulls in column '" + order + "', which is to order them");
    }
  }

  private static Dataset<Row> parsed(
      Dataset<Row> interactions,
      SourceColumns columns,
      @Nullable String order,
      IngestSettings settings,
      boolean timed) {
    NumberColumn value = settings.valueColumn();
    String category = settings.categoryColumn();
    Column none = lit(null);
    Column fields =
        udf(new EventParser(settings, timed), EventFrame.PARSED)
            .apply(
                columns.identifier(settings.userColumn(), "user-column"),
                columns.identifier(settings.itemColumn(), "item-column"),
                timed
                    ? columns.text(settings.timestampColumn(), "timestamp-column")
                    : none.cast(DataTypes.StringType),
                category == null
                    ? none.cast(DataTypes.BinaryType)
                    : columns.identifier(category, "category-column"),
                value == null
                    ? none.cast(DataTypes.StringType)
                    : columns.text(value.name(), "value-column"));
    List<Column> selected = new ArrayList<>();
    selected.add(fields.as("fields"));
    if (order != null) {
      selected.add(EventFrame.column(order).as(EventFrame.ORDER));
    }
    List<Column> flat = new ArrayList<>();
    flat.add(col("fields.*"));
    if (order != null) {
      flat.add(col(EventFrame.ORDER));
    }
    return interactions
        .select(selected.toArray(Column[]::new))
        .select(flat.toArray(Column[]::new))
        .withColumn(EventFrame.PLACE, EventFrame.place(order != null))
        .drop(EventFrame.ORDER);
  }

  /** What the first time that can be read is written as. */
  private static Time.@Nullable Kind firstKind(Dataset<Row> parsed) {
    Row first =
        parsed
            .where(col(EventFrame.KIND).isNotNull())
            .agg(min_by(col(EventFrame.KIND), col(EventFrame.PLACE)))
            .first();
    return first.isNullAt(0) ? null : Time.Kind.valueOf(first.getString(0));
  }

  /** Times of another kind than the first, and items that the catalogue lacks, are problems too. */
  private static Dataset<Row> judged(
      Dataset<Row> parsed, Time.@Nullable Kind kind, @Nullable Dataset<Row> itemIds) {
    Dataset<Row> judged = parsed;
    if (kind != null) {
      String message =
          (kind == Time.Kind.NUMBER ? "a date among numbers" : "a number among dates")
              + "; write all times alike";
      judged =
          problem(
              judged,
              col(EventFrame.KIND).isNotNull().and(col(EventFrame.KIND).notEqual(kind.name())),
              Reason.TIMESTAMP,
              message);
    }
    if (itemIds != null) {
      judged =
          problem(
              judged
                  .join(
                      itemIds.withColumn(KNOWN, lit(true)),
                      judged.col(EventFrame.ITEM).equalTo(itemIds.col(EventFrame.ITEM)),
                      "left")
                  .drop(itemIds.col(EventFrame.ITEM)),
              col(KNOWN).isNull().and(col(EventFrame.PROBLEM).isNull()),
              Reason.UNKNOWN_ITEM,
              "unknown item; add it to the items or remove the row");
    }
    return judged;
  }

  private static Dataset<Row> problem(
      Dataset<Row> rows, Column condition, Reason reason, String message) {
    return rows.withColumn("is", condition)
        .withColumn(EventFrame.MESSAGE, when(col("is"), message).otherwise(col(EventFrame.MESSAGE)))
        .withColumn(
            EventFrame.PROBLEM, when(col("is"), reason.name()).otherwise(col(EventFrame.PROBLEM)))
        .drop("is");
  }

  private static void checkBounds(
      IngestSettings settings, Time.@Nullable Kind kind, boolean timed) {
    for (Time bound : new Time[] {settings.filter().from(), settings.filter().to()}) {
      if (bound != null && kind != null && bound.kind() != kind) {
        throw new DataException(
            NAME
                + ": times are "
                + (kind == Time.Kind.DATE ? "dates" : "numbers")
                + ", but seqrec4j.data.filter says '"
                + bound
                + "'; write it as the frame does");
      } else if (bound != null && !timed) {
        throw new DataException(
            NAME
                + ": no column '"
                + settings.timestampColumn()
                + "', so that the time window of seqrec4j.data.filter cannot hold; name the column"
                + " in seqrec4j.data.timestamp-column or remove the window");
      }
    }
  }
}
