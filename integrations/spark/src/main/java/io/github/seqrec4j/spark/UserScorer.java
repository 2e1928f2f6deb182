package io.github.seqrec4j.spark;

import io.github.seqrec4j.api.Event;
import io.github.seqrec4j.api.RecommendRequest;
import io.github.seqrec4j.api.RecommendRequest.UnknownItems;
import io.github.seqrec4j.api.Recommendation;
import io.github.seqrec4j.api.Recommendations;
import io.github.seqrec4j.api.UsageException;
import java.io.Serializable;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/** Asks the model of an executor for the users of a partition, a batch after the other. */
final class UserScorer implements Serializable {

  private static final long serialVersionUID = 1L;

  /** What comes out: a row for each item of a user, the best has rank 1. */
  static final StructType SCORES =
      new StructType()
          .add("user", DataTypes.StringType, false)
          .add("item", DataTypes.StringType, false)
          .add("rank", DataTypes.IntegerType, false)
          .add("score", DataTypes.FloatType, false);

  /** Users scored at a time. */
  static final int BATCH = 256;

  private final ModelLocation model;
  private final @Nullable String hash;
  private final int k;
  private final RecommendRequest.Seen seen;
  private final @Nullable Instant at;
  private final ArrayList<String> allowed;
  private final ArrayList<String> denied;
  private final HadoopSettings hadoop;

  UserScorer(ModelLocation model, ScoringSpec spec, Configuration hadoop) {
    this.model = model;
    hash = model.hash(hadoop);
    k = spec.k();
    seen = spec.seen();
    at = spec.at();
    allowed = new ArrayList<>(spec.allowed());
    denied = new ArrayList<>(spec.denied());
    this.hadoop = new HadoopSettings(hadoop);
  }

  /**
   * One user.
   *
   * @param events oldest first, at least one
   */
  record History(String user, List<Event> events) {}

  /** Rows of {@link #SCORES}; none of users of whom the model knows no item. */
  Iterator<Row> score(Iterator<History> users) {
    return new RowBatches<>(users, BATCH, this::rows);
  }

  /** The answers for users, of whom there may be none that the model knows an item of. */
  List<Recommendations> answers(List<History> users) {
    return ExecutorModels.get(model, hash, hadoop::configuration)
        .recommend(users.stream().map(this::request).toList());
  }

  private RecommendRequest request(History user) {
    try {
      RecommendRequest request =
          RecommendRequest.ofEvents(user.events())
              .k(k)
              .seen(seen)
              .unknownItems(UnknownItems.SKIP)
              .deny(denied);
      request = allowed.isEmpty() ? request : request.allow(allowed);
      return at == null ? request : request.at(at);
    } catch (UsageException e) {
      throw new UsageException("user '" + user.user() + "': " + e.getMessage(), e);
    }
  }

  private List<Row> rows(List<History> users) {
    List<Recommendations> answers = answers(users);
    List<Row> found = new ArrayList<>();
    for (int i = 0; i < answers.size(); i++) {
      int rank = 1;
      for (Recommendation each : answers.get(i)) {
        found.add(
            RowFactory.create(users.get(i).user(), each.item(), rank++, (float) each.score()));
      }
    }
    return found;
  }
}
