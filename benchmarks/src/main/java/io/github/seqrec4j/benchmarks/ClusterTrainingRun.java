package io.github.seqrec4j.benchmarks;

import com.google.gson.Gson;
import io.github.seqrec4j.api.Branch;
import io.github.seqrec4j.api.TrainingEvent;
import io.github.seqrec4j.api.files.AtomicFiles;
import io.github.seqrec4j.data.Dataset;
import io.github.seqrec4j.spark.ClusterTraining;
import io.github.seqrec4j.spark.DatasetLocation;
import io.github.seqrec4j.training.OuterOptimizer;
import io.github.seqrec4j.training.RoundReport;
import io.github.seqrec4j.training.RoundSpec;
import io.github.seqrec4j.training.RunSpec;
import io.github.seqrec4j.training.TrainedRecommender;
import io.github.seqrec4j.training.Trainer;
import io.github.seqrec4j.training.TrainingReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.ToDoubleFunction;
import org.apache.spark.sql.SparkSession;

/**
 * A training by rounds on Spark, or on one machine to compare it with: loss, accuracy, bytes and
 * seconds of each round, and what it came to. Stopped, it goes on from its last round; ended, it
 * tells {@code result.json} again.
 *
 * <p>Usage: {@code ClusterTrainingRun CONFIG PARTITIONS LOCAL-STEPS OUTER OUT [--set KEY=VALUE]...
 * [--validate-every ROUNDS] [--master MASTER]}: 0 partitions for one machine without Spark, 0 local
 * steps for those of an epoch, OUTER {@code averaging}, {@code nesterov} (0.7, 0.9) or {@code
 * RATE,MOMENTUM}. By default one process does one partition after the other ({@code local[1]}):
 * seconds of partitions are then those of whole machines.
 */
public final class ClusterTrainingRun {

  private static final String USAGE =
      "usage: ClusterTrainingRun CONFIG PARTITIONS LOCAL-STEPS OUTER OUT [--set KEY=VALUE]..."
          + " [--validate-every ROUNDS] [--master MASTER]";
  private static final int FIXED = 5;
  private static final String RESULT = "result.json";

  private ClusterTrainingRun() {}

  public static void main(String[] arguments) throws IOException {
    if (arguments.length < FIXED || arguments.length % 2 == 0) {
      System.err.println(USAGE);
      System.exit(2);
    }
    List<String> set = new ArrayList<>();
    String master = "local[1]";
    int validateEvery = 1;
    for (int i = FIXED; i < arguments.length; i += 2) {
      switch (arguments[i]) {
        case "--set" -> set.add(arguments[i + 1]);
        case "--master" -> master = arguments[i + 1];
        case "--validate-every" -> validateEvery = Integer.parseInt(arguments[i + 1]);
        default -> {
          System.err.println(USAGE);
          System.exit(2);
        }
      }
    }
    Path out = Files.createDirectories(Path.of(arguments[4]));
    if (!Files.exists(out.resolve(RESULT))) {
      RunSpec run = RunSpec.load(Path.of(arguments[0]), set);
      int partitions = Integer.parseInt(arguments[1]);
      Map<String, Object> result;
      Path data = Objects.requireNonNull(run.data().path(), "seqrec4j.data.path");
      try (Dataset dataset = Dataset.open(data, run.data())) {
        if (partitions == 0) {
          result = local(run, dataset, out);
        } else {
          RoundSpec rounds =
              RoundSpec.builder()
                  .partitions(partitions)
                  .localSteps(Integer.parseInt(arguments[2]))
                  .outer(outer(arguments[3]))
                  .validateEvery(validateEvery)
                  .build();
          result = cluster(run, dataset, data, rounds, master, out);
        }
      }
      AtomicFiles.write(out.resolve(RESULT), new Gson().toJson(result) + "\n");
    }
    System.out.print(Files.readString(out.resolve(RESULT)));
  }

