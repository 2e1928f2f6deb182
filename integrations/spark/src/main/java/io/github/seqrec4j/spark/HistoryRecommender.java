package io.github.seqrec4j.spark;

import io.github.seqrec4j.api.RecommendRequest.Seen;
import io.github.seqrec4j.api.UsageException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.apache.spark.ml.Transformer;
import org.apache.spark.ml.param.BooleanParam;
import org.apache.spark.ml.param.IntParam;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.param.StringArrayParam;
import org.apache.spark.ml.util.DefaultParamsReader;
import org.apache.spark.ml.util.DefaultParamsWritable;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/**
 * A model as a stage of a Spark ML pipeline: of a column of histories it makes a column of
 * recommendations, {@code array<struct<item: string, score: float>>}, the best first, empty for a
 * history of which the model knows no item. Other columns stay. Executors load the model once, as
 * for {@link UserScoring}.
 *
 * <pre>{@code
 * new HistoryRecommender().setModel("hdfs:///models/arts").setK(20).transform(histories)
 * }</pre>
 *
 * <p>A history is an array, oldest first, of items as text, or of structs with {@code item} and,
 * where the model reads them, {@code time} (a timestamp) and {@code category}. It is saved and
 * loaded with its pipeline, the place of the model as one of its parameters.
 *
 * <p>There is no {@code Estimator}: {@code fit} gets one frame and gives a model in memory, where a
 * training reads a log and features, goes on after a kill, and gives a bundle. A {@code
 * CrossValidator} over a pipeline of this stage, with {@link NextItemEvaluator}, chooses between
 * bundles and options.
 */
public final class HistoryRecommender extends Transformer implements DefaultParamsWritable {

  private static final long serialVersionUID = 1L;
  private static final int DEFAULT_K = 10;

  private final String uid;
  private final Param<String> model;
  private final Param<String> historyCol;
  private final Param<String> recommendationsCol;
  private final IntParam k;
  private final BooleanParam excludeSeen;
  private final Param<String> at;
  private final StringArrayParam allowed;
  private final StringArrayParam denied;

  /** Of no model yet: columns {@code history} and {@code recommendations}, ten unseen items. */
  public HistoryRecommender() {
    this("history-recommender-" + UUID.randomUUID());
  }

  /** Likewise, as Spark makes one when it loads or copies. */
  public HistoryRecommender(String uid) {
    this.uid = uid;
    model = new Param<>(this, "model", "folder of the model, a path or URL that executors read");
    historyCol = new Param<>(this, "historyCol", "column of histories, oldest first");
    recommendationsCol = new Param<>(this, "recommendationsCol", "column that is made");
    k = new IntParam(this, "k", "number of items of each history, at least 1");
    excludeSeen = new BooleanParam(this, "excludeSeen", "whether a history's items are left out");
    at = new Param<>(this, "at", "time of all requests, ISO 8601, for models that read it");
    allowed = new StringArrayParam(this, "allowed", "items that may be recommended; none for all");
    denied = new StringArrayParam(this, "denied", "items that may not be recommended");
    setDefault(historyCol, "history");
    setDefault(recommendationsCol, "recommendations");
    setDefault(k, DEFAULT_K);
    setDefault(excludeSeen, true);
    setDefault(allowed, new String[0]);
    setDefault(denied, new String[0]);
  }

  @Override
  public String uid() {
    return uid;
  }

  /** Folder of the model, as of {@link ModelLocation#of}. */
  public Param<String> model() {
    return model;
  }

  /** Name of the column of histories. */
  public Param<String> historyCol() {
    return historyCol;
  }

  /** Name of the column that is made. */
  public Param<String> recommendationsCol() {
    return recommendationsCol;
  }

  /** Number of items of each history, at least 1. */
  public IntParam k() {
    return k;
  }

  /** Whether items of a history are left out. */
  public BooleanParam excludeSeen() {
    return excludeSeen;
  }

