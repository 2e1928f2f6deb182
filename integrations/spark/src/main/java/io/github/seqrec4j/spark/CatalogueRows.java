package io.github.seqrec4j.spark;

import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.row_number;

import io.github.seqrec4j.api.DataException;
import io.github.seqrec4j.data.DataSpec;
import io.github.seqrec4j.data.ingest.ItemRejectSpec;
import io.github.seqrec4j.data.ingest.ItemRejectSpec.Duplicates;
import io.github.seqrec4j.data.table.Reason;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.functions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The rows of a frame of items that are kept, each item once, in their order. */
final class CatalogueRows {

  private static final Logger LOG = LoggerFactory.getLogger(CatalogueRows.class);

  /** What the frame, and what is saved of it, is called. */
  static final String NAME = "items";

  private static final String BLANK = "\\A\\p{javaWhitespace}*\\z"; // as String.isBlank
  private static final String NUMBER = "seqrec4j number"; // among the rows of an item, from 1

  private final DataSpec data;
  private final PrepareSpec spec;
  private final ItemRejectSpec reject;

  CatalogueRows(PrepareSpec spec) {
    this.spec = spec;
    data = spec.data();
    reject = data.reject().items();
  }

  /**
   * The columns of the frame, its item as text, sorted.
   *
   * @throws DataException if it lacks a column, or more of its rows cannot be used than tolerated,
   *     or none is left
   */
  Dataset<Row> of(Dataset<Row> items, Workspace workspace) {
    SourceColumns columns = new SourceColumns(NAME, items);
    columns.identifier(data.itemColumn(), "item-column");
    Column item = EventFrame.column(data.itemColumn());
    Column order = order(columns, items);
    Dataset<Row> texts =
        items.withColumn(data.itemColumn(), functions.coalesce(item.cast("string"), lit("")));
    Dataset<Row> numbered =
        texts.withColumn(
            NUMBER,
            row_number()
                .over(
                    Window.partitionBy(item)
                        .orderBy(
                            reject.duplicates() == Duplicates.LAST ? order.desc() : order.asc())));
    Column blank = item.rlike(BLANK);
    Column again = EventFrame.column(NUMBER).gt(1);
    Column problem =
        reject.duplicates() == Duplicates.ERROR
            ? functions.when(blank, Reason.EMPTY.name()).when(again, Reason.DUPLICATE.name())
            : functions.when(blank, Reason.EMPTY.name());
    RowProblems problems =
        new RowProblems(
            NAME,
            numbered.select(
                lit("").as(EventFrame.USER),
                item.as(EventFrame.ITEM),
                order.as(EventFrame.PLACE),
                problem.as(EventFrame.PROBLEM),
                functions
                    .when(blank, "empty item in column '" + data.itemColumn() + "'")
                    .otherwise("duplicate item; an item has one row")
                    .as(EventFrame.MESSAGE)));
    problems.check(reject.lines(), reject.share(), "seqrec4j.data.reject.items");
    Dataset<Row> kept =
        workspace.save(
            numbered
                .where(functions.not(blank).and(functions.not(again)))
                .drop(NUMBER)
                .orderBy(order, item), // of one place too, the same order each time
            NAME);
    long dropped = problems.all() - problems.count() - kept.count();
    if (dropped + problems.count(Reason.DUPLICATE) > 0 && spec.itemOrderColumn() == null) {
      throw new DataException(
          NAME
              + ": items with several rows, of which the order decides; name a column of it in"
              + " itemOrderColumn, or leave one row per item");
    }
    if (dropped > 0) {
      LOG.warn("{}: {} rows of items that have another row are dropped", NAME, dropped);
    }
    if (kept.isEmpty()) {
      throw new DataException(NAME + ": no rows that can be used; add one per item");
    }
    return kept;
  }

  private Column order(SourceColumns columns, Dataset<Row> items) {
    String name = spec.itemOrderColumn();
    if (name == null) {
      return EventFrame.column(data.itemColumn());
    }
    Column order = columns.required(name, "itemOrderColumn");
    if (!items.where(order.isNull()).isEmpty()) {
      throw new DataException(NAME + ": nulls in column '" + name + "', which is to order them");
    }
    return order;
  }
}