  private static OuterOptimizer outer(String text) {
    return switch (text) {
      case "averaging" -> OuterOptimizer.averaging();
      case "nesterov" -> OuterOptimizer.nesterov();
      default -> {
        String[] numbers = text.split(",", -1);
        yield OuterOptimizer.builder()
            .rate(Double.parseDouble(numbers[0]))
            .momentum(Double.parseDouble(numbers[1]))
            .build();
      }
    };
  }

  private static Map<String, Object> local(RunSpec run, Dataset dataset, Path out) {
    try (TrainedRecommender model =
        Trainer.withCheckpoints(out.resolve("checkpoint"))
            .fit(
                run.recommender(),
                dataset,
                event -> {
                  if (event instanceof TrainingEvent.EpochFinished epoch) {
                    System.out.println(
                        "epoch %d: loss %.4f, %s, %.1f s"
                            .formatted(
                                epoch.epoch(),
                                epoch.crossEntropy(),
                                epoch.validation().get(Branch.ENSEMBLE),
                                epoch.trainSeconds()));
                  }
                })) {
      return told(model.report(), new LinkedHashMap<>());
    }
  }

  private static Map<String, Object> cluster(
      RunSpec run, Dataset dataset, Path data, RoundSpec rounds, String master, Path out) {
    List<RoundReport> reports = new ArrayList<>();
    try (SparkSession spark =
            SparkSession.builder()
                .master(master)
                .appName("rounds")
                .config("spark.ui.enabled", false)
                .config("spark.log.level", "WARN")
                .config("spark.driver.host", "127.0.0.1")
                .config("spark.driver.bindAddress", "127.0.0.1")
                .config("spark.local.dir", out.resolve("local").toString())
                .config("spark.executor.extraClassPath", System.getProperty("java.class.path"))
                .getOrCreate();
        TrainedRecommender model =
            new ClusterTraining(
                    DatasetLocation.of(data.toAbsolutePath().toString()),
                    rounds,
                    out.resolve("work").toString(),
                    out.resolve("checkpoint"))
                .fit(
                    spark,
                    run.recommender(),
                    dataset,
                    report -> {
                      reports.add(report);
                      System.out.println(line(report));
                    })) {
      Map<String, Object> result = new LinkedHashMap<>();
      result.put("partitions", rounds.partitions());
      result.put(
          "localSteps", reports.isEmpty() ? rounds.localSteps() : reports.get(0).localSteps());
      result.put("outer", rounds.outer().toString());
      result.put("roundsOfThisProcess", reports.size());
      result.put("sentBytes", mean(reports, RoundReport::sentBytes));
      result.put("gatheredBytes", mean(reports, RoundReport::gatheredBytes));
      result.put("movedRows", mean(reports, RoundReport::movedRows));
      result.put("slowestSeconds", mean(reports, RoundReport::slowestSeconds));
      result.put("roundSeconds", mean(reports, RoundReport::roundSeconds));
      result.put("driverSeconds", mean(reports, RoundReport::driverSeconds));
      return told(model.report(), result);
    }
  }

  private static double mean(List<RoundReport> reports, ToDoubleFunction<RoundReport> number) {
    return reports.stream().mapToDouble(number).average().orElse(Double.NaN);
  }

  private static String line(RoundReport report) {
    return "round %d of %d: loss %.4f, %s, %.1f MB sent, %.1f MB gathered, slowest %.1f s, round %.1f s, driver %.1f s"
        .formatted(
            report.round(),
            report.rounds(),
            report.crossEntropy(),
            report.validation().get(Branch.ENSEMBLE),
            report.sentBytes() / 1e6,
            report.gatheredBytes() / 1e6,
            report.slowestSeconds(),
            report.roundSeconds(),
            report.driverSeconds());
  }

  private static Map<String, Object> told(TrainingReport report, Map<String, Object> result) {
    result.put("best", report.bestEpoch());
    result.put("last", report.lastEpoch());
    result.put("trainSeconds", report.trainSeconds());
    result.put("validation", report.validation().get(Branch.ENSEMBLE));
    result.put("test", report.test().get(Branch.ENSEMBLE));
    result.put("testErrors", report.standardErrors().test().get(Branch.ENSEMBLE));
    return result;
  }
}
