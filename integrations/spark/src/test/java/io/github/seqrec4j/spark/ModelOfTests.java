package io.github.seqrec4j.spark;

import io.github.seqrec4j.api.Event;
import io.github.seqrec4j.api.RecommendRequest;
import io.github.seqrec4j.api.RecommendRequest.UnknownItems;
import io.github.seqrec4j.api.Recommendation;
import io.github.seqrec4j.runtime.SequentialRecommender;
import io.github.seqrec4j.runtime.ServingEngine;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * The committed bundle of format 2, of 20 items and histories of 5, and users of it: some with
 * items that it does not know, one with none that it knows.
 */
final class ModelOfTests {

  static final StructType EVENTS =
      new StructType()
          .add("user", DataTypes.StringType)
          .add("item", DataTypes.StringType)
          .add("timestamp", DataTypes.LongType);

  static final String STRANGER = "user 7";

  private ModelOfTests() {}

  static Path path() {
    try {
      return Path.of(ModelOfTests.class.getResource("bundle-2").toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Events of users, oldest first, no two of a user at one time. */
  static Map<String, List<Event>> users(int number) {
    Random random = new Random(5);
    Map<String, List<Event>> users = new LinkedHashMap<>();
    for (int u = 0; u < number; u++) {
      List<Event> events = new ArrayList<>();
      int length = 1 + random.nextInt(12);
      for (int e = 0; e < length; e++) {
        int item = 1 + random.nextInt(24); // four are unknown
        String name = "user " + u;
        events.add(
            Event.of(
                name.equals(STRANGER) || item > 20 ? "unknown-" + item : "item-" + item,
                Instant.ofEpochSecond(1_700_000_000 + 10L * e)));
      }
      users.put("user " + u, events);
    }
    return users;
  }

  /** As rows in any order. */
  static List<Row> rows(Map<String, List<Event>> users) {
    List<Row> rows = new ArrayList<>();
    users.forEach((user, events) -> events.forEach(e -> rows.add(row(user, e))));
    Collections.shuffle(rows, new Random(6));
    return rows;
  }

  private static Row row(String user, Event event) {
    return RowFactory.create(
        user, event.item(), Objects.requireNonNull(event.time()).getEpochSecond());
  }

  static Dataset<Row> frame(SparkSession spark, Map<String, List<Event>> users) {
    return spark.createDataFrame(rows(users), EVENTS);
  }

  /** What one machine answers, as text, sorted. */
  static List<String> expected(
      Map<String, List<Event>> users, UnaryOperator<RecommendRequest> request) {
    List<String> expected = new ArrayList<>();
    try (SequentialRecommender model = SequentialRecommender.load(path(), ServingEngine.JAVA)) {
      users.forEach(
          (user, events) -> {
            int rank = 1;
            for (Recommendation each :
                model.recommend(
                    request.apply(
                        RecommendRequest.ofEvents(events).unknownItems(UnknownItems.SKIP)))) {
              expected.add(text(user, each.item(), rank++, (float) each.score()));
            }
          });
    }
    Collections.sort(expected);
    return expected;
  }

  /** Scores as {@link #expected} gives them. */
  static List<String> actual(Dataset<Row> scores) {
    List<String> actual = new ArrayList<>();
    for (Row row : scores.collectAsList()) {
      actual.add(text(row.getString(0), row.getString(1), row.getInt(2), row.getFloat(3)));
    }
    Collections.sort(actual);
    return actual;
  }

  private static String text(String user, String item, int rank, float score) {
    return user + "|" + rank + "|" + item + "|" + Float.floatToIntBits(score);
  }
}
