package io.github.seqrec4j.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.seqrec4j.api.DataException;
import io.github.seqrec4j.api.Event;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.streaming.Trigger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A stream of files, stopped and started anew between two of them. */
class StreamScoringTest {

  private static final int KEPT = 6;
  private static final ModelLocation MODEL = ModelLocation.of(ModelOfTests.path().toString());

  @TempDir Path folder;

  /** Of each batch its users are scored by their last events up to then. */
  @Test
  void users_areScoredByTheirLastEvents() throws Exception {
    Map<String, List<Event>> first = new TreeMap<>();
    Map<String, List<Event>> second = new TreeMap<>();
    Map<String, List<Event>> last = new LinkedHashMap<>(); // after the second batch
    ModelOfTests.users(40)
        .forEach(
            (user, events) -> {
              // Every other event comes late, with the second batch.
              List<Event> early = new ArrayList<>();
              List<Event> late = new ArrayList<>();
              for (int e = 0; e < events.size(); e++) {
                (e % 2 == 0 ? early : late).add(events.get(e));
              }
              first.put(user, early);
              if (!late.isEmpty()) {
                second.put(user, late);
                last.put(user, tail(events));
              }
            });
    Map<String, List<Event>> before = new TreeMap<>();
    first.forEach((user, events) -> before.put(user, tail(events)));
    assertThat(last).as("users of the second batch").hasSizeLessThan(first.size());

    List<String> afterFirst = batch(first);
    List<String> afterSecond = batch(second);

    assertThat(afterFirst).isEqualTo(ModelOfTests.expected(before, request -> request));
    List<String> all = new ArrayList<>(afterFirst);
    all.addAll(ModelOfTests.expected(last, request -> request));
    all.sort(null);
    assertThat(afterSecond).isEqualTo(all);
  }

  private static List<Event> tail(List<Event> events) {
    return events.subList(Math.max(0, events.size() - KEPT), events.size());
  }

  /** Brings a file to the stream, and returns all that the stream has ever put out. */
  private List<String> batch(Map<String, List<Event>> users) throws Exception {
    ModelOfTests.frame(LocalSpark.session(), users)
        .coalesce(1)
        .write()
        .mode("append")
        .json(folder.resolve("in").toString());
    Dataset<Row> stream =
        LocalSpark.session()
            .readStream()
            .schema(ModelOfTests.EVENTS)
            .json(folder.resolve("in").toString());
    StreamScoring.of(MODEL, new ScoringSpec(), KEPT)
        .forgettingAfter(Duration.ofDays(30))
        .score(stream)
        .writeStream()
        .format("parquet")
        .option("checkpointLocation", folder.resolve("checkpoint").toString())
        .trigger(Trigger.AvailableNow())
        .start(folder.resolve("out").toString())
        .awaitTermination();
    return ModelOfTests.actual(
        LocalSpark.session().read().parquet(folder.resolve("out").toString()));
  }

  @Test
  void streamWithoutTimes_isRefused() {
    Dataset<Row> events =
        ModelOfTests.frame(LocalSpark.session(), ModelOfTests.users(3)).drop("timestamp");

    assertThatThrownBy(() -> StreamScoring.of(MODEL, new ScoringSpec(), KEPT).score(events))
        .isInstanceOf(DataException.class)
        .hasMessageContainingAll("stream: no column 'timestamp'", "timestamp-column");
  }

  @Test
  void numbersOutOfRange_areRefused() {
    assertThatThrownBy(() -> StreamScoring.of(MODEL, new ScoringSpec(), 0))
        .hasMessageContaining("events");
    assertThatThrownBy(
            () -> StreamScoring.of(MODEL, new ScoringSpec(), KEPT).forgettingAfter(Duration.ZERO))
        .hasMessageContaining("at least a second");
  }
}
