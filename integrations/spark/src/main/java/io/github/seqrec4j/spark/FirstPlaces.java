package io.github.seqrec4j.spark;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.count_distinct;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.min;

import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Where users or items first appear in a log. */
final class FirstPlaces {

  private FirstPlaces() {}

  /**
   * Each user or item with {@link EventFrame#FIRST}, by which they are in the order of their first
   * places. What comes first in a place, a number as a rule, is enough where it tells all apart:
   * the least of numbers is found by hashing, that of whole places by sorting.
   *
   * @param column of users or of items, by their numbers
   */
  static Dataset<Row> of(Dataset<Row> events, String column, Workspace workspace) {
    String lead =
        List.of(events.columns()).contains(EventFrame.ORDER) ? EventFrame.ORDER : EventFrame.TIME;
    Dataset<Row> leads =
        workspace.save(
            events.groupBy(column).agg(min(lead).as(EventFrame.FIRST)), "leads-" + column);
    Row counts = leads.agg(count(lit(1)), count_distinct(col(EventFrame.FIRST))).first();
    if (counts.getLong(0) == counts.getLong(1)) {
      return leads;
    }
    return workspace.save(
        events
            .join(
                leads,
                events
                    .col(column)
                    .equalTo(leads.col(column))
                    .and(events.col(lead).equalTo(leads.col(EventFrame.FIRST))),
                "left_semi")
            .groupBy(column)
            .agg(min(EventFrame.place(events)).as(EventFrame.FIRST)),
        "firsts-" + column);
  }
}
