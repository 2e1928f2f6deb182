package io.github.seqrec4j.spark;

import io.github.seqrec4j.api.Names;
import io.github.seqrec4j.api.UsageException;
import java.util.List;
import java.util.UUID;
import org.apache.spark.ml.evaluation.Evaluator;
import org.apache.spark.ml.param.IntParam;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.util.DefaultParamsReader;
import org.apache.spark.ml.util.DefaultParamsWritable;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;

/**
 * How well recommendations foresee one item a row, for {@code CrossValidator} and {@code
 * TrainValidationSplit}: the mean over rows of {@code hit-rate}, {@code ndcg} (one relevant item: 1
 * / log2(1 + rank)) or {@code reciprocal-rank}, among the first k. A row without recommendations
 * counts as none. The better, the larger.
 *
 * <p>Spark's own {@code RankingEvaluator} takes arrays of numbers, and items are texts.
 */
public final class NextItemEvaluator extends Evaluator implements DefaultParamsWritable {

  private static final long serialVersionUID = 1L;
  private static final int DEFAULT_K = 10;
  private static final List<String> METRICS = List.of("hit-rate", "ndcg", "reciprocal-rank");

  private final String uid;
  private final Param<String> metric;
  private final IntParam k;
  private final Param<String> recommendationsCol;
  private final Param<String> labelCol;

  /** NDCG at 10 of the columns {@code recommendations} and {@code label}. */
  public NextItemEvaluator() {
    this("next-item-evaluator-" + UUID.randomUUID());
  }

  /** Likewise, as Spark makes one when it loads or copies. */
  public NextItemEvaluator(String uid) {
    this.uid = uid;
    metric = new Param<>(this, "metric", "one of " + METRICS);
    k = new IntParam(this, "k", "the first so many recommendations count, at least 1");
    recommendationsCol = new Param<>(this, "recommendationsCol", "column of recommendations");
    labelCol = new Param<>(this, "labelCol", "column of the item that came next");
    setDefault(metric, "ndcg");
    setDefault(k, DEFAULT_K);
    setDefault(recommendationsCol, "recommendations");
    setDefault(labelCol, "label");
  }

  @Override
  public String uid() {
    return uid;
  }

  /** {@code hit-rate}, {@code ndcg} or {@code reciprocal-rank}. */
  public Param<String> metric() {
    return metric;
  }

  /** The first so many recommendations count, at least 1. */
  public IntParam k() {
    return k;
  }

  /** Name of the column of a {@link HistoryRecommender}. */
  public Param<String> recommendationsCol() {
    return recommendationsCol;
  }

  /** Name of the column of the item that came next, as text. */
  public Param<String> labelCol() {
    return labelCol;
  }

  /** Sets {@link #metric}. */
  public NextItemEvaluator setMetric(String name) {
    set(metric, name);
    return this;
  }

  /** Sets {@link #k}. */
  public NextItemEvaluator setK(int number) {
    set(k, (Object) number);
    return this;
  }

  /** Sets {@link #recommendationsCol}. */
  public NextItemEvaluator setRecommendationsCol(String column) {
    set(recommendationsCol, column);
    return this;
  }

  /** Sets {@link #labelCol}. */
  public NextItemEvaluator setLabelCol(String column) {
    set(labelCol, column);
    return this;
  }

  /**
   * The mean over all rows.
   *
   * @return in [0, 1]
   * @throws UsageException if there is no such metric, or no row
   */
  @Override
  public double evaluate(Dataset<?> answered) {
    String name = getOrDefault(metric);
    if (!METRICS.contains(name)) {
      throw new UsageException(
          uid
              + ": no metric '"
              + name
              + "'"
              + Names.suggestion(name, METRICS)
              + "; there are "
              + METRICS);
    }
    Column rank =
        functions.expr(
            "array_position("
                + EventFrame.quoted(getOrDefault(recommendationsCol))
                + ".item, "
                + EventFrame.quoted(getOrDefault(labelCol))
                + ")");
    Column gain =
        switch (name) {
          case "hit-rate" -> functions.lit(1.0);
          case "ndcg" -> functions.lit(1.0).divide(functions.log2(rank.plus(1)));
          default -> functions.lit(1.0).divide(rank);
        };
    Row mean =
        answered
            .toDF()
            .agg(
                functions.avg(
                    functions
                        .when(rank.between(1, getOrDefault(k)), gain)
                        .otherwise(functions.lit(0.0))))
            .first();
    if (mean.isNullAt(0)) {
      throw new UsageException(uid + ": no rows to evaluate");
    }
    return mean.getDouble(0);
  }

  @Override
  public boolean isLargerBetter() {
    return true;
  }

  @Override
  public NextItemEvaluator copy(ParamMap extra) {
    return defaultCopy(extra);
  }

  /** Reads one that was saved. */
  public static MLReader<NextItemEvaluator> read() {
    return new DefaultParamsReader<>();
  }

  /** Reads one that was saved. */
  public static NextItemEvaluator load(String path) {
    return read().load(path);
  }
}
