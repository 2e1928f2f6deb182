package io.github.seqrec4j.spark;

import static org.apache.spark.sql.functions.col;

import io.github.seqrec4j.api.DataException;
import io.github.seqrec4j.data.DataSpec;
import io.github.seqrec4j.data.ingest.DataSummary;
import io.github.seqrec4j.data.ingest.Outstanding;
import io.github.seqrec4j.data.table.Problems;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;

/**
 * Cleans a log that outgrew one machine: the filters, the order and the ties of a dataset directory
 * ({@link io.github.seqrec4j.data.Dataset}), on the executors. Of one log both make the same users,
 * items and histories, in the same order.
 *
 * <p>Nothing that grows with users, items or interactions comes to the driver, except where {@link
 * PreparedLog#writeDataset} makes one directory of it all, and tables of identifiers that Spark
 * broadcasts through it, each of {@code spark.sql.autoBroadcastJoinThreshold} at most. Each step is
 * written to the workspace: a lost executor repeats a step. The workspace takes some two times what
 * the log takes as Parquet.
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
    UsableEvents usable =
        UsableEvents.read(
            interactions,
            catalogue == null
                ? null
                : catalogue.select(EventFrame.column(data.itemColumn()).as(EventFrame.ITEM)),
            spec,
            own);
    Dataset<Row> firstOfUsers = FirstPlaces.of(usable.events(), EventFrame.USER, own);
    LogFilters filters =
        new LogFilters(
            usable.events(), usable.count(), data.filter(), data.minimumInteractions(), own);
    filters.apply();
    Map<String, Long> dropped = new LinkedHashMap<>(usable.dropped());
    dropped.putAll(filters.dropped());
    checkLeft(filters.kept(), usable, dropped);
    if (catalogue == null) {
      catalogue = seen(usable, filters.items(), own);
    }
    Map<String, Long> outstanding = new LinkedHashMap<>();
    long users = outstanding(filters.users(), usable.users(), filters.kept(), outstanding);
    outstanding(filters.items(), usable.items(), filters.kept(), outstanding);
    DataSummary summary =
        new DataSummary(
            usable.read(),
            filters.kept(),
            usable.rejected(),
            dropped,
            Math.toIntExact(firstOfUsers.count()),
            Math.toIntExact(users),
            Math.toIntExact(catalogue.count()),
            outstanding);
    Dataset<Row> sorted =
        own.save(new SortedEvents(usable, filters, data).of(firstOfUsers, own), PreparedLog.SORTED);
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
  private Dataset<Row> seen(UsableEvents usable, Dataset<Row> kept, Workspace own) {
    Dataset<Row> firsts = FirstPlaces.of(usable.events(), EventFrame.ITEM, own);
    return own.save(
        usable
            .items()
            .named(
                firsts.join(
                    kept,
                    firsts.col(EventFrame.ITEM).equalTo(kept.col(EventFrame.ITEM)),
                    "left_semi"))
            .orderBy(EventFrame.FIRST)
            .select(col(EventFrame.ITEM).as(spec.data().itemColumn())),
        CatalogueRows.NAME);
  }

  /** Tells whether one stands out among users or items kept; returns how many there are. */
  private static long outstanding(
      Dataset<Row> kept, Identifiers names, long all, Map<String, Long> outstanding) {
    long count = kept.count();
    Row most = kept.orderBy(col(LogFilters.ROWS).desc(), col(names.column())).first();
    if (Outstanding.isOutstanding(most.getLong(1), all, count)) {
      outstanding.put(
          names.column() + " '" + Problems.shown(names.name(most.getInt(0))) + "'",
          most.getLong(1));
    }
    return count;
  }
}