  /** Time of all requests, such as {@code 2024-05-01T00:00:00Z}. */
  public Param<String> at() {
    return at;
  }

  /** Items that may be recommended; none for all. */
  public StringArrayParam allowed() {
    return allowed;
  }

  /** Items that may not be recommended. */
  public StringArrayParam denied() {
    return denied;
  }

  /** Sets {@link #model}. */
  public HistoryRecommender setModel(String folder) {
    set(model, folder);
    return this;
  }

  /** Sets {@link #historyCol}. */
  public HistoryRecommender setHistoryCol(String column) {
    set(historyCol, column);
    return this;
  }

  /** Sets {@link #recommendationsCol}. */
  public HistoryRecommender setRecommendationsCol(String column) {
    set(recommendationsCol, column);
    return this;
  }

  /** Sets {@link #k}. */
  public HistoryRecommender setK(int number) {
    set(k, (Object) number);
    return this;
  }

  /** Sets {@link #at}. */
  public HistoryRecommender setAt(Instant time) {
    set(at, time.toString());
    return this;
  }

  /** Sets {@link #allowed}. */
  public HistoryRecommender setAllowed(List<String> items) {
    set(allowed, items.toArray(String[]::new));
    return this;
  }

  /** Sets {@link #denied}. */
  public HistoryRecommender setDenied(List<String> items) {
    set(denied, items.toArray(String[]::new));
    return this;
  }

  /** Lets items of a history come back. */
  public HistoryRecommender includingSeen() {
    set(excludeSeen, (Object) false);
    return this;
  }

  /**
   * Adds the column. Lazy: the work is done when the frame is written or counted.
   *
   * @throws io.github.seqrec4j.api.UsageException if no model is set, or a column is not as it must
   *     be
   * @throws java.io.UncheckedIOException if there is no model
   */
  @Override
  public Dataset<Row> transform(Dataset<?> histories) {
    StructType schema = transformSchema(histories.schema());
    if (!isDefined(model)) {
      throw new UsageException(uid + ": no model; set the folder of one (setModel)");
    }
    ScoringSpec spec =
        ScoringSpec.builder()
            .k((Integer) getOrDefault(k))
            .seen((Boolean) getOrDefault(excludeSeen) ? Seen.EXCLUDE : Seen.INCLUDE)
            .at(time())
            .allowed(List.of(getOrDefault(allowed)))
            .denied(List.of(getOrDefault(denied)))
            .build();
    UserScorer scorer =
        new UserScorer(
            ModelLocation.of(getOrDefault(model)),
            spec,
            histories.sparkSession().sparkContext().hadoopConfiguration());
    HistoryColumn column = HistoryColumn.of(histories.schema(), getOrDefault(historyCol));
    return histories.toDF().mapPartitions(new HistoryAnswers(scorer, column), Encoders.row(schema));
  }

  private @Nullable Instant time() {
    if (!isDefined(at)) {
      return null;
    }
    try {
      return Instant.parse(getOrDefault(at));
    } catch (DateTimeException e) {
      throw new UsageException(
          uid + ": at must be a time such as 2024-05-01T00:00:00Z: '" + getOrDefault(at) + "'", e);
    }
  }

  @Override
  public StructType transformSchema(StructType schema) {
    HistoryColumn.of(schema, getOrDefault(historyCol));
    String made = getOrDefault(recommendationsCol);
    if (List.of(schema.fieldNames()).contains(made)) {
      throw new UsageException(
          uid + ": column '" + made + "' is there already; set another name (recommendationsCol)");
    }
    return schema.add(made, DataTypes.createArrayType(HistoryAnswers.RECOMMENDATION, false), false);
  }

  @Override
  public HistoryRecommender copy(ParamMap extra) {
    return defaultCopy(extra);
  }

  /** Reads one that was saved. */
  public static MLReader<HistoryRecommender> read() {
    return new DefaultParamsReader<>();
  }

  /** Reads one that was saved. */
  public static HistoryRecommender load(String path) {
    return read().load(path);
  }
}
