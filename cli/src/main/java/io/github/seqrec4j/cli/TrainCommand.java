package io.github.seqrec4j.cli;

import io.github.seqrec4j.api.Branch;
import io.github.seqrec4j.api.ConfigException;
import io.github.seqrec4j.api.EnsembleRule;
import io.github.seqrec4j.api.SequenceInput;
import io.github.seqrec4j.cli.report.RunReport;
import io.github.seqrec4j.data.Dataset;
import io.github.seqrec4j.data.SplitSummary;
import io.github.seqrec4j.training.RunSpec;
import io.github.seqrec4j.training.SaveOption;
import io.github.seqrec4j.training.TrainedRecommender;
import io.github.seqrec4j.training.TrainingReport;
import io.github.seqrec4j.training.TrainingRun;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code seqrec train}. */
@Command(
    name = "train",
    description =
        "Trains a recommender and writes metrics, one line per epoch, a report, and the model.",
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Example: ./seqrec train --config configs/movielens-1m.conf --out runs/first \\",
      "         --set seqrec4j.training.epochs=10"
    })
final class TrainCommand implements Callable<Integer> {

  @Option(
      names = "--config",
      required = true,
      paramLabel = "FILE",
      description = "Configuration file.")
  private Path config = Path.of("");

  @Option(
      names = "--out",
      required = true,
      paramLabel = "DIR",
      description = "Directory of this run; it must not hold another one.")
  private Path out = Path.of("");

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "Dataset directory, instead of the configuration's seqrec4j.data.path.")
  private @Nullable Path data;

  @Option(
      names = "--resume",
      description = {
        "Go on from the last checkpoint in DIR; the result is that of a run unbroken.",
        "A finished run goes on to more epochs: --set seqrec4j.training.epochs=N."
      })
  private boolean resume;

  @Option(
      names = "--from",
      paramLabel = "MODEL",
      description = {
        "Start from the weights of a trained model of the same settings, on today's log.",
        "New items start from their content; items that are gone are left out."
      })
  private @Nullable Path from;

  @Option(
      names = "--with-users",
      description = {
        "Keep identifiers and histories of all users in the model, for recommend --user.",
        "Without it a model holds nothing of a single user."
      })
  private boolean withUsers;

  @Option(
      names = "--refit",
      description = {
        "When the best epoch is known, train anew on all data up to it, and save that model.",
        "The metrics are those of the training before."
      })
  private boolean refit;

  @Option(
      names = "--tensorboard",
      description = "Write scalars of steps and epochs into DIR/tensorboard too, for TensorBoard.")
  private boolean tensorBoard;

  @Option(
      names = "--title",
      paramLabel = "TEXT",
      description = "Title of the report; by default made of model, data and DIR.")
  private String title = "";

  @Mixin private Overrides overrides = new Overrides();
  @Spec private @Nullable CommandSpec command;

  TrainCommand() {}

  @Override
  public Integer call() {
    RunSpec spec = RunSpec.load(config, overrides.values());
    Path path = data != null ? data : spec.data().path();
    if (path == null) {
      throw new ConfigException(
          List.of(config + ": no dataset: set seqrec4j.data.path or give --data DIR"));
    }
    Console console = Console.of(command);
    overrides.tellIdle(spec, console);
    if (RollingWindows.asked(spec)) {
      new RollingWindows(out, resume, console)
          .train(spec, (directory, window) -> trained(directory, window, path, console));
      return 0;
    }
    trained(out, spec, path, console);
    return 0;
  }

  /** Trains into a directory, and tells what came of it. */
  private TrainingReport trained(Path directory, RunSpec spec, Path path, Console console) {
    boolean begun = resume && Files.isDirectory(directory);
    TrainingRun run =
        begun || (resume && directory.equals(out))
            ? TrainingRun.resume(directory)
            : TrainingRun.create(directory);
    if (withUsers) {
      run = run.saving(SaveOption.USER_HISTORIES);
    }
    if (from != null) {
      run = run.from(from);
    }
    if (refit) {
      run = run.refitting();
    }
    if (tensorBoard) {
      run = run.withTensorBoard();
    }
    run = run.titled(title);
    TrainingReport report = train(run, spec, path, console);
    PrintWriter text = console.out();
    text.println();
    text.println("model:     " + run.model());
    text.println("report:    " + RunReport.write(directory));
    text.println(
        "recommend: ./seqrec recommend --model "
            + quoted(run.model())
            + request(spec.recommender().backbone().inputs(), path));
    text.flush();
    return report;
  }

  /** A path as a shell takes it. */
  private static String quoted(Path path) {
    String text = path.toString();
    return text.matches("[\\w./@:+-]+") ? text : "'" + text.replace("'", "'\\''") + "'";
  }

  /** For whom to recommend: a model that reads more than items is asked by what the data has. */
  private static String request(Set<SequenceInput> inputs, Path data) {
    return (inputs.isEmpty() ? " --history ITEM,ITEM" : " --user ID --data " + quoted(data))
        + (inputs.contains(SequenceInput.REQUEST_TIMES) ? " --at TIME" : "");
  }

  private static TrainingReport train(TrainingRun run, RunSpec spec, Path path, Console console) {
    try (Dataset dataset = Dataset.open(path, spec.data(), new ByteProgressBar(console));
        Interruption interruption =
            Interruption.watch(
                console,
                "interrupted; its state is saved, and the same command with --resume goes on")) {
      console.say("data: %s: %s", path, dataset.summary());
      SplitSummary split = dataset.split(spec.recommender()).summary();
      if (dataset.cold() != null) {
        console.say("cold: %s", dataset.cold());
      }
      console.say("split: %s", split);
      if (split.targets() != null) {
        console.say("targets: %s", split.targets());
      }
      dataset.summary().warnings().forEach(warning -> console.say("note: %s", warning));
      split
          .warnings(spec.recommender().evaluation())
          .forEach(warning -> console.say("note: %s", warning));
      try (TrainedRecommender recommender =
          interruption.run(
              () ->
                  run.execute(
                      spec,
                      dataset,
                      interruption.breakingOffSteps(new ProgressPrinter("", console))))) {
        TrainingReport report = recommender.report();
        ResultTable table = new ResultTable(report);
        report.baselines().forEach(table::add);
        if (report.test().isEmpty()) {
          console.say("nothing is held out for a test; on validation, which chose the epoch:");
        }
        table.addBranches("", report.test().isEmpty() ? report.validation() : report.test());
        console.out().print(table);
        if (report.cold() != null) {
          console.out().print(cold(report.cold()));
        }
        if (spec.recommender().training().ensemble() == EnsembleRule.VALIDATED
            && report.ensemble().size() > 1) {
          console.say("weights of the ensemble, by validation: %s", weights(report));
        }
        if (report.refit() != null) {
          console.say(
              "the model is trained anew on all %,d interactions for %d epochs; the metrics are of"
                  + " the one before",
              report.refit().interactions(), report.refit().epochs());
        }
        return report;
      }
    }
  }

  /** How items that training never saw are found. */
  private static String cold(TrainingReport.Cold cold) {
    if (cold.targets() == 0) {
      return String.format(
          Locale.ROOT,
          "%n%,d items are held out of training, but no user did anything with them behind what"
              + " trains%n",
          cold.items());
    }
    List<String> metrics =
        List.copyOf(Objects.requireNonNull(cold.all().get(Branch.ENSEMBLE)).keySet());
    ResultTable all = new ResultTable(metrics);
    cold.all().forEach(all::add);
    ResultTable among = new ResultTable(metrics);
    cold.among().forEach(among::add);
    return String.format(
        Locale.ROOT,
        "%n%,d targets are of the %,d items that training never saw; among all items%n%s"
            + "among the held-out items alone%n%s",
        cold.targets(),
        cold.items(),
        all,
        among);
  }

  private static String weights(TrainingReport report) {
    return report.ensemble().entrySet().stream()
        .map(weight -> String.format(Locale.ROOT, "%s %.2f", weight.getKey(), weight.getValue()))
        .collect(Collectors.joining(", "));
  }
}
