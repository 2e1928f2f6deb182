package io.github.seqrec4j.spark;

import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;

import io.github.seqrec4j.api.DataException;
import io.github.seqrec4j.data.ingest.DropReasons;
import io.github.seqrec4j.data.ingest.RejectSpec;
import io.github.seqrec4j.data.ingest.Time;
import io.github.seqrec4j.data.table.Reason;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.jspecify.annotations.Nullable;

/**
 * The interactions of a frame that can be used.
 *
 * @param events of them, as {@link EventFrame} names the columns, users and items by their numbers
 * @param users their identifiers
 * @param items likewise
 * @param timeKind what times are written as; null where there are none
 * @param timeDecimals most decimals of a time, 0 to 9
 * @param count how many there are
 * @param read rows of the frame
 * @param rejected rows that cannot be used, by reason
 * @param dropped rows of items that the catalogue lacks, by reason; empty where there are none
 */
record UsableEvents(
    Dataset<Row> events,
    Identifiers users,
    Identifiers items,
    Time.@Nullable Kind timeKind,
    int timeDecimals,
    long count,
    long read,
    Map<String, Long> rejected,
    Map<String, Long> dropped) {

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
    ParsedEvents parsed = ParsedEvents.read(interactions, spec, workspace);
    Dataset<Row> usable =
        parsed.usable().drop(EventFrame.KIND, EventFrame.PROBLEM, EventFrame.MESSAGE);
    Identifiers users = Identifiers.of(usable.select(EventFrame.USER).distinct(), workspace);
    Identifiers items =
        Identifiers.of(
            itemIds == null ? usable.select(EventFrame.ITEM).distinct() : itemIds, workspace);
    Dataset<Row> events = workspace.save(users.numbered(items.numbered(usable)), "usable");
    Row size = events.agg(functions.count(lit(1)), max(EventFrame.DECIMALS)).first();
    long unknown = parsed.usableCount() - size.getLong(0);
    RejectSpec reject = spec.data().reject();
    boolean drop = reject.unknownItems() == RejectSpec.UnknownItems.DROP;
    Map<@Nullable String, Long> counts = new HashMap<>(parsed.counts());
    if (unknown > 0 && !drop) {
      counts.put(null, size.getLong(0));
      counts.put(Reason.UNKNOWN_ITEM.name(), unknown);
    }
    RowProblems problems =
        new RowProblems(ParsedEvents.NAME, parsed.judged(drop ? null : items), counts);
    problems.check(reject.lines(), reject.share(), "seqrec4j.data.reject");
    ParsedEvents.delete(workspace);
    Map<String, Long> dropped = new LinkedHashMap<>();
    if (unknown > 0 && drop) {
      dropped.put(DropReasons.UNKNOWN_ITEM, unknown);
    }
    return new UsableEvents(
        events.drop(EventFrame.DECIMALS),
        users,
        items,
        parsed.timeKind(),
        size.isNullAt(1) ? 0 : size.getInt(1),
        size.getLong(0),
        problems.all(),
        problems.byText(),
        dropped);
  }
}
