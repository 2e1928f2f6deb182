package io.github.seqrec4j.cli;

import ai.djl.ndarray.NDManager;
import io.github.seqrec4j.api.Branch;
import io.github.seqrec4j.api.EvaluationSpec;
import io.github.seqrec4j.api.UsageException;
import io.github.seqrec4j.api.nn.NativeEngine;
import io.github.seqrec4j.cli.report.RunReport;
import io.github.seqrec4j.data.DataSpec;
import io.github.seqrec4j.data.Dataset;
import io.github.seqrec4j.data.Split;
import io.github.seqrec4j.encode.EncodeSpec;
import io.github.seqrec4j.encode.EncodingOptions;
import io.github.seqrec4j.encode.FeatureEncoding;
import io.github.seqrec4j.evaluation.Baselines;
import io.github.seqrec4j.evaluation.Evaluator;
import io.github.seqrec4j.evaluation.Ranking;
import io.github.seqrec4j.imports.demo.DemoCatalogue;
import io.github.seqrec4j.training.RunSpec;
import io.github.seqrec4j.training.SaveOption;
import io.github.seqrec4j.training.TrainedRecommender;
import io.github.seqrec4j.training.TrainingRun;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code seqrec demo}: the whole way, through the files and the code that a user's data takes. */
@Command(
    name = "demo",
    description =
        "Generates a shop, trains on it with and without content, evaluates and recommends.",
    mixinStandardHelpOptions = true)
final class DemoCommand implements Callable<Integer> {

