package io.github.seqrec4j.spark;

import io.github.seqrec4j.api.Arguments;
import io.github.seqrec4j.api.DataException;
import io.github.seqrec4j.api.UsageException;
import io.github.seqrec4j.data.ingest.Time;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.function.FlatMapGroupsWithStateFunction;
import org.apache.spark.api.java.function.MapFunction;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.streaming.GroupState;
import org.apache.spark.sql.streaming.GroupStateTimeout;
import org.apache.spark.sql.streaming.OutputMode;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/**
 * New recommendations for the users of whom a stream brings events. The state of a user is the last
 * few events; with each batch of the stream its users get their top k anew, by what the state holds
 * then. What counts as seen is what the state holds, too.
 *
 * <p>An event that comes late takes its place by its time. One that a source delivers twice stands
 * twice: {@code dropDuplicates} before this leaves it out.
 */
public final class StreamScoring {

  private static final int MAX_EVENTS = 10_000;
  private static final StructType HISTORY =
      new StructType()
          .add("user", DataTypes.StringType, false)
          .add("events", DataTypes.BinaryType, false);

  private final ModelLocation model;
  private final ScoringSpec spec;
  private final int events;
  private final @Nullable Duration idle;

  private StreamScoring(
      ModelLocation model, ScoringSpec spec, int events, @Nullable Duration idle) {
    this.model = model;
    this.spec = spec;
    this.events = Arguments.within("events", events, 1, MAX_EVENTS);
    this.idle = idle;
  }

  /**
   * By a model.
   *
   * @param spec its {@code orderColumn} and {@code partitions} are not used
   * @param events kept of each user, the last, from 1 to 10,000: at least as many as the model
   *     reads, and as many more as are to be left out as seen
   * @throws IllegalArgumentException if the events are out of range
   */
  public static StreamScoring of(ModelLocation model, ScoringSpec spec, int events) {
    return new StreamScoring(model, spec, events, null);
  }

  /**
   * The same, which forgets a user after some time without events. Without it the state holds every
   * user that ever came. A stream that is to end with what is available now ({@code
   * Trigger.AvailableNow}) needs {@code spark.sql.streaming.noDataMicroBatches.enabled=false} with
   * it: Spark runs empty batches for the clock's sake otherwise, and never ends.
   *
   * @param time at least a second, of the clock
   * @throws IllegalArgumentException if it is shorter
   */
  public StreamScoring forgettingAfter(Duration time) {
    if (time.compareTo(Duration.ofSeconds(1)) < 0) {
      throw new UsageException("time must be at least a second: " + time);
    }
    return new StreamScoring(model, spec, events, time);
  }

  /**
   * Scores the users of a stream, in output mode {@code append}. It works on a frame that is no
   * stream as well, as one batch of it.
   *
   * @param stream user, item, time and category where the model reads them, by the names of {@link
   *     ScoringSpec#data}. A row that cannot be used ends the stream
   * @return {@code user}, {@code item}, {@code rank} (from 1) and {@code score}; nothing of users
   *     of whom the model knows no item
   * @throws DataException if a column is missing
   * @throws java.io.UncheckedIOException if there is no model
   */
  public Dataset<Row> score(Dataset<Row> stream) {
    SourceColumns columns = new SourceColumns("stream", stream);
    columns.required(spec.data().timestampColumn(), "timestamp-column");
    UserScorer scorer =
        new UserScorer(model, spec, stream.sparkSession().sparkContext().hadoopConfiguration());
    Time.Unit unit = spec.data().timeUnit();
    MapFunction<Row, String> user = UserEventRow::user;
    MapPartitionsFunction<Row, Row> scored = rows -> scorer.score(new Users(rows, unit));
    return UserEventRow.select(stream, spec.toBuilder().orderColumn(null).build())
        .groupByKey(user, Encoders.STRING())
        .flatMapGroupsWithState(
            new Keeping(events, idle == null ? 0 : idle.toMillis()),
            OutputMode.Append(),
            Encoders.BINARY(),
            Encoders.row(HISTORY),
            idle == null
                ? GroupStateTimeout.NoTimeout()
                : GroupStateTimeout.ProcessingTimeTimeout())
        .mapPartitions(scored, Encoders.row(UserScorer.SCORES));
  }

  /** Keeps the last events of a user, and hands them on. */
  private static final class Keeping
      implements FlatMapGroupsWithStateFunction<String, Row, byte[], Row> {
    private static final long serialVersionUID = 1L;

    private final int events;
    private final long idleMillis;

    Keeping(int events, long idleMillis) {
      this.events = events;
      this.idleMillis = idleMillis;
    }

    @Override
    public Iterator<Row> call(String user, Iterator<Row> rows, GroupState<byte[]> state) {
      if (state.hasTimedOut()) {
        state.remove();
        return List.<Row>of().iterator();
      }
      RecentEvents recent = state.exists() ? RecentEvents.of(state.get()) : null;
      List<RecentEvents.Entry> further = new ArrayList<>();
      Time.Kind kind = recent == null ? null : recent.kind();
      while (rows.hasNext()) {
        Row row = rows.next();
        Time.Kind of = UserEventRow.kind(row);
        if (kind != null && of != kind) {
          throw new DataException(
              "stream: of user '"
                  + user
                  + "': numbers and dates among the times; write all times alike");
        }
        kind = of;
        further.add(
            new RecentEvents.Entry(
                UserEventRow.time(row),
                UserEventRow.billionths(row),
                UserEventRow.item(row),
                UserEventRow.category(row)));
      }
      if (kind == null) {
        throw new IllegalStateException("a group without rows: user '" + user + "'");
      }
      byte[] last =
          (recent == null ? new RecentEvents(kind, List.of()) : recent)
              .with(further, events)
              .toBytes();
      state.update(last);
      if (idleMillis > 0) {
        state.setTimeoutDuration(idleMillis);
      }
      return List.of(RowFactory.create(user, last)).iterator();
    }
  }

  /** Rows of {@link #HISTORY} as users. */
  private record Users(Iterator<Row> rows, Time.Unit unit) implements Iterator<UserScorer.History> {

    @Override
    public boolean hasNext() {
      return rows.hasNext();
    }

    @Override
    public UserScorer.History next() {
      Row row = rows.next();
      return new UserScorer.History(
          row.getString(0), RecentEvents.of((byte[]) row.get(1)).history(unit));
    }
  }
}
