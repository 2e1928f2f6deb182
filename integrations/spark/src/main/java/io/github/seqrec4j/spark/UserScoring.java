package io.github.seqrec4j.spark;

import static org.apache.spark.sql.functions.col;

import io.github.seqrec4j.api.DataException;
import io.github.seqrec4j.api.Event;
import io.github.seqrec4j.data.ingest.Time;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;

/**
 * Every user's top k: the answers of {@code seqrec score}, from the executors. Each executor loads
 * the model once, computes in plain Java (no native library is needed), and holds the events of a
 * few hundred users at a time; of their scores, a block of users against all items, it keeps the
 * best k. A task that is lost with its executor is done again by another, to the same rows.
 *
 * <pre>{@code
 * Dataset<Row> top =
 *     new UserScoring(ModelLocation.of("hdfs:///models/arts"), ScoringSpec.builder().k(20).build())
 *         .score(spark.read().parquet("hdfs:///logs/arts"));
 * }</pre>
 *
 * From Scala: {@code events.transform(df => scoring.score(df))}.
 */
public final class UserScoring {

  private final ModelLocation model;
  private final ScoringSpec spec;

  /** By a model; nothing is read yet. */
  public UserScoring(ModelLocation model, ScoringSpec spec) {
    this.model = model;
    this.spec = spec;
  }

  /**
   * Scores the users of a log. Lazy: the work is done when the frame is written or counted.
   *
   * @param events user, item, time and category where the model reads them, by the names of {@link
   *     ScoringSpec#data}; in any order. A row that cannot be used ends the job
   * @return {@code user}, {@code item}, {@code rank} (from 1) and {@code score}; nothing of users
   *     of whom the model knows no item
   * @throws DataException if a column is missing
   * @throws java.io.UncheckedIOException if there is no model
   */
  public Dataset<Row> score(Dataset<Row> events) {
    SparkSession spark = events.sparkSession();
    UserScorer scorer = new UserScorer(model, spec, spark.sparkContext().hadoopConfiguration());
    Time.Unit unit = spec.data().timeUnit();
    int partitions =
        spec.partitions() > 0
            ? spec.partitions()
            : Integer.parseInt(spark.conf().get("spark.sql.shuffle.partitions"));
    MapPartitionsFunction<Row, Row> scored = rows -> scorer.score(new Users(rows, unit));
    return UserEventRow.select(events, spec)
        .repartition(partitions, col(EventFrame.USER)) // by number: never made fewer for their size
        .sortWithinPartitions(
            col(EventFrame.USER),
            col(EventFrame.TIME),
            col(EventFrame.BILLIONTHS),
            col(EventFrame.PLACE),
            col(EventFrame.ITEM),
            col(EventFrame.CATEGORY))
        .mapPartitions(scored, Encoders.row(UserScorer.SCORES));
  }

  /** Rows sorted by user, as users. */
  private static final class Users implements Iterator<UserScorer.History> {
    private final Iterator<Row> rows;
    private final Time.Unit unit;
    private @Nullable Row next;
    private Time.@Nullable Kind kind;

    Users(Iterator<Row> rows, Time.Unit unit) {
      this.rows = rows;
      this.unit = unit;
      next = rows.hasNext() ? rows.next() : null;
    }

    @Override
    public boolean hasNext() {
      return next != null;
    }

    @Override
    public UserScorer.History next() {
      Row first = next;
      if (first == null) {
        throw new NoSuchElementException();
      }
      String user = UserEventRow.user(first);
      List<Event> events = new ArrayList<>();
      Row row = first;
      while (row != null && UserEventRow.user(row).equals(user)) {
        events.add(event(row));
        row = rows.hasNext() ? rows.next() : null;
      }
      next = row;
      return new UserScorer.History(user, events);
    }

    private Event event(Row row) {
      Time.Kind of = UserEventRow.kind(row);
      if (kind != null && kind != of) {
        throw new DataException(
            "events: of user '"
                + UserEventRow.user(row)
                + "': numbers and dates among the times; write all times alike");
      }
      kind = of;
      return UserEventRow.event(
          UserEventRow.item(row), UserEventRow.time(row), of, unit, UserEventRow.category(row));
    }
  }
}