  private static final Path DEFAULT_OUT = Path.of("runs", "demo");
  private static final long SEED = 7;
  private static final int CUTOFF = 10;
  private static final int RARE_CUTOFF = 50;
  private static final String RARE = "rare hit@" + RARE_CUTOFF;
  private static final List<String> METRICS = List.of("hit@" + CUTOFF, "ndcg@" + CUTOFF, RARE);

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "Directory to create; by default runs/demo, or runs/demo-2 and so on.")
  private @Nullable Path out;

  @Spec private @Nullable CommandSpec command;

  DemoCommand() {}

  @Override
  public Integer call() {
    Console console = Console.of(command);
    Path directory = directory();
    Path data = directory.resolve("data");
    console.say(
        "1/4 generating a shop of %d items and %d customers",
        DemoCatalogue.ITEMS, DemoCatalogue.USERS);
    Map<String, String> looks = DemoCatalogue.write(data, SEED);
    console.say("2/4 encoding titles (MiniLM) and pictures (colours and edges)");
    encode(data, console);
    Path idConfig = copy("demo-id.conf", directory);
    Path config = copy("demo.conf", directory);
    List<String> set = List.of("seqrec4j.data.path=\"" + data.toString().replace("\\", "/") + "\"");
    RunSpec idOnly = RunSpec.load(idConfig, set);
    RunSpec odmt = RunSpec.load(config, set);
    ResultTable table = new ResultTable(METRICS);
    try (Dataset dataset = Dataset.open(data, odmt.data(), new ByteProgressBar(console));
        Interruption interruption = Interruption.watch(console, "interrupted")) {
      Split split = dataset.split(odmt.recommender());
      RareTargets rare = new RareTargets(split);
      EvaluationSpec evaluation = odmt.recommender().evaluation();
      try (NDManager manager = NativeEngine.newManager()) {
        Baselines.evaluate(manager, dataset, split, split.test(), evaluation)
            .forEach((name, ranking) -> table.add(name, metrics(ranking, rare)));
      }
      console.say("3/4 training SASRec on item ids alone: %s", idConfig);
      TrainingRun idRun = TrainingRun.create(directory.resolve("id-only"));
      try (TrainedRecommender recommender =
          interruption.run(
              () ->
                  idRun.execute(
                      idOnly,
                      dataset,
                      interruption.breakingOffSteps(new ProgressPrinter("id only", console))))) {
        Ranking test =
            Evaluator.evaluate(recommender, dataset, split.test(), evaluation).get(Branch.ENSEMBLE);
        table.add("SASRec, ids only", metrics(Objects.requireNonNull(test), rare));
      }
      console.say("4/4 training ODMT around SASRec on ids, titles and pictures: %s", config);
      TrainingRun run =
          TrainingRun.create(directory.resolve("odmt")).saving(SaveOption.USER_HISTORIES);
      try (TrainedRecommender recommender =
          interruption.run(
              () ->
                  run.execute(
                      odmt,
                      dataset,
                      interruption.breakingOffSteps(new ProgressPrinter("odmt", console))))) {
        Evaluator.evaluate(recommender, dataset, split.test(), evaluation)
            .forEach(
                (name, ranking) ->
                    table.add(
                        name.equals(Branch.ENSEMBLE) ? "ODMT" : "  its " + name + " branch",
                        metrics(ranking, rare)));
        show(table, rare, dataset.users(), console.out());
        DemoSamples samples = new DemoSamples(recommender, dataset, looks, console.out());
        for (int user : new int[] {0, dataset.users() / 2, dataset.users() - 1}) {
          samples.print(dataset.userId(user));
        }
        RunReport.write(directory.resolve("id-only"));
        next(run, dataset, RunReport.write(directory.resolve("odmt")), console.out());
      }
    }
    return 0;
  }

  private static void encode(Path data, Console console) {
    EncodeSpec encode = EncodeSpec.builder().build();
    try (Interruption interruption = Interruption.watch(console, "interrupted")) {
      EncodingOptions options =
          EncodingOptions.builder().listener(interruption.breakingOff(event -> {})).build();
      console.say(
          "    %s",
          interruption.run(
              () -> FeatureEncoding.encodeText(data, new DataSpec(), encode.text(), options)));
      console.say(
          "    %s",
          interruption.run(
              () -> FeatureEncoding.encodeImages(data, new DataSpec(), encode.image(), options)));
    }
  }

  private static Map<String, Double> metrics(Ranking test, RareTargets rare) {
    Map<String, Double> metrics = new HashMap<>(test.metrics(List.of(CUTOFF)));
    metrics.put(RARE, rare.of(test).hitRate(RARE_CUTOFF));
    return metrics;
  }

  private Path directory() {
    if (out == null) {
      Path free = DEFAULT_OUT;
      for (int i = 2; Files.exists(free); i++) {
        free = DEFAULT_OUT.resolveSibling(DEFAULT_OUT.getFileName() + "-" + i);
      }
      return create(free);
    }
    if (Files.exists(out) && !isEmptyDirectory(out)) {
      throw new UsageException(
          out + " already holds something; choose another directory or delete it");
    }
    return create(out);
  }

  private static boolean isEmptyDirectory(Path directory) {
    if (!Files.isDirectory(directory)) {
      return false;
    }
    try (var files = Files.list(directory)) {
      return files.findAny().isEmpty();
    } catch (IOException e) {
      throw new UncheckedIOException(directory + ": " + e.getMessage(), e);
    }
  }

  private static Path create(Path directory) {
    try {
      return Files.createDirectories(directory);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot create " + directory + ": " + e.getMessage(), e);
    }
  }

  private static Path copy(String resource, Path directory) {
    Path file = directory.resolve(resource);
    try (InputStream in = DemoCommand.class.getResourceAsStream("/" + resource)) {
      if (in == null) {
        throw new IllegalStateException("resource " + resource + " is part of this jar");
      }
      Files.copy(in, file);
      return file;
    } catch (IOException e) {
      throw new UncheckedIOException(file + ": " + e.getMessage(), e);
    }
  }

  private static void show(ResultTable table, RareTargets rare, int users, PrintWriter out) {
    out.println();
    out.println("Test: each customer's last purchase, ranked among all items");
    out.print(table);
    out.printf(
        Locale.ROOT,
        "rare: the last purchase sold fewer than %d times in training, as for %d of %d customers%n",
        RareTargets.LIMIT,
        rare.size(),
        users);
  }

  private static void next(TrainingRun run, Dataset dataset, Path report, PrintWriter out) {
    String model = run.model().toString();
    int[] history = dataset.history(0);
    String some = dataset.itemId(history[0]) + "," + dataset.itemId(history[1]);
    out.println();
    out.println("Now try:");
    out.println("  ./seqrec recommend --model " + model + " --user " + dataset.userId(1));
    out.println("  ./seqrec recommend --model " + model + " --history " + some + " --branches");
    out.println("  ./seqrec evaluate --model " + model);
    out.println("Learning curves and metrics with intervals: " + report);
    out.flush();
  }
}
