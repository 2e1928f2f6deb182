package io.github.seqrec4j.cli;

import io.github.seqrec4j.api.Arguments;
import io.github.seqrec4j.api.ModelSpec;
import io.github.seqrec4j.api.RecommendRequest.Seen;
import io.github.seqrec4j.api.UsageException;
import io.github.seqrec4j.api.files.ProcessLock;
import io.github.seqrec4j.api.files.Sha256;
import io.github.seqrec4j.api.files.WriteFailure;
import io.github.seqrec4j.data.Dataset;
import io.github.seqrec4j.runtime.SequentialRecommender;
import io.github.seqrec4j.runtime.ServingEngine;
import io.github.seqrec4j.runtime.StoredModel;
import io.github.seqrec4j.training.RunSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code seqrec score}. */
@Command(
    name = "score",
    description = {
      "Recommends to every user of a dataset: a Parquet file of user, item, rank and score.",
      "A run that was broken off goes on by the same command, to the same bytes."
    },
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Example: ./seqrec score --model runs/demo/odmt/model --data runs/demo/data \\",
      "           --out runs/demo/top.parquet"
    })
final class ScoreCommand implements Callable<Integer> {

  @Mixin private ModelOption model = new ModelOption();

  @Option(
      names = "--data",
      required = true,
      paramLabel = "DIR",
      description = "Dataset directory with the users, read as in the training.")
  private Path data = Path.of("");

  @Option(
      names = "--out",
      required = true,
      paramLabel = "FILE.parquet",
      description =
          "File to write; it must not exist. Until it is whole, FILE.parquet.chunks holds"
              + " what is done.")
  private Path out = Path.of("");

  @Option(
      names = {"-k", "--k"},
      defaultValue = "10",
      paramLabel = "N",
      description = "Number of items of each user; default 10.")
  private int k = 10;

  @Option(names = "--keep-seen", description = "Items of the history may come back.")
  private boolean keepSeen;

  @Option(
      names = "--at",
      paramLabel = "TIME",
      description = "Time of the requests, as in 2026-01-31T20:00:00Z, for models that read it.")
  private @Nullable String at;

  @Option(
      names = "--engine",
      defaultValue = "auto",
      paramLabel = "NAME",
      description =
          "What computes the scores: java, pytorch, or auto, which is PyTorch where it saves more"
              + " than it takes to load. Both agree to some 1e-5 of a score; default auto.")
  private ServingEngine engine = ServingEngine.AUTO;

  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "Threads that score at once; by default as many as there are processors.")
  private int threads = Runtime.getRuntime().availableProcessors();

  @Spec private @Nullable CommandSpec command;

  // What takes the time of how many scores in Java, by ScoringRate of the benchmarks.
  private static final double LOADING_PYTORCH = 2e8;
  private static final double SCORE_BY_PYTORCH = 0.65;
  private static final double SLOT_IN_JAVA = 800; // an item of a history in a branch
  private static final double SLOT_BY_PYTORCH = 440; // of padding too

  ScoreCommand() {}

  @Override
  public Integer call() {
    if (k < 1) {
      throw new UsageException("-k must be at least 1: " + k);
    }
    if (threads < 1 || threads > Arguments.MAX_THREADS) {
      throw new UsageException(
          "--threads must be in [1, " + Arguments.MAX_THREADS + "]: " + threads);
    }
    if (Files.exists(out)) {
      throw new UsageException(out + ": exists; remove it, or name another --out");
    }
    String time = at == null ? null : UserEvents.time(at).toString();
    Console console = Console.of(command);
    try (StoredModel stored = StoredModel.open(model.path()); // before anything of it is believed
        Dataset dataset =
            Dataset.open(
                data, RunSpec.ofBundle(model.path()).data(), new ByteProgressBar(console));
        SequentialRecommender recommender =
            SequentialRecommender.load(model.path(), engine(stored, dataset))) {
      UserScores.Task task =
          new UserScores.Task(
              Sha256.ofFile(model.path().resolve("bundle.json")),
              dataset.hash(),
              k,
              keepSeen ? Seen.INCLUDE : Seen.EXCLUDE,
              time,
              recommender.engine());
      UserScores scores = new UserScores(out, task, dataset, recommender, threads);
      score(scores, dataset.users(), recommender.engine(), console);
      console
          .out()
          .printf(
              "%s: top %d of %d users%s%n",
              out,
              k,
              dataset.users() - scores.unknownUsers(),
              scores.unknownUsers() == 0
                  ? ""
                  : "; left out, as the model knows none of their items: " + scores.unknownUsers());
      console.out().flush();
    } catch (IOException e) {
      throw WriteFailure.of(out, e, "name another --out");
    }
    return 0;
  }

  /** The engine asked for, or the one that is done first. */
  private ServingEngine engine(StoredModel stored, Dataset dataset) {
    if (engine != ServingEngine.AUTO) {
      return engine;
    }
    ModelSpec spec = stored.model();
    int items = stored.origin().items().items();
    double branches = spec.itemEncoder().branches().size();
    double length =
        Math.min(spec.maxLength(), (double) dataset.interactions() / Math.max(1, dataset.users()));
    double inJava = items + SLOT_IN_JAVA * branches * length;
    double byPyTorch = SCORE_BY_PYTORCH * items + SLOT_BY_PYTORCH * branches * spec.maxLength();
    return dataset.users() * (inJava - byPyTorch) > LOADING_PYTORCH
        ? ServingEngine.PYTORCH
        : ServingEngine.AUTO;
  }

  private void score(UserScores scores, int users, ServingEngine engine, Console console)
      throws IOException {
    try (ProcessLock lock = scores.begin();
        Interruption interruption =
            Interruption.watch(console, "interrupted; the same command goes on");
        CountedProgress progress = new CountedProgress(console, "users")) {
      int done = scores.done();
      console.say(
          "scoring %,d users by %s%s%s",
          users,
          engine,
          done == 0 ? "" : String.format(Locale.ROOT, "; going on at %,d", done),
          lock.exclusive() ? "" : "; no lock keeps other processes away");
      progress.start("score", users, done);
      interruption.run(
          () -> {
            scores.score(
                now -> {
                  progress.advanceTo(now);
                  interruption.check();
                });
            scores.finish();
            return users;
          });
    }
    scores.cleanUp();
  }
}
