package io.github.seqrec4j.cli;

import io.github.seqrec4j.api.Arguments;
import io.github.seqrec4j.api.RecommendRequest.Seen;
import io.github.seqrec4j.api.UsageException;
import io.github.seqrec4j.api.files.ProcessLock;
import io.github.seqrec4j.api.files.Sha256;
import io.github.seqrec4j.api.files.WriteFailure;
import io.github.seqrec4j.data.Dataset;
import io.github.seqrec4j.runtime.SequentialRecommender;
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

  /** Scores that Java computes in the seconds that PyTorch takes to load. */
  private static final double SCORES_IN_JAVA = 5e8;

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
      names = "--threads",
      paramLabel = "N",
      description = "Threads that score at once; by default as many as there are processors.")
  private int threads = Runtime.getRuntime().availableProcessors();

  @Spec private @Nullable CommandSpec command;

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
    try (SequentialRecommender recommender = SequentialRecommender.load(model.path());
        Dataset dataset =
            Dataset.open(
                data, RunSpec.ofBundle(model.path()).data(), new ByteProgressBar(console))) {
      if ((double) dataset.users() * recommender.items().size() > SCORES_IN_JAVA) {
        recommender.searchBatchesByEngine();
      }
      UserScores.Task task =
          new UserScores.Task(
              Sha256.ofFile(model.path().resolve("bundle.json")),
              dataset.hash(),
              k,
              keepSeen ? Seen.INCLUDE : Seen.EXCLUDE,
              time);
      UserScores scores = new UserScores(out, task, dataset, recommender, threads);
      score(scores, dataset.users(), console);
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

  private void score(UserScores scores, int users, Console console) throws IOException {
    try (ProcessLock lock = scores.begin();
        Interruption interruption =
            Interruption.watch(console, "interrupted; the same command goes on");
        CountedProgress progress = new CountedProgress(console, "users")) {
      int done = scores.done();
      console.say(
          "scoring %,d users%s%s",
          users,
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
