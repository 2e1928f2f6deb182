package io.github.seqrec4j.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.seqrec4j.api.Event;
import io.github.seqrec4j.api.UsageException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.spark.ml.Pipeline;
import org.apache.spark.ml.PipelineModel;
import org.apache.spark.ml.PipelineStage;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.tuning.ParamGridBuilder;
import org.apache.spark.ml.tuning.TrainValidationSplit;
import org.apache.spark.ml.tuning.TrainValidationSplitModel;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A column of histories becomes one of the answers of one machine. */
class HistoryRecommenderTest {

  private static final Map<String, List<Event>> USERS = ModelOfTests.users(300);

  @TempDir Path folder;

  /** Of structs, and of a user's items as text beside. */
  private static Dataset<Row> histories() {
    return ModelOfTests.frame(LocalSpark.session(), USERS)
        .groupBy("user")
        .agg(
            functions
                .sort_array(
                    functions.collect_list(
                        functions.struct(
                            functions.timestamp_seconds(functions.col("timestamp")).as("time"),
                            functions.col("item"))))
                .as("history"))
        .withColumn("items", functions.col("history.item"));
  }

  private static HistoryRecommender recommender() {
    return new HistoryRecommender().setModel(ModelOfTests.path().toString());
  }

  private static List<String> answers(Dataset<Row> answered) {
    return ModelOfTests.actual(
        answered
            .select(functions.col("user"), functions.posexplode(functions.col("recommendations")))
            .select(
                functions.col("user"),
                functions.col("col.item"),
                functions.col("pos").plus(1),
                functions.col("col.score")));
  }

  @Test
  void histories_getTheAnswersOfOneMachine() throws IOException {
    Dataset<Row> histories = histories();
    HistoryRecommender stage = recommender().setK(4).setDenied(List.of("item-3"));
    String saved = folder.resolve("pipeline").toString();
    new Pipeline().setStages(new PipelineStage[] {stage}).fit(histories).write().save(saved);

    Dataset<Row> answered = PipelineModel.load(saved).transform(histories);

    assertThat(answers(answered))
        .hasSizeGreaterThan(1000)
        .isEqualTo(ModelOfTests.expected(USERS, request -> request.k(4).deny(List.of("item-3"))));
    assertThat(answered.columns()).containsExactly("user", "history", "items", "recommendations");
    assertThat(answers(stage.setHistoryCol("items").transform(histories)))
        .as("this model reads no times")
        .isEqualTo(answers(answered));
  }

  @Test
  void emptyHistory_getsNothing() {
    Dataset<Row> histories =
        histories().limit(3).withColumn("history", functions.lit(null).cast("array<string>"));

    List<Row> rows = recommender().transform(histories).collectAsList();

    assertThat(rows).hasSize(3).allMatch(row -> row.getList(3).isEmpty());
  }

  @Test
  void validation_choosesTheBestOption() {
    // The best item among the unseen is what comes next: seen ones are in the way.
    Dataset<Row> histories =
        recommender()
            .setRecommendationsCol("best")
            .setK(1)
            .transform(histories())
            .where(functions.size(functions.col("best")).gt(0))
            .withColumn("label", functions.expr("best[0].item"));
    HistoryRecommender stage = recommender();
    ParamMap[] grid = new ParamGridBuilder().addGrid(stage.excludeSeen()).build();

    TrainValidationSplitModel chosen =
        new TrainValidationSplit()
            .setEstimator(new Pipeline().setStages(new PipelineStage[] {stage}))
            .setEvaluator(new NextItemEvaluator())
            .setEstimatorParamMaps(grid)
            .setTrainRatio(0.1)
            .setSeed(1)
            .fit(histories);

    double[] metrics = chosen.validationMetrics();
    assertThat(metrics).hasSize(2).containsAnyOf(1.0);
    assertThat(Math.min(metrics[0], metrics[1])).isLessThan(0.99);
    HistoryRecommender best = (HistoryRecommender) ((PipelineModel) chosen.bestModel()).stages()[0];
    assertThat(Objects.requireNonNull(best.getOrDefault(best.excludeSeen()))).isEqualTo(true);
  }

  @Test
  void evaluator_knowsRanks() throws IOException {
    StructType item =
        new StructType().add("item", DataTypes.StringType).add("score", DataTypes.FloatType);
    StructType schema =
        new StructType()
            .add("recommendations", DataTypes.createArrayType(item))
            .add("label", DataTypes.StringType);
    List<Row> rows = new ArrayList<>();
    for (String label : List.of("a", "c", "d", "none")) { // ranks 1, 3, 4, none
      Row[] four =
          List.of("a", "b", "c", "d").stream()
              .map(name -> RowFactory.create(name, 1f))
              .toArray(Row[]::new);
      rows.add(RowFactory.create(four, label));
    }
    rows.add(RowFactory.create(null, "a"));
    Dataset<Row> answered = LocalSpark.session().createDataFrame(rows, schema);
    NextItemEvaluator evaluator = new NextItemEvaluator().setK(3);
    evaluator.write().save(folder.resolve("evaluator").toString());

    assertThat(NextItemEvaluator.load(folder.resolve("evaluator").toString()).evaluate(answered))
        .isCloseTo((1 + 1 / 2.0) / 5, within(1e-12)); // rounding
    assertThat(evaluator.setMetric("hit-rate").evaluate(answered)).isEqualTo(0.4);
    assertThat(evaluator.setMetric("reciprocal-rank").evaluate(answered))
        .isCloseTo((1 + 1 / 3.0) / 5, within(1e-12)); // rounding
    assertThatThrownBy(() -> evaluator.setMetric("ndgc").evaluate(answered))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("no metric 'ndgc'; did you mean 'ndcg'");
  }

  @Test
  void whatCannotBe_isToldAtOnce() {
    Dataset<Row> histories = histories();
    assertThatThrownBy(() -> new HistoryRecommender().transform(histories))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("no model");
    assertThatThrownBy(() -> recommender().setHistoryCol("user").transform(histories))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("column 'user' is of type STRING; expected an array");
    assertThatThrownBy(() -> recommender().setHistoryCol("histroy").transform(histories))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("no column 'histroy'; did you mean 'history'");
    assertThatThrownBy(() -> recommender().setRecommendationsCol("items").transform(histories))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("'items' is there already");
  }
}
