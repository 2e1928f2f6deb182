package io.github.seqrec4j.encode;

import com.google.gson.JsonObject;
import io.github.seqrec4j.api.SeqrecException;
import io.github.seqrec4j.api.content.ContentModel;
import io.github.seqrec4j.api.content.FeatureRow;
import io.github.seqrec4j.data.NpyWriter;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Makes the rows of one feature file: chunk by chunk, in the order of the items, each on disk and
 * in the journal before the next; two chunks are at work at a time, so that no thread waits for the
 * last texts of a chunk.
 *
 * @param <T> what is encoded
 */
final class EncodingRun<T> {

  private static final int CHUNK_NUMBERS = 1 << 22; // 16 MB
  private static final int LARGEST_CHUNK = 2048;
  private static final int AT_WORK = 2;

  private final FeatureFiles files;
  private final Journal journal;
  private final Contents<T> contents;
  private final ContentModel<T> model;
  private final int items;
  private final EncodingOptions options;
  private Counts counts = Counts.NONE;

  EncodingRun(
      FeatureFiles files,
      Journal journal,
      Contents<T> contents,
      ContentModel<T> model,
      int items,
      EncodingOptions options) {
    this.files = files;
    this.journal = journal;
    this.contents = contents;
    this.model = model;
    this.items = items;
    this.options = options;
  }

  /** Encodes what is left to do; the files then wait to be published. */
  Counts run(JsonObject key, String reason) {
    Journal.Mark mark = key.equals(journal.key()) ? journal.last() : null;
    if (mark == null) {
      journal.start(key);
    } else {
      counts = mark.counts();
    }
    options
        .listener()
        .onEvent(
            new EncodingEvent.Started(
                files.features(), key.get("encoder").getAsString(), items, counts.items(), reason));
    if (counts.items() < items) {
      encode(mark);
    }
    return counts;
  }

  private void encode(Journal.@Nullable Mark mark) {
    ExecutorService threads = Executors.newFixedThreadPool(options.threads());
    try (NpyWriter features = files.features(items, model.shape(), mark);
        NpyWriter mask = files.mask(items, model.shape(), mark)) {
      try {
        write(features, mask, threads);
      } finally { // what is in the journal stays, to go on from
        features.suspend();
        if (mask != null) {
          mask.suspend();
        }
      }
    } finally {
      end(threads);
    }
  }

  private void write(NpyWriter features, @Nullable NpyWriter mask, ExecutorService threads) {
    int size = Math.max(1, Math.min(LARGEST_CHUNK, CHUNK_NUMBERS / model.shape().numbers()));
    Deque<Chunk<T>> atWork = new ArrayDeque<>();
    int next = counts.items();
    while (next < items || !atWork.isEmpty()) {
      while (next < items && atWork.size() < AT_WORK) {
        int end = Math.min(next + size, items);
        atWork.add(Chunk.submit(contents, model, next, end, threads));
        next = end;
      }
      Chunk<T> chunk = atWork.remove();
      await(chunk);
      for (int i = 0; i < chunk.size(); i++) {
        write(chunk.row(i), features, mask);
      }
      features.force();
      if (mask != null) {
        mask.force();
      }
      counts = counts.plus(chunk.counts());
      journal.add(
          new Journal.Mark(counts, features.checksum(), mask == null ? 0 : mask.checksum()));
      advanced(counts.items());
    }
  }

  /** Waits for all of a chunk, telling how far it is. */
  private void await(Chunk<T> chunk) {
    int done = 0;
    for (Future<?> group : chunk.groups()) {
      try {
        group.get();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new SeqrecException("interrupted while encoding; the same call goes on", e);
      } catch (ExecutionException e) {
        if (e.getCause() instanceof RuntimeException failure) {
          throw failure;
        }
        if (e.getCause() instanceof Error error) {
          throw error;
        }
        throw new IllegalStateException(e.getCause());
      }
      done++;
      advanced(counts.items() + (int) ((long) chunk.size() * done / chunk.groups().size()));
    }
  }

  private void advanced(int done) {
    options.listener().onEvent(new EncodingEvent.Advanced(done, items));
  }

  private void write(@Nullable FeatureRow row, NpyWriter features, @Nullable NpyWriter mask) {
    if (row == null) {
      features.writeMissing();
    } else {
      features.write(row.values());
    }
    if (mask != null) {
      float[] real = new float[model.shape().tokens()];
      Arrays.fill(real, 0, row == null ? 0 : row.tokens(), 1);
      mask.write(real);
    }
  }

  /** Lets what is at work end, as the model is closed next. */
  private static void end(ExecutorService threads) {
    threads.shutdownNow();
    boolean interrupted = false;
    while (!threads.isTerminated()) {
      try {
        threads.awaitTermination(1, TimeUnit.MINUTES);
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
