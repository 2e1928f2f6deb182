package io.github.seqrec4j.spark;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.udf;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Objects;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;

/**
 * Rows with their numbers in an order, from 0, without one task that sees them all: sorted
 * partitions are counted, and each goes on where those before it end.
 *
 * @param rows with the number in front
 * @param size how many there are
 */
record NumberedRows(Dataset<Row> rows, long size) {

  /** Name of the column with the number. */
  static final String NUMBER = "seqrec4j row";

  private static final int WITHIN = 33; // bits of monotonically_increasing_id

  /**
   * Numbers rows.
   *
   * @param order of the rows, in which no two are alike
   * @param name that they get in the workspace
   */
  static NumberedRows of(Dataset<Row> rows, List<Column> order, Workspace workspace, String name) {
    List<Column> columns = new ArrayList<>();
    columns.add(functions.monotonically_increasing_id().as(NUMBER));
    Arrays.stream(rows.columns()).map(EventFrame::column).forEach(columns::add);
    Dataset<Row> sorted =
        workspace.save(
            rows.orderBy(order.toArray(Column[]::new)).select(columns.toArray(Column[]::new)),
            name);
    Column partition = functions.shiftright(col(EventFrame.quoted(NUMBER)), WITHIN);
    HashMap<Long, Long> firsts = new HashMap<>();
    long size = 0;
    for (Row each :
        sorted
            .groupBy(partition.as("partition"))
            .agg(count(lit(1)))
            .orderBy("partition")
            .collectAsList()) { // one per partition
      firsts.put(each.getLong(0), size);
      size += each.getLong(1);
    }
    UDF1<Long, Long> number =
        id -> Objects.requireNonNull(firsts.get(id >> WITHIN)) + (id & ((1L << WITHIN) - 1));
    return new NumberedRows(
        sorted.withColumn(NUMBER, udf(number, DataTypes.LongType).apply(EventFrame.column(NUMBER))),
        size);
  }
}
