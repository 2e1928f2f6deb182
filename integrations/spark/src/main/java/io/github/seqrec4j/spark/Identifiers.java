package io.github.seqrec4j.spark;

import static org.apache.spark.sql.functions.col;

import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;

/**
 * Texts of users or of items by numbers, from 0, that are in the order of the texts: what is
 * grouped, joined and sorted then is four bytes, and no tie comes out otherwise.
 *
 * @param rows of number and text
 * @param column of events that has them
 */
record Identifiers(Dataset<Row> rows, String column) {

  static final String NUMBER = "identifier number";
  private static final String TEXT = "identifier text";

  /**
   * Numbers texts.
   *
   * @param texts each once, in one column, which is called as that of events
   */
  static Identifiers of(Dataset<Row> texts, Workspace workspace) {
    String column = texts.columns()[0];
    Dataset<Row> once = workspace.save(texts, "distinct-" + column); // sorting reads it twice
    NumberedRows numbered =
        NumberedRows.of(
            once, List.of(EventFrame.column(column)), workspace, "identifiers-" + column);
    Math.toIntExact(numbered.size());
    return new Identifiers(
        numbered
            .rows()
            .select(
                EventFrame.column(NumberedRows.NUMBER).cast(DataTypes.IntegerType).as(NUMBER),
                EventFrame.column(column).as(TEXT)),
        column);
  }

  /** Events with numbers in place of texts, those alone whose texts are here. */
  Dataset<Row> numbered(Dataset<Row> events) {
    return events
        .join(rows, events.col(column).equalTo(rows.col(TEXT)))
        .withColumn(column, col(NUMBER))
        .drop(NUMBER, TEXT);
  }

  /** Events with {@link #NUMBER}, null where their text is not here. */
  Dataset<Row> numberedOrNull(Dataset<Row> events) {
    return events.join(rows, events.col(column).equalTo(rows.col(TEXT)), "left").drop(TEXT);
  }

  /** Rows with texts in place of numbers. */
  Dataset<Row> named(Dataset<Row> numbers) {
    return numbers
        .join(rows, numbers.col(column).equalTo(rows.col(NUMBER)))
        .withColumn(column, col(TEXT))
        .drop(NUMBER, TEXT);
  }

  /** Those of a frame that has numbers in the column of events. */
  Identifiers only(Dataset<Row> numbers) {
    return new Identifiers(
        rows.join(numbers, rows.col(NUMBER).equalTo(numbers.col(column)), "left_semi"), column);
  }

  /** The text of a number. */
  String name(int number) {
    return rows.where(col(NUMBER).equalTo(number)).select(TEXT).first().getString(0);
  }
}
