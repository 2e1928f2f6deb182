package io.github.seqrec4j.encode;

import com.google.gson.JsonObject;
import io.github.seqrec4j.api.content.ContentModel;
import io.github.seqrec4j.data.NpyWriter;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.ExecutorService;
import org.jspecify.annotations.Nullable;

/**
 * Makes the rows of one feature file: chunk by chunk, in the order of the items, each on disk and
 * in the journal before the next; two chunks are at work at a time, so that no thread waits for the
 * last texts of a chunk.
 *
 * @param <T> what is encoded
 */
final class EncodingRun<T> {

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
    try (EncodingThreads threads = new EncodingThreads(options.threads());
        NpyWriter features = files.features(items, model.shape(), mark);
        NpyWriter mask = files.mask(items, model.shape(), mark)) {
      try {
        write(features, mask, threads.service());
      } finally { // what is in the journal stays, to go on from
        features.suspend();
        if (mask != null) {
          mask.suspend();
        }
      }
    }
  }

  private void write(NpyWriter features, @Nullable NpyWriter mask, ExecutorService threads) {
    int size = Chunk.size(model.shape());
    Deque<Chunk<T>> atWork = new ArrayDeque<>();
    int next = counts.items();
    while (next < items || !atWork.isEmpty()) {
      while (next < items && atWork.size() < AT_WORK) {
        int end = Math.min(next + size, items);
        atWork.add(Chunk.submit(contents, model, next, end, threads));
        next = end;
      }
      Chunk<T> chunk = atWork.remove();
      chunk.await(share -> advanced(counts.items() + (int) (chunk.size() * share)));
      for (int i = 0; i < chunk.size(); i++) {
        FeatureFiles.write(chunk.row(i), model.shape(), features, mask);
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

  private void advanced(int done) {
    options.listener().onEvent(new EncodingEvent.Advanced(done, items));
  }
}
