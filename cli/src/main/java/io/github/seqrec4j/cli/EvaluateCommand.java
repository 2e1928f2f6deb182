package io.github.seqrec4j.cli;

import com.google.gson.GsonBuilder;
import io.github.seqrec4j.api.DataException;
import io.github.seqrec4j.api.RecommenderSpec;
import io.github.seqrec4j.api.UsageException;
import io.github.seqrec4j.data.Dataset;
import io.github.seqrec4j.data.EvaluationSet;
import io.github.seqrec4j.data.Split;
import io.github.seqrec4j.evaluation.Baselines;
import io.github.seqrec4j.evaluation.Evaluator;
import io.github.seqrec4j.evaluation.Predictions;
import io.github.seqrec4j.evaluation.Ranking;
import io.github.seqrec4j.runtime.SequentialRecommender;
import io.github.seqrec4j.runtime.ServingEngine;
import io.github.seqrec4j.training.RunSpec;
import io.github.seqrec4j.training.TrainingReport;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code seqrec evaluate}. */
@Command(
    name = "evaluate",
    description = "Ranks the held-out items of a dataset by a trained model.",
    mixinStandardHelpOptions = true,
    footer = {"", "Example: ./seqrec evaluate --model runs/demo/odmt/model"})
final class EvaluateCommand implements Callable<Integer> {

  /** Before the names of baselines in JSON, so that none is taken for a branch. */
  private static final String BASELINE = "baseline ";

  /** Held-out items. */
  enum Part {
    TEST,
    VALIDATION
  }

  @Mixin private ModelOption model = new ModelOption();

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "Dataset directory; by default the one the model was trained on.")
  private @Nullable Path data;

  @Option(
      names = "--split",
      defaultValue = "test",
      description = "test or validation; default test.")
  private Part split = Part.TEST;

  @Option(
      names = "--other-data",
      description = {
        "Evaluate on data that is not what the model was trained on.",
        "What it holds out may be what the model was trained on."
      })
  private boolean otherData;

  @Option(
      names = "--no-baselines",
      description = {
        "Leave out what needs no learning: popularity, recent popularity, what followed the last",
        "item, neighbours by users and by content, learnt from the training part of the data."
      })
  private boolean noBaselines;

  @Option(names = "--json", paramLabel = "FILE", description = "Also write the metrics there.")
  private @Nullable Path json;

  @Option(
      names = "--details",
      paramLabel = "FILE",
      description = {
        "Also tell what the lists are beside right (coverage, novelty, diversity and more),",
        "and the metrics of slices of the targets; write all of it there as JSON, with",
        "bootstrap intervals."
      })
  private @Nullable Path details;

  @Option(
      names = "--predictions",
      paramLabel = "FILE",
      description = {
        "Also write the lists behind the metrics, as long as the largest cut-off: user, target,",
        "item, rank, score; tab-separated, or as Parquet where FILE ends with .parquet."
      })
  private @Nullable Path predictions;

  @Spec private @Nullable CommandSpec command;

  EvaluateCommand() {}

  @Override
  public Integer call() {
    Console console = Console.of(command);
    try (SequentialRecommender recommender =
        SequentialRecommender.load(model.path(), ServingEngine.PYTORCH)) {
      RunSpec run = RunSpec.ofBundle(model.path());
      checkHeldOut();
      Path path = data != null ? data : run.data().path();
      if (path == null) {
        throw new UsageException("the model does not say where its data is; give --data DIR");
      }
      try (Dataset dataset = Dataset.open(path, run.data(), new ByteProgressBar(console))) {
        checkData(recommender, dataset, path);
        RecommenderSpec spec = run.recommender();
        Split parts = dataset.split(spec);
        EvaluationSet set = split == Part.TEST ? parts.test() : parts.validation();
        if (set.size() == 0) {
          throw new UsageException(
              "--split: the training held nothing out for a test (seqrec4j.data.split); say"
                  + " --split validation");
        }
        List<Integer> cutoffs = spec.evaluation().cutoffs();
        Map<String, Map<String, Double>> metrics = new LinkedHashMap<>();
        Map<String, Ranking> rankings =
            Evaluator.evaluate(recommender, dataset, set, spec.evaluation());
        rankings.forEach((name, ranking) -> metrics.put(name, ranking.metrics(cutoffs)));
        ResultTable table =
            new ResultTable(List.copyOf(metrics.values().iterator().next().keySet()));
        if (!noBaselines) {
          baselines(recommender, dataset, parts, set, spec)
              .forEach(
                  (name, ranking) -> {
                    Map<String, Double> values = ranking.metrics(cutoffs);
                    table.add(name, values);
                    metrics.put(BASELINE + name, values);
                  });
        }
        console.out().print(table.addBranches("", branches(metrics)));
        console.out().flush();
        write(json, metrics);
        if (details != null) {
          EvaluationDetails all =
              EvaluationDetails.of(recommender, dataset, parts, set, spec, rankings);
          console.out().print(all.text());
          console.out().flush();
          write(details, all.json());
        }
        if (predictions != null) {
          write(predictions, recommender, dataset, set, spec);
        }
      }
    }
    return 0;
  }

  /** What needs no learning, on the same targets. */
  private static Map<String, Ranking> baselines(
      SequentialRecommender recommender,
      Dataset dataset,
      Split parts,
      EvaluationSet set,
      RecommenderSpec spec) {
    return recommender.read(
        (manager, users, items) ->
            Baselines.evaluate(manager, dataset, parts, set, spec.evaluation()));
  }

  /** Metrics of the model alone. */
  private static Map<String, Map<String, Double>> branches(
      Map<String, Map<String, Double>> metrics) {
    Map<String, Map<String, Double>> own = new LinkedHashMap<>(metrics);
    own.keySet().removeIf(name -> name.startsWith(BASELINE));
    return own;
  }

  /** A model that was trained on everything has nothing left to be evaluated on. */
  private void checkHeldOut() {
    if (!otherData && TrainingReport.ofBundle(model.path()).refit() != null) {
      throw new DataException(
          model.path()
              + ": was trained anew on all of its data (--refit), test and validation included;"
              + " metrics.json of the run has those of the training before. Say --other-data to"
              + " evaluate it on data that is newer");
    }
  }

  /** Data with another hash may hold out what the model was trained on. */
  private void checkData(SequentialRecommender recommender, Dataset dataset, Path path) {
    String trainedOn = recommender.origin().dataHash();
    if (!otherData && !trainedOn.equals(dataset.hash())) {
      throw new DataException(
          path
              + ": not the data the model was trained on: its hash is "
              + dataset.hash()
              + ", the model's "
              + trainedOn
              + "; what it holds out may have been trained on. Give the data of the training, or say"
              + " --other-data to evaluate all the same");
    }
  }

  private static void write(@Nullable Path file, Map<String, ?> content) {
    if (file == null) {
      return;
    }
    String text =
        new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create().toJson(content);
    try {
      Files.writeString(file, text + "\n");
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + file + ": " + e.getMessage(), e);
    }
  }

  private static void write(
      Path file,
      SequentialRecommender recommender,
      Dataset dataset,
      EvaluationSet set,
      RecommenderSpec spec) {
    int length = Collections.max(spec.evaluation().cutoffs());
    if (file.toString().endsWith(".parquet")) {
      PredictionsParquet.write(file, recommender, dataset, set, spec.evaluation(), length);
      return;
    }
    try {
      Predictions.write(file, recommender, dataset, set, spec.evaluation(), length);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + file + ": " + e.getMessage(), e);
    }
  }
}
