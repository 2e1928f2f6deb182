package io.github.seqrec4j.spark;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.function.Function;
import org.apache.spark.sql.Row;

/**
 * Rows that are made a batch at a time, as they are asked for.
 *
 * @param <T> of what they are made
 */
final class RowBatches<T> implements Iterator<Row> {

  private final Iterator<T> source;
  private final int size;
  private final Function<List<T>, List<Row>> made;
  private Iterator<Row> rows = List.<Row>of().iterator();

  /**
   * Of a source.
   *
   * @param size of a batch but the last
   * @param made the rows of a batch
   */
  RowBatches(Iterator<T> source, int size, Function<List<T>, List<Row>> made) {
    this.source = source;
    this.size = size;
    this.made = made;
  }

  @Override
  public boolean hasNext() {
    while (!rows.hasNext() && source.hasNext()) {
      List<T> batch = new ArrayList<>();
      while (batch.size() < size && source.hasNext()) {
        batch.add(source.next());
      }
      rows = made.apply(batch).iterator();
    }
    return rows.hasNext();
  }

  @Override
  public Row next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    return rows.next();
  }
}
