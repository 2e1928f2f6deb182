package io.github.seqrec4j.encode;

import io.github.seqrec4j.api.SeqrecException;
import io.github.seqrec4j.api.content.ContentModel;
import io.github.seqrec4j.api.content.FeatureRow;
import io.github.seqrec4j.api.content.FeatureShape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.function.DoubleConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Some rows that are encoded at the same time: items of like weight side by side, whatever their
 * place. Which items go together depends on nothing but the chunk, so that a run that was broken
 * off goes on to the same features.
 *
 * @param <T> the content
 */
final class Chunk<T> {

  private static final int NUMBERS = 1 << 22; // 16 MB
  private static final int MOST = 2048;

  private final int first;
  private final @Nullable FeatureRow[] rows; // null where there is none
  private final @Nullable String[] reasons; // of unreadable items
  private final List<Future<?>> groups = new ArrayList<>();

  private Chunk(int first, int size) {
    this.first = first;
    rows = new FeatureRow[size];
    reasons = new String[size];
  }

  /** Items of a chunk: the same for all of a catalogue but the last. */
  static int size(FeatureShape shape) {
    return Math.max(1, Math.min(MOST, NUMBERS / shape.numbers()));
  }

  /** Begins to encode the items from first to end. */
  static <T> Chunk<T> submit(
      Contents<T> contents, ContentModel<T> model, int first, int end, ExecutorService threads) {
    Chunk<T> chunk = new Chunk<>(first, end - first);
    Integer[] items = new Integer[end - first];
    Arrays.setAll(items, i -> first + i);
    Arrays.sort(items, Comparator.comparingInt(contents::weight)); // stable
    for (int from = 0; from < items.length; from += contents.side()) {
      List<Integer> group =
          List.of(Arrays.copyOfRange(items, from, Math.min(from + contents.side(), items.length)));
      chunk.groups.add(threads.submit(() -> chunk.encode(group, contents, model)));
    }
    return chunk;
  }

  private void encode(List<Integer> items, Contents<T> contents, ContentModel<T> model) {
    List<Integer> places = new ArrayList<>();
    List<T> present = new ArrayList<>();
    for (int item : items) {
      Contents.Found<T> found = contents.load(item);
      if (found instanceof Contents.Present<T> content) {
        places.add(item - first);
        present.add(content.content());
      } else if (found instanceof Contents.Unreadable<T> unreadable) {
        reasons[item - first] = unreadable.reason();
      }
    }
    if (present.isEmpty()) {
      return;
    }
    List<FeatureRow> encoded = model.encode(present);
    if (encoded.size() != places.size()) {
      throw new IllegalStateException(
          "the encoder gave " + encoded.size() + " rows for " + places.size() + " contents");
    }
    for (int i = 0; i < encoded.size(); i++) {
      rows[places.get(i)] = encoded.get(i);
    }
  }

  /**
   * Waits for all of it, as must be done before rows are read.
   *
   * @param done is told the share of groups that are done, after each
   */
  void await(DoubleConsumer done) {
    for (int g = 0; g < groups.size(); g++) {
      try {
        groups.get(g).get();
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
      done.accept((g + 1.0) / groups.size());
    }
  }

  int size() {
    return rows.length;
  }

  /** The features of an item, or null if it has none. */
  @Nullable FeatureRow row(int place) {
    FeatureRow row = rows[place];
    return row == null || row.isEmpty() ? null : row;
  }

  /** Why the content of an item cannot be read, or null if it can. */
  @Nullable String reason(int place) {
    return reasons[place];
  }

  /** What became of its items. */
  Counts counts() {
    int encoded = 0;
    List<String> examples = new ArrayList<>();
    for (int i = 0; i < rows.length; i++) {
      encoded += row(i) == null ? 0 : 1;
      String reason = reasons[i];
      if (reason != null) {
        examples.add(reason);
      }
    }
    int unreadable = examples.size();
    return new Counts(encoded, rows.length - encoded - unreadable, unreadable, examples);
  }
}
