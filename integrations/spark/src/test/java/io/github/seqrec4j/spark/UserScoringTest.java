package io.github.seqrec4j.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.seqrec4j.api.DataException;
import io.github.seqrec4j.api.Event;
import io.github.seqrec4j.api.RecommendRequest.Seen;
import io.github.seqrec4j.data.DataSpec;
import io.github.seqrec4j.data.ingest.Time;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.junit.jupiter.api.Test;

/** The answers of the executors are those of one machine, bit by bit. */
class UserScoringTest {

  private static final ModelLocation MODEL = ModelLocation.of(ModelOfTests.path().toString());
  private static final Map<String, List<Event>> USERS = ModelOfTests.users(700);

  @Test
  void users_getTheAnswersOfOneMachine() {
    ScoringSpec spec = ScoringSpec.builder().k(4).build();

    List<String> scores =
        ModelOfTests.actual(
            new UserScoring(MODEL, spec).score(ModelOfTests.frame(LocalSpark.session(), USERS)));

    assertThat(scores)
        .hasSizeGreaterThan(2500)
        .isEqualTo(ModelOfTests.expected(USERS, request -> request.k(4)))
        .noneMatch(row -> row.startsWith(ModelOfTests.STRANGER + "|"));
  }

  @Test
  void seenAllowedAndDeniedItems_areThoseOfTheRequest() {
    List<String> allowed = List.of("item-1", "item-2", "item-3", "item-4", "item-5", "no item");
    ScoringSpec spec =
        ScoringSpec.builder()
            .k(20)
            .seen(Seen.INCLUDE)
            .allowed(allowed)
            .denied(List.of("item-3"))
            .partitions(2)
            .build();

    Dataset<Row> scores =
        new UserScoring(MODEL, spec).score(ModelOfTests.frame(LocalSpark.session(), USERS));

    assertThat(scores.javaRDD().getNumPartitions()).isEqualTo(2);
    assertThat(ModelOfTests.actual(scores))
        .isEqualTo(
            ModelOfTests.expected(
                USERS,
                request ->
                    request.k(20).seen(Seen.INCLUDE).allow(allowed).deny(List.of("item-3"))));
  }

  @Test
  void columnsOfOtherNamesAndUnits_areRead() {
    DataSpec data =
        DataSpec.builder()
            .userColumn("who")
            .itemColumn("a.what")
            .timestampColumn("when")
            .timeUnit(Time.Unit.MILLISECONDS)
            .build();
    Dataset<Row> events =
        ModelOfTests.frame(LocalSpark.session(), USERS)
            .select(
                functions.col("user").as("who"),
                functions.col("item").as("a.what"),
                functions.col("timestamp").multiply(1000).plus(7).as("when"));

    assertThat(
            ModelOfTests.actual(
                new UserScoring(MODEL, ScoringSpec.builder().data(data).build()).score(events)))
        .isEqualTo(ModelOfTests.expected(USERS, request -> request));
  }

  @Test
  void rowThatCannotBeUsed_endsTheJob() {
    Dataset<Row> events =
        ModelOfTests.frame(
                LocalSpark.session(),
                Map.of("ann", List.of(Event.of("item-1", java.time.Instant.EPOCH))))
            .withColumn("timestamp", functions.lit("soon"));
    Dataset<Row> scores = new UserScoring(MODEL, new ScoringSpec()).score(events);

    assertThatThrownBy(scores::collectAsList)
        .hasRootCauseInstanceOf(DataException.class)
        .rootCause()
        .hasMessageContainingAll("ann", "'soon' in column 'timestamp'", "LogPreparation");
  }

  @Test
  void missingModelOrColumn_isToldAtOnce() {
    Dataset<Row> events = ModelOfTests.frame(LocalSpark.session(), USERS);

    assertThatThrownBy(
            () ->
                new UserScoring(ModelLocation.of("/no/such/model"), new ScoringSpec())
                    .score(events))
        .hasMessageContainingAll("/no/such/model", "cannot be read as a model");
    assertThatThrownBy(() -> new UserScoring(MODEL, new ScoringSpec()).score(events.drop("item")))
        .isInstanceOf(DataException.class)
        .hasMessageContainingAll("no column 'item'", "item-column", "[user, timestamp]");
  }
}
