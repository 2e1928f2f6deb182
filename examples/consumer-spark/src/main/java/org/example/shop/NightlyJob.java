package org.example.shop;

import io.github.seqrec4j.data.DataSpec;
import io.github.seqrec4j.data.ingest.FilterSpec;
import io.github.seqrec4j.encode.Redo;
import io.github.seqrec4j.encode.TextFeatures;
import io.github.seqrec4j.encode.image.ColourLayout;
import io.github.seqrec4j.spark.EncodedItems;
import io.github.seqrec4j.spark.HistoryRecommender;
import io.github.seqrec4j.spark.ItemEncoding;
import io.github.seqrec4j.spark.LogPreparation;
import io.github.seqrec4j.spark.ModelLocation;
import io.github.seqrec4j.spark.NextItemEvaluator;
import io.github.seqrec4j.spark.PrepareSpec;
import io.github.seqrec4j.spark.PreparedLog;
import io.github.seqrec4j.spark.ScoringSpec;
import io.github.seqrec4j.spark.StreamScoring;
import io.github.seqrec4j.spark.UserScoring;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import org.apache.spark.ml.Pipeline;
import org.apache.spark.ml.PipelineStage;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.tuning.TrainValidationSplit;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.streaming.DataStreamWriter;

/**
 * A shop's jobs on its cluster: {@code prepare LOG WORKSPACE DIRECTORY} makes a dataset directory
 * to train on, {@code encode ITEMS WORKSPACE DIRECTORY} adds features of the catalogue's texts and
 * pictures to it, {@code score LOG MODEL OUT} recommends to every user.
 */
public final class NightlyJob {

  private NightlyJob() {}

  /** Runs one of them. */
  public static void main(String[] args) {
    if (args.length != 4) {
      throw new IllegalArgumentException(
          "prepare LOG WORKSPACE DIRECTORY, encode ITEMS WORKSPACE DIRECTORY, or score LOG MODEL"
              + " OUT; got "
              + Arrays.toString(args));
    }
    try (SparkSession spark = SparkSession.builder().appName("shop").getOrCreate()) {
      Dataset<Row> log = spark.read().parquet(args[1]);
      switch (args[0]) {
        case "prepare" -> prepare(log, args[2], Path.of(args[3]));
        case "encode" -> encode(log, args[2], Path.of(args[3]));
        case "score" -> score(log, args[2]).write().parquet(args[3]);
        default -> throw new IllegalArgumentException("prepare, encode or score, not " + args[0]);
      }
    }
  }

  /** A dataset directory for a training on one machine. */
  static void prepare(Dataset<Row> log, String workspace, Path directory) {
    // tag::prepare[]
    PrepareSpec spec =
        PrepareSpec.builder()
            .data(DataSpec.builder().filter(FilterSpec.builder().minimumPerItem(5).build()).build())
            .orderColumn("offset")
            .build();
    try (PreparedLog prepared = new LogPreparation(spec, workspace).prepare(log)) {
      System.out.println(prepared.summary());
      prepared.writeDataset(directory);
    }
    // end::prepare[]
  }

  /** Features of the texts and pictures of a dataset directory's items. */
  static void encode(Dataset<Row> items, String workspace, Path directory) {
    // tag::encode[]
    PrepareSpec spec = PrepareSpec.builder().itemOrderColumn("line").build();
    ItemEncoding encoding = new ItemEncoding(spec, workspace);
    TextFeatures text = TextFeatures.builder().template("{title}. {brand}").build();
    try (EncodedItems texts = encoding.texts(items, text);
        EncodedItems pictures = encoding.pictures(items, "picture", new ColourLayout())) {
      System.out.println(texts.writeFeatures(directory, Redo.IF_CHANGED));
      System.out.println(pictures.writeFeatures(directory, Redo.IF_CHANGED));
    }
    // end::encode[]
  }

  /** A stage of a pipeline, of which the best of two models is to be chosen. */
  static TrainValidationSplit choice(String yesterday, String today) {
    // tag::pipeline[]
    HistoryRecommender stage = new HistoryRecommender().setHistoryCol("history").setK(20);
    return new TrainValidationSplit()
        .setEstimator(new Pipeline().setStages(new PipelineStage[] {stage}))
        .setEvaluator(new NextItemEvaluator().setLabelCol("next").setMetric("ndcg"))
        .setEstimatorParamMaps(
            new ParamMap[] {
              new ParamMap().put(stage.model(), yesterday), new ParamMap().put(stage.model(), today)
            });
    // end::pipeline[]
  }

  /** Every user's best 20 items. */
  static Dataset<Row> score(Dataset<Row> log, String model) {
    // tag::score[]
    ScoringSpec spec = ScoringSpec.builder().orderColumn("offset").k(20).build();
    return new UserScoring(ModelLocation.of(model), spec).score(log);
    // end::score[]
  }

  /** The same for whoever does something, as it happens. */
  static DataStreamWriter<Row> stream(Dataset<Row> events, String model, String checkpoint) {
    // tag::stream[]
    ScoringSpec spec = ScoringSpec.builder().k(20).build();
    return StreamScoring.of(ModelLocation.of(model), spec, 200)
        .forgettingAfter(Duration.ofDays(30))
        .score(events)
        .writeStream()
        .outputMode("append")
        .option("checkpointLocation", checkpoint);
    // end::stream[]
  }
}
