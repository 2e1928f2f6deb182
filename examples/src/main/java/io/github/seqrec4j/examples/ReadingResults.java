package io.github.seqrec4j.examples;

import io.github.seqrec4j.data.Dataset;
import io.github.seqrec4j.training.TrainedRecommender;
import io.github.seqrec4j.training.Trainer;
import io.github.seqrec4j.training.TrainingReport;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Objects;

/** Reads a report's numbers: is the model better than popularity by more than chance? */
public final class ReadingResults {

  private static final String METRIC = "hit@10";
  private static final double NORMAL_95 = 1.96; // standard errors in a 95 % interval

  private ReadingResults() {}

  /** Takes a directory for the generated shop. */
  public static void main(String[] arguments) {
    Path data = DemoShop.in(Path.of(arguments[0]));
    try (Dataset dataset = Dataset.open(data);
        TrainedRecommender model =
            Trainer.create().fit(DemoShop.spec().build(), dataset, event -> {})) {
      // tag::report[]
      TrainingReport report = model.report();
      System.out.printf(
          Locale.ROOT,
          "epoch %d of %d, chosen on validation; %d users%n",
          report.bestEpoch(),
          report.lastEpoch(),
          report.users());
      report
          .test()
          .forEach(
              (branch, metrics) -> {
                double value = Objects.requireNonNull(metrics.get(METRIC));
                double error =
                    Objects.requireNonNull(
                        Objects.requireNonNull(report.standardErrors().test().get(branch))
                            .get(METRIC));
                System.out.printf(
                    Locale.ROOT,
                    "%-10s %s %.4f +- %.4f%n",
                    branch,
                    METRIC,
                    value,
                    NORMAL_95 * error);
              });
      System.out.printf(
          Locale.ROOT,
          "%-10s %s %.4f%n",
          TrainingReport.POPULARITY,
          METRIC,
          Objects.requireNonNull(report.baselines().get(TrainingReport.POPULARITY)).get(METRIC));
      // end::report[]
    }
  }
}
