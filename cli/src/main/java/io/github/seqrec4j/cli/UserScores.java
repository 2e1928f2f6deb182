package io.github.seqrec4j.cli;

import com.google.gson.Gson;
import io.github.seqrec4j.api.RecommendRequest;
import io.github.seqrec4j.api.RecommendRequest.Seen;
import io.github.seqrec4j.api.RecommendRequest.UnknownItems;
import io.github.seqrec4j.api.Recommendation;
import io.github.seqrec4j.api.Recommendations;
import io.github.seqrec4j.api.SeqrecException;
import io.github.seqrec4j.api.UsageException;
import io.github.seqrec4j.api.files.AtomicFiles;
import io.github.seqrec4j.api.files.ProcessLock;
import io.github.seqrec4j.data.Dataset;
import io.github.seqrec4j.data.table.ParquetWriter;
import io.github.seqrec4j.data.table.ParquetWriter.ColumnType;
import io.github.seqrec4j.data.table.ParquetWriter.Field;
import io.github.seqrec4j.runtime.SequentialRecommender;
import io.github.seqrec4j.runtime.ServingEngine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The top k of all users of a dataset as a Parquet file of user, item, rank and score. A chunk of
 * users after the other becomes a file of its own in a folder beside, whole or not at all; in the
 * end they are made one. Chunks do not depend on what was done before: a run that goes on after
 * another was killed ends in the bytes of an unbroken one.
 */
final class UserScores {

  /** Users of a chunk: some seconds of work. */
  static final int CHUNK = 2048;

  private static final int BATCH = 256; // users scored at a time

  private static final List<Field> FIELDS =
      List.of(
          new Field("user", ColumnType.TEXT),
          new Field("item", ColumnType.TEXT),
          new Field("rank", ColumnType.INTEGER),
          new Field("score", ColumnType.FLOAT));

  /**
   * What is scored; a run goes on with chunks of the same alone.
   *
   * @param model hash of the bundle's manifest, which has those of its files
   * @param data hash of the data
   * @param k items of each user
   * @param seen whether items of the history may come back
   * @param at time of the requests, or null
   * @param engine what computes the scores
   */
  record Task(
      String model, String data, int k, Seen seen, @Nullable String at, ServingEngine engine) {}

  private final Path file;
  private final Path chunks;
  private final Task task;
  private final Dataset dataset;
  private final SequentialRecommender model;
  private final int threads;
  private final boolean[] users;

  /**
   * Scores to be made.
   *
   * @param threads that score at once; the file is the same for every number
   */
  UserScores(Path file, Task task, Dataset dataset, SequentialRecommender model, int threads) {
    this.file = file.toAbsolutePath();
    chunks = this.file.resolveSibling(file.getFileName() + ".chunks");
    this.task = task;
    this.dataset = dataset;
    this.model = model;
    this.threads = threads;
    users = UserEvents.known(dataset, model.items());
  }

  /** Users of whom the model knows nothing. */
  int unknownUsers() {
    int unknown = 0;
    for (boolean known : users) {
      unknown += known ? 0 : 1;
    }
    return unknown;
  }

  /** Users whose chunks are there from an earlier run. */
  int done() {
    int done = 0;
    while (done < users.length && Files.exists(chunk(done))) {
      done = Math.min(users.length, done + CHUNK);
    }
    return done;
  }

  /** Takes the folder beside the file for this process. */
  ProcessLock begin() throws IOException {
    ProcessLock lock =
        ProcessLock.take(
            chunks.resolve("lock"), holder -> file + ": is being written by " + holder);
    try {
      Path state = chunks.resolve("task.json");
      String wanted = new Gson().toJson(task);
      if (!Files.exists(state)) {
        AtomicFiles.write(state, wanted);
      } else if (!Files.readString(state).equals(wanted)) {
        throw new UsageException(
            chunks
                + ": holds what was scored of another model, other data or with other options ("
                + Files.readString(state)
                + "), now "
                + wanted
                + "; remove it to start anew, or name another --out");
      }
      return lock;
    } catch (IOException | RuntimeException e) {
      lock.close();
      throw e;
    }
  }

  /**
   * Scores what is not done.
   *
   * @param progress is told the number of users done after each batch
   */
  void score(IntConsumer progress) {
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    try {
      for (int from = done(); from < users.length; from += CHUNK) {
        if (!Files.exists(chunk(from))) {
          chunk(from, Math.min(users.length, from + CHUNK), pool, progress);
        }
      }
    } finally {
      pool.shutdownNow();
    }
  }

  private Path chunk(int from) {
    return chunks.resolve(String.format(Locale.ROOT, "%010d.parquet", from));
  }

  private void chunk(int from, int to, ExecutorService pool, IntConsumer progress) {
    try (ParquetWriter writer = new ParquetWriter(chunk(from), FIELDS)) {
      List<Future<List<UserScore>>> batches = new ArrayList<>();
      for (int first = from; first < to; first += BATCH) {
        int start = first;
        batches.add(pool.submit(() -> batch(start, Math.min(to, start + BATCH))));
      }
      int done = from;
      for (Future<List<UserScore>> batch : batches) {
        for (UserScore score : result(batch)) {
          writer.add(score.user(), score.item(), score.rank(), score.score());
        }
        done = Math.min(to, done + BATCH);
        progress.accept(done);
      }
      writer.finish();
    }
  }

  private static <T> T result(Future<T> task) {
    try {
      return task.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new SeqrecException("interrupted while users were scored", e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException failure) {
        throw failure;
      }
      if (e.getCause() instanceof Error failure) {
        throw failure;
      }
      throw new IllegalStateException("no other failure is declared", e.getCause());
    }
  }

  /** A row of the file. */
  private record UserScore(String user, String item, int rank, float score) {}

  private List<UserScore> batch(int from, int to) {
    List<Integer> asking = new ArrayList<>();
    List<RecommendRequest> requests = new ArrayList<>();
    for (int user = from; user < to; user++) {
      if (users[user]) {
        asking.add(user);
        requests.add(request(user));
      }
    }
    List<UserScore> scores = new ArrayList<>();
    List<Recommendations> answers = model.recommend(requests);
    for (int i = 0; i < answers.size(); i++) {
      String user = dataset.userId(asking.get(i));
      int rank = 1;
      for (Recommendation found : answers.get(i)) {
        scores.add(new UserScore(user, found.item(), rank++, (float) found.score()));
      }
    }
    return scores;
  }

  private RecommendRequest request(int user) {
    RecommendRequest request =
        RecommendRequest.ofEvents(UserEvents.of(dataset, user))
            .k(task.k())
            .seen(task.seen())
            .unknownItems(UnknownItems.SKIP);
    if (task.at() == null) {
      return request;
    }
    try {
      return request.at(Instant.parse(task.at()));
    } catch (UsageException e) {
      throw new UsageException("user '" + dataset.userId(user) + "': " + e.getMessage(), e);
    }
  }

  /** Makes the chunks one file, and removes them. */
  void finish() {
    List<Path> parts = new ArrayList<>();
    for (int from = 0; from < users.length; from += CHUNK) {
      parts.add(chunk(from));
    }
    ParquetWriter.concatenate(parts, file);
  }

  /** Removes the chunks of a finished file. */
  void cleanUp() {
    AtomicFiles.deleteTree(chunks);
  }
}
