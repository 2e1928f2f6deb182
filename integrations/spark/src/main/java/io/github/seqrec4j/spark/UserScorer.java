package io.github.seqrec4j.spark;

import io.github.seqrec4j.api.Event;
import io.github.seqrec4j.api.RecommendRequest;
import io.github.seqrec4j.api.RecommendRequest.UnknownItems;
import io.github.seqrec4j.api.Recommendation;
import io.github.seqrec4j.api.Recommendations;
import io.github.seqrec4j.api.UsageException;
import io.github.seqrec4j.runtime.SequentialRecommender;
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

  private static final int BATCH = 256; // users scored at a time

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
    return new Answers(users, ExecutorModels.get(model, hash, hadoop::configuration));
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

  private final class Answers implements Iterator<Row> {
    private final Iterator<History> users;
    private final SequentialRecommender recommender;
    private Iterator<Row> rows = List.<Row>of().iterator();

    Answers(Iterator<History> users, SequentialRecommender recommender) {
      this.users = users;
      this.recommender = recommender;
    }

    @Override
    public boolean hasNext() {
      while (!rows.hasNext() && users.hasNext()) {
        rows = batch().iterator();
      }
      return rows.hasNext();
    }

    @Override
    public Row next() {
      if (!hasNext()) {
        throw new java.util.NoSuchElementException();
      }
      return rows.next();
    }

    private List<Row> batch() {
      List<History> asking = new ArrayList<>();
      List<RecommendRequest> requests = new ArrayList<>();
      while (asking.size() < BATCH && users.hasNext()) {
        History user = users.next();
        asking.add(user);
        requests.add(request(user));
      }
      List<Row> found = new ArrayList<>();
      List<Recommendations> answers = recommender.recommend(requests);
      for (int i = 0; i < answers.size(); i++) {
        int rank = 1;
        for (Recommendation each : answers.get(i)) {
          found.add(
              RowFactory.create(asking.get(i).user(), each.item(), rank++, (float) each.score()));
        }
      }
      return found;
    }
  }
}
