package io.github.seqrec4j.spark;

import io.github.seqrec4j.api.DataException;
import io.github.seqrec4j.api.RecommenderSpec;
import io.github.seqrec4j.data.Dataset;
import io.github.seqrec4j.training.RoundReport;
import io.github.seqrec4j.training.RoundSpec;
import io.github.seqrec4j.training.RoundSum;
import io.github.seqrec4j.training.RoundTraining;
import io.github.seqrec4j.training.RoundWeights;
import io.github.seqrec4j.training.RunSpec;
import io.github.seqrec4j.training.TrainedRecommender;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.SparkSession;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Trains a recommender on the executors, in rounds: the weights are broadcast, each partition makes
 * its steps on its own users, {@code treeAggregate} sums what they came to, and the driver moves
 * the weights by the outer optimiser, validates, and writes a checkpoint. A lost executor's
 * partitions are done again by another, from the same weights and moments, to the same bytes; a
 * driver that is started again goes on after the last round. The same seed, partitions and kind of
 * machine give the same model; one partition with rounds of an epoch that of {@link
 * io.github.seqrec4j.training.Trainer}.
 *
 * <p>Executors need PyTorch's native library on their class path, and nothing else. An executor
 * trains one partition at a time, with all its cores: give a task all of them ({@code
 * spark.task.cpus}).
 *
 * <pre>{@code
 * RoundSpec rounds =
 *     RoundSpec.builder().partitions(8).localSteps(500).outer(OuterOptimizer.nesterov()).build();
 * try (Dataset dataset = Dataset.open(Path.of("/shared/shop"));
 *     TrainedRecommender model =
 *         new ClusterTraining(
 *                 DatasetLocation.of("/shared/shop"), rounds, "hdfs:///work", checkpoints)
 *             .fit(spark, spec, dataset, report -> log.info("{}", report))) {
 *   model.save(Path.of("model"));
 * }
 * }</pre>
 */
public final class ClusterTraining {

  private static final Logger LOG = LoggerFactory.getLogger(ClusterTraining.class);
  private static final int DEPTH = 2; // of the aggregation: partial sums on the executors
  private static final int KEPT = 2; // rounds: the driver keeps as many checkpoints

  private final DatasetLocation data;
  private final RoundSpec rounds;
  private final String workspace;
  private final Path checkpoints;
  private final Launch launch;

  private enum Launch {
    ANY_TIME,
    AT_ONCE
  }

  private ClusterTraining(
      DatasetLocation data, RoundSpec rounds, String workspace, Path checkpoints, Launch launch) {
    this.data = data;
    this.rounds = rounds;
    this.workspace = workspace;
    this.checkpoints = checkpoints;
    this.launch = launch;
  }

  /**
   * A training of these rounds; nothing is read yet.
   *
   * @param data where executors find the dataset
   * @param workspace folder of any file system of Hadoop's that the driver and all executors may
   *     write: the partitions' moments
   * @param checkpoints directory of the driver's, made when needed; with one of an earlier run the
   *     training goes on after its last round
   */
  public ClusterTraining(
      DatasetLocation data, RoundSpec rounds, String workspace, Path checkpoints) {
    this(data, rounds, workspace, checkpoints, Launch.ANY_TIME);
  }

  /**
   * This training, with all partitions of a round at work at once, or none (Spark's barrier mode):
   * there must be as many free slots as partitions, and no dynamic allocation. Otherwise they run
   * as there is room. The model is the same.
   */
  public ClusterTraining withBarrier() {
    return new ClusterTraining(data, rounds, workspace, checkpoints, Launch.AT_ONCE);
  }

  /**
   * Trains, validates on the driver, and returns the recommender of the best round, which the
   * caller closes. The epochs of its report are rounds.
   *
   * @param dataset the driver's, of the same content as the executors'; kept open by the caller
   * @param listener hears every round, after its checkpoint; if it throws, the training ends, and
   *     can go on from there
   * @throws DataException if the data cannot be trained on, or the checkpoints are of another
   *     training
   * @throws io.github.seqrec4j.api.UsageException for what a training in rounds does not have
   */
  public TrainedRecommender fit(
      SparkSession spark, RecommenderSpec spec, Dataset dataset, Consumer<RoundReport> listener) {
    warnOfTurns(spark.sparkContext().getConf());
    JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
    Configuration hadoop = context.hadoopConfiguration();
    try (RoundTraining training = RoundTraining.open(spec, dataset, rounds, checkpoints)) {
      MomentFiles moments = new MomentFiles(workspace, training.id());
      moments.forgetAfter(hadoop, training.rounds());
      RunSpec run = RunSpec.builder().data(dataset.spec()).recommender(spec).build();
      RoundTask task =
          new RoundTask(training.id(), run, dataset.hash(), rounds, data, moments, hadoop);
      try {
        while (training.goesOn()) {
          RoundReport report = round(context, task, training);
          moments.forgetBefore(hadoop, report.round() - KEPT + 1);
          listener.accept(report);
        }
      } finally {
        ExecutorTraining.release(training.id()); // where driver and executor are one process
      }
      TrainedRecommender trained = training.finish();
      moments.delete(hadoop);
      return trained;
    }
  }

  private RoundReport round(JavaSparkContext context, RoundTask task, RoundTraining training) {
    long start = System.nanoTime();
    RoundWeights weights = training.weights();
    long bytes = weights.bytes();
    Broadcast<RoundWeights> sent = context.broadcast(weights);
    try {
      RoundSum sum =
          partitions(context)
              .map(partition -> ExecutorTraining.run(task, partition, sent.value()))
              .treeAggregate(new RoundSum(), RoundSum::plus, RoundSum::plus, DEPTH);
      return training.done(sum, bytes, (System.nanoTime() - start) / 1e9);
    } finally {
      sent.destroy();
    }
  }

  private JavaRDD<Integer> partitions(JavaSparkContext context) {
    List<Integer> numbers = IntStream.range(0, rounds.partitions()).boxed().toList();
    JavaRDD<Integer> each = context.parallelize(numbers, rounds.partitions());
    return launch == Launch.AT_ONCE ? BarrierStage.of(each) : each;
  }

  private static void warnOfTurns(SparkConf conf) {
    int cores = conf.getInt("spark.executor.cores", 1);
    int task = conf.getInt("spark.task.cpus", 1);
    if (cores / task > 1) {
      LOG.warn(
          "an executor trains one partition at a time: of its {} tasks the others wait; set"
              + " spark.task.cpus = {}, the cores of an executor",
          cores / task,
          cores);
    }
  }
}
