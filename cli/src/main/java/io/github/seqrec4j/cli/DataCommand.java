package io.github.seqrec4j.cli;

import io.github.seqrec4j.api.DataException;
import io.github.seqrec4j.api.EventLog;
import io.github.seqrec4j.api.SplitBounds;
import io.github.seqrec4j.api.UsageException;
import io.github.seqrec4j.api.config.ConfigSource;
import io.github.seqrec4j.data.Dataset;
import io.github.seqrec4j.data.SplitSummary;
import io.github.seqrec4j.training.LeakProbe;
import io.github.seqrec4j.training.RunSpec;
import java.io.PrintWriter;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Locale;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code seqrec data}. */
@Command(
    name = "data",
    description = "Reads and checks a dataset.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "check")
final class DataCommand {

  /** Interactions of a part that are shown. */
  private static final int SHOWN = 3;

  @Spec private @Nullable CommandSpec command;

  DataCommand() {}

  @Command(
      name = "check",
      description =
          "Reads a dataset as a training would; prints what was read and dropped, its order, what"
              + " is to be predicted, and a sample of its split. Trains nothing, unless to probe it.",
      mixinStandardHelpOptions = true)
  int check(
      @Option(
              names = "--data",
              required = true,
              paramLabel = "DIR",
              description = "Dataset directory.")
          Path data,
      @Option(
              names = "--config",
              paramLabel = "FILE",
              description = "Configuration that says how it is read and split.")
          @Nullable Path config,
      @Option(
              names = "--probe",
              description = {
                "Also train the configuration's model briefly where there is nothing to learn, on",
                "shuffled targets and in shuffled order, and tell whether anything is found all the",
                "same: then what is held out reaches the model. Exit status 3 if it does."
              })
          boolean probe,
      @Mixin Overrides overrides) {
    RunSpec spec =
        (config == null
                ? ConfigSource.parse(
                    RunSpec.ROOT + " {}", "command line", RunSpec.ROOT, overrides.values())
                : ConfigSource.load(config, RunSpec.ROOT, overrides.values()))
            .bind(RunSpec.ROOT, RunSpec.class);
    Console console = Console.of(command);
    try (Dataset dataset = Dataset.open(data, spec.data(), new ByteProgressBar(console))) {
      PrintWriter out = console.out();
      SplitSummary split = dataset.split(spec.recommender()).summary();
      out.println("data:  " + dataset.summary());
      out.println("hash:  " + dataset.hash());
      out.println("order: " + order(dataset.times()));
      if (dataset.cold() != null) {
        out.println("cold:  " + dataset.cold());
      }
      out.println("split: " + split);
      out.println("split hash: " + split.hash());
      out.println("targets: " + (split.targets() == null ? "every interaction" : split.targets()));
      dataset.summary().warnings().forEach(warning -> out.println("note:  " + warning));
      split
          .warnings(spec.recommender().evaluation())
          .forEach(warning -> out.println("note:  " + warning));
      SplitBounds bounds = dataset.spec().split().split(dataset);
      IntStream.of(0, dataset.users() / 2, dataset.users() - 1)
          .distinct()
          .forEach(user -> sample(dataset, bounds, user, out));
      out.flush();
      if (probe) {
        probe(spec, config, dataset, console);
      }
    }
    return 0;
  }

  private static void probe(RunSpec spec, @Nullable Path config, Dataset dataset, Console console) {
    if (config == null) {
      throw new UsageException("--probe trains a model: say of which --config FILE");
    }
    console.say("probing: two short trainings on shuffled data");
    try (Interruption interruption = Interruption.watch(console, "interrupted")) {
      LeakProbe probe = interruption.run(() -> LeakProbe.of(spec.recommender(), dataset));
      console.out().println("probe: " + probe.targets());
      console.out().println("probe: " + probe.order());
      console.out().flush();
      if (probe.isLeak()) {
        throw new DataException(
            dataset.spec().path()
                + ": the probe finds what it cannot know: held-out interactions reach the model;"
                + " look for a plug-in that reads or counts the whole log, or for a split that is"
                + " not one");
      }
    }
  }

  private static String order(EventLog.Times times) {
    return switch (times) {
      case NONE -> "that of the file, which has no times";
      case NUMBERS -> "by time, in numbers";
      case DATES -> "by time, in dates";
    };
  }

  private static void sample(Dataset dataset, SplitBounds bounds, int user, PrintWriter out) {
    int validation = bounds.validation()[user];
    int test = bounds.test()[user];
    int length = dataset.length(user);
    out.printf(
        Locale.ROOT, "%nuser '%s', %d interactions%n", Printable.of(dataset.userId(user)), length);
    part("train", dataset, user, Math.max(0, validation - SHOWN), validation, out);
    part("validate", dataset, user, validation, Math.min(test, validation + SHOWN), out);
    int[] ends = bounds.end();
    int end = ends.length == 0 ? length : ends[user];
    part("test", dataset, user, test, Math.min(end, test + SHOWN), out);
  }

  private static void part(
      String name, Dataset dataset, int user, int from, int to, PrintWriter out) {
    for (int p = from; p < to; p++) {
      int item = dataset.item(user, p);
      out.printf(
          Locale.ROOT,
          "  %-8s %5d  %s  %s  %s%s%n",
          name,
          p + 1,
          time(dataset, user, p),
          Printable.of(dataset.itemId(item)),
          Printable.of(dataset.title(item)),
          dataset.isTarget(user, p) ? "" : "  (context)");
    }
  }

  private static String time(Dataset dataset, int user, int position) {
    return switch (dataset.times()) {
      case NONE -> "-";
      case DATES -> Instant.ofEpochSecond(dataset.seconds(user, position)).toString();
      case NUMBERS ->
          BigDecimal.valueOf(dataset.time(user, position), dataset.timeDecimals()).toPlainString();
    };
  }
}
