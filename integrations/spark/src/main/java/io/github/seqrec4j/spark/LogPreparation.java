package io.github.seqrec4j.spark;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.row_number;
import static org.apache.spark.sql.functions.udf;

import io.github.seqrec4j.api.DataException;
import io.github.seqrec4j.data.DataSpec;
import io.github.seqrec4j.data.ingest.DataSummary;
import io.github.seqrec4j.data.ingest.Outstanding;
import io.github.seqrec4j.data.ingest.Time;
import io.github.seqrec4j.data.table.Problems;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.api.java.UDF2;
import org.apache.spark.sql.types.DataTypes;
import org.jspecify.annotations.Nullable;

/**
 * Cleans a log that outgrew one machine: the filters, the order and the ties of a dataset directory
 * ({@link io.github.seqrec4j.data.Dataset}), on the executors. Of one log both make the same users,
 * items and histories, in the same order.
 *
 * <p>Nothing that grows with users, items or interactions comes to the driver, except where {@link
 * PreparedLog#writeDataset} makes one directory of it all. Each step is written to the workspace: a
 * lost executor repeats a step. The workspace takes some three times what the log takes as Parquet.
 */
public final class LogPreparation {

  private final PrepareSpec spec;
  private final String workspace;

  /**
   * Of logs.
   *
   * @param workspace folder that the driver and all executors may write, by a path or a URL of any
   *     file system of Hadoop's; a folder below it is made, and deleted with the result
   */
  public LogPreparation(PrepareSpec spec, String workspace) {
    this.spec = spec;
    this.workspace = workspace;
  }

  /**
   * Prepares a log; the items of the kept interactions are its catalogue, in the order of their
   * first appearance.
   *
   * @return to be closed by the caller
   * @throws DataException if a column is missing, more rows cannot be used than tolerated, or
   *     nothing is left
   */
  public PreparedLog prepare(Dataset<Row> interactions) {
    return made(interactions, null);
  }

  /**
   * Prepares a log of a catalogue.
   *
   * @param items in the order in which features of them stand
   * @return to be closed by the caller
   * @throws DataException if a column is missing, more rows cannot be used than tolerated, or
   *     nothing is left
   */
  public PreparedLog prepare(Dataset<Row> interactions, Dataset<Row> items) {
    return made(interactions, items);
  }

  private PreparedLog made(Dataset<Row> interactions, @Nullable Dataset<Row> items) {
    Workspace own = new Workspace(interactions.sparkSession(), workspace);
    try {
      return made(interactions, items, own);
    } catch (RuntimeException | Error e) {
      own.close();
      throw e;
    }
  }

  private PreparedLog made(Dataset<Row> interactions, @Nullable Dataset<Row> items, Workspace own) {
    DataSpec data = spec.data();
    Dataset<Row> catalogue = items == null ? null : new CatalogueRows(spec).of(items, own);
    Column item = EventFrame.column(data.itemColumn());
    UsableEvents usable =
        UsableEvents.read(
            interactions,
            catalogue == null ? null : catalogue.select(item.as(EventFrame.ITEM)),
            spec,
            own);
    LogFilters filters =
        new LogFilters(usable.events(), data.filter(), data.minimumInteractions(), own);
    Dataset<Row> kept = own.save(filters.apply(), "kept");
    Map<String, Long> dropped = new LinkedHashMap<>(usable.dropped());
    dropped.putAll(filters.dropped());
    checkLeft(filters.kept(), usable, dropped);
    Dataset<Row> ofUsers =
        own.save(kept.groupBy(EventFrame.USER).agg(count(lit(1)).as("rows")), "users");
    Dataset<Row> ofItems =
        own.save(kept.groupBy(EventFrame.ITEM).agg(count(lit(1)).as("rows")), "items-kept");
    if (catalogue == null) {
      catalogue = seen(usable.events(), ofItems, own);
    }
    DataSummary summary =
        new DataSummary(
            usable.read(),
            filters.kept(),
            usable.rejected(),
            dropped,
            Math.toIntExact(usable.users().count()),
            Math.toIntExact(ofUsers.count()),
            Math.toIntExact(catalogue.count()),
            outstanding(ofUsers, ofItems, filters.kept()));
    Dataset<Row> sorted = own.save(sorted(kept, usable), PreparedLog.SORTED);
    return new PreparedLog(own, sorted, catalogue, summary, data);
  }

  private void checkLeft(long kept, UsableEvents usable, Map<String, Long> dropped) {
    if (kept == 0) {
      throw new DataException(
          "interactions: no user with at least "
              + spec.data().minimumInteractions()
              + String.format(
                  Locale.ROOT, " interactions is left of %,d rows; dropped: ", usable.read())
              + dropped
              + "; add data, or lower seqrec4j.data.minimum-interactions or what"
              + " seqrec4j.data.filter asks for");
    }
  }

  /** Items kept in the order of their first appearance among all that can be used. */
  private Dataset<Row> seen(Dataset<Row> events, Dataset<Row> kept, Workspace own) {
    Dataset<Row> firsts =
        events.groupBy(EventFrame.ITEM).agg(min(EventFrame.PLACE).as(EventFrame.FIRST));
    return own.save(
        firsts
            .join(kept, firsts.col(EventFrame.ITEM).equalTo(kept.col(EventFrame.ITEM)), "left_semi")
            .orderBy(EventFrame.FIRST)
            .select(col(EventFrame.ITEM).as(spec.data().itemColumn())),
        CatalogueRows.NAME);
  }

  /** Users in the order of their first appearance, the interactions of each in that of time. */
  private Dataset<Row> sorted(Dataset<Row> kept, UsableEvents usable) {
    Dataset<Row> users = usable.users();
    DataSpec data = spec.data();
    List<Column> columns = new ArrayList<>();
    columns.add(kept.col(EventFrame.USER).as(data.userColumn()));
    columns.add(kept.col(EventFrame.ITEM).as(data.itemColumn()));
    if (usable.timeKind() != null) {
      columns.add(time(usable).as(data.timestampColumn()));
    }
    if (data.categoryColumn() != null) {
      columns.add(kept.col(EventFrame.CATEGORY).as(data.categoryColumn()));
    }
    if (data.valueColumn() != null) {
      columns.add(kept.col(EventFrame.VALUE).as(data.valueColumn()));
    }
    columns.add(col(EventFrame.POSITION));
    return kept.withColumn(
            EventFrame.POSITION, row_number().over(LogFilters.inTime(EventFrame.USER)).minus(1))
        .join(users, kept.col(EventFrame.USER).equalTo(users.col(EventFrame.USER)))
        .orderBy(col(EventFrame.FIRST), col(EventFrame.POSITION))
        .select(columns.toArray(Column[]::new));
  }

  /** Times as exact as they were: whole numbers, or text. */
  private static Column time(UsableEvents usable) {
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

  private static Map<String, Long> outstanding(Dataset<Row> users, Dataset<Row> items, long all) {
    Map<String, Long> outstanding = new LinkedHashMap<>();
    for (Dataset<Row> each : List.of(users, items)) {
      String what = each.columns()[0];
      Row most = each.orderBy(col("rows").desc(), col(what)).first();
      if (Outstanding.isOutstanding(most.getLong(1), all, each.count())) {
        outstanding.put(what + " '" + Problems.shown(most.getString(0)) + "'", most.getLong(1));
      }
    }
    return outstanding;
  }
}
