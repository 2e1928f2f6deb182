package org.example.shop;

import io.github.seqrec4j.api.Modality;
import io.github.seqrec4j.api.RecommenderSpec;
import io.github.seqrec4j.backbones.SasRec;
import io.github.seqrec4j.data.Dataset;
import io.github.seqrec4j.fusion.MultiModalItemEncoder;
import io.github.seqrec4j.spark.ClusterTraining;
import io.github.seqrec4j.spark.DatasetLocation;
import io.github.seqrec4j.training.OuterOptimizer;
import io.github.seqrec4j.training.RoundSpec;
import io.github.seqrec4j.training.TrainedRecommender;
import java.nio.file.Path;
import java.util.Arrays;
import org.apache.spark.sql.SparkSession;

/** Trains a shop's model on its cluster: {@code DATA WORKSPACE CHECKPOINTS MODEL}. */
public final class TrainingJob {

  private TrainingJob() {}

  /** Runs it. */
  public static void main(String[] args) {
    if (args.length != 4) {
      throw new IllegalArgumentException(
          "DATA WORKSPACE CHECKPOINTS MODEL; got " + Arrays.toString(args));
    }
    try (SparkSession spark = SparkSession.builder().appName("shop training").getOrCreate()) {
      train(spark, Path.of(args[0]), args[1], Path.of(args[2]), Path.of(args[3]));
    }
  }

  /** The model of the best round. */
  static void train(
      SparkSession spark, Path data, String workspace, Path checkpoints, Path model) {
    // tag::train[]
    RecommenderSpec spec =
        RecommenderSpec.builder()
            .itemEncoder(MultiModalItemEncoder.builder().modalities(Modality.ID).build())
            .backbone(new SasRec())
            .build();
    RoundSpec rounds =
        RoundSpec.builder()
            .partitions(8)
            .localSteps(500)
            .outer(OuterOptimizer.nesterov())
            .build();
    DatasetLocation executors = DatasetLocation.of(data.toString());
    try (Dataset dataset = Dataset.open(data);
        TrainedRecommender trained =
            new ClusterTraining(executors, rounds, workspace, checkpoints)
                .fit(spark, spec, dataset, report -> System.out.println(report))) {
      trained.save(model);
    }
    // end::train[]
  }
}
